/**
 * What every store does with agreements: streams without gaps, commits whole or not at all.
 */
import assert from 'node:assert/strict';
import { ConflictError, RoomExistsError } from '@travaux/server/store';
import type { Case } from '../bench.ts';
import {
  at,
  renamed,
  commit,
  text,
  past,
  seed,
  entry,
  withRooms,
  versions,
  journal,
  winners,
  neighbours,
  dana,
  session,
  invitation,
} from '../rows.ts';

export const agreements: readonly Case[] = [
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
      const awkward = "a\u0000b “q” 'q' \\ \u2028 🧾 مرحبا";
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
      await store.journal.compact('r1', 1, text('s'), past(1));
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
