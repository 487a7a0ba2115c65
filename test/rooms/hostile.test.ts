/**
 * Hostile updates: each is built by hand or with Yjs from what an attacker knows, sent by an editor with every
 * right, and must change nothing for the others, now or after a reload.
 */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { openHouse, type House, type PersonId, type Writer } from './house.ts';

let house: House;
let victim: Writer;
beforeEach(async () => {
  house = await openHouse();
  victim = house.person('bea');
  await victim.synced();
  victim.type(' Honest words.');
  await victim.until(() => victim.acked === 2);
});
afterEach(() => house.close());

type Write = (e: encoding.Encoder) => void;
const bytes = (write: Write) => {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
};
const uints =
  (...values: number[]): Write =>
  (e) =>
    values.forEach((value) => encoding.writeVarUint(e, value));
const text =
  (value: string): Write =>
  (e) =>
    encoding.writeVarString(e, value);

/** An update of one struct of client 77, as its bytes after the info byte, and no deletions. */
const struct = (info: number, ...parts: Write[]) =>
  bytes((e) => {
    uints(1, 1, 77, 0)(e);
    encoding.writeUint8(e, info);
    for (const part of parts) part(e);
    uints(0)(e);
  });
const inRoot: Write[] = [uints(1), text('text')];

/** What a client writes that starts from the clause as it is. */
const fork = (change: (root: Y.XmlFragment, doc: Y.Doc) => void) => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(victim.doc));
  const before = Y.encodeStateVector(doc);
  doc.transact(() => change(doc.getXmlFragment('text'), doc));
  return Y.encodeStateAsUpdate(doc, before);
};
const block = (name: string, ...children: (Y.XmlElement | Y.XmlText)[]) => {
  const element = new Y.XmlElement(name);
  element.insert(0, children);
  return element;
};

const term = (kind: string, id: string | null = null, ...fields: Y.XmlElement[]) => {
  const element = block('term', ...fields);
  element.setAttribute('kind', kind);
  if (id !== null) element.setAttribute('id', id);
  return element;
};
const field = (name: string, ...children: Y.XmlElement[]) => {
  const element = block('field', ...children);
  element.setAttribute('name', name);
  return element;
};

const attacks: Record<string, () => Uint8Array> = {
  'bytes that are nothing': () => Uint8Array.of(255, 255, 255, 255, 255),
  'thirty million structs announced in seven bytes': () => bytes(uints(1, 30_000_000, 77, 0)),
  'a padded integer': () => Uint8Array.of(0x81, 0x00, 0, 0),
  'a truncated delete set behind valid structs': () =>
    fork((root) => root.insert(0, [block('paragraph')])).slice(0, -1),
  'bytes after the end': () => Uint8Array.of(...fork((root) => root.insert(0, [block('paragraph')])), 0),
  'structs under the id of another, at its next clock': () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(victim.doc));
    const before = Y.encodeStateVector(doc);
    doc.clientID = victim.doc.clientID;
    doc.getXmlFragment('text').insert(0, [block('paragraph', new Y.XmlText('FORGED'))]);
    return Y.encodeStateAsUpdate(doc, before);
  },
  'a garbage struct that swallows what another will write': () =>
    bytes(uints(1, 1, victim.doc.clientID, 14, 0, 2 ** 30, 0)),
  'deletion of what another has not written yet': () => bytes(uints(0, 1, victim.doc.clientID, 1, 14, 1_000)),
  'writing under the id of the seed': () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(victim.doc));
    const before = Y.encodeStateVector(doc);
    doc.clientID = 1_000;
    doc.getXmlFragment('text').insert(0, [block('paragraph', new Y.XmlText('FORGED'))]);
    return Y.encodeStateAsUpdate(doc, before);
  },
  'a second root': () => fork((_, doc) => doc.getMap('other').set('secret', 'x')),
  'an attribute on the root': () => struct(32 | 8, ...inRoot, text('dir'), uints(1), Uint8('w')),
  'a subdocument': () => struct(9, ...inRoot, text('guid'), (e) => encoding.writeAny(e, {})),
  'binary content': () => struct(3, ...inRoot, (e) => encoding.writeVarUint8Array(e, Uint8Array.of(1))),
  'JSON content': () => struct(2, ...inRoot, uints(1), text('"x"')),
  'an embed': () => struct(5, ...inRoot, text('{}')),
  'a map in the root': () => struct(7, ...inRoot, uints(1)),
  'letters in the root': () => struct(4, ...inRoot, text('naked')),
  'a text in the root': () => struct(7, ...inRoot, uints(6)),
  'a node that is not declared': () => fork((root) => root.insert(0, [block('script')])),
  'a node where it does not belong': () => fork((root) => root.insert(0, [block('table_cell')])),
  'a heading inside a paragraph': () =>
    fork((root) => root.insert(0, [block('paragraph', block('heading'))])),
  'a structured block of a kind that there is not': () => fork((root) => root.insert(0, [term('manoeuvre')])),
  'a structured block without a kind': () => fork((root) => root.insert(0, [block('term')])),
  'a structured block under a name that is no id': () =>
    fork((root) => root.insert(0, [term('milestone', 'M 1; M2')])),
  'a field that there is not': () =>
    fork((root) => root.insert(0, [term('milestone', 'M1', field('secret'))])),
  'a field outside a block': () => fork((root) => root.insert(0, [field('deadline')])),
  'a paragraph where fields belong': () =>
    fork((root) => root.insert(0, [term('milestone', 'M1', block('paragraph'))])),
  'a block inside a field': () =>
    fork((root) => root.insert(0, [term('milestone', 'M1', field('deadline', term('tranche', 'T1')))])),
  'an attribute that is not declared': () =>
    fork((root) => (root.get(0) as Y.XmlElement).setAttribute('covert', 'channel')),
  'an attribute of another node': () =>
    fork((root) => (root.get(0) as Y.XmlElement).setAttribute('level', '1')),
  'an attribute value out of range': () =>
    fork((root) => {
      const heading = block('heading');
      heading.setAttribute('level', 99 as never);
      root.insert(0, [heading]);
    }),
  'an attribute on a text': () =>
    fork((root) => ((root.get(0) as Y.XmlElement).get(0) as Y.XmlText).setAttribute('dir', 'ltr')),
  'a mark that is not declared': () =>
    fork((root) => ((root.get(0) as Y.XmlElement).get(0) as Y.XmlText).format(0, 3, { blink: {} })),
  'a link that runs a script': () =>
    fork((root) =>
      ((root.get(0) as Y.XmlElement).get(0) as Y.XmlText).format(0, 3, {
        link: { href: 'javascript:alert(1)' },
      }),
    ),
  'an embed in a text': () =>
    fork((root) => ((root.get(0) as Y.XmlElement).get(0) as Y.XmlText).insertEmbed(0, { evil: true })),
  'nesting without end': () =>
    fork((root) => {
      let parent = block('quotation');
      root.insert(0, [parent]);
      for (let i = 0; i < 2_000; i++) {
        const child = block('quotation');
        parent.insert(0, [child]);
        parent = child;
      }
    }),
  'a letter between two that stand the other way round': () => {
    const paragraph = victim.fragment.get(0) as Y.XmlElement;
    const { client, clock } = (paragraph.get(0) as Y.XmlText)._start!.id;
    return struct(128 | 64 | 4, uints(client, clock + 6, client, clock + 2), text('x'));
  },
  'more client ids than a person has': () =>
    Y.mergeUpdates(
      Array.from({ length: 65 }, (_, i) => {
        const doc = new Y.Doc();
        doc.clientID = 50_000 + i;
        doc.getXmlFragment('text').insert(0, [block('paragraph')]);
        return Y.encodeStateAsUpdate(doc);
      }),
    ),
};

function Uint8(value: string): Write {
  return (e) => encoding.writeAny(e, value);
}

/** A client that speaks the protocol by hand. */
async function raw(person: PersonId, messages: readonly Uint8Array[]): Promise<number> {
  const socket = new WebSocket(`${house.url(person)}/c1`);
  return new Promise((resolve, reject) => {
    socket.on('open', () => messages.forEach((message) => socket.send(message)));
    socket.on('close', (code) => resolve(code));
    socket.on('error', reject);
  });
}
const sync = (kind: number, payload: Uint8Array) =>
  bytes((e) => {
    uints(0, kind)(e);
    encoding.writeVarUint8Array(e, payload);
  });
const update = (payload: Uint8Array) => sync(2, payload);

/** The others go on as if nothing had been: what they write next arrives, and the store holds the same. */
async function nothingChanged(before: string): Promise<void> {
  expect(victim.words).toBe(before);
  victim.type(' And on.');
  const other = house.person('sec');
  await other.sees(' And on.');
  expect(other.words).toBe(`${before} And on.`);
  expect([...other.doc.share.keys()]).toEqual(['text']);
  expect(Y.encodeStateVector(other.doc)).toEqual(Y.encodeStateVector(victim.doc));
  await victim.until(() => victim.acked >= 3);
  await house.crash();
  const later = house.person('alf');
  await later.synced();
  expect(later.words).toBe(`${before} And on.`);
}

describe('[G2] [G3] a hostile update ends its session and changes nothing', () => {
  test.each(Object.keys(attacks))('%s', async (name) => {
    const before = victim.words;
    const code = await raw('ada', [update(attacks[name]!())]);
    expect([4413, 4422]).toContain(code);
    await nothingChanged(before);
  });

  test('[G4] an update that waits for what never comes', async () => {
    const before = victim.words;
    const doc = new Y.Doc();
    doc.getXmlFragment('text').insert(0, [block('paragraph', new Y.XmlText('unsent'))]);
    const known = Y.encodeStateVector(doc);
    doc.getXmlFragment('text').insert(1, [block('paragraph', new Y.XmlText('later'))]);
    const gap = Y.encodeStateAsUpdate(doc, known);
    const socket = new WebSocket(`${house.url('ada')}/c1`);
    // Each time that it is asked for what is missing it says the same again.
    socket.on('message', (message: Buffer) => {
      if (message[0] === 0 && message[1] === 0) socket.send(sync(1, gap));
    });
    const code = await new Promise((resolve, reject) => {
      socket.on('close', resolve);
      socket.on('error', reject);
    });
    expect(code).toBe(4422);
    await nothingChanged(before);
  });
});

/** What a person sends of one struct after the other, each a mark in the paragraph between these two clocks. */
const marks = (client: number, from: number, pairs: readonly [left: number[], right: number[] | null][]) =>
  bytes((e) => {
    uints(1, pairs.length, client, from)(e);
    pairs.forEach(([left, right], i) => {
      encoding.writeUint8(e, 128 | (right === null ? 0 : 64) | 6);
      uints(...left, ...(right ?? []))(e);
      text('strong')(e);
      text(i % 2 === 0 ? '{}' : 'null')(e);
    });
    uints(0)(e);
  });

test.each(['all at one place', 'each a little further on', 'each in front of the last'])(
  '[G9] thousands of structs among thousands, %s',
  async (how) => {
    const many = 5_000;
    const letter = ((victim.fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText)._start!.id;
    const first = [letter.client, letter.clock];
    const range = Array.from({ length: many }, (_, i) => i);
    // Long, and honest: marks put on and taken off again after the first letter.
    const honest = marks(
      77,
      0,
      range.map((i) => [i === 0 ? first : [77, i - 1], null]),
    );
    const hostile = marks(
      78,
      0,
      range.map((i) => {
        if (how === 'all at one place') return [first, null];
        if (how === 'each a little further on') return [[77, i], null];
        return [first, i === 0 ? null : [78, i - 1]];
      }),
    );
    const before = victim.words;
    expect(await raw('ada', [update(honest), update(hostile)])).toBe(4422);
    await victim.until(() => Y.getState(victim.doc.store, 77) === many);
    await nothingChanged(before);
  },
);

test('[G1] messages that are no messages end the session', async () => {
  for (const message of [[], [9], [0], [0, 7], [0, 0, 5, 1], [1, 200], [0, 2, 3, 0, 0, 0, 0]]) {
    expect(await raw('ada', [Uint8Array.from(message)])).toBe(4422);
  }
});

test('[G7] who is refused again and again finds rooms shut for a while', async () => {
  for (let i = 0; i < 20; i++) await raw('ada', [Uint8Array.of(9)]);
  expect(await raw('ada', [])).toBe(4529);
});
