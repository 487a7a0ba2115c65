/**
 * The acceptance suite of the store: what every driver has to do, as cases that run against any of them. A case
 * is a function, not a jest test, so that drivers which are wrong on purpose can be shown to fail it.
 */
import assert from 'node:assert/strict';
import {
  ConflictError,
  RoomExistsError,
  StoreClosedError,
  type Commit,
  type InvitationRow,
  type JournalEntry,
  type PersonRow,
  type RoomSeed,
  type SessionRow,
  type Store,
} from '@travaux/server/store';
import type { RecordedEvent } from '@travaux/workflow/agreement';
import type { Driver, Place, Step } from './driver.ts';

export interface Case {
  readonly name: string;
  run(bench: Bench): Promise<void>;
}

/** A case's workplace: a store, and ways to end it and come back. */
export class Bench {
  store: Store;
  readonly #place: Place;
  readonly #abandoned: Store[] = [];

  private constructor(store: Store, place: Place) {
    this.store = store;
    this.#place = place;
  }

  static async at(place: Place): Promise<Bench> {
    return new Bench(await place.open(), place);
  }

  async reopen(): Promise<void> {
    await this.store.close();
    this.store = await this.#place.open();
  }

  async killed(): Promise<void> {
    this.#abandoned.push(this.store);
    this.store = await this.#place.openAfterKill(this.store);
  }

  /** `work`, done while the step fails in its middle; it must be rejected. */
  async failing(step: Step, work: () => Promise<unknown>): Promise<void> {
    await this.store.close();
    this.#place.failAt(step);
    this.store = await this.#place.open();
    await assert.rejects(work());
    await this.store.close();
    this.#place.failAt(null);
    this.store = await this.#place.open();
  }

  async end(): Promise<void> {
    for (const store of [this.store, ...this.#abandoned]) await store.close().catch(() => undefined);
  }
}

export async function runCase(driver: Driver, wanted: Case): Promise<void> {
  const place = driver.place();
  try {
    const bench = await Bench.at(place);
    try {
      await wanted.run(bench);
    } finally {
      await bench.end();
    }
  } finally {
    place.remove();
  }
}

const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

function renamed(version: number, heading = `heading ${version}`): RecordedEvent {
  return {
    version,
    at: at(version),
    by: version % 2 === 0 ? null : 'sigrid',
    event: { type: 'element-renamed', id: 'a1', heading },
  };
}

const commit = (agreement: string, from: number, count = 1, more: Partial<Commit> = {}): Commit => ({
  agreement,
  expectedVersion: from,
  events: Array.from({ length: count }, (_, index) => renamed(from + index + 1)),
  ...more,
});

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const words = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const seed = (room: string, first?: string): RoomSeed => ({
  room,
  update: first === undefined ? null : text(first),
});

function entry(room: string, seq: number, more: Partial<JournalEntry> = {}): JournalEntry {
  return { room, seq, update: text(`${room} ${seq}`), person: 'dana', at: at(seq), leases: [], ...more };
}

const entries = (room: string, from: number, to: number): JournalEntry[] =>
  Array.from({ length: to - from + 1 }, (_, index) => entry(room, from + index));

/** An agreement with these rooms, empty or with a first text. */
const withRooms = (store: Store, agreement: string, ...rooms: RoomSeed[]): Promise<void> =>
  store.agreements.commit(commit(agreement, 0, 1, { rooms }));

async function versions(store: Store, agreement: string): Promise<number[]> {
  return (await store.agreements.events(agreement)).map((event) => event.version);
}

/** Snapshot in brackets, then the updates. */
async function journal(store: Store, room: string): Promise<string | null> {
  const record = await store.journal.load(room);
  if (!record) return null;
  const snapshot = record.snapshot ? [`[${record.snapshotSeq}: ${words(record.snapshot)}]`] : [];
  return [`${record.seq}:`, ...snapshot, ...record.updates.map(words)].join(' | ');
}

/** How many of several attempts at once succeeded; the others must have failed as given. */
async function winners(attempts: Promise<unknown>[], failure: new () => Error): Promise<number> {
  const outcomes = await Promise.allSettled(attempts);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof failure, String(outcome.reason));
  }
  return outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
}

const neighbours = ['A', 'A1', 'A10', 'a', 'A%', 'A_', 'A.', 'AB'];

const dana: PersonRow = {
  id: 'dana',
  name: 'Dana “D” O’Reyes \u202Eمرحبا 🧾',
  convener: true,
  subject: 'idp|7',
};
const session = (tokenHash: string, expires: number): SessionRow => ({
  tokenHash,
  person: 'dana',
  createdAt: at(0),
  expiresAt: at(expires),
});
const invitation = (id: string, more: Partial<InvitationRow> = {}): InvitationRow => ({
  id,
  tokenHash: `hash of ${id}`,
  agreement: 'A',
  name: 'Dana Reyes',
  capacity: { role: 'delegate', party: 'TOR' },
  createdBy: 'sigrid',
  createdAt: at(0),
  expiresAt: at(50),
  acceptedAt: null,
  ...more,
});

const agreements: Case[] = [
  {
    name: 'events come back whole and in order, from any version on',
    async run({ store }) {
      await store.agreements.commit(commit('A', 0, 3));
      await store.agreements.commit(commit('A', 3, 2));
      const all = [1, 2, 3, 4, 5].map((version) => renamed(version));
      assert.deepEqual(await store.agreements.events('A'), all);
      assert.deepEqual(await store.agreements.events('A', 3), all.slice(3));
      assert.deepEqual(await store.agreements.events('A', 5), []);
      assert.deepEqual(await store.agreements.events('B'), []);
      assert.deepEqual(await store.agreements.list(), [
        { id: 'A', version: 5, openedAt: at(3), changedAt: at(5) },
      ]);
    },
  },
  {
    name: 'a commit on another version than the current one is a conflict and writes nothing',
    async run({ store }) {
      await assert.rejects(store.agreements.commit(commit('A', 4)), ConflictError);
      await store.agreements.commit(commit('A', 0, 2));
      for (const from of [0, 1, 3]) {
        await assert.rejects(store.agreements.commit(commit('A', from)), ConflictError);
      }
      assert.deepEqual(await versions(store, 'A'), [1, 2]);
      assert.equal((await store.agreements.list()).length, 1);
    },
  },
  {
    name: 'of two writers of one version exactly one succeeds',
    async run({ store }) {
      const openers = [1, 2, 3].map(() => store.agreements.commit(commit('A', 0)));
      assert.equal(await winners(openers, ConflictError), 1);
      const others = [1, 2, 3, 4].map((n) => store.agreements.commit(commit('A', 1, n)));
      assert.equal(await winners(others, ConflictError), 1);
      const known = await versions(store, 'A');
      assert.deepEqual(
        known,
        known.map((_, index) => index + 1),
      );
    },
  },
  {
    name: 'events that are not numbered without gaps are refused',
    async run({ store }) {
      const gap = { ...commit('A', 0), events: [renamed(1), renamed(3)] };
      await assert.rejects(store.agreements.commit(gap));
      await assert.rejects(store.agreements.commit({ ...commit('A', 0), events: [] }));
      assert.deepEqual(await store.agreements.list(), []);
    },
  },
  {
    name: 'a commit whose last part fails leaves nothing behind',
    async run({ store }) {
      await withRooms(store, 'A', seed('r1'));
      const failing = commit('A', 1, 2, {
        rooms: [seed('r2', 'new')],
        edits: [entry('r1', 1), entry('r1', 3)],
        importReport: '[]',
        source: { sha256: 'aa', bytes: text('source') },
      });
      await assert.rejects(store.agreements.commit(failing), ConflictError);
      assert.deepEqual(await versions(store, 'A'), [1]);
      assert.equal(await journal(store, 'r1'), '0:');
      assert.equal(await journal(store, 'r2'), null);
      assert.equal(await store.agreements.importReport('A'), null);
      assert.equal(await store.agreements.source('A'), null);
    },
  },
  {
    name: 'a commit that is interrupted leaves nothing behind',
    async run(bench) {
      for (const step of ['insert events', 'insert updates'] as const) {
        await bench.failing(step, () => withRooms(bench.store, 'A', seed('r1', 'one'), seed('r2')));
        assert.deepEqual(await bench.store.agreements.list(), []);
        assert.equal(await journal(bench.store, 'r1'), null);
      }
      await withRooms(bench.store, 'A', seed('r1', 'one'));
      assert.equal(await journal(bench.store, 'r1'), '1: | one');
    },
  },
  {
    name: 'a room belongs to one agreement for ever',
    async run({ store }) {
      await withRooms(store, 'A', seed('r1', 'one'));
      const again = commit('B', 0, 1, { rooms: [seed('r0'), seed('r1', 'other')] });
      await assert.rejects(store.agreements.commit(again), RoomExistsError);
      const twins = commit('B', 0, 1, { rooms: [seed('r2'), seed('r2')] });
      await assert.rejects(store.agreements.commit(twins), RoomExistsError);
      assert.equal(await journal(store, 'r0'), null);
      assert.deepEqual(await versions(store, 'B'), []);
      assert.equal(await journal(store, 'r1'), '1: | one');
      assert.equal((await store.journal.load('r1'))?.agreement, 'A');
    },
  },
  {
    name: 'agreements whose ids look alike have nothing in common',
    async run({ store }) {
      for (const [n, id] of neighbours.entries()) {
        await store.agreements.commit(
          commit(id, 0, n + 1, { rooms: [seed(`room ${id}`, id)], importReport: `report ${id}` }),
        );
        await store.journal.saveProjections(new Map([[`room ${id}`, { seq: 1, json: `"${id}"` }]]));
        await store.people.saveInvitation(invitation(`i ${id}`, { agreement: id }));
      }
      for (const [n, id] of neighbours.entries()) {
        assert.equal((await versions(store, id)).length, n + 1);
        assert.deepEqual([...(await store.journal.heads(id))], [[`room ${id}`, 1]]);
        assert.deepEqual([...(await store.journal.projections(id)).keys()], [`room ${id}`]);
        assert.equal(await store.agreements.importReport(id), `report ${id}`);
        assert.deepEqual(
          (await store.people.invitations(id)).map((i) => i.id),
          [`i ${id}`],
        );
        assert.equal(await journal(store, `room ${id}`), `1: | ${id}`);
      }
    },
  },
  {
    name: 'what an import brought is kept byte for byte',
    async run(bench) {
      const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
      const source = { sha256: 'ff', bytes: bytes.subarray(3) };
      const awkward = "a\u0000b “q” 'q' \\ \u2028 🧾 \uD800 مرحبا";
      await bench.store.agreements.commit({
        ...commit('A', 0, 1, { source, importReport: '[{"code":"ü"}]' }),
        events: [renamed(1, awkward), renamed(2, 'x'.repeat(60_000))],
      });
      await bench.reopen();
      assert.deepEqual(await bench.store.agreements.source('A'), {
        sha256: 'ff',
        bytes: new Uint8Array(source.bytes),
      });
      assert.equal(await bench.store.agreements.importReport('A'), '[{"code":"ü"}]');
      assert.deepEqual(await bench.store.agreements.events('A'), [
        renamed(1, awkward),
        renamed(2, 'x'.repeat(60_000)),
      ]);
      assert.equal(await bench.store.agreements.source('B'), null);
      assert.equal(await bench.store.agreements.importReport('B'), null);
    },
  },
  {
    name: 'clear leaves nothing',
    async run(bench) {
      const { store } = bench;
      await withRooms(store, 'A', seed('r1', 'one'));
      await store.journal.append([entry('r1', 2, { leases: [7] })]);
      await store.journal.compact('r1', 1, text('s'));
      await store.journal.saveProjections(new Map([['r1', { seq: 1, json: '1' }]]));
      await store.people.savePerson(dana);
      await store.people.saveSession(session('s', 9));
      await store.people.sawPerson('dana', at(1));
      await store.people.saveInvitation(invitation('i'));
      await store.agreements.clear();
      await bench.reopen();
      assert.deepEqual(await bench.store.agreements.list(), []);
      assert.equal(await journal(bench.store, 'r1'), null);
      assert.equal(await bench.store.people.countPeople(), 0);
      assert.equal(await bench.store.people.session('s'), null);
      assert.equal((await bench.store.people.lastSeen()).size, 0);
      assert.equal(await bench.store.people.invitation('hash of i'), null);
      await withRooms(bench.store, 'A', seed('r1', 'again'));
      assert.equal(await journal(bench.store, 'r1'), '1: | again');
    },
  },
];

const journals: Case[] = [
  {
    name: 'a room starts empty or with its seed as update 1',
    async run({ store }) {
      await withRooms(store, 'A', seed('empty'), seed('seeded', 'first'), seed('blank', ''));
      assert.equal(await journal(store, 'empty'), '0:');
      assert.equal(await journal(store, 'seeded'), '1: | first');
      assert.equal(await journal(store, 'blank'), '1: | ');
      assert.equal(await journal(store, 'unknown'), null);
      assert.deepEqual([...(await store.journal.heads('A'))].sort(), [
        ['blank', 1],
        ['empty', 0],
        ['seeded', 1],
      ]);
    },
  },
  {
    name: 'updates come back in order, byte for byte',
    async run({ store }) {
      await withRooms(store, 'A', seed('r1'), seed('r10'));
      const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256);
      await store.journal.append([entry('r1', 1, { update: bytes.subarray(5) }), entry('r10', 1)]);
      for (let seq = 2; seq <= 12; seq += 1) await store.journal.append([entry('r1', seq)]);
      const record = await store.journal.load('r1');
      assert.equal(record?.seq, 12);
      assert.deepEqual(record?.updates[0], new Uint8Array(bytes.subarray(5)));
      assert.deepEqual(
        record?.updates.slice(1).map(words),
        Array.from({ length: 11 }, (_, index) => `r1 ${index + 2}`),
      );
    },
  },
  {
    name: 'an update that is not the next one is a conflict and writes nothing',
    async run({ store }) {
      await withRooms(store, 'A', seed('r1'));
      await store.journal.append([entry('r1', 1)]);
      for (const wrong of [0, 1, 3, -1]) {
        await assert.rejects(store.journal.append([entry('r1', wrong)]), ConflictError);
      }
      await assert.rejects(store.journal.append([entry('nowhere', 1)]), ConflictError);
      assert.equal(await journal(store, 'r1'), '1: | r1 1');
    },
  },
  {
    name: 'entries of one append are written all or not at all',
    async run(bench) {
      await withRooms(bench.store, 'A', seed('r1'), seed('r2'));
      const broken = [entry('r1', 1, { leases: [5] }), entry('r2', 1), entry('r1', 3)];
      await assert.rejects(bench.store.journal.append(broken), ConflictError);
      assert.equal(await journal(bench.store, 'r1'), '0:');
      assert.equal(await journal(bench.store, 'r2'), '0:');
      assert.equal((await bench.store.journal.load('r1'))?.leases.size, 0);
      await bench.failing('insert leases', () =>
        bench.store.journal.append([entry('r1', 1), entry('r1', 2, { leases: [5] })]),
      );
      assert.equal(await journal(bench.store, 'r1'), '0:');
      await bench.store.journal.append([entry('r1', 1), entry('r2', 1), entry('r1', 2)]);
      assert.equal(await journal(bench.store, 'r1'), '2: | r1 1 | r1 2');
    },
  },
  {
    name: 'of two writers of one update exactly one succeeds, and others beside them are not touched',
    async run({ store }) {
      await withRooms(store, 'A', seed('r1'), seed('r2'), seed('r3'));
      const append = (...all: JournalEntry[]) => store.journal.append(all);
      const rivals = ['ann', 'ben', 'cid'].map((person) => entry('r1', 1, { update: text(person) }));
      const outcomes = await Promise.allSettled([
        append(entry('r2', 1)),
        ...rivals.map((rival) => append(rival)),
        append(entry('r3', 1), entry('r3', 9)),
        append(entry('r2', 2)),
      ]);
      const won = outcomes.map((outcome) => outcome.status === 'fulfilled');
      assert.equal(won.slice(1, 4).filter(Boolean).length, 1);
      assert.deepEqual([won[0], won[4], won[5]], [true, false, true]);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof ConflictError);
      }
      assert.match((await journal(store, 'r1')) ?? '', /^1: \| (ann|ben|cid)$/);
      assert.equal(await journal(store, 'r2'), '2: | r2 1 | r2 2');
      assert.equal(await journal(store, 'r3'), '0:');
    },
  },
  {
    name: 'appends and commits that are asked for at once are all written',
    async run({ store }) {
      await withRooms(store, 'A', seed('r1'), seed('r2'));
      const jobs: Promise<void>[] = [];
      for (let n = 1; n <= 40; n += 1) {
        jobs.push(store.journal.append([entry('r1', n)]), store.agreements.commit(commit('A', n)));
        if (n % 10 === 0) jobs.push(store.journal.compact('r1', n - 5, text(`sum to ${n - 5}`)));
      }
      await Promise.all(jobs);
      assert.equal((await store.journal.load('r1'))?.seq, 40);
      assert.equal((await versions(store, 'A')).length, 41);
      assert.equal(
        await journal(store, 'r1'),
        '40: | [35: sum to 35] | r1 36 | r1 37 | r1 38 | r1 39 | r1 40',
      );
    },
  },
  {
    name: 'a client id is one person’s, for ever',
    async run(bench) {
      const { store } = bench;
      await withRooms(store, 'A', seed('r1'), seed('r2'));
      await store.journal.append([entry('r1', 1, { leases: [1, 4_294_967_295] })]);
      await store.journal.append([entry('r1', 2, { person: null, leases: [2] })]);
      await store.journal.append([entry('r1', 3, { leases: [1] })]);
      const theft = entry('r1', 4, { person: 'omar', leases: [3, 1] });
      await assert.rejects(store.journal.append([theft]), ConflictError);
      await store.journal.append([entry('r2', 1, { person: 'omar', leases: [1] })]);
      await store.journal.compact('r1', 3, text('sum'));
      await bench.reopen();
      const leases = (await bench.store.journal.load('r1'))?.leases ?? new Map<number, string>();
      assert.deepEqual(
        [...leases].sort(([a], [b]) => a - b),
        [
          [1, 'dana'],
          [2, null],
          [4_294_967_295, 'dana'],
        ],
      );
      assert.equal(await journal(bench.store, 'r1'), '3: | [3: sum]');
    },
  },
  {
    name: 'a compaction replaces what it sums up and keeps what came later',
    async run(bench) {
      const { store } = bench;
      await withRooms(store, 'A', seed('r1', 'first'), seed('r2', 'other'));
      await store.journal.append(entries('r1', 2, 6));
      await store.journal.compact('r1', 4, text('sum to 4'));
      const kept = '6: | [4: sum to 4] | r1 5 | r1 6';
      assert.equal(await journal(store, 'r1'), kept);
      // One that was overtaken, and one of updates that do not exist.
      await store.journal.compact('r1', 2, text('sum to 2'));
      assert.equal(await journal(store, 'r1'), kept);
      await assert.rejects(store.journal.compact('r1', 7, text('sum to 7')));
      await assert.rejects(store.journal.compact('nowhere', 1, text('sum')));
      await bench.reopen();
      assert.equal(await journal(bench.store, 'r1'), kept);
      assert.equal(await journal(bench.store, 'r2'), '1: | other');
      await bench.store.journal.append([entry('r1', 7)]);
      await bench.store.journal.compact('r1', 7, text('sum to 7'));
      assert.equal(await journal(bench.store, 'r1'), '7: | [7: sum to 7]');
    },
  },
  {
    name: 'a compaction that is interrupted anywhere loads the same',
    async run(bench) {
      await withRooms(bench.store, 'A', seed('r1', 'first'));
      await bench.store.journal.append(entries('r1', 2, 4));
      const whole = await journal(bench.store, 'r1');
      for (const step of ['insert snapshots', 'delete updates'] as const) {
        await bench.failing(step, () => bench.store.journal.compact('r1', 3, text('sum')));
        assert.equal(await journal(bench.store, 'r1'), whole);
      }
    },
  },
  {
    name: 'projections are kept by room, the newest of them',
    async run(bench) {
      const { store } = bench;
      await withRooms(store, 'A', seed('r1', 'one'), seed('r2'));
      const save = (room: string, seq: number) =>
        store.journal.saveProjections(new Map([[room, { seq, json: `{"of":${seq}}` }]]));
      await save('r1', 3);
      await save('r1', 2);
      await save('nowhere', 1);
      await bench.reopen();
      assert.deepEqual(
        [...(await bench.store.journal.projections('A'))],
        [['r1', { seq: 3, json: '{"of":3}' }]],
      );
    },
  },
];

const durability: Case[] = [
  {
    name: 'what was acknowledged is there after an orderly end and after a kill',
    async run(bench) {
      for (const end of [() => bench.reopen(), () => bench.killed()]) {
        const { store } = bench;
        const [{ version } = { version: 0 }] = await store.agreements.list();
        const rooms = version === 0 ? [seed('r1')] : [];
        await store.agreements.commit(commit('A', version, 2, { rooms }));
        const head = (await store.journal.load('r1'))?.seq ?? 0;
        await store.journal.append([entry('r1', head + 1)]);
        await Promise.all([2, 3].map((n) => store.journal.append([entry('r1', head + n)])));
        await store.people.savePerson({ ...dana, name: `Dana ${head}` });
        await store.people.saveSession(session(`s${head}`, 9));
        await store.people.saveInvitation(invitation(`i${head}`));
        assert.equal(await store.people.acceptInvitation(`hash of i${head}`, at(1)), true);
        await end();
        assert.equal((await bench.store.agreements.list())[0]?.version, version + 2);
        assert.equal((await versions(bench.store, 'A')).length, version + 2);
        assert.equal((await bench.store.journal.load('r1'))?.updates.length, head + 3);
        assert.equal((await bench.store.people.person('dana'))?.name, `Dana ${head}`);
        assert.deepEqual(await bench.store.people.session(`s${head}`), session(`s${head}`, 9));
        assert.equal((await bench.store.people.invitation(`hash of i${head}`))?.acceptedAt, at(1));
      }
    },
  },
  {
    name: 'closing waits for what is being written, and then refuses',
    async run(bench) {
      const { store } = bench;
      await withRooms(store, 'A', seed('r1'));
      const running = [store.journal.append([entry('r1', 1)]), store.agreements.commit(commit('A', 1))];
      const closed = store.close();
      await Promise.all(running);
      await closed;
      await store.close();
      await assert.rejects(store.ping(), StoreClosedError);
      await assert.rejects(store.journal.append([entry('r1', 2)]), StoreClosedError);
      await assert.rejects(store.agreements.commit(commit('A', 2)), StoreClosedError);
      await assert.rejects(store.agreements.list(), StoreClosedError);
      await bench.reopen();
      await bench.store.ping();
      assert.equal(await journal(bench.store, 'r1'), '1: | r1 1');
      assert.deepEqual(await versions(bench.store, 'A'), [1, 2]);
    },
  },
];

const people: Case[] = [
  {
    name: 'persons are found by id and by subject, and changed in place',
    async run({ store }) {
      await store.people.savePerson(dana);
      await store.people.savePerson({ id: 'omar', name: 'Omar', convener: false, subject: null });
      await store.people.savePerson({ id: 'olga', name: 'Olga', convener: false, subject: null });
      assert.deepEqual(await store.people.person('dana'), dana);
      assert.deepEqual(await store.people.personBySubject('idp|7'), dana);
      assert.equal(await store.people.person('dan'), null);
      assert.equal(await store.people.personBySubject('idp|'), null);
      await store.people.savePerson({ ...dana, name: 'Dana', convener: false });
      assert.deepEqual(await store.people.person('dana'), { ...dana, name: 'Dana', convener: false });
      assert.equal(await store.people.countPeople(), 3);
    },
  },
  {
    name: 'sessions end when told and when they expire',
    async run({ store }) {
      for (const [name, expires] of [
        ['a', 10],
        ['b', 20],
        ['c', 30],
      ] as const) {
        await store.people.saveSession(session(name, expires));
      }
      await store.people.endExpiredSessions(at(20));
      assert.equal(await store.people.session('a'), null);
      assert.equal(await store.people.session('b'), null);
      assert.deepEqual(await store.people.session('c'), session('c', 30));
      await store.people.saveSession(session('c', 40));
      assert.deepEqual(await store.people.session('c'), session('c', 40));
      await store.people.endSession('c');
      assert.equal(await store.people.session('c'), null);
    },
  },
  {
    name: 'a person was last seen at the latest instant told',
    async run({ store }) {
      await store.people.sawPerson('dana', at(5));
      await store.people.sawPerson('dana', at(3));
      await store.people.sawPerson('omar', at(1));
      assert.deepEqual([...(await store.people.lastSeen())].sort(), [
        ['dana', at(5)],
        ['omar', at(1)],
      ]);
    },
  },
  {
    name: 'an invitation is used once, in time, and not after it was withdrawn',
    async run(bench) {
      const { people } = bench.store;
      await people.saveInvitation(invitation('one'));
      await people.saveInvitation(invitation('gone'));
      await people.saveInvitation(invitation('first', { agreement: null, capacity: null, createdBy: null }));
      assert.deepEqual(await people.invitation('hash of first'), {
        ...invitation('first'),
        agreement: null,
        capacity: null,
        createdBy: null,
      });
      await people.withdrawInvitation('gone');
      assert.equal(await people.acceptInvitation('hash of gone', at(1)), false);
      assert.equal(await people.acceptInvitation('hash of one', at(50)), false);
      const attempts = [1, 2, 3].map(() => people.acceptInvitation('hash of one', at(2)));
      assert.equal((await Promise.all(attempts)).filter(Boolean).length, 1);
      await bench.reopen();
      const again = bench.store.people;
      assert.equal(await again.acceptInvitation('hash of one', at(3)), false);
      await again.withdrawInvitation('one');
      assert.deepEqual(await again.invitations('A'), [invitation('one', { acceptedAt: at(2) })]);
    },
  },
];

export const cases: readonly Case[] = [...agreements, ...journals, ...durability, ...people];
