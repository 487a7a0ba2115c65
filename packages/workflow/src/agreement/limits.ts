/**
 * How long the words of an act may be, in UTF-16 code units, and how much one event may hold.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Longest reason that a decision carries. */
export const maxReasonLength = 1000;

/** Longest comments, explanation of vote, dissent or written objection. */
export const maxStatementLength = 5000;

/**
 * Longest route, closure or body, in bytes of JSON in UTF-8. An event holds at most two of them beside its own
 * words, and is one leaf of the ledger, of at most 65,535 bytes.
 */
export const maxPartLength = 24_000;

/** Whether a part of an event is longer than the record holds. */
export function isTooLong(part: object): boolean {
  return utf8ToBytes(JSON.stringify(part)).length > maxPartLength;
}
