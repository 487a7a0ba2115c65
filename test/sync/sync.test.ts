/** The sync client against a server that obeys the test: convergence, saving, offline, refusals. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { clauseHash, jsonOfDoc, nodeOfJson, plainText } from '@travaux/editor/document';
import { closeCodes } from '@travaux/editor/frames';
import {
  agreement,
  allSaved,
  closeEverybody,
  erase,
  live,
  local,
  person,
  read,
  reads,
  says,
  type,
  unsaved,
  when,
  write,
} from './people.ts';
import { smallServer, type SmallServer } from './small-server.ts';

process.setMaxListeners(0); // each stock provider listens for the exit of the process

let server: SmallServer;
let device: string;
let devices = 0;

beforeEach(async () => {
  server = await smallServer();
  device = `device ${++devices}`;
});
afterEach(async () => {
  closeEverybody();
  await server.goAway();
});

/** How many updates of a clause's document the device holds. */
const updatesOnDevice = (clause: string) =>
  new Promise<number>((resolve, reject) => {
    const opening = indexedDB.open(`${device}/${agreement}/${clause}`);
    opening.onerror = () => reject(opening.error ?? new Error('the database does not open'));
    opening.onsuccess = () => {
      const count = opening.result.transaction('updates').objectStore('updates').count();
      count.onsuccess = () => resolve(count.result);
      opening.result.close();
    };
  });

describe('together', () => {
  test('two people write in many clauses over one socket each', async () => {
    const clauses = Array.from({ length: 12 }, (_, i) => `clause-${i}`);
    const [anna, bela] = [person(server.url), person(server.url)];
    const hers = clauses.map((clause) => anna.join(clause));
    const his = clauses.map((clause) => bela.join(clause));
    await Promise.all([...hers, ...his].map(live));
    hers.forEach((room, i) => write(room, `hers ${i}`));
    his.forEach((room, i) => write(room, `his ${i}`));
    await Promise.all([...hers, ...his].map((room, i) => says(room, `hers ${i % 12}`, `his ${i % 12}`)));
    await Promise.all([allSaved(anna), allSaved(bela)]);
    expect(hers.map(read)).toEqual(his.map(read));
    expect(server.sockets).toBe(2);
  });

  test('a hundred rooms open on one socket', async () => {
    const page = person(server.url, device);
    const rooms = Array.from({ length: 100 }, (_, i) => page.join(`clause-${i}`));
    await Promise.all(rooms.map(live));
    rooms.forEach((room, i) => write(room, `text ${i}`));
    await allSaved(page);
    rooms.forEach((_, i) => expect(read(server.doc(`clause-${i}`))).toBe(`text ${i}`));
    expect(server.sockets).toBe(1);
    expect(server.sessions).toBe(100);
  });

  test('joined twice it is one room, and it closes when both let go', async () => {
    const page = person(server.url);
    const [first, second] = [page.join('a'), page.join('a')];
    await live(first);
    expect(second.ydoc).toBe(first.ydoc);
    let destroyed = false;
    const gone = new Promise<void>((resolve) =>
      first.ydoc.on('destroy', () => resolve(void (destroyed = true))),
    );
    first.release();
    first.release();
    write(second, 'still open');
    await allSaved(page);
    expect(destroyed).toBe(false);
    second.release();
    await gone;
    expect(page.join('a').ydoc).not.toBe(first.ydoc);
  });

  test('presence of others is told, and each client speaks for itself only', async () => {
    const [anna, bela, chidi] = [person(server.url), person(server.url), person(server.url)];
    const [hers, his, theirs] = [anna.join('a'), bela.join('a'), chidi.join('a')];
    await Promise.all([live(hers), live(his), live(theirs)]);
    const seen = (room: typeof hers, who: number) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if ((room.awareness.getStates().get(who) as { at?: string } | undefined)?.at === 'here') resolve();
        };
        room.awareness.on('change', look);
        look();
      });
    hers.awareness.setLocalState({ at: 'here' });
    await Promise.all([seen(his, hers.awareness.clientID), seen(theirs, hers.awareness.clientID)]);
    expect(server.presence('a').every(({ from, about }) => from === about)).toBe(true);
    expect(server.presence('a').length).toBeGreaterThan(0);
  });

  test('who looks at a clause is present in it; a room that only sends is not', async () => {
    const watcher = person(server.url).join('a');
    await live(watcher);
    const people = (count: number) =>
      new Promise<void>((resolve) => {
        const look = () => void (watcher.awareness.getStates().size === count && resolve());
        watcher.awareness.on('change', look);
        look();
      });
    const page = person(server.url);
    const room = page.join('a');
    await people(2);
    server.withhold();
    write(room, 'not yet acknowledged');
    room.release();
    await people(1);
    expect(page.saving.current.unsaved).toBe(1);
    const again = page.join('a');
    again.awareness.setLocalStateField('cursor', { at: 1 });
    await people(2);
    expect(again.ydoc).toBe(room.ydoc);
  });

  test('notices of the agreement arrive, those of another do not', async () => {
    const page = person(server.url);
    await when(page.state, ({ kind }) => kind === 'live');
    server.notice({ type: 'agreement-changed', agreement: 'other', version: 99 });
    server.notice({ type: 'agreement-changed', agreement, version: 7 });
    server.notice({ type: 'agreement-changed', agreement, version: 6 });
    server.notice({ type: 'rights-changed', agreement });
    const someone = { key: 'k', name: 'Delegation of Aldoria', party: 'aldoria', clause: 'a' };
    server.notice({ type: 'presence', agreement, present: [someone] });
    expect(await when(page.present, (present) => present.length > 0)).toEqual([someone]);
    expect(page.version.current).toBe(7);
    expect(page.rightsEpoch.current).toBe(1);
  });
});

describe('saving', () => {
  test('counts changes until they are acknowledged', async () => {
    const page = person(server.url);
    const room = page.join('a');
    await live(room);
    server.withhold();
    write(room, 'one');
    write(room, 'two');
    erase(room, 0, 0, 3);
    expect(page.saving.current).toEqual({ unsaved: 3, savedAt: null });
    expect(room.unsaved.current).toBe(3);
    await says(server.doc('a'), 'two');
    expect(page.saving.current.unsaved).toBe(3);
    server.acknowledge();
    expect((await unsaved(page, 0)).savedAt).not.toBeNull();
  });

  test('joining and reading saves nothing', async () => {
    const page = person(server.url);
    const room = page.join('a');
    await live(room);
    const other = person(server.url).join('a');
    await live(other);
    write(other, 'from another');
    await says(room, 'from another');
    expect(page.saving.current).toEqual({ unsaved: 0, savedAt: null });
  });

  test('a change whose acknowledgement was lost with the socket is acknowledged by the next', async () => {
    const page = person(server.url);
    const room = page.join('a');
    await live(room);
    server.withhold();
    write(room, 'arrived');
    await says(server.doc('a'), 'arrived');
    await server.goAway();
    await server.comeBack();
    server.acknowledge();
    await allSaved(page);
    expect(read(server.doc('a'))).toBe('arrived');
  });

  test('while an input method composes nothing leaves, then one update does', async () => {
    const page = person(server.url);
    const room = page.join('a');
    await live(room);
    const before = server.updatesOf('a');
    const let_go = room.holdUpdates();
    write(room, 'h');
    type(room, 0, 1, 'e');
    type(room, 0, 0, 'x');
    erase(room, 0, 0, 1);
    const other = page.join('b');
    await live(other);
    write(other, 'another clause goes on');
    await unsaved(page, 4);
    expect(server.updatesOf('a')).toBe(before);
    let_go();
    await allSaved(page);
    expect(server.updatesOf('a')).toBe(before + 1);
    expect(read(server.doc('a'))).toBe('he');
  });

  test('a hold that is never ended ends by itself', async () => {
    const page = person(server.url, null, { timing: { holdLimit: 30, backOffFirst: 5, backOffLimit: 40 } });
    const room = page.join('a');
    await live(room);
    room.holdUpdates();
    write(room, 'held');
    await allSaved(page);
    expect(read(server.doc('a'))).toBe('held');
  });
});

describe('offline', () => {
  test('both write while one is away, and both have everything afterwards', async () => {
    const [anna, bela] = [person(server.url), person(server.url)];
    const [hers, his] = [anna.join('a'), bela.join('a')];
    await Promise.all([live(hers), live(his)]);
    write(hers, 'before');
    await Promise.all([says(his, 'before'), allSaved(anna)]);
    await server.goAway();
    await when(anna.state, ({ kind }) => kind === 'offline');
    write(hers, 'hers alone');
    write(his, 'his alone');
    expect([hers.state.current.kind, anna.saving.current.unsaved]).toEqual(['local', 1]);
    await server.comeBack();
    await Promise.all([says(hers, 'his alone'), says(his, 'hers alone'), allSaved(anna), allSaved(bela)]);
    expect(read(hers)).toBe(read(his));
    expect(read(server.doc('a'))).toBe(read(his));
    expect(server.sessions).toBe(4); // each once, and once again
  });

  test('survives a reload: text, count, and the merge on return', async () => {
    const visit = person(server.url, device);
    const room = visit.join('a');
    await live(room);
    write(room, 'before');
    await allSaved(visit);
    await server.goAway();
    await when(visit.state, ({ kind }) => kind === 'offline');
    write(room, 'kept one');
    write(room, 'kept two');
    type(room, 0, 0, 'not ');
    visit.close();

    const second = person(server.url, device);
    await unsaved(second, 3);
    const again = second.join('a');
    await local(again);
    expect(read(again)).toBe('not before\nkept one\nkept two');
    write(again, 'kept three');
    await unsaved(second, 4);
    second.close();

    await server.comeBack();
    const third = person(server.url, device);
    await says(server.doc('a'), 'kept three'); // nobody looks at the clause
    await allSaved(third);
    expect(read(server.doc('a'))).toBe('not before\nkept one\nkept two\nkept three');
    third.close();
    const fourth = person(server.url, device);
    await live(fourth.join('a'));
    expect(fourth.saving.current.unsaved).toBe(0);
  });

  test('many clauses with unsent changes are all sent in the background', async () => {
    const visit = person(server.url, device);
    const clauses = Array.from({ length: 45 }, (_, i) => `clause-${i}`);
    const rooms = clauses.map((clause) => visit.join(clause));
    await Promise.all(rooms.map(live));
    await server.goAway();
    rooms.forEach((room, i) => write(room, `kept ${i}`));
    await unsaved(visit, 45);
    visit.close();
    await server.comeBack();
    const second = person(server.url, device);
    await unsaved(second, 45);
    await allSaved(second);
    clauses.forEach((clause, i) => expect(read(server.doc(clause))).toBe(`kept ${i}`));
  });

  test('a clause that this device never had is not to be edited before it came', async () => {
    await server.goAway();
    const page = person(server.url, device);
    const room = page.join('a');
    await when(page.state, ({ kind }) => kind === 'offline');
    expect(room.state.current.kind).toBe('loading');
    await server.comeBack();
    await live(room);
  });

  test('let go of with something unsent, the room goes on until it is sent', async () => {
    const page = person(server.url, device);
    const room = page.join('a');
    await live(room);
    await server.goAway();
    write(room, 'kept');
    room.release();
    const closed = new Promise<void>((resolve) => room.ydoc.on('destroy', () => resolve()));
    await server.comeBack();
    await closed;
    expect(read(server.doc('a'))).toBe('kept');
    expect(page.saving.current.unsaved).toBe(0);
  });

  test('two tabs of one person share the device and neither loses nor doubles', async () => {
    const first = person(server.url, device);
    const room = first.join('a');
    await live(room);
    await server.goAway();
    await when(first.state, ({ kind }) => kind === 'offline');
    write(room, 'first tab');
    const second = person(server.url, device);
    const other = second.join('a');
    await local(other);
    expect(second.saving.current.unsaved).toBe(1);
    write(other, 'second tab');
    await server.comeBack();
    await Promise.all([allSaved(first), allSaved(second), says(room, 'second tab')]);
    expect(read(room)).toBe(read(other));
    expect(read(room).match(/first tab/g)).toHaveLength(1);
    first.close();
    second.close();
    const third = person(server.url, device);
    await live(third.join('a'));
    expect(third.saving.current.unsaved).toBe(0);
  });

  test('a clause that was closed to the reader leaves the device; what nobody has sent stays for its author', async () => {
    const page = person(server.url, device);
    const rooms = ['a', 'b', 'c'].map((clause) => page.join(clause));
    await Promise.all(rooms.map(live));
    rooms.forEach((room) => write(room, 'kept'));
    await allSaved(page);
    server.withhold();
    write(rooms[1]!, 'and not sent');
    page.close();
    const later = person('ws://127.0.0.1:1', device);
    await unsaved(later, 1);
    await later.keepOnly(new Set(['c']));
    const kept = await Promise.all(
      ['b', 'c']
        .map((clause) => later.join(clause))
        .map(async (room) => [(await local(room)) && room.clause, read(room)]),
    );
    expect(kept).toEqual([
      ['b', 'kept\nand not sent'],
      ['c', 'kept'],
    ]);
    expect(await updatesOnDevice('a')).toBe(0);
    expect(await updatesOnDevice('c')).toBeGreaterThan(0);
  });

  test('forget leaves nothing of the identity, and all of another', async () => {
    const other = person(server.url, `${device} of another`);
    const page = person(server.url, device);
    const rooms = [page.join('a'), other.join('a')];
    await Promise.all(rooms.map(live));
    rooms.forEach((room) => write(room, 'kept'));
    await Promise.all([allSaved(page), allSaved(other)]);
    await page.forget();
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    expect(names.filter((name) => name.startsWith(`${device}/`))).toEqual([]);
    expect(names.filter((name) => name.startsWith(`${device} of another/`))).not.toEqual([]);
  });
});

describe('refused', () => {
  test('the unsent words are set aside, exactly they, and the room goes on', async () => {
    const page = person(server.url, device);
    const room = page.join('a');
    await live(room);
    write(room, 'The parties shall agree on the schedule.');
    await allSaved(page);
    const before = room.ydoc;
    server.refuse('a', closeCodes.frozen, 'The clause is frozen.');
    write(room, 'A new sentence of mine.');
    const [entry] = await when(page.setAside, (entries) => entries.length > 0);
    expect(entry).toMatchObject({
      clause: 'a',
      reason: 'The clause is frozen.',
      words: 'A new sentence of mine.',
    });
    await reads(room, (text) => text === 'The parties shall agree on the schedule.');
    await live(room);
    expect(room.ydoc).not.toBe(before);
    expect(room.epoch.current).toBe(1);
    expect(room.refusal.current).toMatchObject({ code: closeCodes.frozen, setAside: entry!.id });
    expect(page.saving.current.unsaved).toBe(0);
    server.allow('a');
    write(room, 'Accepted.');
    await allSaved(page);
    expect(read(server.doc('a'))).toBe('The parties shall agree on the schedule.\nAccepted.');
  });

  test('offline work that is refused on return is set aside, and stays so until discarded', async () => {
    const colleague = person(server.url).join('a');
    await live(colleague);
    write(colleague, 'Each party shall report to the committee.');
    const first = person(server.url, device);
    await says(first.join('a'), 'committee');
    await server.goAway();
    await when(first.state, ({ kind }) => kind === 'offline');
    const room = first.join('a');
    type(room, 0, 31, 'joint ');
    write(room, 'Within thirty days.');
    first.close();
    server.refuse('a', closeCodes.frozen, 'The clause is frozen.');
    await server.comeBack();

    const second = person(server.url, device);
    const [entry] = await when(second.setAside, (entries) => entries.length > 0);
    expect(entry!.words).toBe('joint\nWithin thirty days.');
    await live(second.join('a'));
    second.close();

    const third = person(server.url, device);
    await when(third.setAside, (entries) => entries.length === 1);
    expect(third.saving.current.unsaved).toBe(0);
    // As a proposal they stand where they were typed, in the text as it is by now.
    write({ ydoc: server.doc('a') } as typeof room, 'Others went on.');
    await live(third.join('a'));
    const proposed = await third.proposedText(entry!.id);
    expect(proposed?.base).toBe(clauseHash(jsonOfDoc(server.doc('a'))));
    expect(plainText(nodeOfJson(proposed!.text)).split('\n').sort()).toEqual([
      'Each party shall report to the joint committee.',
      'Others went on.',
      'Within thirty days.',
    ]);
    expect(await third.proposedText('gone')).toBeNull();
    third.discardSetAside(entry!.id);
    expect(third.setAside.current).toEqual([]);
    third.close();
    const fourth = person(server.url, device);
    await live(fourth.join('a'));
    expect(fourth.setAside.current).toEqual([]);
  });

  test('the unsent words of a tab that is gone are set aside with those of the tab that is refused', async () => {
    const first = person(server.url, device);
    const room = first.join('a');
    await live(room);
    write(room, 'Agreed before.');
    await allSaved(first);
    await server.goAway();
    write(room, 'By the first tab.');
    const second = person(server.url, device);
    const other = second.join('a');
    await local(other);
    write(other, 'By the second tab.');
    second.close();
    server.refuse('a', closeCodes.frozen, 'The clause is frozen.');
    await server.comeBack();
    await when(first.setAside, (entries) => entries.length === 2);
    await live(room);
    expect(first.setAside.current.map(({ words }) => words)).toEqual([
      'By the first tab.',
      'By the second tab.',
    ]);
  });

  test('words that somebody else deleted meanwhile are not mistaken for mine', async () => {
    const [anna, bela] = [person(server.url), person(server.url)];
    const [hers, his] = [anna.join('a'), bela.join('a')];
    await Promise.all([live(hers), live(his)]);
    write(his, 'Old words that go. Words that stay.');
    await says(hers, 'stay');
    server.refuse('a', closeCodes.frozen, 'frozen');
    server.doc('a').transact(() => erase({ ydoc: server.doc('a') } as typeof hers, 0, 0, 19));
    write(hers, 'Mine.');
    const [entry] = await when(anna.setAside, (entries) => entries.length > 0);
    expect(entry!.words).toBe('Mine.');
  });

  test('a paragraph that was only split is not set aside as if it were new', async () => {
    const page = person(server.url);
    const room = page.join('a');
    await live(room);
    write(room, 'The first half stands here, and the second half of it stands there.');
    await allSaved(page);
    server.refuse('a', closeCodes.frozen, 'frozen');
    room.ydoc.transact(() => {
      erase(room, 0, 28, 200);
      write(room, 'and the second half of it stands there.');
    });
    await when(room.epoch, (epoch) => epoch === 1);
    await live(room);
    expect(page.setAside.current).toEqual([]);
    expect(room.refusal.current?.code).toBe(closeCodes.frozen);
  });

  test('a room that may not be read any more is left, once, and its copy is gone from the device', async () => {
    const page = person(server.url, device);
    const room = page.join('a');
    await live(room);
    write(room, 'secret');
    await allSaved(page);
    server.shut('a', closeCodes.notAllowed, 'No right.');
    await when(room.state, ({ kind }) => kind === 'ended');
    expect(room.state.current).toEqual({ kind: 'ended', code: closeCodes.notAllowed, reason: 'No right.' });
    expect(read(room)).toBe('');
    const sessions = server.sessions;
    write(page.join('b'), 'elsewhere');
    await allSaved(page);
    expect(server.sessions).toBe(sessions + 1);
    server.allow('a');
    server.notice({ type: 'rights-changed', agreement });
    await live(room);
    await says(room, 'secret');
  });

  test('too much at once is set aside without costing the other clauses their socket', async () => {
    const page = person(server.url);
    const [room, other] = [page.join('a'), page.join('b')];
    await Promise.all([live(room), live(other)]);
    const annex = 'Annexed. '.repeat(150_000).trim();
    write(room, annex);
    const [entry] = await when(page.setAside, (entries) => entries.length > 0);
    expect(entry!.words).toBe(annex);
    await live(room);
    expect(room.refusal.current?.code).toBe(closeCodes.tooLarge);
    write(other, 'goes on');
    await allSaved(page);
    expect([server.sockets, read(room)]).toEqual([1, '']);
  });

  test('accepted words that found no place come back to their author', async () => {
    const page = person(server.url);
    await live(page.join('a'));
    server.orphan('a', 'lost words');
    const [entry] = await when(page.setAside, (entries) => entries.length > 0);
    expect(entry).toMatchObject({ clause: 'a', words: 'lost words' });
  });

  test('an outdated page keeps what it has for the next', async () => {
    const page = person(server.url, device);
    const room = page.join('a');
    await live(room);
    server.refuse('a', closeCodes.outdatedClient, 'Reload.');
    write(room, 'kept');
    await when(room.state, ({ kind }) => kind === 'ended');
    expect(page.saving.current.unsaved).toBe(1);
    expect(page.setAside.current).toEqual([]);
    page.close();
    server.allow('a');
    await allSaved(person(server.url, device));
    await says(server.doc('a'), 'kept');
  });

  test('signed out: nothing is tried, nothing is lost, and signing in sends it', async () => {
    const page = person(server.url, device);
    const room = page.join('a');
    await live(room);
    server.signOut();
    await when(page.state, ({ kind }) => kind === 'signed-out');
    write(room, 'kept');
    expect(room.state.current.kind).toBe('local');
    expect([server.sockets, page.saving.current.unsaved]).toEqual([1, 1]);
    page.reconnect();
    await Promise.all([live(room), allSaved(page)]);
    expect(read(server.doc('a'))).toBe('kept');
    expect(page.setAside.current).toEqual([]);
  });
});

describe('the socket', () => {
  test('a server that vanished without a word is noticed', async () => {
    const page = person(server.url, null, { timing: { silence: 30, backOffFirst: 5, backOffLimit: 40 } });
    const room = page.join('a');
    await live(room);
    server.deafen();
    await when(page.state, ({ kind }) => kind !== 'live');
    server.hearAgain();
    await live(room);
    expect(server.sockets).toBeGreaterThan(1);
  });

  test('a quiet server that answers is not given up', async () => {
    const page = person(server.url, null, { timing: { silence: 15, backOffFirst: 5, backOffLimit: 40 } });
    const room = page.join('a');
    await live(room);
    await server.asked('a', 4);
    expect([page.state.current.kind, server.sockets]).toEqual(['live', 1]);
  });
});
