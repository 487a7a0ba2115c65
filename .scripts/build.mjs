// The build step: the three packages with tsc, the web app with Vite into packages/server/app. Skipped when the
// content of every input is what it was at the last build and the outputs are still there.
import './node-version.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install } from './install.mjs';
import {
  command,
  CommandError,
  filesBelow,
  hashOf,
  packageNames,
  removeStamp,
  root,
  runNode,
  stampIs,
  tools,
  writeStamp,
} from './workspace.mjs';

const at = (path) => join(root, path);
const outputs = [
  'packages/workflow/dist/agreement/index.js',
  'packages/editor/dist/document/index.js',
  'packages/server/dist/cli/main.js',
  'packages/server/app/index.html',
];

function inputs() {
  return [
    at('pnpm-lock.yaml'),
    at('tsconfig.base.json'),
    ...packageNames.flatMap((name) => [
      at(`packages/${name}/package.json`),
      at(`packages/${name}/tsconfig.json`),
      ...filesBelow(at(`packages/${name}/src`)),
    ]),
    at('packages/editor/index.html'),
    at('packages/editor/vite.config.ts'),
  ];
}

async function step(what, tool, args, options) {
  const started = performance.now();
  // Vite must build for production whatever this shell's NODE_ENV says.
  const { code, output } = await runNode(tool, args, { ...options, show: 'never', env: { NODE_ENV: '' } });
  if (code !== 0) throw new CommandError(`${output}\nBuilding ${what} failed (exit code ${code}).`);
  console.log(`Built ${what} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

export async function build() {
  const hash = hashOf(inputs(), process.version);
  if (outputs.every((output) => existsSync(at(output))) && stampIs('build', hash)) return;
  removeStamp('build');
  await Promise.all([
    step('the packages', tools.tsc, ['-b', 'packages/server']),
    step('the web app', tools.vite, ['build', '--logLevel', 'warn'], { cwd: at('packages/editor') }),
  ]);
  writeStamp('build', hash);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await command(async () => {
    await install();
    await build();
  });
}
