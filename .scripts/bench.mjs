// `pnpm bench [name…] [--option…]`: runs the benchmarks of test/bench one after the other; without a name, all of
// them. What begins with -- is for the benchmarks themselves.
// They print measured figures and never fail because something is slow.
import './node-version.mjs';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { install } from './install.mjs';
import { command, CommandError, root, run, tools } from './workspace.mjs';

const suffix = '.bench.ts';

await command(async () => {
  const folder = join(root, 'test/bench');
  const known = readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length));
  const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
  const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new CommandError(`No benchmark ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  }
  await install();
  await build();
  const env = { NODE_ENV: 'test', CHROMIUM_PATH: findChromium() ?? '' };
  for (const name of asked.length > 0 ? asked : known) {
    console.log(`\n# ${name}`);
    const args = ['--expose-gc', tools.tsx, '--conditions=source', join(folder, name + suffix), ...options];
    const { code } = await run(process.execPath, args, { env });
    if (code !== 0) throw new CommandError(`The benchmark ${name} broke off (exit code ${code}).`);
  }
});
