/**
 * How long the words of an act may be, in UTF-16 code units, and how much one event may hold.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Longest reason that a decision carries. */
export const maxReasonLength = 1000;

/** Longest comments, explanation of vote, dissent or written objection. */
export const maxStatementLength = 5000;

/**
 * Longest route or closure, in bytes of JSON in UTF-8. An event holds at most two of them beside its own
 * words, and is one leaf of the ledger, of at most 65,535 bytes.
 */
export const maxPartLength = 24_000;

/** Whether a part of an event is longer than the record holds. */
export function isTooLong(part: object): boolean {
  return utf8ToBytes(JSON.stringify(part)).length > maxPartLength;
}

/**
 * Whether the record of one decision by a body fills more than an event: its roll, with who sat in each seat, and
 * the decision itself, with each seat on the roll and again with its vote.
 */
export function isTooLargeToDecide(seats: readonly { readonly id: string }[]): boolean {
  const ids = seats.reduce((sum, { id }) => sum + id.length, 0);
  const roll = ids + 110 * seats.length;
  const decided = 2 * ids + 65 * seats.length + 3 * maxStatementLength;
  return Math.max(roll, decided) > 64_000;
}
