/** A clause is parked through the desk while people type in it: nothing slips in afterwards, and they are told why. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { closeCodes, decodeServerFrame, encodeClientFrame } from '@travaux/editor/frames';
import { nodeOfJson, seedOfNode } from '@travaux/editor/document';
import { createDesk } from '@travaux/server/commands';
import { createRooms, type Rooms } from '@travaux/server/rooms';
import { openSqliteStore, type Store } from '@travaux/server/store';
import fc from 'fast-check';
import { SqlitePlace } from '../store/driver.ts';
import { actor, opening, park, type Who } from '../workflow/language.ts';
import { Hand, HandTime, Line, settled, until } from './by-hand.ts';
import { paragraphs } from './house.ts';

let place: SqlitePlace;
let store: Store;
let time: HandTime;
let desk: ReturnType<typeof createDesk>;
let rooms: Rooms;
beforeEach(start);
afterEach(end);

async function start(): Promise<void> {
  place = new SqlitePlace();
  store = await openSqliteStore({ file: place.file });
  time = new HandTime();
  desk = createDesk({ store, clock: () => new Date(time.now).toISOString() });
  rooms = createRooms({
    journal: store.journal,
    agreements: desk,
    clock: () => time.now,
    timers: time,
    log: { info() {}, warn() {} },
    limits: { windowMs: 1 },
  });
  desk.useRooms(rooms);
  const opened = await desk.open('A', opening(['article a', '  clause c']), actor('convener'), {
    rooms: [{ room: 'c', update: seedOfNode(nodeOfJson(paragraphs('One.')), 7) }],
  });
  if (opened.refused) throw new Error(opened.sentence);
}

async function end(): Promise<void> {
  await rooms.drain();
  await store.close();
  place.remove();
}

const visitor = (who: Who) => ({ actor: actor(who), name: who, session: who });

function hand(who: Who): Hand {
  const made = new Hand();
  rooms.acceptStock(made.line.asWebSocket, visitor(who), 'c');
  return made.begin();
}

async function joined(who: Who): Promise<Hand> {
  const made = hand(who);
  await until(() => made.synced);
  await time.pass(50);
  await until(() => made.acked === 1);
  return made;
}

async function parked(reason: string): Promise<void> {
  const version = (await desk.state('A'))!.version;
  const answer = await desk.execute('A', version, park('c', reason), actor('secretariat'));
  if (answer.refused) throw new Error(answer.sentence);
}

const seq = async () => (await store.journal.load('c'))!.seq;

test('[F1] whatever edits race with the freeze, none is let in once it is answered', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('type', 'wait', 'turn'), { maxLength: 12 }),
      fc.array(fc.constantFrom('type', 'wait', 'turn'), { maxLength: 12 }),
      async (before, meanwhile) => {
        await end();
        await start();
        const writer = await joined('delegate');
        const reader = await joined('opponent');
        let typed = 0;
        const act = async (what: string) => {
          if (what === 'type' && writer.line.closed === null) writer.type(` ${typed++};`);
          if (what === 'wait') await time.pass(10);
          if (what === 'turn') await settled();
        };
        for (const what of before) await act(what);
        let isAnswered = false;
        const parking = parked('Ministers consult').then(() => (isAnswered = true));
        for (const what of meanwhile) await act(what);
        await parking;
        expect(isAnswered).toBe(true);
        const atAnswer = await seq();
        if (writer.line.closed === null) writer.type(' Too late.');
        await time.pass(100);
        await until(() => writer.line.closed !== null);
        expect(writer.line.closed?.code).toBe(closeCodes.frozen);
        expect(await seq()).toBe(atAnswer);
        const text = JSON.stringify((await rooms.text('c'))!.json);
        expect(text).not.toContain('Too late.');
        // What was acknowledged is in the text, and what others saw is what is on disk. One was the handshake.
        for (let i = 0; i < writer.acked - 1; i++) expect(text).toContain(` ${i};`);
        const shown = reader.words.match(/\d+;/g) ?? [];
        expect(shown).toEqual(text.match(/\d+;/g) ?? []);
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

test('[F1] a freeze that only the disk knows of yet: nobody sees the edit, and the others stay', async () => {
  const writer = await joined('delegate');
  const reader = await joined('opponent');
  writer.type(' In time.');
  await time.pass(100);
  await until(() => writer.acked === 2 && reader.words.includes('In time.'));
  const before = await seq();
  const { version } = (await desk.state('A'))!;
  const event = { type: 'clause-parked', clause: 'c', reason: 'Ministers consult' } as const;
  const at = new Date(time.now).toISOString();
  // As another process writes it.
  await store.agreements.commit({
    agreement: 'A',
    expectedVersion: version,
    events: [{ version: version + 1, at, by: null, event }],
    rooms: [],
    freezes: [{ room: 'c', frozen: true }],
  });
  writer.type(' Too late.');
  await time.pass(100);
  await until(() => writer.line.closed !== null);
  expect(writer.line.closed?.code).toBe(closeCodes.frozen);
  expect([reader.line.closed, reader.words, await seq()]).toEqual([
    null,
    expect.not.stringContaining('Too late.'),
    before,
  ]);
  expect(JSON.stringify((await rooms.text('c'))!.json)).not.toContain('Too late.');
});

test('[F2] who is too late is told when the clause was parked, and why', async () => {
  const writer = await joined('delegate');
  await parked('Ministers consult their capitals');
  await time.pass(12 * 60_000);
  writer.type(' Too late.');
  await time.pass(100);
  await until(() => writer.line.closed !== null);
  expect(writer.line.closed).toEqual({
    code: 4409,
    reason: 'This clause was parked at 10:00 UTC: Ministers consult their capitals',
  });
});

test('[F2] the next day, the date is told too', async () => {
  await parked('Elections');
  await time.pass(24 * 3_600_000);
  const writer = await joined('delegate');
  writer.type(' Too late.');
  await time.pass(100);
  await until(() => writer.line.closed !== null);
  expect(writer.line.closed?.reason).toBe('This clause was parked on 2 March 2026 at 10:00 UTC: Elections');
});

test('[F3] a long reason is cut on a socket, and whole on a channel', async () => {
  const reason = `Because ${'of this and that, '.repeat(20)}so be it`;
  await parked(reason);
  const writer = await joined('delegate');
  writer.type(' Too late.');
  await time.pass(100);
  await until(() => writer.line.closed !== null);
  expect(Buffer.byteLength(writer.line.closed!.reason)).toBeLessThanOrEqual(123);
  expect(writer.line.closed!.reason).toMatch(/^This clause was parked at 10:00 UTC: Because .*…$/);

  const line = new Line();
  rooms.acceptMultiplexed(line.asWebSocket, visitor('delegate'));
  const channel = new Hand((payload) => line.say(encodeClientFrame({ kind: 'data', channel: 0, payload })));
  let told = '';
  line.read = (bytes) => {
    const frame = decodeServerFrame(bytes);
    if (frame?.kind === 'data') channel.hear(frame.payload);
    if (frame?.kind === 'closed') told = frame.reason;
  };
  line.say(encodeClientFrame({ kind: 'open', channel: 0, room: 'c' }));
  channel.begin();
  await until(() => channel.synced);
  channel.type(' Too late.');
  await time.pass(100);
  await until(() => told !== '');
  expect(told).toBe(`This clause was parked at 10:00 UTC: ${reason}`);
});
