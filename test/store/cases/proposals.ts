/** What every store does with private proposals: a stream of their own, the texts they name, and what is said with them. */
import assert from 'node:assert/strict';
import { ConflictError, type ProposalAppend, type Store } from '@travaux/server/store';
import type { RecordedProposal } from '@travaux/workflow/proposals';
import type { Case } from '../bench.ts';
import { at, commit } from '../rows.ts';

const withdrawn = (version: number): RecordedProposal => ({
  version,
  at: at(version),
  by: 'dana',
  event: { type: 'proposal-withdrawn', proposal: `p${version}` },
});
const append = (from: number, count = 1, more: Partial<ProposalAppend> = {}): ProposalAppend => ({
  expectedVersion: from,
  events: Array.from({ length: count }, (_, index) => withdrawn(from + index + 1)),
  texts: [{ hash: `hash ${from}`, canonical: `text ${from} \u202E “words”` }],
  ...more,
});
const said = {
  expectedVersion: 0,
  events: [
    { version: 1, at: at(1), by: 'dana', event: { type: 'comment-withdrawn', thread: 't', comment: 'c' } },
  ],
} as const;
const versions = async (store: Store, agreement: string) =>
  (await store.proposals.events(agreement)).map(({ version }) => version);

export const proposals: readonly Case[] = [
  {
    name: 'proposals come back whole and in order, with their texts, after a kill',
    async run(bench) {
      await bench.store.agreements.commit(commit('A', 0));
      await bench.store.agreements.commit(commit('B', 0));
      await bench.store.proposals.append('A', append(0, 2));
      await bench.store.proposals.append('A', append(2, 1, { texts: append(0).texts }));
      await bench.killed();
      const { store } = bench;
      assert.deepEqual(await store.proposals.events('A', 1), [withdrawn(2), withdrawn(3)]);
      assert.equal(await store.proposals.text('A', 'hash 0'), append(0).texts[0]!.canonical);
      assert.equal(await store.proposals.text('B', 'hash 0'), null);
      // Nothing that others read knows of them.
      assert.deepEqual(await store.agreements.texts('A'), []);
      await store.agreements.clear();
      await store.agreements.commit(commit('A', 0));
      assert.deepEqual(await versions(store, 'A'), []);
      assert.equal(await store.proposals.text('A', 'hash 0'), null);
    },
  },
  {
    name: 'a proposal and what is said with it are written together, or neither is',
    async run({ store }) {
      await assert.rejects(store.proposals.append('A', append(0)), ConflictError);
      await store.agreements.commit(commit('A', 0));
      await assert.rejects(store.proposals.append('A', append(1)), ConflictError);
      await assert.rejects(
        store.proposals.append(
          'A',
          append(0, 1, {
            comments: { ...said, expectedVersion: 1, events: [{ ...said.events[0], version: 2 }] },
          }),
        ),
        ConflictError,
      );
      assert.deepEqual([await versions(store, 'A'), await store.proposals.text('A', 'hash 0')], [[], null]);
      await store.proposals.append('A', append(0, 1, { comments: said }));
      assert.deepEqual(await store.comments.events('A'), said.events);
      await assert.rejects(store.proposals.append('A', append(0, 1)), ConflictError);
      assert.deepEqual(await versions(store, 'A'), [1]);
    },
  },
];
