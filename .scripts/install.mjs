// The install step of every command: brings node_modules to what the lockfile says, with the pnpm that
// package.json pins, and does nothing when they are there already.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CommandError,
  hashOf,
  packageNames,
  removeStamp,
  root,
  run,
  stampIs,
  writeStamp,
} from './workspace.mjs';

const members = [...packageNames.map((name) => `packages/${name}`), 'test'];

function wanted() {
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc', 'package.json'];
  for (const member of members) files.push(`${member}/package.json`);
  return hashOf(
    files.map((file) => join(root, file)),
    process.version,
    process.platform,
    process.arch,
  );
}

const isInstalled = () => ['.', ...members].every((member) => existsSync(join(root, member, 'node_modules')));

const unreachable = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|META_FETCH_FAIL/;

export async function install() {
  const hash = wanted();
  if (isInstalled() && stampIs('install', hash)) return;
  removeStamp('install');
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  console.log(`Installing dependencies with ${packageManager} …`);
  const { code, output } = await run(
    'npx',
    [
      '--yes',
      packageManager,
      'install',
      '--frozen-lockfile',
      '--reporter=append-only',
      '--config.confirmModulesPurge=false',
    ],
    // Under NODE_ENV=production pnpm would leave out what the build needs.
    {
      env: { NODE_ENV: 'development' },
      shell: process.platform === 'win32',
    },
  );
  if (code !== 0) {
    throw new CommandError(
      unreachable.test(output)
        ? 'The package registry is not within reach, and the dependencies are not installed yet.\n' +
            'Connect to the network (or set npm_config_registry to a registry that is reachable) and run the command again.'
        : `Installing the dependencies failed (exit code ${code}); the reason is above.`,
    );
  }
  writeStamp('install', hash);
}
