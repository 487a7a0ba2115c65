/**
 * A proof that one leaf is in a log, as a file that needs nothing beside it but the log's key
 * (C2SP tlog-proof@v1; the ending is `.tlog-proof`):
 *
 *     c2sp.org/tlog-proof@v1
 *     index 1
 *     base64 of each hash of the inclusion proof
 *
 *     the checkpoint, as it was signed
 */
import { base64 } from '@scure/base';
import { openCheckpoint } from './checkpoint.ts';
import { hashLength, type Hash } from './hash.ts';
import { decoded, type NoteFailure, type VerifierKey } from './note.ts';
import { provesInclusion } from './proof.ts';

const firstLine = 'c2sp.org/tlog-proof@v1';
const maxHashes = 63;

export interface ProofFile {
  readonly index: number;
  readonly proof: readonly Hash[];
  /** The signed note. */
  readonly checkpoint: string;
}

export function formatProofFile({ index, proof, checkpoint }: ProofFile): string {
  const hashes = proof.map((hash) => `${base64.encode(hash)}\n`).join('');
  return `${firstLine}\nindex ${index}\n${hashes}\n${checkpoint}`;
}

/** null: not a proof file. A line of extra data, which nothing vouches for, is read over. */
export function parseProofFile(text: string): ProofFile | null {
  const end = text.indexOf('\n\n');
  const [first, ...rest] = text.slice(0, Math.max(0, end)).split('\n');
  if (first !== firstLine || end < 0) return null;
  if (rest[0]?.startsWith('extra ')) rest.shift();
  const [, index] = /^index (0|[1-9]\d{0,15})$/.exec(rest.shift() ?? '') ?? [];
  const proof = rest.map(decoded).filter((hash) => hash?.length === hashLength);
  if (index === undefined || rest.length > maxHashes || proof.length !== rest.length) return null;
  return { index: Number(index), proof: proof as Hash[], checkpoint: text.slice(end + 2) };
}

export type ProofFailure = NoteFailure | 'not-included';

/** Whether the file proves that the leaf with this hash is in the log of the key. */
export function checkProofFile(
  text: string,
  leaf: Hash,
  key: VerifierKey,
):
  | { readonly ok: true; readonly index: number; readonly size: number }
  | { readonly ok: false; readonly failure: ProofFailure } {
  const file = parseProofFile(text);
  if (!file) return { ok: false, failure: 'malformed' };
  const opened = openCheckpoint(file.checkpoint, key);
  if (!opened.ok) return opened;
  const { size, root } = opened.checkpoint;
  return provesInclusion(file.proof, file.index, size, leaf, root)
    ? { ok: true, index: file.index, size }
    : { ok: false, failure: 'not-included' };
}
