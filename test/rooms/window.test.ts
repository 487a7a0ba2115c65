/** Windows: which edits wait, for how long, and what they share. */
import { afterEach, expect, test } from '@jest/globals';
import type { Hand } from './by-hand.ts';
import { HandTime, settled, until } from './by-hand.ts';
import { openHouse, type House } from './house.ts';

const windowMs = 100;
const fullWindowMs = 40;
const windowUpdates = 3;

let house: House;
let time: HandTime;
afterEach(() => house.close());

/** A writer and a reader in one clause, both up to date, who have been quiet for a while. */
async function two(): Promise<{ readonly ada: Hand; readonly bea: Hand }> {
  time = new HandTime();
  house = await openHouse({ time, limits: { windowMs, fullWindowMs, windowUpdates } });
  const ada = house.hand('ada');
  const bea = house.hand('bea');
  await until(() => ada.synced && bea.synced);
  await time.pass(windowMs);
  await until(() => ada.acked === 1 && bea.acked === 1);
  await time.pass(windowMs);
  return { ada, bea };
}

const count = (counter: string) => house.counts.get(counter) ?? 0;

test('[D6] an edit after a quiet moment does not wait', async () => {
  const { ada, bea } = await two();
  ada.type('At once.');
  await time.pass(0);
  await until(() => ada.acked === 2);
  expect(bea.words).toContain('At once.');
});

test('[D6] edits that keep coming share a window: one write for each person, one message to each reader', async () => {
  const { ada, bea } = await two();
  ada.type('First.');
  await time.pass(0);
  await until(() => ada.acked === 2);
  const { windows, entries, heard } = {
    windows: count('windows'),
    entries: count('journal_entries'),
    heard: bea.updates.length,
  };
  for (const word of [' Then more', ' words.']) {
    ada.type(word);
    await time.pass(windowMs / 4);
    await settled();
  }
  await time.pass(windowMs / 4);
  await settled();
  expect(count('windows')).toBe(windows);
  expect(ada.acked).toBe(2);
  await time.pass(windowMs / 4);
  await until(() => ada.acked === 4);
  expect(count('windows')).toBe(windows + 1);
  expect(count('journal_entries')).toBe(entries + 1);
  expect(bea.updates.length).toBe(heard + 1);
  expect(bea.words).toContain('First. Then more words.');
});

test('[D6] a window in which many wait ends sooner', async () => {
  const { ada } = await two();
  ada.type('First.');
  await time.pass(0);
  await until(() => ada.acked === 2);
  for (let i = 1; i < windowUpdates; i++) ada.type(' more');
  await time.pass(fullWindowMs);
  await settled();
  expect(ada.acked).toBe(2);
  ada.type(' enough');
  await time.pass(0);
  await until(() => ada.acked === 2 + windowUpdates);
});

test('[D6] of two people in one window each answers for the own edit', async () => {
  const { ada, bea } = await two();
  ada.type('Ada.');
  bea.type('Bea.', 0);
  ada.erase(0, 1);
  const entries = count('journal_entries');
  await time.pass(0);
  await until(() => ada.acked === 3 && bea.acked === 2);
  expect(count('journal_entries')).toBe(entries + 2);
  expect(bea.words).toBe(ada.words);
});

test('[D4] what its author deleted again within a window is not given back as lost', async () => {
  const { ada } = await two();
  ada.type('slip');
  ada.erase(ada.words.replace(/<[^>]*>/g, '').indexOf('slip'), 4);
  await time.pass(0);
  await until(() => ada.acked === 3);
  expect(count('words_orphaned')).toBe(0);
});
