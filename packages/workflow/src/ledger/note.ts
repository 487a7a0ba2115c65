/**
 * Signed notes (C2SP signed-note v1.0.0): a text that ends with a newline, an empty line, and signature lines.
 *
 *     text
 *
 *     — name base64(key id, 4 bytes ‖ signature)
 *
 * A key is known by its name and a short id; `name+id+base64(type ‖ public key)` is what a verifier is given of it
 * and pins. The one signature type here is Ed25519 (0x01); lines of keys that are not known are ignored, as the
 * standard asks, and lines of a key that is known must verify.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { isWellFormed } from './canonical-json.ts';

const ed25519Type = 0x01;
const keyIdLength = 4;
const signatureLength = 64;
const maxNoteLength = 1_000_000;
const maxSignatures = 100;

export interface VerifierKey {
  readonly name: string;
  /** Eight hexadecimal digits. */
  readonly id: string;
  readonly publicKey: Uint8Array;
}

export interface Signer extends VerifierKey {
  sign(message: Uint8Array): Uint8Array;
}

export type NoteFailure =
  /** Not in the form of a signed note. */
  | 'malformed'
  /** No line is of one of the keys. */
  | 'unsigned'
  /** A line is of one of the keys and does not verify. */
  | 'wrong-signature';

export type OpenedNote =
  | { readonly ok: true; readonly text: string; readonly lines: number }
  | { readonly ok: false; readonly failure: NoteFailure };

/** @throws RangeError when the name or the key is not what a note can carry */
export function verifierKey(name: string, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new RangeError('the name of a key has no blanks and no plus sign');
  if (publicKey.length !== 32) throw new RangeError('an Ed25519 public key has 32 bytes');
  return { name, publicKey, id: keyId(name, publicKey) };
}

/** @param seed private key of RFC 8032: 32 secret bytes */
export function noteSigner(name: string, seed: Uint8Array): Signer {
  return { ...verifierKey(name, ed25519.getPublicKey(seed)), sign: (message) => ed25519.sign(message, seed) };
}

export function formatVerifierKey({ name, id, publicKey }: VerifierKey): string {
  return `${name}+${id}+${base64.encode(concatBytes(Uint8Array.of(ed25519Type), publicKey))}`;
}

/** null: not a verifier key, or not of Ed25519. Each key has one such text. */
export function parseVerifierKey(text: string): VerifierKey | null {
  const [name, id, encoded, ...more] = text.split('+');
  // Base64 has plus signs of its own.
  const bytes = decoded([encoded ?? '', ...more].join('+'));
  if (name === undefined || !isKeyName(name) || bytes?.length !== 33 || bytes[0] !== ed25519Type) return null;
  const key = verifierKey(name, bytes.subarray(1));
  return key.id === id ? key : null;
}

/** @param text ends with a newline. @throws RangeError when it cannot be the text of a note */
export function signNote(text: string, signer: Signer): string {
  if (!text.endsWith('\n') || !isNoteText(text)) throw new RangeError('this cannot be the text of a note');
  const signature = signer.sign(utf8ToBytes(text));
  return `${text}\n— ${signer.name} ${base64.encode(concatBytes(idBytes(signer), signature))}\n`;
}

export function openNote(note: string, keys: readonly VerifierKey[]): OpenedNote {
  const malformed = { ok: false, failure: 'malformed' } as const;
  const end = note.lastIndexOf('\n\n');
  if (note.length > maxNoteLength || end < 0 || !note.endsWith('\n') || !isNoteText(note)) return malformed;
  const text = note.slice(0, end + 1);
  const lines = note
    .slice(end + 2, -1)
    .split('\n')
    .map(signatureOf);
  if (lines.length > maxSignatures || lines.includes(null)) return malformed;
  const message = utf8ToBytes(text);
  let verified = 0;
  for (const line of lines) {
    const key = keys.find(({ name, id }) => name === line!.name && id === line!.id);
    if (!key) continue;
    if (!verifies(key, message, line!.signature)) return { ok: false, failure: 'wrong-signature' };
    verified += 1;
  }
  return verified === 0 ? { ok: false, failure: 'unsigned' } : { ok: true, text, lines: lines.length };
}

/** Strict: one encoding of each signature, and none under a key of small order (RFC 8032, 5.1.7). */
function verifies(key: VerifierKey, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== signatureLength) return false;
  try {
    return ed25519.verify(signature, message, key.publicKey, { zip215: false });
  } catch {
    // The public key is no point of the curve.
    return false;
  }
}

function signatureOf(line: string): { name: string; id: string; signature: Uint8Array } | null {
  const [, name, encoded] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
  const bytes = encoded === undefined ? null : decoded(encoded);
  if (name === undefined || !isKeyName(name) || !bytes || bytes.length <= keyIdLength) return null;
  return {
    name,
    id: bytesToHex(bytes.subarray(0, keyIdLength)),
    signature: bytes.subarray(keyIdLength),
  };
}

function keyId(name: string, publicKey: Uint8Array): string {
  const input = concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(ed25519Type), publicKey);
  return bytesToHex(sha256(input).subarray(0, keyIdLength));
}

function idBytes({ id }: VerifierKey): Uint8Array {
  return Uint8Array.from(id.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function isKeyName(name: string): boolean {
  return name !== '' && isWellFormed(name) && !/[\s\u0085+\p{Cc}]/u.test(name);
}

/** Well-formed, and no control character but the newline. */
function isNoteText(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return isWellFormed(text) && !/[\u0000-\u0009\u000b-\u001f]/.test(text);
}

/** null: not base64, or not the one that its bytes have. */
export function decoded(text: string): Uint8Array | null {
  try {
    const bytes = base64.decode(text);
    return base64.encode(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}
