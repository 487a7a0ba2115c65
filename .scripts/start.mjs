// `npm start`: installs and builds what is missing, then serves on http://localhost:4000 with the embedded store
// under ./data. In this same process, so that signals and the exit code are the server's own.
import './node-version.mjs';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { command, root } from './workspace.mjs';

await command(async () => {
  await install();
  await build();
  process.chdir(root);
  const serve = process.env.NODE_ENV === 'production' ? 'serve' : 'demo';
  process.argv = [process.argv[0], 'travaux', serve, ...process.argv.slice(2)];
  await import('../packages/server/bin/travaux.js');
});
