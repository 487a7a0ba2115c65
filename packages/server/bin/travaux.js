#!/usr/bin/env node
// The command `travaux`: runs the built command line.
import '../dist/cli/main.js';
