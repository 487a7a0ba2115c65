// Before the tests of what is built: the server and the app are made from the sources as they are now.
import { build } from '../../.scripts/build.mjs';

export default build;
