/**
 * The operator's token: how `travaux import` and `travaux export` prove to a running server that they run on the same machine with the
 * right to read the data directory. Written at start for the owner of the directory alone; new with every start.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileOf = (dataDir: string) => join(dataDir, 'operator-token');

export function writeOperatorToken(dataDir: string, token: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  // Removed first: a mode is given to new files only.
  rmSync(fileOf(dataDir), { force: true });
  writeFileSync(fileOf(dataDir), `${token}\n`, { mode: 0o600, flag: 'wx' });
}

export function readOperatorToken(dataDir: string): string | null {
  try {
    return readFileSync(fileOf(dataDir), 'utf8').trim();
  } catch {
    return null;
  }
}

export function removeOperatorToken(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}
