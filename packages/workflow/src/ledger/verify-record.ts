/**
 * Checks an exported record, from its bytes alone. The order of the checks is fixed, so that everybody is told
 * the same first thing that is wrong. No byte of a record is free: the file has to be the one canonical text of
 * its value, and each field is covered by the signed root, by the signature itself, or by a hash that a signed
 * entry names (LEDGER.md, "What covers each byte").
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import { leafHash, sameHash, type Hash } from './hash.ts';
import { parseLeaf, type Leaf } from './leaf.ts';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from './note.ts';
import { readRecord } from './read-record.ts';
import { clauseHashesIn, type RecordFile } from './record.ts';
import { checkSignedActs } from './signed-acts.ts';
import { emptyFrontier, frontierRoot, grow } from './tree.ts';
import { checks, finding, type Check, type Finding, type Verdict } from './verdict.ts';

export interface VerifyOptions {
  /** The verifier key that the reader knows the log by; without it, the one in the file is taken at its word. */
  readonly key?: string;
  /** A checkpoint of the same log that the reader kept from earlier, as a signed note. */
  readonly checkpoint?: string;
  /**
   * Told all events, in order, when every entry is opened.
   * @returns what is wrong with them, as a sentence, or null
   */
  readonly replay?: (leaves: readonly Leaf[]) => string | null;
}

export function verifyRecord(bytes: Uint8Array, options: VerifyOptions = {}): Verdict {
  const record = readRecord(bytes);
  if ('verified' in record) return record;
  const key = readKey(record, options.key);
  if ('verified' in key) return key;
  const checkpoints = readCheckpoints(record, key);
  if ('verified' in checkpoints) return checkpoints;
  const entries = readEntries(record);
  if ('verified' in entries) return entries;
  const { hashes, leaves } = entries;
  const last = checkpoints.at(-1)!;

  const unmatched = checkRoots(hashes, checkpoints);
  if (unmatched) return unmatched;
  const broken = options.checkpoint === undefined ? null : checkKept(hashes, options.checkpoint, key);
  if (broken) return broken;
  const texts = readTexts(record, leaves);
  if ('verified' in texts) return texts;
  const signedActs = checkSignedActs(leaves.map(({ leaf }) => leaf));
  if ('verified' in signedActs) return signedActs;
  const whole = leaves.length === hashes.length;
  const said = whole ? options.replay?.(leaves.map(({ leaf }) => leaf)) : null;
  if (said) return finding('replay', 'wrong-replay', 'the events', said);

  const made: Readonly<Record<Check, boolean>> = {
    form: true,
    key: options.key !== undefined,
    signature: true,
    entries: true,
    root: true,
    continuation: options.checkpoint !== undefined,
    texts: texts.named.size > 0,
    passkeys: signedActs.length > 0,
    replay: whole && options.replay !== undefined,
  };
  return {
    verified: true,
    origin: record.origin,
    key: record.key,
    size: last.size,
    root: bytesToHex(last.root),
    checkpoint: record.checkpoints.at(-1)!,
    leaves: leaves.map(({ leaf }) => leaf),
    closed: hashes.length - leaves.length,
    texts: texts.given,
    missingTexts: [...texts.named].filter((hash) => !texts.given.has(hash)),
    signedActs,
    made: checks.filter((check) => made[check]),
  };
}

function readKey({ origin, key: text }: RecordFile, expected: string | undefined): VerifierKey | Finding {
  const key = parseVerifierKey(text);
  if (!key || formatVerifierKey(key) !== text) {
    return finding(
      'key',
      'wrong-key',
      'key',
      'The key in the record is damaged: its check digits do not fit.',
    );
  }
  if (key.name !== origin) {
    return finding(
      'key',
      'wrong-key',
      'origin',
      `The record says it is of ${origin}, its key is of ${key.name}.`,
    );
  }
  if (expected !== undefined && expected.trim() !== text) {
    return finding(
      'key',
      'other-key',
      'key',
      'The record was signed with another key than the one you gave. Do not rely on it: ask for the key again where you had it from.',
    );
  }
  return key;
}

function readCheckpoints(
  { checkpoints, entries }: RecordFile,
  key: VerifierKey,
): readonly Checkpoint[] | Finding {
  const opened: Checkpoint[] = [];
  for (const [index, note] of checkpoints.entries()) {
    const where = `checkpoint ${index + 1}`;
    const result = openCheckpoint(note, key);
    if (!result.ok) {
      return result.failure === 'malformed'
        ? finding(
            'signature',
            'wrong-checkpoint',
            where,
            `Checkpoint ${index + 1} is not a checkpoint of this log.`,
          )
        : finding(
            'signature',
            'wrong-signature',
            where,
            `The signature on checkpoint ${index + 1} is not that of the log: what it says, or the signature, was changed.`,
          );
    }
    // Lines of other keys could be changed without anybody noticing.
    if (result.lines !== 1 || result.checkpoint.size <= (opened.at(-1)?.size ?? -1)) {
      return finding(
        'signature',
        'wrong-checkpoint',
        where,
        `Checkpoint ${index + 1} does not belong there.`,
      );
    }
    opened.push(result.checkpoint);
  }
  const { size } = opened.at(-1)!;
  if (size !== entries.length) {
    return finding(
      'signature',
      'wrong-checkpoint',
      'the entries',
      `The signed checkpoint is of ${size} entries, the record has ${entries.length}: entries were ${size > entries.length ? 'taken away' : 'added'}.`,
    );
  }
  return opened;
}

interface OpenedEntry {
  readonly place: number;
  readonly leaf: Leaf;
}

function readEntries({
  entries,
}: RecordFile): { readonly hashes: readonly Hash[]; readonly leaves: readonly OpenedEntry[] } | Finding {
  const hashes: Hash[] = [];
  const leaves: OpenedEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    const place = index + 1;
    const wrong = (code: 'wrong-leaf' | 'wrong-hash' | 'wrong-place' | 'other-agreement', sentence: string) =>
      finding('entries', code, `entry ${place}`, sentence);
    const hash = hexToBytes(entry.hash);
    hashes.push(hash);
    if (entry.leaf === null) continue;
    if (!sameHash(leafHash(utf8ToBytes(entry.leaf)), hash)) {
      return wrong(
        'wrong-hash',
        `Entry ${place} does not have the hash that stands beside it: one of them was changed.`,
      );
    }
    const leaf = parseLeaf(entry.leaf);
    if (!leaf) return wrong('wrong-leaf', `Entry ${place} is not written as an entry of the ledger is.`);
    if (leaf.version !== place) {
      return wrong(
        'wrong-place',
        `Entry ${place} is event ${leaf.version} of the agreement: entries were moved, left out or added.`,
      );
    }
    if (leaf.agreement !== (leaves[0]?.leaf.agreement ?? leaf.agreement)) {
      return wrong('other-agreement', `Entry ${place} is of another agreement than the entries before it.`);
    }
    leaves.push({ place, leaf });
  }
  return { hashes, leaves };
}

/** Checkpoints are of growing size, none larger than the record. */
function checkRoots(hashes: readonly Hash[], checkpoints: readonly Checkpoint[]): Finding | null {
  let frontier = emptyFrontier;
  for (const [index, { size, root }] of checkpoints.entries()) {
    frontier = grow(frontier, hashes.slice(frontier.size, size)).frontier;
    if (sameHash(frontierRoot(frontier), root)) continue;
    return finding(
      'root',
      'wrong-root',
      `checkpoint ${index + 1}`,
      `The first ${size} entries do not make up what was signed: at least one was changed, left out, added or moved. Only an unchanged copy of the record can tell which.`,
    );
  }
  return null;
}

function checkKept(hashes: readonly Hash[], note: string, key: VerifierKey): Finding | null {
  const opened = openCheckpoint(note, key);
  if (!opened.ok) {
    return finding(
      'continuation',
      'wrong-kept-checkpoint',
      'the checkpoint you gave',
      'The checkpoint that you gave is not signed by the log of this record.',
    );
  }
  const { size, root } = opened.checkpoint;
  const wrong = (sentence: string) =>
    finding('continuation', 'not-a-continuation', 'the checkpoint you gave', sentence);
  if (size > hashes.length) {
    return wrong(
      `The checkpoint that you gave is of ${size} entries, this record has only ${hashes.length}: it is older, or entries were taken away since.`,
    );
  }
  const { frontier } = grow(emptyFrontier, hashes.slice(0, size));
  return sameHash(frontierRoot(frontier), root)
    ? null
    : wrong(
        `The first ${size} entries are not those of the checkpoint that you gave: the log told two stories. Keep both files; together they prove it.`,
      );
}

function readTexts(
  { texts }: RecordFile,
  leaves: readonly OpenedEntry[],
): { readonly given: ReadonlyMap<string, string>; readonly named: ReadonlySet<string> } | Finding {
  const named = new Set(leaves.flatMap(({ leaf }) => clauseHashesIn(leaf.event)));
  const given = new Map<string, string>();
  let before = '';
  for (const [index, { hash, text }] of texts.entries()) {
    const where = `text ${index + 1}`;
    if (bytesToHex(sha256(utf8ToBytes(text))) !== hash) {
      return finding(
        'texts',
        'wrong-text',
        where,
        `Text ${index + 1} does not have the hash that stands beside it: one of them was changed.`,
      );
    }
    if (!named.has(hash) || hash <= before) {
      return finding(
        'texts',
        'unnamed-text',
        where,
        `Text ${index + 1} is one that no entry decided on, or stands there twice.`,
      );
    }
    before = hash;
    given.set(hash, text);
  }
  return { given, named };
}
