/** The sync client with the real rooms: what honest people write is let in, and what is refused comes back to them. */
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { jsonOfDoc, textOf } from '@travaux/editor/document';
import { closeCodes } from '@travaux/editor/frames';
import type { ClauseRoom } from '@travaux/editor/sync';
import type { AgreementEvent } from '@travaux/workflow/agreement';
import fc from 'fast-check';
import * as Y from 'yjs';
import {
  allSaved,
  closeEverybody,
  erase,
  live,
  local,
  network,
  person,
  read,
  says,
  type,
  unsaved,
  when,
  write,
} from './people.ts';
import { delegate, realServer, type RealServer } from './real-server.ts';

process.setMaxListeners(0); // each stock provider listens for the exit of the process

let server: RealServer | null = null;
let devices = 0;
const newDevice = () => `real device ${++devices}`;

async function serverWith(clauses: readonly string[] = ['a', 'b']): Promise<RealServer> {
  return (server = await realServer(clauses, ['anna', 'bela']));
}
afterEach(async () => {
  closeEverybody();
  await server?.end();
  server = null;
});

const ended = (who: string): AgreementEvent =>
  ({ ...delegate(who), type: 'accreditation-ended' }) as AgreementEvent;

describe('with the real rooms', () => {
  test('two people in a hundred clauses over one socket each', async () => {
    const clauses = Array.from({ length: 100 }, (_, i) => `clause-${i}`);
    const { url } = await serverWith(clauses);
    const [anna, bela] = [person(url('anna')), person(url('bela'))];
    const hers = clauses.map((clause) => anna.join(clause));
    const his = clauses.map((clause) => bela.join(clause));
    await Promise.all([...hers, ...his].map(live));
    hers.forEach((room, i) => write(room, `hers ${i}.`));
    his.forEach((room, i) => write(room, `his ${i}.`));
    await Promise.all([...hers, ...his].map((room, i) => says(room, `hers ${i % 100}.`, `his ${i % 100}.`)));
    await Promise.all([allSaved(anna), allSaved(bela)]);
    expect(hers.map(read)).toEqual(his.map(read));
  });

  test('[G8] who undoes the loss of a block in which something was put back before is not refused', async () => {
    const { url } = await serverWith();
    const [anna, bela] = [person(url('anna')), person(url('bela'))];
    const [room, his] = [anna.join('a'), bela.join('a')];
    await Promise.all([live(room), live(his)]);
    write(room, 'The Parties shall co-operate.');
    await allSaved(anna);
    const undo = new Y.UndoManager(textOf(room.ydoc), { captureTimeout: 0 });
    const last = () => textOf(room.ydoc).length - 1;
    erase(room, last(), 4, 7);
    undo.undo();
    type(room, last(), 7, '-');
    textOf(room.ydoc).delete(last(), 1);
    undo.undo();
    undo.destroy();
    await Promise.all([allSaved(anna), says(his, 'The Par-ties shall co-operate.')]);
    expect(anna.setAside.current).toEqual([]);
    expect(read(room)).toBe(read(his));
  });

  test('one goes away, both write, and it comes back', async () => {
    const { url } = await serverWith();
    const hers = network();
    const anna = person(url('anna'), newDevice(), { WebSocket: hers.WebSocket });
    const bela = person(url('bela'));
    const [room, his] = [anna.join('a'), bela.join('a')];
    await Promise.all([live(room), live(his)]);
    write(room, 'before');
    // The others may see it before its author has heard that it is saved: then it would be counted once more below.
    await Promise.all([says(his, 'before'), allSaved(anna)]);
    hers.cut();
    await when(anna.state, ({ kind }) => kind === 'offline');
    write(room, 'written and taken back');
    erase(room, 1, 0, 22);
    type(room, 0, 6, ' and after');
    write(his, 'meanwhile');
    await unsaved(anna, 3);
    await allSaved(bela);
    hers.mend();
    await Promise.all([allSaved(anna), says(room, 'meanwhile'), says(his, 'before and after')]);
    expect(read(room)).toBe(read(his));
    expect(anna.setAside.current).toEqual([]);
  });

  test('a reload while offline, and the merge on return', async () => {
    const { url } = await serverWith();
    const device = newDevice();
    const first = network();
    const visit = person(url('anna'), device, { WebSocket: first.WebSocket });
    const room = visit.join('a');
    await live(room);
    first.cut();
    write(room, 'kept');
    visit.close();
    const second = network();
    second.cut();
    const again = person(url('anna'), device, { WebSocket: second.WebSocket });
    const kept = again.join('a');
    await local(kept);
    write(kept, 'and more');
    await unsaved(again, 2);
    second.mend();
    await allSaved(again);
    expect((await server!.rooms.text('a'))!.json.content).toHaveLength(2);
  });

  test('a restart of the server between the words', async () => {
    const { url, stop, start } = await serverWith();
    const page = person(url('anna'), newDevice());
    const room = page.join('a');
    await live(room);
    write(room, 'before');
    await allSaved(page);
    await stop();
    write(room, 'meanwhile');
    await start();
    await allSaved(page);
    const colleague = person(url('bela')).join('a');
    await says(colleague, 'before', 'meanwhile');
  });

  test('the clause is deleted while its author is away: the words are set aside', async () => {
    const { url, happens } = await serverWith();
    const hers = network();
    const anna = person(url('anna'), newDevice(), { WebSocket: hers.WebSocket });
    const room = anna.join('a');
    await live(room);
    write(room, 'Agreed words.');
    await allSaved(anna);
    hers.cut();
    await when(anna.state, ({ kind }) => kind === 'offline');
    write(room, 'Words of mine alone.');
    await happens({ type: 'element-deleted', id: 'a' });
    hers.mend();
    const [entry] = await when(anna.setAside, (entries) => entries.length > 0);
    expect(entry).toMatchObject({ clause: 'a', words: 'Words of mine alone.' });
    expect(room.state.current).toMatchObject({ kind: 'ended', code: closeCodes.unknownRoom });
  });

  test('the right to write ends while words are on their way', async () => {
    const { url, happens } = await serverWith();
    const anna = person(url('anna'));
    const room = anna.join('a');
    await live(room);
    await happens(
      { type: 'organisation-admitted', organisation: { id: 'watch', name: 'Watch' } },
      {
        type: 'person-accredited',
        accreditation: {
          person: 'anna',
          name: 'anna',
          capacity: { role: 'observer', organisation: 'watch' },
        },
      },
      ended('anna'),
    );
    await when(anna.version, (version) => version > 0);
    write(room, 'Too late.');
    const [entry] = await when(anna.setAside, (entries) => entries.length > 0);
    expect(entry!.words).toBe('Too late.');
    await live(room);
    expect(room.refusal.current?.code).toBe(closeCodes.notAllowed);
    const bela = person(url('bela'));
    const his = bela.join('a');
    await live(his);
    write(his, 'Read by an observer.');
    await says(room, 'Read by an observer.');
    expect(anna.saving.current.unsaved).toBe(0);
  });

  test('signed out elsewhere', async () => {
    const { url, endSession } = await serverWith();
    const page = person(url('anna'), newDevice());
    const room = page.join('a');
    await live(room);
    endSession('anna');
    await when(page.state, ({ kind }) => kind === 'signed-out');
    write(room, 'kept for the next sign-in');
    expect([page.saving.current.unsaved, page.setAside.current]).toEqual([1, []]);
    page.reconnect();
    await Promise.all([live(room), allSaved(page)]);
  });

  test('composed text leaves as one update, in order', async () => {
    const { url } = await serverWith();
    const [anna, bela] = [person(url('anna')), person(url('bela'))];
    const [room, his] = [anna.join('a'), bela.join('a')];
    await Promise.all([live(room), live(his)]);
    write(room, 'text: ');
    await says(his, 'text:');
    let updates = 0;
    his.ydoc.on('update', () => updates++);
    const end = room.holdUpdates();
    for (const [i, letter] of [...'hezuo'].entries()) type(room, 0, 6 + i, letter);
    erase(room, 0, 6, 5);
    type(room, 0, 6, '合作');
    end();
    await Promise.all([says(his, '合作'), allSaved(anna)]);
    expect([read(his), updates]).toEqual(['text: 合作', 1]);
  });

  test('presence notices say who is in which clause', async () => {
    const { url } = await serverWith();
    const [anna, bela] = [person(url('anna')), person(url('bela'))];
    await Promise.all([live(anna.join('a')), live(bela.join('b'))]);
    const present = await when(anna.present, (list) => list.length === 2);
    expect(new Set(present.map(({ key }) => key)).size).toBe(2);
  });
});

/** What an editor does to a clause: the shapes of updates that honest clients send. */
const edit = fc.oneof(
  fc.record({
    kind: fc.constant('type' as const),
    at: fc.nat(),
    text: fc.string({ minLength: 1, maxLength: 5 }),
  }),
  fc.record({ kind: fc.constant('erase' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 8 }) }),
  fc.record({
    kind: fc.constant('mark' as const),
    at: fc.nat(),
    length: fc.integer({ min: 1, max: 8 }),
    on: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('paragraph' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('join' as const), at: fc.nat() }),
);
const scenario = fc.array(
  fc.record({
    who: fc.constantFrom(0, 1),
    act: fc.oneof(
      { weight: 6, arbitrary: edit },
      { weight: 1, arbitrary: fc.constantFrom('cut' as const, 'mend' as const, 'reload' as const) },
    ),
  }),
  { minLength: 10, maxLength: 60 },
);

function change(
  room: ClauseRoom,
  { kind, at, ...how }: { kind: string; at: number; text?: string; length?: number; on?: boolean },
): void {
  const text = textOf(room.ydoc);
  if (kind === 'paragraph' || text.length === 0) {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('')]);
    return text.insert(at % (text.length + 1), [paragraph]);
  }
  const index = at % text.length;
  if (kind === 'join') return text.delete(index, 1);
  const words = (text.get(index) as Y.XmlElement).get(0) as Y.XmlText | undefined;
  if (words === undefined) return;
  const place = at % (words.length + 1);
  const length = Math.min(how.length ?? 0, words.length - place);
  if (kind === 'type') words.insert(place, how.text ?? '');
  else if (length > 0 && kind === 'erase') words.delete(place, length);
  else if (length > 0) words.format(place, length, { strong: how.on ? {} : null });
}

test('whatever honest people do, on and off the network, is let in and equal everywhere', async () => {
  const clauses = Array.from({ length: 200 }, (_, i) => `clause-${i}`);
  const { url } = await serverWith(clauses);
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(scenario, async (steps) => {
      const clause = clauses[runs++ % clauses.length]!;
      const nets = [network(), network()];
      const own = [newDevice(), newDevice()];
      const open = (who: number) =>
        person(url(['anna', 'bela'][who]!), own[who], { WebSocket: nets[who]!.WebSocket });
      const pages = [open(0), open(1)];
      const rooms = pages.map((page) => page.join(clause));
      try {
        await Promise.all(rooms.map(live));
        for (const { who, act } of steps) {
          if (act === 'cut') nets[who]!.cut();
          else if (act === 'mend') nets[who]!.mend();
          else if (act === 'reload') {
            pages[who]!.close();
            pages[who] = open(who);
            rooms[who] = pages[who].join(clause);
            await when(rooms[who].state, ({ kind }) => kind !== 'loading');
          } else change(rooms[who]!, act);
          await new Promise(setImmediate);
        }
        nets.forEach((net) => net.mend());
        await Promise.all([...pages.map(allSaved), ...rooms.map(live)]);
        // Words may lose their place, when the other deleted it meanwhile; no edit may be refused.
        expect(rooms.map((room) => room.refusal.current)).toEqual([null, null]);
        await equal(rooms[0]!, rooms[1]!);
      } finally {
        closeEverybody();
      }
    }),
    { numRuns: 25, interruptAfterTimeLimit: 45_000 },
  );
});

/** Resolves when both have the same; hangs, and so fails, when they never do. */
function equal(a: ClauseRoom, b: ClauseRoom): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (JSON.stringify(jsonOfDoc(a.ydoc)) === JSON.stringify(jsonOfDoc(b.ydoc))) resolve();
    };
    a.ydoc.on('update', look);
    b.ydoc.on('update', look);
    look();
  });
}
