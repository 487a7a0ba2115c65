/**
 * What a check of a record comes to: all good, with what was found in it, or the first thing that is wrong.
 * The codes are stable; the sentence is for a delegate: what is wrong, where, what it means.
 */
import type { Leaf } from './leaf.ts';
import type { SignedAct } from './signed-acts.ts';

/** The checks, in the order in which they are made. */
export const checks = [
  /** The file is the canonical JSON of a record, to the last byte. */
  'form',
  /** The key fits the log, and is the one that was expected. */
  'key',
  /** The checkpoints are signed with the key. */
  'signature',
  /** Every opened entry is a leaf, has the hash that is given, and stands in its place. */
  'entries',
  /** The entries make up the root that was signed. */
  'root',
  /** The record goes on from a checkpoint that the reader kept. */
  'continuation',
  /** The clause texts have the hashes that decisions name. */
  'texts',
  /** Passkeys that were enrolled before, and not revoked, signed the words that stand there. */
  'passkeys',
  /** The events make an agreement. */
  'replay',
] as const;
export type Check = (typeof checks)[number];

export type FindingCode =
  | 'not-text'
  | 'not-json'
  | 'not-canonical'
  | 'not-a-record'
  | 'unknown-format'
  | 'wrong-key'
  | 'other-key'
  | 'wrong-signature'
  | 'wrong-checkpoint'
  | 'wrong-leaf'
  | 'wrong-hash'
  | 'wrong-place'
  | 'other-agreement'
  | 'wrong-root'
  | 'wrong-kept-checkpoint'
  | 'not-a-continuation'
  | 'wrong-text'
  | 'unnamed-text'
  | 'unknown-passkey'
  | 'revoked-passkey'
  | 'wrong-passkey'
  | 'wrong-replay';

export interface Finding {
  readonly verified: false;
  readonly check: Check;
  readonly code: FindingCode;
  /** Such as `entry 17`, `character 120`. */
  readonly where: string;
  readonly sentence: string;
}

export interface Verified {
  readonly verified: true;
  readonly origin: string;
  /** The verifier key, to be compared with what the log is known by, and to be kept. */
  readonly key: string;
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
  /** The last checkpoint, to be kept: a later record has to go on from it. */
  readonly checkpoint: string;
  /** Opened entries, in order. */
  readonly leaves: readonly Leaf[];
  /** Number of entries of which only the hash is there. */
  readonly closed: number;
  /** Canonical texts of clauses, by hash. */
  readonly texts: ReadonlyMap<string, string>;
  /** Hashes that decisions name and whose text is not in the file. */
  readonly missingTexts: readonly string[];
  /** Sign-offs that a passkey signed, in order. */
  readonly signedActs: readonly SignedAct[];
  /** The checks that were made; one that had nothing to look at is not among them. */
  readonly made: readonly Check[];
}

export type Verdict = Verified | Finding;

export function finding(check: Check, code: FindingCode, where: string, sentence: string): Finding {
  return { verified: false, check, code, where, sentence };
}
