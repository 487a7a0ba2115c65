/**
 * Checks are not compiled: the content policy of the page forbids code made at run time, and every attempt is
 * reported as a violation. Imported before all else, because each check asks for it when it is made.
 */
import { config } from 'zod/v4/core';

config({ jitless: true });
