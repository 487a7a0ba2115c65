/**
 * Canonical JSON: one text for each value, so that a hash of the text is a hash of the value. RFC 8785, for the
 * values of I-JSON (RFC 7493) that mean the same to every reader: whole numbers that are exact, strings that are
 * well-formed Unicode, and keys that no JavaScript object treats as its own. Everything else is refused, never
 * bent into shape: a value that is dropped or rounded on the way into a hash is a forgery waiting to be found.
 *
 * Clause hashes, ledger leaves and exported records all are made with this one function.
 */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface JsonLimits {
  /** Objects and arrays within each other; a value that is neither has depth 0. */
  readonly depth: number;
  /** Length of the text in bytes of UTF-8. */
  readonly bytes: number;
}

/** What a leaf of the ledger keeps to; a leaf has at most 65,535 bytes (C2SP tlog-tiles). */
export const leafLimits: JsonLimits = { depth: 32, bytes: 65_535 };

/** A value or a text that is not JSON in the sense of this file. `at` is a path (`$.event.id`) or `character 17`. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  readonly at: string;

  constructor(at: string, message: string) {
    super(`${message} (at ${at})`);
    this.at = at;
  }
}

/** Keys that reach the prototype of an object when somebody assigns them. */
const dangerousKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function isDangerousKey(key: string): boolean {
  return dangerousKeys.has(key);
}

/** Whether UTF-8 can hold the string: no half of a surrogate pair without the other. */
export function isWellFormed(text: string): boolean {
  return !/\p{Cs}/u.test(text);
}

/** @throws JsonError when the value is not I-JSON, or is too deep or too long */
export function canonicalJson(value: unknown, limits: JsonLimits = leafLimits): string {
  const text = written(value, limits.depth, '$');
  // A UTF-16 code unit is one to three bytes of UTF-8, so most texts need not be counted.
  if (text.length > limits.bytes || (text.length * 3 > limits.bytes && utf8Length(text) > limits.bytes)) {
    throw new JsonError('$', `The value is longer than ${limits.bytes} bytes`);
  }
  return text;
}

/** Number of bytes that a well-formed string has in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // Each half of a pair counts two of its four bytes.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

function written(value: unknown, depth: number, at: string): string {
  switch (typeof value) {
    case 'string':
      if (!isWellFormed(value)) throw new JsonError(at, 'A text holds half of a surrogate pair');
      return JSON.stringify(value);
    case 'number':
      if (!Number.isSafeInteger(value)) {
        throw new JsonError(at, `${value} is not a whole number between -(2^53 - 1) and 2^53 - 1`);
      }
      return String(value === 0 ? 0 : value);
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      if (depth === 0) throw new JsonError(at, 'The value is nested too deep');
      return Array.isArray(value) ? array(value, depth, at) : object(value, depth, at);
    default:
      throw new JsonError(at, `A value of the kind ${typeof value} cannot be written`);
  }
}

function array(value: readonly unknown[], depth: number, at: string): string {
  // Array.from also visits the holes of a sparse array, which are undefined and so refused.
  return `[${Array.from(value, (item, index) => written(item, depth - 1, `${at}[${index}]`)).join(',')}]`;
}

function object(value: object, depth: number, at: string): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new JsonError(at, 'Only plain objects can be written');
  }
  // RFC 8785 orders keys by their UTF-16 code units, which is how JavaScript compares strings.
  const members = Object.keys(value)
    .sort()
    .map((key) => {
      const place = `${at}.${key}`;
      if (isDangerousKey(key)) throw new JsonError(place, `${key} is not allowed as a key`);
      const name = written(key, depth, place);
      return `${name}:${written((value as Record<string, unknown>)[key], depth - 1, place)}`;
    });
  return `{${members.join(',')}}`;
}
