/**
 * Who wrote what: every character belongs to whoever first put it into the text, whatever happens to it later, and
 * every deletion to whoever deleted. Nobody gets or gives authorship by what they send.
 */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { nodeOfJson } from '@travaux/editor/document';
import type { RecordedEvent } from '@travaux/workflow/agreement';
import { updateYFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { agreement, openHouse, paragraphs, type House, type PersonId, type Writer } from './house.ts';

let house: House;
let ada: Writer;
let bea: Writer;

beforeEach(async () => {
  house = await openHouse({ clauses: { c1: ['The Parties agree.'] }, limits: { compactAfter: 1_000 } });
  [ada, bea] = [await come('ada'), await come('bea')];
});
afterEach(() => house.close());

async function come(person: PersonId, clause = 'c1'): Promise<Writer> {
  const writer = house.person(person, clause);
  await writer.synced();
  return writer;
}

/** The text with each stretch under the name of its author: `source:The ada:big`. */
async function authors(room = 'c1'): Promise<string> {
  const authorship = await house.rooms.authorship(room);
  const doc = await stored(room);
  const marked: string[] = [];
  let last: string | null | undefined;
  for (const { client, from, to, person } of authorship!.text) {
    const words = characters(doc, client, from, to);
    if (person === last) marked[marked.length - 1] += words;
    else marked.push(`${person ?? 'source'}:${words}`);
    last = person;
  }
  doc.destroy();
  return marked.join('|');
}

/** What each person deleted, in characters. */
async function deleters(room = 'c1'): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { person, from, to } of (await house.rooms.authorship(room))!.deletions) {
    sums[person ?? 'source'] = (sums[person ?? 'source'] ?? 0) + to - from;
  }
  return sums;
}

async function stored(room: string): Promise<Y.Doc> {
  const record = await house.store.journal.load(room);
  const doc = new Y.Doc({ gc: false });
  for (const update of [...(record!.snapshot ? [record!.snapshot] : []), ...record!.updates])
    Y.applyUpdate(doc, update);
  return doc;
}

function characters(doc: Y.Doc, client: number, from: number, to: number): string {
  let words = '';
  for (const struct of doc.store.clients.get(client) ?? []) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
    const { clock } = struct.id;
    if (clock < to && clock + struct.length > from)
      words += struct.content.str.slice(Math.max(0, from - clock), to - clock);
  }
  return words;
}

const textIn = (writer: Writer, paragraph = 0) =>
  (writer.fragment.get(paragraph) as Y.XmlElement)
    .toArray()
    .find((child) => child instanceof Y.XmlText) as Y.XmlText;

/** Takes words out wherever they stand. */
function strike(writer: Writer, words: string): void {
  for (let i = 0; i < writer.fragment.length; i++) {
    const text = textIn(writer, i);
    const at = text ? String(text.toJSON()).indexOf(words) : -1;
    if (at >= 0) return text.delete(at, words.length);
  }
  throw new Error(`${words} is nowhere`);
}

/** Makes the text these paragraphs as the editor's binding does: by the differences of the two. */
function becomes(writer: Writer, ...texts: string[]): void {
  const node = nodeOfJson(paragraphs(...texts));
  writer.doc.transact(() =>
    updateYFragment(writer.doc, writer.fragment, node, { mapping: new Map(), isOMark: new Map() }),
  );
}

describe('who wrote', () => {
  test('an imported text is the source’s, and words in it their writers’', async () => {
    ada.type('dear ', 0, 4);
    await bea.sees('dear');
    bea.type(' In full.');
    await ada.sees('full');
    expect(await authors()).toBe('source:The |ada:dear |source:Parties agree.|bea: In full.');
  });

  test('two people in one word', async () => {
    ada.type('coordinate', 0, 0);
    await bea.sees('coordinate');
    bea.type('-', 0, 2);
    await ada.sees('co-');
    expect(await authors()).toBe('ada:co|bea:-|ada:ordinate|source:The Parties agree.');
  });

  test('survives a merge of work that was done apart', async () => {
    ada.provider.disconnect();
    ada.type('Offline ', 0, 0);
    bea.type(' Meanwhile.');
    await settledAfter(() => ada.provider.connect());
    expect(await authors()).toBe('ada:Offline |source:The Parties agree.|bea: Meanwhile.');
  });

  test('survives reconnects, in which everybody sends what everybody wrote', async () => {
    ada.type('Ada ', 0, 0);
    await bea.sees('Ada ');
    for (const writer of [bea, ada, bea]) {
      writer.provider.disconnect();
      writer.provider.connect();
      await writer.until(() => writer.provider.synced);
    }
    const copy = await come('alf');
    copy.type('Alf ', 0, 4);
    await ada.sees('Alf');
    expect(await authors()).toBe('ada:Ada |alf:Alf |source:The Parties agree.');
  });

  test('is not taken by sending what another wrote', async () => {
    ada.type('Ours. ', 0, 0);
    await bea.sees('Ours.');
    const before = await house.rooms.authorship('c1');
    // All of it again, in bea's name, as a stock client in its handshake and as an update of its own.
    const again = house.person('bea');
    Y.applyUpdate(again.doc, Y.encodeStateAsUpdate(ada.doc));
    await again.synced();
    again.doc.emit('update', [Y.encodeStateAsUpdate(ada.doc), 'replay', again.doc, null as never]);
    again.type('!');
    await ada.sees('!');
    const after = await house.rooms.authorship('c1');
    expect(await authors()).toBe('ada:Ours. |source:The Parties agree.|bea:!');
    expect(after!.text.slice(0, before!.text.length)).toEqual(before!.text);
  });

  test('survives undo and redo', async () => {
    const history = new Y.UndoManager(ada.fragment, { captureTimeout: 0 });
    ada.type('Hereby ', 0, 0);
    history.undo();
    history.redo();
    await bea.sees('Hereby');
    expect(await authors()).toBe('ada:Hereby |source:The Parties agree.');
  });

  test('what somebody deletes and brings back is still its writer’s', async () => {
    ada.type('Solemnly and in good faith ', 0, 0);
    await bea.sees('faith');
    const history = new Y.UndoManager(bea.fragment, { captureTimeout: 0 });
    strike(bea, 'and in good faith ');
    await ada.until(() => !ada.words.includes('faith'));
    history.undo();
    await ada.sees('good faith');
    expect(await authors()).toBe('ada:Solemnly and in good faith |source:The Parties agree.');
  });

  test('a paragraph that is split, joined or made an item is not written anew', async () => {
    ada.type(' They shall meet every year.');
    await bea.sees('year.');
    becomes(bea, 'The Parties agree. They', ' shall meet every year.');
    await ada.until(() => ada.fragment.length === 2);
    const apart = 'source:The Parties agree.|ada: They shall meet every year.';
    expect(await authors()).toBe(apart);
    becomes(bea, 'The Parties agree. They shall meet every year.');
    await ada.until(() => ada.fragment.length === 1);
    expect(await authors()).toBe(apart);
  });

  test('words that are typed over others of the same letters are the typist’s where they differ', async () => {
    ada.type('The Commission shall decide by consensus. ', 0, 0);
    await bea.sees('consensus');
    strike(bea, 'consensus');
    await ada.until(() => !ada.words.includes('consensus'));
    bea.type('majority', 0, 'The Commission shall decide by '.length);
    await ada.sees('majority');
    expect(await authors()).toBe(
      'ada:The Commission shall decide by |bea:majority|ada:. |source:The Parties agree.',
    );
  });
});

describe('who deleted', () => {
  test('is who deleted, not who wrote; of one’s own words too', async () => {
    ada.type('hastily ', 0, 4);
    await bea.sees('hastily');
    strike(bea, 'hastily ');
    await ada.until(() => !ada.words.includes('hastily'));
    strike(ada, 'agree');
    await bea.until(() => !bea.words.includes('agree'));
    expect(await authors()).toBe('source:The Parties .');
    expect(await deleters()).toEqual({ bea: 8, ada: 5 });
  });

  test('is the first of two who delete the same', async () => {
    bea.provider.disconnect();
    strike(ada, 'Parties ');
    strike(bea, 'The Parties ');
    await ada.until(() => ada.acked === 2);
    await settledAfter(() => bea.provider.connect());
    expect(await deleters()).toEqual({ ada: 8, bea: 4 });
  });

  test('says nothing of what nobody else ever saw', async () => {
    ada.provider.disconnect();
    ada.type('a thought ', 0, 0);
    strike(ada, 'a thought ');
    await settledAfter(() => ada.provider.connect());
    expect(await deleters()).toEqual({});
  });

  test('[H3] holds none of the words', async () => {
    ada.type('SECRETWORD', 0, 0);
    await bea.sees('SECRETWORD');
    strike(bea, 'SECRETWORD');
    await ada.until(() => !ada.words.includes('SECRET'));
    for (const writer of [ada, bea]) writer.leave();
    await house.rooms.drain();
    const record = await house.store.journal.history('c1');
    expect(record!.base).not.toBeNull();
    const kept = new TextDecoder('latin1').decode(record!.base!) + JSON.stringify(record!.updates);
    expect(kept).not.toContain('SECRET');
    expect(kept).toContain('bea');
  });
});

describe('what is known of authors', () => {
  test('survives compaction, again and again', async () => {
    await house.close();
    house = await openHouse({ clauses: { c1: ['The Parties agree.'] }, limits: { compactAfter: 3 } });
    [ada, bea] = [await come('ada'), await come('bea')];
    const letters = 'αβγδεζηθικλμ';
    for (let i = 0; i < letters.length; i++) {
      const writer = i % 2 === 0 ? ada : bea;
      writer.type(letters[i]!, 0, 0);
      await (i % 2 === 0 ? bea : ada).sees(letters[i]!);
    }
    strike(ada, 'Parties ');
    await bea.until(() => !bea.words.includes('Parties'));
    const expected = `${[...letters]
      .reverse()
      .map((letter, i) => `${i % 2 === 0 ? 'bea' : 'ada'}:${letter}`)
      .join('|')}|source:The agree.`;
    expect(await authors()).toBe(expected);
    expect((await house.store.journal.history('c1'))!.snapshotSeq).toBeGreaterThan(0);
    expect(await deleters()).toEqual({ ada: 8 });
  });

  test('survives a crash, and a restart after an orderly end', async () => {
    ada.type('Ada. ', 0, 0);
    await bea.sees('Ada.');
    strike(bea, 'Parties ');
    await ada.until(() => !ada.words.includes('Parties'));
    const expected = 'ada:Ada. |source:The agree.';
    for (const writer of [ada, bea]) writer.leave();
    await house.crash();
    expect(await authors()).toBe(expected);
    await house.rooms.drain();
    expect(await authors()).toBe(expected);
    expect(await deleters()).toEqual({ bea: 8 });
  });

  test('begins with the text of a snapshot that has no history', async () => {
    ada.type('Ada. ', 0, 0);
    await bea.sees('Ada.');
    const whole = Y.encodeStateAsUpdate(ada.doc);
    await house.close();
    house = await openHouse({
      journal: (real) => ({
        ...real,
        history: async (room) => {
          const record = await real.history(room);
          return record && { ...record, base: null, snapshot: whole, snapshotSeq: record.seq, updates: [] };
        },
      }),
    });
    const { text } = (await house.rooms.authorship('c1'))!;
    expect(text.map(({ person }) => person)).toEqual(text.map(() => null));
    expect(text.reduce((sum, { from, to }) => sum + to - from, 0)).toBe('Ada. The Parties agree.'.length);
  });

  test('goes with the words when a clause is split', async () => {
    await house.close();
    house = await openHouse({ clauses: { c1: ['One.', 'Two.'] } });
    [ada, bea] = [await come('ada'), await come('bea')];
    ada.type(' Ada.', 1);
    await bea.sees('Ada.');
    bea.type('Bea: ', 1, 0);
    await ada.sees('Bea:');
    await house.rooms.split('c1', 1, 'half', 'sec', '2026-01-02T00:00:00.000Z', (edit, seed, histories) =>
      house.store.agreements.commit({
        agreement,
        expectedVersion: house.state.version,
        events: [{ version: house.state.version + 1, at: edit.at, by: 'sec', event: added }],
        edits: [edit],
        rooms: [seed],
        histories,
      }),
    );
    await house.happens(added);
    expect(await authors('half')).toBe('bea:Bea: |source:Two.|ada: Ada.');
    expect(await authors()).toBe('source:One.');
    expect(await deleters()).toEqual({});
    bea.type(' More.');
    await ada.sees('More.');
    expect(await authors()).toBe('source:One.|bea: More.');
  });

  test('is nothing for a room that does not exist', async () => {
    expect(await house.rooms.authorship('nowhere')).toBeNull();
  });
});

/** Does something that brings the two together, and waits until both have all of it. */
async function settledAfter(act: () => void): Promise<void> {
  act();
  await Promise.all([ada, bea].map((writer) => writer.until(() => writer.provider.synced)));
  await Promise.race([ada, bea].map((writer) => writer.until(() => ada.words === bea.words)));
}

const added: RecordedEvent['event'] = {
  type: 'element-added',
  element: { kind: 'clause', id: 'half', parent: null, heading: '', number: { kind: 'sequence' } },
  after: 'c1',
};
