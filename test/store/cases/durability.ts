/**
 * What outlives an orderly end and a kill.
 */
import assert from 'node:assert/strict';
import { StoreClosedError } from '@travaux/server/store';
import type { Case } from '../bench.ts';
import { at, commit, seed, entry, withRooms, versions, journal, dana, session, invitation } from '../rows.ts';

export const durability: readonly Case[] = [
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
