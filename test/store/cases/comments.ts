/**
 * What every store does with comments: a stream of their own, without gaps, beside the agreement's.
 */
import assert from 'node:assert/strict';
import { ConflictError, type Store } from '@travaux/server/store';
import type { RecordedComment } from '@travaux/workflow/comments';
import type { Case } from '../bench.ts';
import { at, commit, neighbours, winners } from '../rows.ts';

const said = (version: number, body = `said ${version}`): RecordedComment => ({
  version,
  at: at(version),
  by: version % 2 === 0 ? null : 'dana',
  event: { type: 'replied', thread: 't', comment: `c${version}`, author, body, mentions: [] },
});
const author = { kind: 'person', person: 'dana', as: { role: 'chair' } } as const;
const several = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => said(from + index + 1));
const versions = async (store: Store, agreement: string) =>
  (await store.comments.events(agreement)).map(({ version }) => version);

export const comments: readonly Case[] = [
  {
    name: 'comments come back whole and in order, from any version on',
    async run({ store }) {
      await store.agreements.commit(commit('A', 0));
      await store.comments.append('A', 0, several(0, 3));
      await store.comments.append('A', 3, [said(4, 'quoted \u202E “words” 🧾')]);
      const all = [...several(0, 3), said(4, 'quoted \u202E “words” 🧾')];
      assert.deepEqual(await store.comments.events('A'), all);
      assert.deepEqual(await store.comments.events('A', 2), all.slice(2));
      assert.deepEqual(await store.comments.events('A', 4), []);
      // The agreement's own stream does not know of them.
      assert.equal((await store.agreements.list())[0]?.version, 1);
    },
  },
  {
    name: 'a comment on another version than the current one is a conflict and writes nothing',
    async run({ store }) {
      await store.agreements.commit(commit('A', 0));
      await assert.rejects(store.comments.append('A', 1, several(1, 1)), ConflictError);
      await store.comments.append('A', 0, several(0, 2));
      for (const from of [0, 1, 3]) {
        await assert.rejects(store.comments.append('A', from, several(from, 1)), ConflictError);
      }
      await assert.rejects(store.comments.append('A', 2, []));
      await assert.rejects(store.comments.append('A', 2, [said(3), said(5)]));
      assert.deepEqual(await versions(store, 'A'), [1, 2]);
      const writers = [1, 2, 3].map(() => store.comments.append('A', 2, [said(3)]));
      assert.equal(await winners(writers, ConflictError), 1);
    },
  },
  {
    name: 'comments belong to an agreement that there is, and to no other',
    async run({ store }) {
      await assert.rejects(store.comments.append('A', 0, several(0, 1)), ConflictError);
      await assert.rejects(store.comments.secret('A'), ConflictError);
      for (const id of neighbours) await store.agreements.commit(commit(id, 0));
      await store.comments.append('A', 0, several(0, 2));
      await store.comments.append('A1', 0, several(0, 1));
      for (const id of neighbours) {
        assert.deepEqual(await versions(store, id), id === 'A' ? [1, 2] : id === 'A1' ? [1] : []);
      }
    },
  },
  {
    name: 'comments that were acknowledged are there after a kill, and all of an append or none',
    async run(bench) {
      await bench.store.agreements.commit(commit('A', 0));
      await bench.store.comments.append('A', 0, several(0, 2));
      const secret = await bench.store.comments.secret('A');
      await bench.killed();
      assert.deepEqual(await versions(bench.store, 'A'), [1, 2]);
      assert.deepEqual(await bench.store.comments.secret('A'), secret);
      await bench.failing('insert comment_events', () => bench.store.comments.append('A', 2, several(2, 2)));
      await bench.store.comments.append('A', 2, several(2, 1));
      assert.deepEqual(await versions(bench.store, 'A'), [1, 2, 3]);
    },
  },
  {
    name: 'the secret of an agreement is drawn once, and its own',
    async run({ store }) {
      for (const id of ['A', 'B']) await store.agreements.commit(commit(id, 0));
      const [one, again] = await Promise.all([store.comments.secret('A'), store.comments.secret('A')]);
      assert.equal(one.length, 32);
      assert.deepEqual(one, again);
      await store.comments.append('A', 0, several(0, 1));
      assert.deepEqual(await store.comments.secret('A'), one);
      assert.notDeepEqual(await store.comments.secret('B'), one);
      await store.agreements.clear();
      await store.agreements.commit(commit('A', 0));
      assert.deepEqual(await store.comments.events('A'), []);
      assert.notDeepEqual(await store.comments.secret('A'), one);
    },
  },
];
