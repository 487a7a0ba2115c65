/**
 * What every store does with the journals of rooms: in order, whole, compacted without loss.
 */
import assert from 'node:assert/strict';
import { ConflictError, type JournalEntry } from '@travaux/server/store';
import type { Case } from '../bench.ts';
import {
  commit,
  text,
  past,
  words,
  seed,
  entry,
  entries,
  withRooms,
  versions,
  journal,
  history,
} from '../rows.ts';

export const journals: readonly Case[] = [
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
      assert.equal(await store.journal.owner('seeded'), 'A');
      assert.equal(await store.journal.owner('unknown'), null);
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
        if (n % 10 === 0) jobs.push(store.journal.compact('r1', n - 5, text(`sum to ${n - 5}`), past(n - 5)));
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
      await store.journal.compact('r1', 3, text('sum'), past(3));
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
      await store.journal.compact('r1', 4, text('sum to 4'), past(4));
      const kept = '6: | [4: sum to 4] | r1 5 | r1 6';
      assert.equal(await journal(store, 'r1'), kept);
      // One that was overtaken, and one of updates that do not exist.
      await store.journal.compact('r1', 2, text('sum to 2'), past(2));
      assert.equal(await journal(store, 'r1'), kept);
      await assert.rejects(store.journal.compact('r1', 7, text('sum to 7'), past(7)));
      await assert.rejects(store.journal.compact('nowhere', 1, text('sum'), past(1)));
      await bench.reopen();
      assert.equal(await journal(bench.store, 'r1'), kept);
      assert.equal(await journal(bench.store, 'r2'), '1: | other');
      await bench.store.journal.append([entry('r1', 7)]);
      await bench.store.journal.compact('r1', 7, text('sum to 7'), past(7));
      assert.equal(await journal(bench.store, 'r1'), '7: | [7: sum to 7]');
    },
  },
  {
    name: 'a compaction that is interrupted anywhere loads the same',
    async run(bench) {
      await withRooms(bench.store, 'A', seed('r1', 'first'));
      await bench.store.journal.append(entries('r1', 2, 4));
      const whole = await journal(bench.store, 'r1');
      const authors = await history(bench.store, 'r1');
      for (const step of ['insert snapshots', 'insert histories', 'delete updates'] as const) {
        await bench.failing(step, () => bench.store.journal.compact('r1', 3, text('sum'), past(3)));
        assert.equal(await journal(bench.store, 'r1'), whole);
        assert.equal(await history(bench.store, 'r1'), authors);
      }
    },
  },
  {
    name: 'every update is kept with who sent it and when',
    async run(bench) {
      await withRooms(bench.store, 'A', seed('r1', 'first'), seed('r2'));
      await bench.store.journal.append([
        entry('r1', 2, { leases: [7] }),
        entry('r1', 3, { person: 'omar' }),
        entry('r1', 4, { person: null }),
      ]);
      await bench.reopen();
      assert.equal(
        await history(bench.store, 'r1'),
        'A 4: | 1 first by null 01 | 2 r1 2 by dana 02 | 3 r1 3 by omar 03 | 4 r1 4 by null 04',
      );
      assert.equal(await history(bench.store, 'r2'), 'A 0:');
      assert.equal(await history(bench.store, 'nowhere'), null);
    },
  },
  {
    name: 'who wrote and deleted what outlives a compaction',
    async run(bench) {
      await withRooms(bench.store, 'A', seed('r1', 'first'));
      await bench.store.journal.append(entries('r1', 2, 4));
      await bench.store.journal.compact('r1', 3, text('sum to 3'), past(3));
      await bench.reopen();
      const kept = 'A 4: | [3: past of 3] | [3: sum to 3] | 4 r1 4 by dana 04';
      assert.equal(await history(bench.store, 'r1'), kept);
      // One that was overtaken.
      await bench.store.journal.compact('r1', 2, text('sum to 2'), past(2));
      assert.equal(await history(bench.store, 'r1'), kept);
      await bench.store.journal.compact('r1', 4, text('sum to 4'), past(4));
      assert.equal(await history(bench.store, 'r1'), 'A 4: | [4: past of 4] | [4: sum to 4]');
    },
  },
  {
    name: 'a history goes on from the newest that was stored',
    async run({ store }) {
      await withRooms(store, 'A', seed('r1', 'first'));
      const edits = [entry('r1', 2)];
      await store.agreements.commit(
        commit('A', 1, 1, { edits, histories: [{ room: 'r1', seq: 2, bytes: text('past of the split') }] }),
      );
      await store.journal.compact('r1', 1, text('sum to 1'), past(1));
      assert.equal(
        await history(store, 'r1'),
        'A 2: | [2: past of the split] | [1: sum to 1] | 2 r1 2 by dana 02',
      );
    },
  },
  {
    name: 'a commit brings the histories of its rooms, or nothing',
    async run(bench) {
      const split = (seq: number) =>
        commit('A', 1, 1, {
          rooms: [seed('r2', 'cut')],
          edits: [entry('r1', seq)],
          histories: [
            { room: 'r1', seq: 2, bytes: past(2) },
            { room: 'r2', seq: 1, bytes: text('past of the cut') },
          ],
        });
      await withRooms(bench.store, 'A', seed('r1', 'first'));
      await assert.rejects(bench.store.agreements.commit(split(3)), ConflictError);
      assert.equal(await history(bench.store, 'r1'), 'A 1: | 1 first by null 01');
      await bench.store.agreements.commit(split(2));
      await bench.reopen();
      assert.equal(
        await history(bench.store, 'r1'),
        'A 2: | [2: past of 2] | 1 first by null 01 | 2 r1 2 by dana 02',
      );
      assert.equal(await history(bench.store, 'r2'), 'A 1: | [1: past of the cut] | 1 cut by null 02');
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
