// What every command shares: where the repository is, running a tool of it, content hashes, and the stamps by
// which a step knows that its inputs are what they were.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const packageNames = ['workflow', 'editor', 'server'];

/** A failure that is told to the person in its own words, without a stack. */
export class CommandError extends Error {}

/** Runs `main`; a CommandError is printed as it is, anything else with its stack. Both end with exit code 1. */
export async function command(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof CommandError ? error.message : error);
    process.exitCode = 1;
  }
}

/** JavaScript entry of a development tool, so that it runs by this very Node on every system. */
export const tools = {
  eslint: join(root, 'node_modules/eslint/bin/eslint.js'),
  jest: join(root, 'node_modules/jest/bin/jest.js'),
  prettier: join(root, 'node_modules/prettier/bin/prettier.cjs'),
  tsc: join(root, 'node_modules/typescript/bin/tsc'),
  tsx: join(root, 'node_modules/tsx/dist/cli.mjs'),
  vite: join(root, 'packages/editor/node_modules/vite/bin/vite.js'),
};

/**
 * Runs a program from the root and resolves with its exit code and what it printed.
 * `show: 'live'` prints while it runs, `'errors'` only what goes to the error stream, `'never'` leaves it to the caller.
 */
export function run(file, args, { show = 'live', env = {}, cwd = root, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      shell,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (to) => (chunk) => {
      output += chunk;
      if (show === 'live' || (show === 'errors' && to === process.stderr)) to.write(chunk);
    };
    child.stdout.on('data', take(process.stdout));
    child.stderr.on('data', take(process.stderr));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? 1, signal, output }));
  });
}

export const runNode = (script, args, options) => run(process.execPath, [script, ...args], options);

/** Every file below `folder`, sorted, without what is generated. */
export function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules' && entry.name !== 'dist')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

/** Hash over the names and contents of files and whatever else the step depends on. */
export function hashOf(files, ...rest) {
  const hash = createHash('sha256');
  for (const file of files) {
    let content;
    try {
      content = readFileSync(file);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      content = 'absent';
    }
    hash.update(relative(root, file).split(sep).join('/') + '\0' + content.length + '\0');
    hash.update(content);
  }
  for (const value of rest) hash.update('\0' + value);
  return hash.digest('hex');
}

const stampFile = (name) => join(root, 'node_modules/.cache/travaux', name);

export function stampIs(name, hash) {
  try {
    return readFileSync(stampFile(name), 'utf8') === hash;
  } catch {
    return false;
  }
}

export function removeStamp(name) {
  rmSync(stampFile(name), { force: true });
}

export function writeStamp(name, hash) {
  mkdirSync(dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), hash);
}
