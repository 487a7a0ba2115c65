/** Slow readers: what a client that does not read costs the others, the server, and itself. */
import { afterEach, expect, test } from '@jest/globals';
import { encodeClientFrame } from '@travaux/editor/frames';
import * as Y from 'yjs';
import type { Hand } from './by-hand.ts';
import { HandTime, presenceOf, settled, syncMessage, until } from './by-hand.ts';
import { agreement, openHouse, type House } from './house.ts';

const backlogs = { presenceBacklog: 500, updateBacklog: 2_000, socketBacklog: 20_000 };
const tick = 250;
const cursor = { anchor: { tname: 'text', assoc: 0 }, head: { tname: 'text', assoc: 0 } };

let house: House;
let time: HandTime;
afterEach(() => house.close());

/** A writer and a reader in one clause, both up to date. */
async function two(): Promise<{ readonly ada: Hand; readonly bea: Hand }> {
  time = new HandTime();
  house = await openHouse({ time, limits: { ...backlogs, presenceMs: 10 } });
  const ada = house.hand('ada');
  const bea = house.hand('bea');
  await until(() => ada.synced && bea.synced);
  await time.pass(100);
  await until(() => ada.acked === 1 && bea.acked === 1);
  return { ada, bea };
}

async function write(hand: Hand, text: string): Promise<void> {
  const before = hand.acked;
  hand.type(text);
  await time.pass(50);
  await until(() => hand.acked === before + 1);
}

/** As long a text as it takes until so much waits for the reader. */
async function writeUntil(hand: Hand, enough: () => boolean): Promise<void> {
  while (!enough()) await write(hand, 'x'.repeat(300));
}

const count = (counter: string) => house.counts.get(counter) ?? 0;

test('[B1] presence is dropped for a reader who is behind; the text still comes', async () => {
  const { ada, bea } = await two();
  bea.line.hold();
  await writeUntil(ada, () => bea.line.bufferedAmount > backlogs.presenceBacklog);
  const waiting = bea.line.bufferedAmount;
  ada.line.say(presenceOf(ada.doc.clientID, 1, { cursor }));
  await time.pass(100);
  await until(() => count('presence_dropped') === 1);
  expect(bea.line.bufferedAmount).toBe(waiting);
  await write(ada, ' Still.');
  expect(bea.line.bufferedAmount).toBeGreaterThan(waiting);
  bea.line.release();
  expect(bea.words).toBe(ada.words);
});

test('[B2] a reader far behind is paused, and caught up with one update when the socket has drained', async () => {
  const { ada, bea } = await two();
  bea.line.hold();
  await writeUntil(ada, () => count('sessions_paused') === 1);
  const waiting = bea.line.bufferedAmount;
  for (let i = 0; i < 20; i++) await write(ada, `${i} ${'y'.repeat(200)} `);
  await time.pass(tick);
  expect(count('sessions_paused now')).toBe(1);
  // However much is written: nothing more waits for them.
  expect(bea.line.bufferedAmount).toBe(waiting);
  bea.line.release();
  const had = bea.updates.length;
  await time.pass(tick);
  await until(() => bea.words === ada.words);
  expect(bea.updates.length).toBe(had + 1);
  expect(count('sessions_caught_up')).toBe(1);
  await write(ada, ' Live again.');
  expect(bea.words).toContain('Live again.');
  expect(bea.line.closed).toBeNull();
});

test('[B3] a question of a client that does not read is answered when its socket has drained', async () => {
  const { ada, bea } = await two();
  bea.line.hold();
  await writeUntil(ada, () => bea.line.bufferedAmount > backlogs.updateBacklog);
  const waiting = bea.line.bufferedAmount;
  for (let i = 0; i < 50; i++) bea.line.say(syncMessage(0, Y.encodeStateVector(new Y.Doc())));
  await settled();
  await time.pass(tick);
  expect(bea.line.bufferedAmount).toBe(waiting);
  bea.line.release();
  await time.pass(tick);
  await until(() => bea.words === ada.words);
});

test('[B6] questions that come before an answer share it', async () => {
  const { ada } = await two();
  const asked = ada.kinds.length;
  for (let i = 0; i < 50; i++) ada.line.say(syncMessage(0, Y.encodeStateVector(new Y.Doc())));
  await settled();
  expect(ada.kinds.length - asked).toBe(1);
});

test('[B4] a socket in which too much waits is closed with 1013, and cut off when it does not answer', async () => {
  time = new HandTime();
  house = await openHouse({ time, limits: { ...backlogs, updateBacklog: 1e9 } });
  const ada = house.hand('ada');
  const bea = house.hand('bea');
  await until(() => ada.synced && bea.synced);
  await time.pass(100);
  bea.line.hold();
  await writeUntil(ada, () => bea.line.closed !== null);
  expect(bea.line.closed?.code).toBe(1013);
  expect(bea.line.isTerminated).toBe(false);
  await time.pass(5_000);
  expect(bea.line.isTerminated).toBe(true);
  expect(count('sockets_overrun')).toBe(1);
  expect(bea.line.bufferedAmount).toBeLessThan(backlogs.socketBacklog + 1_000);
  await write(ada, ' The others go on.');
});

test('[B5] notices are left out for a socket that is far behind', async () => {
  const { ada } = await two();
  const line = house.line('bea');
  line.say(encodeClientFrame({ kind: 'watch', agreement }));
  line.say(encodeClientFrame({ kind: 'open', channel: 0, room: 'c1' }));
  line.say(
    encodeClientFrame({
      kind: 'data',
      channel: 0,
      payload: syncMessage(0, Y.encodeStateVector(new Y.Doc())),
    }),
  );
  await until(() => line.got.length > 3);
  await time.pass(1_000);
  line.hold();
  await writeUntil(ada, () => line.bufferedAmount > backlogs.updateBacklog);
  const waiting = line.bufferedAmount;
  await house.happens({ type: 'party-added', party: { id: 'ostria', name: 'Ostria', group: null } });
  await time.pass(1_000);
  expect(line.bufferedAmount).toBe(waiting);
});
