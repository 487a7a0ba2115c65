/**
 * The exported record of an agreement: one file from which anybody can check, without a network and without
 * trusting whoever gave it to them, what was recorded and that nothing of it was changed. LEDGER.md says what
 * each field means and what covers each byte of it.
 *
 * An entry is opened (the exact bytes of its leaf) for those who may read it, and closed (only its hash) for
 * everybody else; both count alike in the tree, so every reader checks the same root.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, type Json, type JsonLimits } from './canonical-json.ts';
import { leafHash, type Hash } from './hash.ts';
import type { Leaf } from './leaf.ts';
import { formatVerifierKey, type VerifierKey } from './note.ts';

export const recordFormat = 'travaux-record/v1';

export const recordLimits: JsonLimits = { depth: 4, bytes: 256 * 1024 * 1024 };

/** The fields of the file. */
export interface RecordFile {
  readonly format: typeof recordFormat;
  readonly origin: string;
  /** The key of the log, as a verifier key. */
  readonly key: string;
  /** Signed notes, of growing size; the last is of all the entries. */
  readonly checkpoints: readonly string[];
  readonly entries: readonly RecordEntry[];
  /** Canonical texts of clauses that opened entries name by their hash, in the order of their hashes. */
  readonly texts: readonly RecordText[];
}

export interface RecordEntry {
  /** 64 hexadecimal digits. */
  readonly hash: string;
  /** null: closed. */
  readonly leaf: string | null;
}

export interface RecordText {
  readonly hash: string;
  readonly text: string;
}

/** Text of a leaf, or the hash of one that stays closed. */
export type RecordLeaf = string | Hash;

/**
 * @param checkpoints the last one is of as many entries as there are leaves
 * @param texts canonical texts; those that no opened leaf names are left out
 */
export function formatRecord(
  key: VerifierKey,
  checkpoints: readonly string[],
  leaves: readonly RecordLeaf[],
  texts: Iterable<string> = [],
): string {
  const entries = leaves.map((leaf) =>
    typeof leaf === 'string'
      ? { hash: bytesToHex(leafHash(utf8ToBytes(leaf))), leaf }
      : { hash: bytesToHex(leaf), leaf: null },
  );
  const named = new Set(
    entries.flatMap(({ leaf }) => (leaf === null ? [] : clauseHashesIn((JSON.parse(leaf) as Leaf).event))),
  );
  const known = new Map(Array.from(texts, (text) => [bytesToHex(sha256(utf8ToBytes(text))), text]));
  const record: RecordFile = {
    format: recordFormat,
    origin: key.name,
    key: formatVerifierKey(key),
    checkpoints,
    entries,
    texts: [...named].sort().flatMap((hash) => (known.has(hash) ? [{ hash, text: known.get(hash)! }] : [])),
  };
  return canonicalJson(record, recordLimits);
}

/** The clause texts that an event names: every `hash` in it, however deep. */
export function clauseHashesIn(value: Json | undefined): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(clauseHashesIn);
  return Object.entries(value as { readonly [key: string]: Json }).flatMap(([key, inner]) =>
    key === 'hash' && isClauseHash(inner) ? [inner] : clauseHashesIn(inner),
  );
}

function isClauseHash(value: Json): value is string {
  return typeof value === 'string' && /^[\da-f]{64}$/.test(value);
}
