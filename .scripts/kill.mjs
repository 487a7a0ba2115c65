// `pnpm kill [rounds]`: kills the server under load so many times (100 without a number), and adds to what was
// counted before. Ends with one line of sums; fails when anything was lost.
import './node-version.mjs';
import { join } from 'node:path';
import { install } from './install.mjs';
import { command, root, run, tools } from './workspace.mjs';

await command(async () => {
  await install();
  const args = [tools.tsx, '--conditions=source', join(root, 'test/kill/many.ts'), ...process.argv.slice(2)];
  const { code } = await run(process.execPath, args, { env: { NODE_ENV: 'test' } });
  process.exitCode = code;
});
