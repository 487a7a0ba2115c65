/**
 * The key that signs the ledgers: an Ed25519 seed from the settings, or one made at the first start and kept in
 * the data directory for nobody but the server. Whoever has it can sign another story; whoever lost it cannot go
 * on with the ledgers.
 */
import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { verifierKey, type Signer } from '@travaux/workflow/ledger';
import { LedgerError } from './errors.ts';

export interface LedgerKey {
  readonly publicKey: Uint8Array;
  /** Signs under the name of one log. */
  signer(name: string): Signer;
}

const seedLength = 32;
/** What stands before the seed of an Ed25519 key in PKCS #8 (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

export function ledgerKey(seed: Uint8Array): LedgerKey {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    publicKey,
    signer: (name) => ({ ...verifierKey(name, publicKey), sign: (message) => sign(null, message, key) }),
  };
}

/**
 * The seed in the file; a new one, if there is none.
 * @throws LedgerError with a sentence for the operator
 */
export function seedInFile(file: string): Uint8Array {
  const found = read(file);
  if (found !== null) return found;
  const seed = randomBytes(seedLength);
  // Exclusive: of two servers that start at once, the second one reads what the first one wrote.
  let handle: number;
  try {
    handle = openSync(file, 'wx', 0o600);
  } catch (error) {
    const other = (error as NodeJS.ErrnoException).code === 'EEXIST' ? read(file) : null;
    if (other) return other;
    throw new LedgerError('unusable-key', `The key of the ledgers cannot be written to ${file}.`, {
      cause: error,
    });
  }
  try {
    writeSync(handle, `${seed.toString('base64')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  syncDirectory(dirname(file));
  return seed;
}

function read(file: string): Uint8Array | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new LedgerError('unusable-key', `The key of the ledgers in ${file} cannot be read.`, {
      cause: error,
    });
  }
  const seed = seedOf(text.trim());
  if (seed) return seed;
  throw new LedgerError(
    'unusable-key',
    `The file ${file} does not hold a key of a ledger (32 bytes in base64). Put back the one that was there.`,
  );
}

/** null: not 32 bytes in base64. */
export function seedOf(text: string): Uint8Array | null {
  const seed = Buffer.from(text, 'base64');
  return seed.length === seedLength && seed.toString('base64') === text ? seed : null;
}

/** A new file is only on disk when its name is. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
