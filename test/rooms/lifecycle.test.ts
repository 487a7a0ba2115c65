/** The life of rooms and sockets: loading, staying warm, compaction, putting away, keeping alive, draining. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { JournalStore } from '@travaux/server/store';
import type { Hand } from './by-hand.ts';
import { HandTime, settled, until } from './by-hand.ts';
import { openHouse, type House, type HouseOptions } from './house.ts';

let house: House;
let time: HandTime;
afterEach(() => house.close());

async function open(options: HouseOptions = {}): Promise<void> {
  time = new HandTime();
  house = await openHouse({ time, ...options });
}

const count = (counter: string) => house.counts.get(counter) ?? 0;
const joined = async (...hands: Hand[]) => {
  await until(() => hands.every(({ synced }) => synced));
  await time.pass(50);
  await until(() => hands.every(({ acked }) => acked === 1));
};
async function write(hand: Hand, text: string): Promise<void> {
  const before = hand.acked;
  hand.type(text);
  await time.pass(50);
  await until(() => hand.acked === before + 1);
}
const onDisk = async (room = 'c1') => JSON.stringify((await house.rooms.text(room))?.json);

/** A step that waits until the test lets it go. */
class Step {
  isReached = false;
  go: () => void = () => {};
  readonly gone = new Promise<void>((resolve) => (this.go = resolve));
  wait(): Promise<void> {
    this.isReached = true;
    return this.gone;
  }
}

describe('loading', () => {
  test('[C1] a room is loaded once however many ask for it at the same time', async () => {
    const step = new Step();
    let loads = 0;
    await open({
      journal: (real) => ({
        ...real,
        load: async (room) => {
          loads++;
          await step.wait();
          return real.load(room);
        },
      }),
    });
    const hands = Array.from({ length: 20 }, (_, i) => house.hand(i % 2 === 0 ? 'ada' : 'bea'));
    const text = house.rooms.text('c1');
    await settled();
    step.go();
    await joined(...hands.slice(0, 10));
    await text;
    expect(loads).toBe(1);
  });

  test('[C2] a room that cannot be loaded asks its visitors to come back, and is loaded for the next', async () => {
    let broken = true;
    await open({
      journal: (real) => ({
        ...real,
        load: (room) => (broken ? Promise.reject(new Error('disk')) : real.load(room)),
      }),
    });
    const early = house.hand('ada');
    await until(() => early.line.closed !== null);
    expect(early.line.closed?.code).toBe(4503);
    broken = false;
    await joined(house.hand('ada'));
  });
});

describe('an empty room', () => {
  test('[C3] stays in memory for a while, and is then put away', async () => {
    await open({ limits: { warmMs: 30_000 } });
    const ada = house.hand('ada');
    await joined(ada);
    await write(ada, ' Kept.');
    ada.line.drop();
    await time.pass(29_000);
    expect(count('rooms now')).toBe(1);
    const back = house.hand('ada');
    await joined(back);
    expect(count('rooms_loaded')).toBe(1);
    back.line.drop();
    await time.pass(31_000);
    await until(() => count('rooms_unloaded') === 1);
    expect(count('rooms now')).toBe(0);
    const later = house.hand('bea');
    await joined(later);
    expect(count('rooms_loaded')).toBe(2);
    expect(later.words).toContain('Kept.');
  });

  test('[C4] makes room for others, the longest empty first', async () => {
    const ids = ['c1', 'c2', 'c3', 'c4'];
    await open({
      clauses: Object.fromEntries(ids.map((id) => [id, [id]])),
      limits: { warmRooms: 2, warmMs: 1e9 },
    });
    for (const id of ids) {
      const ada = house.hand('ada', id);
      await joined(ada);
      ada.line.drop();
      await time.pass(1_000);
    }
    await until(() => count('rooms_unloaded') === 2);
    for (const id of ['c3', 'c4']) await joined(house.hand('ada', id));
    expect(count('rooms_loaded')).toBe(4);
    await joined(house.hand('ada', 'c1'));
    expect(count('rooms_loaded')).toBe(5);
  });

  test('[C5] is put away only when what it was writing is written; who comes meanwhile gets the whole text', async () => {
    const step = new Step();
    let slow = false;
    await open({
      limits: { warmMs: 1_000 },
      journal: (real) => ({
        ...real,
        append: async (entries) => {
          if (slow) await step.wait();
          return real.append(entries);
        },
      }),
    });
    const ada = house.hand('ada');
    await joined(ada);
    slow = true;
    ada.type(' In flight.');
    await time.pass(50);
    await until(() => step.isReached);
    ada.line.drop();
    await time.pass(5_000);
    expect(count('rooms now')).toBe(1);
    const bea = house.hand('bea');
    await settled();
    step.go();
    await until(() => bea.synced);
    expect(bea.words).toContain('In flight.');
    expect((await house.store.journal.load('c1'))?.seq).toBe(2);
  });
});

describe('compaction', () => {
  const hanging = new Step();
  // Only so that the rooms of the crashed process can come to their end.
  afterEach(() => hanging.go());
  const interruptions: Record<string, (compact: JournalStore['compact']) => JournalStore['compact']> = {
    'before it wrote': () => () => Promise.reject(new Error('disk')),
    'after it wrote':
      (compact) =>
      async (...what) => {
        await compact(...what);
        throw new Error('the answer was lost');
      },
    'after it wrote, without an answer':
      (compact) =>
      async (...what) => {
        await compact(...what);
        await hanging.gone;
      },
    'before it began, without an answer': () => () => hanging.gone,
  };

  test.each(Object.keys(interruptions))('[C6] interrupted %s, loses nothing', async (when) => {
    await open({
      limits: { compactAfter: 5 },
      journal: (real) => ({ ...real, compact: interruptions[when]!((...what) => real.compact(...what)) }),
    });
    const ada = house.hand('ada');
    await joined(ada);
    for (let i = 0; i < 4; i++) await write(ada, ` ${i}.`);
    await settled();
    await house.crash();
    const bea = house.hand('bea');
    await until(() => bea.synced);
    expect(bea.words).toBe(ada.words);
    expect(bea.words).toContain('0. 1. 2. 3.');
  });

  test('[C6] a room of which the compaction failed goes on, and tries again later', async () => {
    let broken = true;
    await open({
      limits: { compactAfter: 3 },
      journal: (real) => ({
        ...real,
        compact: (...what) => (broken ? Promise.reject(new Error('disk')) : real.compact(...what)),
      }),
    });
    const ada = house.hand('ada');
    await joined(ada);
    for (let i = 0; i < 4; i++) await write(ada, ` ${i}.`);
    expect(count('rooms_compacted')).toBe(0);
    broken = false;
    for (let i = 4; i < 8; i++) await write(ada, ` ${i}.`);
    await until(() => count('rooms_compacted') > 0);
    const record = await house.store.journal.load('c1');
    expect(record!.snapshotSeq).toBeGreaterThan(3);
    expect(record!.updates.length).toBe(record!.seq - record!.snapshotSeq);
    await house.crash();
    const bea = house.hand('bea');
    await until(() => bea.synced);
    expect(bea.words).toBe(ada.words);
  });

  test('[C7] a room that is put away leaves one snapshot and the text as JSON', async () => {
    await open({ limits: { warmMs: 1_000 } });
    const ada = house.hand('ada');
    await joined(ada);
    await write(ada, ' Once.');
    ada.line.drop();
    await time.pass(5_000);
    await until(() => count('rooms_unloaded') === 1);
    const record = await house.store.journal.load('c1');
    expect(record).toMatchObject({ seq: 2, snapshotSeq: 2, updates: [] });
    const projection = (await house.store.journal.projections('accord')).get('c1');
    expect(projection?.seq).toBe(2);
    expect(projection?.json).toContain('Once.');
  });
});

describe('a line', () => {
  test('[S3] on which a ping is not answered before the next is cut', async () => {
    await open({ limits: { pingMs: 30_000 } });
    const ada = house.hand('ada');
    const bea = house.hand('bea');
    await joined(ada, bea);
    bea.line.answersPings = false;
    await time.pass(59_000);
    expect([ada.line.isTerminated, bea.line.isTerminated]).toEqual([false, false]);
    await time.pass(1_000);
    expect([ada.line.isTerminated, bea.line.isTerminated]).toEqual([false, true]);
    expect(count('sockets now')).toBe(1);
    expect(count('sockets_silent')).toBe(1);
  });

  test('[S4] on which nothing was said for a while gets a presence of nobody', async () => {
    await open({ limits: { keepAliveMs: 20_000 } });
    const ada = house.hand('ada');
    await joined(ada);
    const before = ada.line.got.length;
    await time.pass(19_500);
    expect(ada.line.got.length).toBe(before);
    await time.pass(1_000);
    expect(ada.line.got.slice(before).map((bytes) => [...bytes])).toEqual([[1, 1, 0]]);
  });
});

describe('a drain', () => {
  test('[X1] writes and acknowledges what came before it, and sends everybody away with 1012', async () => {
    await open();
    const ada = house.hand('ada');
    const bea = house.hand('bea');
    await joined(ada, bea);
    // Still in its window: nobody has judged it.
    ada.type(' At the last moment.');
    await house.rooms.drain();
    expect(ada.acked).toBe(2);
    expect(bea.words).toContain('At the last moment.');
    expect([ada.line.closed?.code, bea.line.closed?.code]).toEqual([1012, 1012]);
    expect(await onDisk()).toContain('At the last moment.');
    await house.crash();
    expect(await onDisk()).toContain('At the last moment.');
  });

  test('[X2] waits for a write that is on its way, and lets nobody in', async () => {
    const step = new Step();
    let slow = false;
    await open({
      journal: (real) => ({
        ...real,
        append: async (entries) => {
          if (slow) await step.wait();
          return real.append(entries);
        },
      }),
    });
    const ada = house.hand('ada');
    await joined(ada);
    slow = true;
    ada.type(' Slow.');
    await time.pass(50);
    await until(() => step.isReached);
    let isDrained = false;
    const draining = house.rooms.drain().then(() => (isDrained = true));
    const late = house.hand('bea');
    expect(late.line.closed?.code).toBe(1012);
    await settled();
    expect(isDrained).toBe(false);
    step.go();
    await draining;
    expect(ada.acked).toBe(2);
    expect((await house.store.journal.load('c1'))?.seq).toBe(2);
  });

  test('[X3] a room whose write failed is closed with 4503; nothing was shown or acknowledged', async () => {
    let broken = false;
    await open({
      journal: (real) => ({
        ...real,
        append: (entries) => (broken ? Promise.reject(new Error('disk')) : real.append(entries)),
      }),
    });
    const ada = house.hand('ada');
    const bea = house.hand('bea');
    await joined(ada, bea);
    broken = true;
    ada.type(' Never written.');
    await time.pass(50);
    await until(() => ada.line.closed !== null && bea.line.closed !== null);
    expect([ada.line.closed?.code, bea.line.closed?.code]).toEqual([4503, 4503]);
    expect(ada.acked).toBe(1);
    expect(bea.words).not.toContain('Never written.');
    expect(count('rooms_failed')).toBe(1);
  });
});
