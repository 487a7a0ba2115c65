/**
 * The leaf of an event: the exact bytes that the ledger commits to. It is the canonical JSON of
 *
 *     {v: 1, agreement, version, at, by, event, salt}
 *
 * `salt` is 32 random bytes of its own for each leaf. Without it, whoever sees only the hash of a confidential
 * event could try the few things that it may say until one fits. Once the salt is thrown away together with the
 * event, the hash says nothing, and everything else in the record stays verifiable.
 *
 * `by` is who acted as one fixed pseudonym in one agreement (null: the system), never the id or name of a person,
 * and different in every agreement.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, leafLimits, type Json } from './canonical-json.ts';
import { parseJson } from './parse-json.ts';

export const saltLength = 32;
/** Length of the secret of an agreement from which its pseudonyms are made. */
export const pseudonymKeyLength = 32;

export interface Leaf {
  readonly v: 1;
  readonly agreement: string;
  /** Number of the event, 1 for the first: the index of the leaf plus one. */
  readonly version: number;
  readonly at: string;
  readonly by: string | null;
  /** An event as its decider wrote it. The ledger reads nothing in it but what LEDGER.md names. */
  readonly event: { readonly type: string; readonly [key: string]: Json };
  /** 64 hexadecimal digits. */
  readonly salt: string;
}

/** @throws JsonError when the event is not I-JSON, or is larger than a leaf may be */
export function leafText(
  fields: Omit<Leaf, 'v' | 'salt' | 'event'> & { readonly event: object; readonly salt: Uint8Array },
): string {
  const { agreement, version, at, by, event, salt } = fields;
  if (salt.length !== saltLength) throw new RangeError(`a salt has ${saltLength} bytes`);
  return canonicalJson({ v: 1, agreement, version, at, by, event, salt: bytesToHex(salt) }, leafLimits);
}

/** @throws JsonError when the text is not canonical JSON, or not of a leaf */
export function parseLeaf(text: string): Leaf | null {
  const value = parseJson(text, { limits: leafLimits, canonical: true });
  return isLeaf(value) ? value : null;
}

/** The name under which a person acts in the leaves of one agreement. */
export function pseudonym(key: Uint8Array, person: string): string {
  if (key.length !== pseudonymKeyLength) throw new RangeError(`the key has ${pseudonymKeyLength} bytes`);
  return bytesToHex(hmac(sha256, key, utf8ToBytes(`travaux/pseudonym/v1\0${person}`)).subarray(0, 16));
}

function isLeaf(value: Json): value is Leaf & { readonly [key: string]: Json } {
  if (!isObject(value)) return false;
  const { v, agreement, version, at, by, event, salt } = value;
  return (
    Object.keys(value).length === 7 &&
    v === 1 &&
    typeof agreement === 'string' &&
    typeof version === 'number' &&
    typeof at === 'string' &&
    (by === null || (typeof by === 'string' && /^[\da-f]{32}$/.test(by))) &&
    isObject(event) &&
    typeof event['type'] === 'string' &&
    typeof salt === 'string' &&
    /^[\da-f]{64}$/.test(salt)
  );
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
