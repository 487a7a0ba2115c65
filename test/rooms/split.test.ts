/** A split while others type: every word is in one clause or the other, or back with its author. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { RecordedEvent } from '@travaux/workflow/agreement';
import { agreement, openHouse, type House } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse({ clauses: { c1: ['One.', 'Two.', 'Three.'] } });
});
afterEach(() => house.close());

const added: RecordedEvent['event'] = {
  type: 'element-added',
  element: { kind: 'clause', id: 'half', parent: null, heading: '', number: { kind: 'sequence' } },
  after: 'c1',
};
const split = () =>
  house.rooms.split('c1', 1, 'half', 'sec', '2026-01-02T00:00:00.000Z', (edit, seed) =>
    house.store.agreements.commit({
      agreement,
      expectedVersion: house.state.version,
      events: [{ version: house.state.version + 1, at: '2026-01-02T00:00:00.000Z', by: 'sec', event: added }],
      edits: [edit],
      rooms: [seed],
    }),
  );
const words = async (room: string) => JSON.stringify((await house.rooms.text(room))?.json);

test('[T1] loses no word of those who type meanwhile', async () => {
  const ada = house.person('ada');
  const bea = house.person('bea');
  await Promise.all([ada.synced(), bea.synced()]);
  const typed: string[] = [];
  const type = (writer: typeof ada, who: string, i: number) => {
    const word = `${who}${i};`;
    typed.push(word);
    writer.type(word, Math.min(i % 3, writer.fragment.length - 1));
  };
  for (let i = 0; i < 10; i++) type(ada, 'a', i);
  const splitting = split();
  for (let i = 10; i < 20; i++) {
    type(ada, 'a', i);
    type(bea, 'b', i);
  }
  await splitting;
  await house.happens(added);
  for (let i = 20; i < 23; i++) type(bea, 'b', i);
  await Promise.all([ada, bea].map((writer) => writer.until(() => writer.fragment.length === 1)));
  // Everything that they sent before the question of the late comer was judged before it is answered.
  ada.type('end of ada');
  bea.type('end of bea');
  const late = house.person('sec');
  await late.until(() => late.words.includes('end of ada') && late.words.includes('end of bea'));
  const all = [await words('c1'), await words('half'), ada.orphaned, bea.orphaned].join(' ');
  expect(typed.filter((word) => !all.includes(word))).toEqual([]);
  for (const paragraph of ['One.', 'Two.', 'Three.']) expect(all).toContain(paragraph);
  expect(await words('c1')).not.toContain('Two.');
});

test('[T2] that cannot be committed changes nothing', async () => {
  const ada = house.person('ada');
  await ada.synced();
  await expect(
    house.rooms.split('c1', 1, 'half', null, '2026-01-02T00:00:00.000Z', () =>
      Promise.reject(new Error('no')),
    ),
  ).rejects.toThrow('no');
  await expect(house.rooms.split('c1', 9, 'half', null, '', () => Promise.resolve())).rejects.toThrow(
    RangeError,
  );
  ada.type('!');
  await ada.until(() => ada.acked === 2);
  expect(ada.words).toBe('One.!\nTwo.\nThree.');
});
