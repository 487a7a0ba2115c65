// Before the browser tests: the server and the app that they drive are built from the sources as they are now.
import { build } from '../../.scripts/build.mjs';

export default build;
