/**
 * What every store does with ledgers: each event has its leaf in the tree, from the same instant on, for ever.
 */
import assert from 'node:assert/strict';
import { ConflictError, type Store } from '@travaux/server/store';
import {
  emptyFrontier,
  frontierRoot,
  grow,
  inclusionProof,
  JsonError,
  leafHash,
  nodesForInclusion,
  nodesForRoot,
  parseLeaf,
  provesInclusion,
  rootHash,
  type Hash,
  type HashReader,
  type NodeCoordinate,
} from '@travaux/workflow/ledger';
import type { Case } from '../bench.ts';
import { commit, neighbours, renamed, seed, versions, withRooms } from '../rows.ts';

const hex = (hash: Hash): string => Buffer.from(hash).toString('hex');
const hashes = async (store: Store, agreement: string, size: number): Promise<Hash[]> =>
  (await store.ledgers.leaves(agreement, size)).map(({ text }) => leafHash(Buffer.from(text)));

/** `size root`, after the leaves, the nodes and the head were found to say the same. */
async function ledger(store: Store, agreement: string): Promise<string | null> {
  const head = await store.ledgers.head(agreement);
  if (!head) return null;
  assert.equal(head.size, (await versions(store, agreement)).length);
  const leaves = await hashes(store, agreement, head.size);
  assert.equal(hex(frontierRoot(grow(emptyFrontier, leaves).frontier)), hex(head.root));
  const nodes = nodesForRoot(head.size);
  assert.equal(hex(rootHash(head.size, await reader(store, agreement, nodes))), hex(head.root));
  assert.deepEqual(
    (await store.ledgers.row(agreement, { level: 0, index: 0 }, head.size + 9)).map(hex),
    leaves.map(hex),
  );
  return `${head.size} ${hex(head.root)}`;
}

async function reader(
  store: Store,
  agreement: string,
  nodes: readonly NodeCoordinate[],
): Promise<HashReader> {
  const found = await store.ledgers.nodes(agreement, nodes);
  const at = new Map(nodes.map((node, index) => [JSON.stringify(node), found[index]!]));
  return (node) => at.get(JSON.stringify(node))!;
}

export const ledgers: readonly Case[] = [
  {
    name: 'every event is a leaf of its own, and the tree is that of the leaves',
    async run({ store }) {
      assert.equal(await ledger(store, 'A'), null);
      let from = 0;
      for (const count of [1, 2, 5, 1, 600]) {
        await store.agreements.commit(commit('A', from, count));
        from += count;
        assert.match((await ledger(store, 'A'))!, new RegExp(`^${from} `));
      }
      const leaves = await store.ledgers.leaves('A', 4);
      assert.deepEqual(
        leaves.map(({ recorded }) => recorded),
        [1, 2, 3, 4].map((version) => renamed(version)),
      );
      const read = leaves.map(({ text }) => parseLeaf(text)!);
      assert.deepEqual(
        read.map(({ agreement, version, at, event }) => ({ agreement, version, at, event })),
        leaves.map(({ recorded: { version, at, event } }) => ({ agreement: 'A', version, at, event })),
      );
      // One person is one pseudonym, and the system none.
      assert.equal(read[0]!.by, read[2]!.by);
      assert.match(read[0]!.by!, /^[0-9a-f]{32}$/);
      assert.equal(read[1]!.by, null);
      assert.equal(new Set(read.map(({ salt }) => salt)).size, 4);
    },
  },
  {
    name: 'any leaf is proved with the nodes that are stored',
    async run({ store }) {
      await store.agreements.commit(commit('A', 0, 300));
      await store.agreements.commit(commit('A', 300, 11));
      const { size, root } = (await store.ledgers.head('A'))!;
      const leaves = await hashes(store, 'A', size);
      for (const index of [0, 1, 255, 256, 299, 300, 310]) {
        const read = await reader(store, 'A', nodesForInclusion(index, size));
        assert.ok(provesInclusion(inclusionProof(index, size, read), index, size, leaves[index]!, root));
      }
      const [level8] = await store.ledgers.row('A', { level: 8, index: 0 }, 256);
      assert.equal(hex(level8!), hex(frontierRoot(grow(emptyFrontier, leaves.slice(0, 256)).frontier)));
      await assert.rejects(store.ledgers.nodes('A', [{ level: 0, index: size }]), RangeError);
      assert.deepEqual(await store.ledgers.nodes('A', []), []);
      assert.deepEqual(await store.ledgers.row('A', { level: 9, index: 0 }, 256), []);
    },
  },
  {
    name: 'a ledger is as it was after an orderly end and after a kill',
    async run(bench) {
      await bench.store.agreements.commit(commit('A', 0, 7));
      const before = await ledger(bench.store, 'A');
      await bench.reopen();
      assert.equal(await ledger(bench.store, 'A'), before);
      await bench.store.agreements.commit(commit('A', 7, 2));
      const after = await ledger(bench.store, 'A');
      await bench.killed();
      assert.equal(await ledger(bench.store, 'A'), after);
    },
  },
  {
    name: 'leaves stand or fall with their events',
    async run(bench) {
      await bench.store.agreements.commit(commit('A', 0, 2));
      const before = await ledger(bench.store, 'A');
      await assert.rejects(bench.store.agreements.commit(commit('A', 1, 2)), ConflictError);
      const cut = commit('A', 2, 2, { read: [{ room: 'none', seq: 1 }] });
      await assert.rejects(bench.store.agreements.commit(cut), ConflictError);
      assert.equal(await ledger(bench.store, 'A'), before);
      for (const step of ['insert ledger_nodes', 'insert events', 'insert ledger_salts'] as const) {
        await bench.failing(step, () => bench.store.agreements.commit(commit('A', 2, 2)));
        assert.equal(await ledger(bench.store, 'A'), before);
        assert.equal((await bench.store.ledgers.leaves('A', 9)).length, 2);
      }
    },
  },
  {
    name: 'an event that no ledger can hold is refused, and leaves nothing behind',
    async run({ store }) {
      await withRooms(store, 'A', seed('r1', 'one'));
      for (const heading of ['\uD800', 'x'.repeat(66_000)]) {
        const unfit = { ...commit('A', 1), events: [renamed(2, heading)] };
        await assert.rejects(store.agreements.commit(unfit), JsonError);
      }
      assert.match((await ledger(store, 'A'))!, /^1 /);
    },
  },
  {
    name: 'ledgers of different agreements have nothing in common',
    async run({ store }) {
      for (const [n, id] of neighbours.entries()) await store.agreements.commit(commit(id, 0, n + 1));
      const all = await store.ledgers.heads();
      assert.deepEqual([...all.keys()].toSorted(), neighbours.toSorted());
      const names = new Set<string | null>();
      for (const [n, id] of neighbours.entries()) {
        assert.equal(await ledger(store, id), `${n + 1} ${hex(all.get(id)!.root)}`);
        names.add(parseLeaf((await store.ledgers.leaves(id, 1))[0]!.text)!.by);
      }
      assert.equal(names.size, neighbours.length);
    },
  },
  {
    name: 'taking in what is there changes nothing; clearing leaves no ledger',
    async run({ store }) {
      await store.agreements.commit(commit('A', 0, 3));
      const before = await ledger(store, 'A');
      await store.ledgers.takeIn('A');
      await store.ledgers.takeIn('none');
      assert.equal(await ledger(store, 'A'), before);
      await store.agreements.clear();
      assert.deepEqual(await store.ledgers.heads(), new Map());
      await store.agreements.commit(commit('A', 0, 3));
      assert.notEqual(await ledger(store, 'A'), before);
    },
  },
];
