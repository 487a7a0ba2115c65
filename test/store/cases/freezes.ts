/**
 * What every store does with freezes: a text that was frozen takes no edit, and a decision stands on the texts that
 * it was made on, whoever writes at the same time.
 */
import assert from 'node:assert/strict';
import { ConflictError, FrozenError, type Store } from '@travaux/server/store';
import type { Case } from '../bench.ts';
import { commit, decided, entry, journal, seed, versions, withRooms } from '../rows.ts';

const freeze = (from: number, rooms: readonly string[], frozen = true) =>
  commit('A', from, 1, { freezes: rooms.map((room) => ({ room, frozen })) });

/** Appends until it is refused. @returns how the room stands, and how it was refused */
async function editUntilFrozen(store: Store, room: string): Promise<unknown> {
  for (let seq = 1; ; seq += 1) {
    try {
      await store.journal.append([entry(room, seq)]);
    } catch (error) {
      return error;
    }
  }
}

export const freezes: readonly Case[] = [
  {
    name: 'a frozen room takes no edit until it is taken up again',
    async run(bench) {
      await withRooms(bench.store, 'A', seed('r1', 'first'), seed('r2'));
      await bench.store.agreements.commit(freeze(1, ['r1']));
      await assert.rejects(bench.store.journal.append([entry('r1', 2)]), FrozenError);
      await bench.store.journal.append([entry('r2', 1)]);
      await bench.reopen();
      await assert.rejects(bench.store.journal.append([entry('r2', 2), entry('r1', 2)]), FrozenError);
      assert.equal(await journal(bench.store, 'r1'), '1: | first');
      assert.equal(await journal(bench.store, 'r2'), '1: | r2 1');
      await bench.store.agreements.commit(freeze(2, ['r1'], false));
      await bench.store.journal.append([entry('r1', 2)]);
      assert.equal(await journal(bench.store, 'r1'), '2: | first | r1 2');
    },
  },
  {
    name: 'a freeze stands or falls with its commit',
    async run({ store }) {
      await withRooms(store, 'A', seed('r1'));
      await assert.rejects(store.agreements.commit(freeze(7, ['r1'])), ConflictError);
      await store.journal.append([entry('r1', 1)]);
      const cut = commit('A', 1, 1, { edits: [entry('r1', 2)], freezes: [{ room: 'r1', frozen: true }] });
      await store.agreements.commit(cut);
      assert.equal(await journal(store, 'r1'), '2: | r1 1 | r1 2');
      await assert.rejects(
        store.agreements.commit(commit('A', 2, 1, { edits: [entry('r1', 3)] })),
        FrozenError,
      );
      assert.deepEqual(await versions(store, 'A'), [1, 2]);
    },
  },
  {
    name: 'a decision on a text that moved is a conflict and writes nothing',
    async run({ store }) {
      await withRooms(store, 'A', seed('r1', 'first'), seed('r2'));
      await store.journal.append([entry('r1', 2)]);
      const decided = (r1: number, r2: number) =>
        store.agreements.commit(
          commit('A', 1, 1, {
            read: [
              { room: 'r1', seq: r1 },
              { room: 'r2', seq: r2 },
            ],
            freezes: [{ room: 'r1', frozen: true }],
          }),
        );
      for (const [r1, r2] of [
        [1, 0],
        [2, 1],
        [3, 0],
      ] as const) {
        await assert.rejects(decided(r1, r2), ConflictError);
      }
      assert.deepEqual(await versions(store, 'A'), [1]);
      await store.journal.append([entry('r1', 3)]);
      await decided(3, 0);
      await assert.rejects(store.journal.append([entry('r1', 4)]), FrozenError);
    },
  },
  {
    name: 'the texts of a decision are kept by their hash, with it or not at all',
    async run(bench) {
      const [shall, should, other] = [decided('shall'), decided('should'), decided('ο δείνα 🧾')];
      const words = async (agreement: string, ...hashes: string[]) =>
        (await bench.store.agreements.texts(agreement, hashes)).map(({ canonical }) => canonical);
      await withRooms(bench.store, 'A', seed('r1'));
      await bench.store.agreements.commit(commit('B', 0, 1, { texts: [other] }));
      await bench.store.agreements.commit(commit('A', 1, 1, { texts: [shall, other] }));
      await assert.rejects(
        bench.store.agreements.commit(commit('A', 9, 1, { texts: [should] })),
        ConflictError,
      );
      await assert.rejects(
        bench.store.agreements.commit(
          commit('A', 2, 1, { texts: [{ ...shall, canonical: should.canonical }] }),
        ),
      );
      await bench.store.agreements.commit(commit('A', 2, 1, { texts: [shall] }));
      await bench.reopen();
      assert.deepEqual(await words('A', shall.hash, should.hash), [shall.canonical]);
      assert.deepEqual(await words('A', other.hash), [other.canonical]);
      assert.deepEqual(await words('A'), []);
      assert.deepEqual(
        await bench.store.agreements.texts('A'),
        [shall, other].sort((a, b) => (a.hash < b.hash ? -1 : 1)),
      );
      assert.deepEqual(await bench.store.agreements.texts('B'), [other]);
      assert.deepEqual(await bench.store.agreements.texts('C'), []);
      assert.deepEqual(await versions(bench.store, 'A'), [1, 2, 3]);
    },
  },
  {
    name: 'of edits that race a freeze none lands after it',
    async run({ store }) {
      const rooms = Array.from({ length: 12 }, (_, n) => `r${n}`);
      await withRooms(store, 'A', ...rooms.map((room) => seed(room)));
      const writers = rooms.map((room) => editUntilFrozen(store, room));
      const atFreeze: (string | null)[] = [];
      for (const [n, room] of rooms.entries()) {
        await store.agreements.commit(freeze(n + 1, [room]));
        atFreeze.push(await journal(store, room));
      }
      for (const error of await Promise.all(writers)) assert.ok(error instanceof FrozenError, String(error));
      assert.deepEqual(await Promise.all(rooms.map((room) => journal(store, room))), atFreeze);
      assert.ok(atFreeze.some((text) => text !== '0:'));
    },
  },
];
