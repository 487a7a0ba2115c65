/**
 * The receipt of an observer's comment: a hash over all that was received, so that whoever holds the comment and its
 * number can show later what was received, and that it was not changed. Made of canonical JSON (RFC 8785):
 *
 *     {"agreement", "author", "body", "clause", "kind", "number", "quote", "received", "v": 1}
 *
 * `author` is the organisation's id or the pseudonym, `quote` the words that were chosen or null, `received` the
 * instant of the receipt.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../ledger/canonical-json.ts';

export interface Received {
  readonly agreement: string;
  readonly author: string;
  readonly body: string;
  readonly clause: string;
  readonly kind: string;
  readonly number: number;
  readonly quote: string | null;
  readonly received: string;
}

export function receiptHash(received: Received): string {
  return sha256Hex(canonicalJson({ ...received, v: 1 }));
}

/** SHA-256 of a text's UTF-8 bytes, hexadecimal. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
