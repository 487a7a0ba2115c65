/**
 * The adversary's frames: recorded updates with their bytes bent, and updates made from the encoding itself by
 * somebody who knows what Yjs does with them. Most are no updates at all any more; some are still honest edits.
 */
import { messageAwareness, messageSync, syncStep1, syncStep2, syncUpdate } from '@travaux/editor/frames';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { Random } from './random.ts';

export interface Knowledge {
  /** Updates that were seen on the wire. */
  readonly corpus: readonly Uint8Array[];
  /** Yjs client ids of the others, and how much each wrote. */
  readonly victims: readonly { readonly client: number; readonly clock: number }[];
}

export function hostileFrame(random: Random, known: Knowledge): Uint8Array {
  const update = random.chance(0.2) ? crafted(random, known) : mutated(random, known);
  switch (random.weighted({ update: 60, answer: 20, presence: 6, question: 4, raw: 4, envelope: 6 })) {
    case 'update':
      return sync(syncUpdate, update);
    case 'answer':
      return sync(syncStep2, update);
    case 'question':
      return sync(syncStep1, update);
    case 'presence':
      return message((e) => {
        encoding.writeVarUint(e, messageAwareness);
        encoding.writeVarUint8Array(e, update);
      });
    case 'raw':
      return update;
    case 'envelope':
      return bend(sync(syncUpdate, update), random);
  }
}

function mutated(random: Random, known: Knowledge): Uint8Array {
  let bytes = random.pick(known.corpus) ?? Uint8Array.of(0, 0);
  if (random.chance(0.15)) bytes = splice(bytes, random.pick(known.corpus) ?? bytes, random);
  for (let n = random.int(1, 3); n > 0; n--) bytes = bend(bytes, random);
  return bytes;
}

function splice(a: Uint8Array, b: Uint8Array, random: Random): Uint8Array {
  return joined(a.slice(0, random.int(0, a.length)), b.slice(random.int(0, b.length)));
}

function bend(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  const at = random.int(0, Math.max(0, copy.length - 1));
  const end = Math.min(copy.length, at + random.int(1, 8));
  const put = (...middle: number[]) => joined(copy.slice(0, at), middle, copy.slice(at));
  switch (
    random.weighted({ flip: 8, set: 6, truncate: 3, drop: 4, repeat: 3, pad: 3, huge: 3, append: 1, info: 3 })
  ) {
    case 'flip':
      copy[at] = (copy[at] ?? 0) ^ (1 << random.int(0, 7));
      return copy;
    case 'set':
      copy[at] = random.int(0, 255);
      return copy;
    case 'truncate':
      return copy.slice(0, at);
    case 'drop':
      return joined(copy.slice(0, at), copy.slice(end));
    case 'repeat':
      return put(...copy.slice(at, end));
    case 'pad':
      return put(0x80, 0x00);
    case 'huge':
      return put(0xff, 0xff, 0xff, 0xff, random.int(0, 0x7f));
    case 'append':
      return joined(copy, [random.int(0, 255)]);
    case 'info':
      copy[at] = random.pick([0, 1, 4, 6, 7, 8, 9, 10, 68, 132, 196, 39, 40])!;
      return copy;
  }
}

function joined(...parts: readonly ArrayLike<number>[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const kindsOfCraft = {
  'swallow the future': 1,
  'delete the future': 1,
  'write as another': 2,
  'hole and more': 1,
  'many ids': 0.2,
  'many deletions': 0.3,
  'announce a lot': 1,
  'nest deeply': 0.3,
  'between any two': 3,
  'several values': 1,
  'a long text': 0.3,
} as const;

function crafted(random: Random, { victims }: Knowledge): Uint8Array {
  const victim = random.pick(victims) ?? { client: 1, clock: 0 };
  const uints = (e: encoding.Encoder, ...values: number[]) =>
    values.forEach((value) => encoding.writeVarUint(e, value));
  switch (random.weighted(kindsOfCraft)) {
    case 'swallow the future':
      return message((e) => uints(e, 1, 1, victim.client, victim.clock, 0, 2 ** random.int(1, 45), 0));
    case 'delete the future':
      return message((e) => uints(e, 0, 1, victim.client, 1, victim.clock, random.int(1, 2 ** 30)));
    case 'write as another': {
      const doc = docOf(random);
      doc.clientID = victim.client;
      doc.getXmlFragment('text').insert(0, [new Y.XmlElement('paragraph')]);
      return finish(doc);
    }
    case 'hole and more':
      return message((e) => {
        uints(e, 1, 2, random.int(1, 2 ** 31), 0);
        uints(e, 10, random.int(1, 9), 7, 1);
        encoding.writeVarString(e, 'text');
        uints(e, 6, 0);
      });
    case 'many ids': {
      const updates = Array.from({ length: random.int(2, 70) }, () => {
        const doc = docOf(random);
        doc.getXmlFragment('text').insert(0, [new Y.XmlElement('paragraph')]);
        return finish(doc);
      });
      return Y.mergeUpdates(updates);
    }
    case 'many deletions':
      return message((e) => {
        const runs = random.int(1, 20_000);
        uints(e, 0, 1, victim.client, runs);
        for (let i = 0; i < runs; i++) uints(e, 2 * i, 1);
      });
    case 'announce a lot':
      return message((e) => uints(e, 1, random.int(1_000, 33_554_431), 77, 0));
    case 'nest deeply': {
      const doc = docOf(random);
      let parent = new Y.XmlElement('quotation');
      doc.getXmlFragment('text').insert(0, [parent]);
      for (let i = random.int(5, 2_000); i > 0; i--) {
        const child = new Y.XmlElement('quotation');
        parent.insert(0, [child]);
        parent = child;
      }
      return finish(doc);
    }
    case 'between any two': {
      const client = random.int(1, 2 ** 32 - 1);
      const many = random.int(1, random.chance(0.1) ? 2_000 : 4);
      return message((e) => {
        uints(e, 1, many, client, 0);
        for (let i = 0; i < many; i++) {
          const [left, right] = [0, 0].map(() => random.pick(victims) ?? victim);
          encoding.writeUint8(e, 128 | 64 | 4);
          for (const { client: of, clock } of [left!, right!])
            uints(e, of, random.int(0, Math.max(0, clock - 1)));
          encoding.writeVarString(e, 'x');
        }
        uints(e, 0);
      });
    }
    case 'several values':
      return message((e) => {
        uints(e, 1, 1, random.int(1, 2 ** 31), 0);
        encoding.writeUint8(e, 8 | 128 | 32);
        uints(e, victim.client, 0, random.int(0, 50));
        for (let i = 0; i < 5; i++) encoding.writeAny(e, 'ltr');
        uints(e, 0);
      });
    case 'a long text': {
      const doc = docOf(random);
      const text = new Y.XmlText('x'.repeat(random.int(1, random.chance(0.02) ? 200_000 : 500)));
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [text]);
      doc.getXmlFragment('text').insert(0, [paragraph]);
      return finish(doc);
    }
  }
}

/** Its Yjs client id comes from the seed, as everything else. */
export function docOf(random: Random): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = random.int(1, 2 ** 32 - 1);
  return doc;
}

function finish(doc: Y.Doc): Uint8Array {
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

export function sync(kind: number, update: Uint8Array): Uint8Array {
  return message((e) => {
    encoding.writeVarUint(e, messageSync);
    encoding.writeVarUint(e, kind);
    encoding.writeVarUint8Array(e, update);
  });
}

function message(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}
