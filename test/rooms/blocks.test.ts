/** Structured blocks in a room: a stock client writes them, and two people in one block lose nothing. */
import { afterEach, expect, test } from '@jest/globals';
import type { ClauseJson } from '@travaux/editor/document';
import type * as Y from 'yjs';
import { openHouse, type House, type Writer } from './house.ts';

let house: House;
afterEach(() => house.close());

const field = (name: string, words: string) => ({
  type: 'field',
  attrs: { name },
  content: [{ type: 'text', text: words }],
});
const milestone: ClauseJson = {
  type: 'doc',
  content: [
    {
      type: 'term',
      attrs: { kind: 'milestone', id: 'M2' },
      content: [field('target', '<= 250 kg'), field('sustain', '30 days')],
    },
  ],
};

/** The words of a field. */
const wordsIn = (writer: Writer, index: number): Y.XmlText => {
  const term = writer.fragment.get(0) as Y.XmlElement;
  return (term.get(index) as Y.XmlElement).get(0) as Y.XmlText;
};
const said = (writer: Writer): string[] => [0, 1].map((index) => wordsIn(writer, index).toJSON());

/** A house with a milestone in it, and two people who both see it. */
async function twoPeople(): Promise<readonly [ada: Writer, bea: Writer]> {
  house = await openHouse({ clauses: { c1: [] } });
  const ada = house.person('ada');
  const bea = house.person('bea');
  await Promise.all([ada.synced(), bea.synced()]);
  ada.write(milestone);
  await bea.sees('30 days');
  return [ada, bea];
}

/** What is stored once both have been acknowledged, and what a third person reads. */
async function stored(...writers: readonly Writer[]): Promise<unknown> {
  await Promise.all(
    writers.map((writer) => writer.until(() => said(writer).join() === said(writers[0]!).join())),
  );
  await house.crash();
  const later = house.person('sec');
  await later.sees('kg');
  expect(said(later)).toEqual(said(writers[0]!));
  return (await house.rooms.text('c1'))?.json.content;
}

test('a stock client writes a block, and it is stored as it was written', async () => {
  const [ada, bea] = await twoPeople();
  await ada.until(() => ada.acked > 1);
  expect(await stored(ada, bea)).toEqual(milestone.content);
});

test('two people edit two fields of a block at once', async () => {
  const [ada, bea] = await twoPeople();
  ada.provider.disconnect();
  wordsIn(ada, 0).insert(3, '2');
  wordsIn(bea, 1).delete(0, 2);
  wordsIn(bea, 1).insert(0, '60');
  ada.provider.connect();
  await Promise.all([ada.sees('60 days'), bea.sees('2250')]);
  expect(said(ada)).toEqual(['<= 2250 kg', '60 days']);
  await stored(ada, bea);
});

test('two people edit one field at once: the words of both are there', async () => {
  const [ada, bea] = await twoPeople();
  ada.provider.disconnect();
  wordsIn(ada, 0).insert(3, '[');
  wordsIn(ada, 0).insert(7, ']');
  wordsIn(bea, 0).insert(6, '[300]');
  ada.provider.connect();
  await Promise.all([ada.sees('300'), bea.sees('[250')]);
  expect(said(ada)[0]).toMatch(/^<= \[250(\]\[300\]|\[300\]\]) kg$/u);
  await stored(ada, bea);
});
