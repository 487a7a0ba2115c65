/**
 * The byte scan: the first thing that looks at an update from a client, before any Yjs code does. It reads
 * the V1 encoding once, builds next to nothing, and accepts only what a y-prosemirror client of our schema
 * writes: canonical integers, exact lengths, known kinds of structs, the one root, declared nodes, attributes
 * and marks. What Yjs itself would make of other bytes, from wrong to fatal, is told in the gate's tests.
 *
 * The scan says nothing about the document that the update is for; that is the gate's question.
 */
import { clauseSchema, textRoot } from '@travaux/editor/document';
import type { RoomLimits } from './limits.ts';

/** New structs of one client id: clocks `from` up to, not including, `to`. */
export interface Section {
  readonly client: number;
  readonly from: number;
  readonly to: number;
}

/** Clocks `from` up to, not including, `to` of one client id. */
export interface DeletedRun {
  readonly client: number;
  readonly from: number;
  readonly to: number;
}

export interface Scan {
  readonly sections: readonly Section[];
  readonly structs: number;
  readonly deleted: readonly DeletedRun[];
  /** Highest clock that a struct refers to, by client id, apart from its own predecessors. */
  readonly references: ReadonlyMap<number, number>;
  /** A hole inside a section, as merged updates of a client have that itself waits for something. */
  readonly holes: boolean;
}

/** Why bytes are not an update that an honest client sends. The text goes to logs and close reasons. */
export class ScanError extends Error {
  override readonly name = 'ScanError';
  readonly tooLarge: boolean;

  constructor(message: string, tooLarge = false) {
    super(message);
    this.tooLarge = tooLarge;
  }
}

/** Yjs draws client ids from 32 bits. */
const maxClient = 2 ** 32 - 1;
const maxAnyDepth = 4;
const maxAnyItems = 1_000;
const maxKeyBytes = 100;
const maxMarkBytes = 4_096;

const nodeNames = new Set(
  Object.keys(clauseSchema.nodes).filter((name) => name !== 'doc' && name !== 'text'),
);
const attributeNames = new Set(
  Object.values(clauseSchema.nodes).flatMap((type) => Object.keys(type.spec.attrs ?? {})),
);

// The kinds of content that y-prosemirror writes; all others are refused.
const kindGc = 0;
const kindDeleted = 1;
const kindString = 4;
const kindFormat = 6;
const kindType = 7;
const kindAny = 8;
const kindSkip = 10;
const typeElement = 3;
const typeText = 6;

/** @throws ScanError */
export function scanUpdate(bytes: Uint8Array, limits: RoomLimits): Scan {
  if (bytes.length > limits.updateBytes) throw new ScanError('the update is too long', true);
  const reader = new ByteReader(bytes);
  const sections: Section[] = [];
  const references = new Map<number, number>();
  const seen = new Set<number>();
  let structs = 0;
  let holes = false;

  const refer = (self: number, at: number) => {
    const client = reader.clientId();
    const clock = reader.uint(limits.clock);
    if (client === self) {
      if (clock >= at) throw new ScanError('a struct refers to itself or to a later one');
    } else if (clock >= (references.get(client) ?? -1)) {
      references.set(client, clock);
    }
  };

  const clients = reader.uint(bytes.length);
  if (clients > limits.clients) throw new ScanError('too many client ids', true);
  for (let c = 0; c < clients; c++) {
    const count = reader.uint(bytes.length);
    structs += count;
    // A struct takes at least two bytes: a count that the bytes cannot hold never becomes an allocation.
    if (count * 2 > reader.left) throw new ScanError('a section announces more structs than it has bytes');
    if (structs > limits.structs) throw new ScanError('too many structs', true);
    const client = reader.clientId();
    if (seen.has(client)) throw new ScanError('a client id has two sections');
    seen.add(client);
    const from = reader.uint(limits.clock);
    let clock = from;
    for (let s = 0; s < count; s++) {
      const info = reader.byte();
      const kind = info & 31;
      let length: number;
      if (kind === kindGc || kind === kindSkip) {
        if (info !== kind) throw new ScanError('flags on a struct that has none');
        if (kind === kindSkip) holes = true;
        length = reader.uint(limits.clock);
      } else {
        const origin = (info & 128) !== 0;
        const rightOrigin = (info & 64) !== 0;
        if (origin) refer(client, clock);
        if (rightOrigin) refer(client, clock);
        if (!origin && !rightOrigin) {
          const inRoot = reader.uint(1) === 1;
          if (inRoot) {
            if (reader.text(maxKeyBytes) !== textRoot) throw new ScanError('a root other than the text');
          } else {
            refer(client, clock);
          }
          if ((info & 32) !== 0) {
            const key = reader.text(maxKeyBytes);
            if (inRoot || !attributeNames.has(key)) throw new ScanError('an attribute that is not declared');
          }
        }
        length = scanContent(reader, kind, limits);
      }
      if (length < 1) throw new ScanError('an empty struct');
      clock += length;
      if (clock > limits.clock) throw new ScanError('a clock is out of range', true);
    }
    sections.push({ client, from, to: clock });
  }

  const deleted = scanDeletes(reader, limits);
  if (reader.left !== 0) throw new ScanError('bytes after the end');
  return { sections, structs, deleted, references, holes };
}

function scanContent(reader: ByteReader, kind: number, limits: RoomLimits): number {
  switch (kind) {
    case kindDeleted:
      return reader.uint(limits.clock);
    case kindString:
      return reader.skipText(limits.updateBytes);
    case kindFormat: {
      const key = reader.text(maxKeyBytes);
      const value = reader.text(maxMarkBytes);
      if (!isMark(key, value)) throw new ScanError('a mark that is not declared');
      return 1;
    }
    case kindType: {
      const type = reader.uint(31);
      if (type === typeText) return 1;
      if (type !== typeElement) throw new ScanError('a type that a text does not have');
      if (!nodeNames.has(reader.text(maxKeyBytes))) throw new ScanError('a node that is not declared');
      return 1;
    }
    case kindAny: {
      // The values of one attribute: those that were overwritten one after the other, and kept for undo, are merged.
      const values = reader.uint(maxAnyItems);
      const budget = { left: maxAnyItems };
      for (let i = 0; i < values; i++) scanAny(reader, 0, budget);
      return values;
    }
    default:
      throw new ScanError('a kind of content that a text does not have');
  }
}

function scanAny(reader: ByteReader, depth: number, items: { left: number }): void {
  if (depth > maxAnyDepth || items.left-- <= 0) throw new ScanError('an attribute value too large', true);
  switch (reader.byte()) {
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125:
      return reader.skipInt();
    case 119:
      reader.skipText(maxMarkBytes);
      return;
    case 117: {
      const length = reader.uint(maxAnyItems);
      for (let i = 0; i < length; i++) scanAny(reader, depth + 1, items);
      return;
    }
    default:
      throw new ScanError('a kind of attribute value that no attribute has');
  }
}

function scanDeletes(reader: ByteReader, limits: RoomLimits): DeletedRun[] {
  const deleted: DeletedRun[] = [];
  const seen = new Set<number>();
  const clients = reader.uint(reader.left);
  for (let c = 0; c < clients; c++) {
    const client = reader.clientId();
    if (seen.has(client)) throw new ScanError('a client id is twice in the delete set');
    seen.add(client);
    const runs = reader.uint(reader.left);
    let end = 0;
    for (let r = 0; r < runs; r++) {
      const from = reader.uint(limits.clock);
      const length = reader.uint(limits.clock);
      if (length < 1 || from < end) throw new ScanError('a delete set out of order');
      end = from + length;
      if (end > limits.clock) throw new ScanError('a clock is out of range', true);
      deleted.push({ client, from, to: end });
    }
  }
  return deleted;
}

/** Marks that do not exclude themselves are stored by y-prosemirror under their name and a hash. */
const hashedName = /^(.*)--[A-Za-z0-9+/=]{8}$/;

export function isMark(key: string, json: string): boolean {
  const type = clauseSchema.marks[hashedName.exec(key)?.[1] ?? key];
  if (type === undefined) return false;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return false;
  }
  if (value === null) return true; // the end of the mark
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  const declared = type.spec.attrs ?? {};
  const given = Object.entries(value);
  if (given.some(([name]) => !Object.hasOwn(declared, name))) return false;
  return Object.entries(declared).every(([name, attribute]) => {
    if (!Object.hasOwn(value, name)) return attribute.default !== undefined;
    return isValid(attribute.validate, (value as Record<string, unknown>)[name]);
  });
}

export function isValid(validate: string | ((value: unknown) => void) | undefined, value: unknown): boolean {
  if (validate === undefined) return false;
  if (typeof validate === 'string') {
    return validate.split('|').includes(value === null ? 'null' : typeof value);
  }
  try {
    validate(value);
    return true;
  } catch {
    return false;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads the integers and strings of lib0's encoding, canonical ones only: a padded integer can decode to
 * something that is not a number, and be stored so that nobody can read the document any more.
 */
export class ByteReader {
  readonly bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get left(): number {
    return this.bytes.length - this.#at;
  }

  byte(): number {
    const byte = this.bytes[this.#at++];
    if (byte === undefined) throw new ScanError('the bytes end too early');
    return byte;
  }

  uint(max: number): number {
    let value = 0;
    let factor = 1;
    for (let n = 0; n < 8; n++) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) {
        if (byte === 0 && n > 0) throw new ScanError('a padded integer');
        if (value > max) throw new ScanError('an integer out of range', true);
        return value;
      }
      factor *= 128;
    }
    throw new ScanError('an integer too long');
  }

  skipInt(): void {
    let byte = this.byte();
    for (let n = 1; byte >= 128; n++) {
      if (n === 8) throw new ScanError('an integer too long');
      byte = this.byte();
      if (byte === 0) throw new ScanError('a padded integer');
    }
  }

  clientId(): number {
    return this.uint(maxClient);
  }

  /** A length and that many bytes, not copied. */
  chunk(maxBytes: number): Uint8Array {
    const length = this.uint(maxBytes);
    if (length > this.left) throw new ScanError('the bytes end too early');
    const start = this.#at;
    this.#at += length;
    return this.bytes.subarray(start, this.#at);
  }

  text(maxBytes: number): string {
    try {
      return utf8.decode(this.chunk(maxBytes));
    } catch (error) {
      if (error instanceof ScanError) throw error;
      throw new ScanError('not UTF-8');
    }
  }

  /** @returns the length of a string in UTF-16 code units, by which Yjs counts clocks */
  skipText(maxBytes: number): number {
    const chunk = this.chunk(maxBytes);
    let i = 0;
    while (i < chunk.length && (chunk[i] as number) < 128) i++;
    if (i === chunk.length) return i;
    try {
      return utf8.decode(chunk).length;
    } catch {
      throw new ScanError('not UTF-8');
    }
  }
}
