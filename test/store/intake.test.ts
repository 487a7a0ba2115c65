/**
 * Events from before there were ledgers: they become leaves, in their order.
 */
import { expect, test } from '@jest/globals';
import { openSqliteStore } from '@travaux/server/store';
import { parseLeaf } from '@travaux/workflow/ledger';
import Libsql from 'libsql';
import { SqlitePlace } from './driver.ts';
import { commit, renamed } from './rows.ts';

test('an agreement of an older version is taken in', async () => {
  const place = new SqlitePlace();
  try {
    const before = await openSqliteStore({ file: place.file });
    await before.agreements.commit(commit('A', 0, 3));
    await before.close();
    const database = new Libsql(place.file);
    database.exec(`DELETE FROM ledger_nodes; DELETE FROM ledger_salts; DELETE FROM ledgers;`);
    // Nobody refused that then.
    database
      .prepare(`UPDATE events SET event = ? WHERE version = 2`)
      .run([JSON.stringify({ ...renamed(2).event, heading: 'half \uD800' })]);
    database.close();

    const store = await openSqliteStore({ file: place.file });
    expect(await store.ledgers.head('A')).toBe(null);
    expect(await store.ledgers.leaves('A', 3)).toEqual([]);
    await store.ledgers.takeIn('A');
    const leaves = await store.ledgers.leaves('A', 3);
    expect(leaves.map(({ recorded }) => recorded)).toEqual([
      renamed(1),
      renamed(2, 'half \uFFFD'),
      renamed(3),
    ]);
    expect(leaves.map(({ text }) => parseLeaf(text)?.version)).toEqual([1, 2, 3]);
    expect((await store.agreements.events('A'))[1]).toEqual(renamed(2, 'half \uFFFD'));
    await store.agreements.commit(commit('A', 3, 1));
    expect((await store.ledgers.head('A'))?.size).toBe(4);
    await store.close();
  } finally {
    place.remove();
  }
});
