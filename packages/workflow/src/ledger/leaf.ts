/**
 * The leaf of an event: the exact bytes that the ledger commits to. It is the canonical JSON of
 *
 *     {v: 1, agreement, version, at, by, event, salt}
 *
 * `salt` is 32 random bytes of its own for each leaf. Without it, whoever sees only the hash of a confidential
 * event could try the few things that it may say until one fits. Once the salt is thrown away together with the
 * event, the hash says nothing, and everything else in the record stays verifiable.
 *
 * Persons, in `by` and within the event, are pseudonyms: one for each person in one agreement, another in every
 * other, and never an id that is used anywhere else.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, JsonError, leafLimits, type Json } from './canonical-json.ts';
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
  /** The event as its decider made it, with pseudonyms for persons. LEDGER.md names the little that is read in it. */
  readonly event: { readonly type: string; readonly [key: string]: Json };
  /** 64 hexadecimal digits. */
  readonly salt: string;
}

export interface LeafFields {
  readonly agreement: string;
  readonly version: number;
  readonly at: string;
  /** Id of the person; null: the system. */
  readonly by: string | null;
  readonly event: object;
  readonly salt: Uint8Array;
  /** The secret of the agreement from which its pseudonyms are made. */
  readonly pseudonymKey: Uint8Array;
}

/** @throws JsonError when the event is not I-JSON, or is larger than a leaf may be */
export function leafText({ agreement, version, at, by, event, salt, pseudonymKey }: LeafFields): string {
  if (salt.length !== saltLength) throw new RangeError(`a salt has ${saltLength} bytes`);
  const nameOf = (person: string) => pseudonym(pseudonymKey, person);
  return canonicalJson(
    {
      v: 1,
      agreement,
      version,
      at,
      by: by === null ? null : nameOf(by),
      event: withPseudonyms(event, nameOf),
      salt: bytesToHex(salt),
    },
    leafLimits,
  );
}

/** A person stands in an event under `by`, under `person`, or in `persons`, and nowhere else. */
function withPseudonyms(value: unknown, nameOf: (person: string) => string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withPseudonyms(item, nameOf));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => {
      if ((key === 'by' || key === 'person') && typeof inner === 'string') return [key, nameOf(inner)];
      if (key === 'persons' && Array.isArray(inner)) return [key, inner.map((id) => nameOf(String(id)))];
      return [key, withPseudonyms(inner, nameOf)];
    }),
  );
}

/** null: not the text of a leaf, or not the canonical one. */
export function parseLeaf(text: string): Leaf | null {
  try {
    const value = parseJson(text, { limits: leafLimits, canonical: true });
    return isLeaf(value) ? value : null;
  } catch (error) {
    if (error instanceof JsonError) return null;
    throw error;
  }
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
