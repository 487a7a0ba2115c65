/** Words that were deleted: who comes later is sent none of them, and no snapshot keeps them. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Hand } from './by-hand.ts';
import { HandTime, until } from './by-hand.ts';
import { openHouse, type House } from './house.ts';

const secret = 'the price is forty';
let house: House;
let time: HandTime;
beforeEach(async () => {
  time = new HandTime();
  house = await openHouse({ time, limits: { warmMs: 1_000 } });
});
afterEach(() => house.close());

const holds = (bytes: Uint8Array | null) => bytes !== null && Buffer.from(bytes).includes(secret);
const said = async (hand: Hand) => {
  const before = hand.acked;
  await time.pass(50);
  await until(() => hand.acked > before);
};

/** Ada writes the secret, which Bea sees, and takes it back. */
async function written(): Promise<{ readonly ada: Hand; readonly bea: Hand }> {
  const ada = house.hand('ada');
  const bea = house.hand('bea');
  await until(() => ada.synced && bea.synced);
  await said(ada);
  const at = 'The Parties shall co-operate.'.length;
  ada.type(secret);
  await said(ada);
  ada.erase(at, secret.length);
  ada.type(' In good faith.');
  await said(ada);
  return { ada, bea };
}

async function laterGetsNone(): Promise<void> {
  const later = house.hand('sec');
  await until(() => later.synced);
  await time.pass(1_000);
  expect(later.words).toContain('co-operate. In good faith.');
  expect(later.line.got.filter(holds)).toEqual([]);
}

test('[H1] a later joiner of the open room is sent none of them', async () => {
  const { bea } = await written();
  // The search finds what is there: those who were present saw it.
  expect(bea.line.got.some(holds)).toBe(true);
  await laterGetsNone();
});

test('[H1] nor of a room that is loaded from the updates of its journal', async () => {
  await written();
  await house.crash();
  const record = await house.store.journal.load('c1');
  expect(record!.updates.some(holds)).toBe(true);
  await laterGetsNone();
});

test('[H2] after compaction they are nowhere in what is loaded, nor in the text as JSON', async () => {
  const { ada, bea } = await written();
  ada.line.drop();
  bea.line.drop();
  await time.pass(5_000);
  await until(() => house.counts.get('rooms_unloaded') === 1);
  const record = await house.store.journal.load('c1');
  expect(record!.updates).toEqual([]);
  expect(record!.snapshot).not.toBeNull();
  expect(holds(record!.snapshot)).toBe(false);
  const projection = (await house.store.journal.projections('accord')).get('c1');
  expect(projection!.json).not.toContain(secret);
  await laterGetsNone();
});
