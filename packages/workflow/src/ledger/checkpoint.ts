/**
 * A checkpoint (C2SP tlog-checkpoint v1.0.0): what a log commits itself to, as the text of a signed note.
 *
 *     origin of the log
 *     number of leaves
 *     base64 of the root
 *
 * Lines behind these are allowed by the standard and carry nothing that anybody could check: refused here.
 */
import { base64 } from '@scure/base';
import { hashLength, type Hash } from './hash.ts';
import { decoded, openNote, signNote, type NoteFailure, type Signer, type VerifierKey } from './note.ts';

export interface Checkpoint {
  /** Name of the log: an address without a scheme, which need not be reachable. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${base64.encode(root)}\n`;
}

/** null: not a checkpoint. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin, size, root, end, ...more] = text.split('\n');
  if (!origin || !size || !root || end !== '' || more.length > 0) return null;
  const hash = decoded(root);
  if (!/^(?:0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) return null;
  return hash?.length === hashLength ? { origin, size: Number(size), root: hash } : null;
}

export function signCheckpoint(checkpoint: Checkpoint, signer: Signer): string {
  return signNote(formatCheckpoint(checkpoint), signer);
}

export type OpenedCheckpoint =
  | { readonly ok: true; readonly checkpoint: Checkpoint; readonly lines: number }
  | { readonly ok: false; readonly failure: NoteFailure };

/** A checkpoint of the log whose key this is: its origin is the name of the key. */
export function openCheckpoint(note: string, key: VerifierKey): OpenedCheckpoint {
  const opened = openNote(note, [key]);
  if (!opened.ok) return opened;
  const checkpoint = parseCheckpoint(opened.text);
  if (checkpoint?.origin !== key.name) return { ok: false, failure: 'malformed' };
  return { ok: true, checkpoint, lines: opened.lines };
}
