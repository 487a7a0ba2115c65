/**
 * Thousands of edits race freezes, over two nodes on one store and over processes with real sockets between them: no
 * edit lands in a text after its freeze.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { openSqliteStore, type Store } from '@travaux/server/store';
import { SqlitePlace } from '../store/driver.ts';
import { freezeOverAndOver, RaceNode, Typist, Witness } from './race.ts';

const freezes = 60;
const editsBetween = 40;

/** Two nodes, three people at each, on a store with something replaced. */
async function raceOn(spoil: (store: Store) => Store): Promise<{ witness: Witness; lives: number[] }> {
  const place = new SqlitePlace();
  const store = await openSqliteStore({ file: place.file });
  const witness = new Witness(spoil(store));
  const nodes = [await RaceNode.on(witness), await RaceNode.on(witness)];
  const typists: Typist[] = [];
  try {
    await nodes[0]?.open();
    for (const { port } of nodes) typists.push(new Typist(port), new Typist(port), new Typist(port));
    await freezeOverAndOver(nodes, freezes, async () => {
      const from = witness.edits;
      while (witness.edits < from + editsBetween) await new Promise((resolve) => setTimeout(resolve, 1));
    });
  } finally {
    for (const typist of typists) typist.stop();
    for (const node of nodes) await node.close();
    await store.close();
    place.remove();
  }
  return { witness, lives: typists.map((typist) => typist.lives) };
}

test('over two nodes on one store', async () => {
  const { witness, lives } = await raceOn((store) => store);
  expect(witness).toMatchObject({ freezes, landed: 0, moved: 0 });
  expect(witness.edits).toBeGreaterThanOrEqual(freezes * editsBetween);
  // Each was cut off by freezes, and came back.
  for (const life of lives) expect(life).toBeGreaterThan(1);
}, 120_000);

test('and a store that forgets its freezes is found out', async () => {
  const forgetful = (store: Store): Store => ({
    ...store,
    agreements: {
      ...store.agreements,
      commit: ({ freezes: _forgotten, ...rest }) => store.agreements.commit(rest),
    },
  });
  const { witness } = await raceOn(forgetful);
  expect(witness.landed + witness.moved).toBeGreaterThan(0);
}, 120_000);

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const start = (...args: string[]) =>
  spawn(process.execPath, ['--import', 'tsx', '--conditions=source', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

test('between a server process and client processes', async () => {
  const place = new SqlitePlace();
  const server = start(script('race-server.ts'), place.file, String(freezes), String(editsBetween));
  const clients: ReturnType<typeof start>[] = [];
  try {
    const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
    const said = async () => JSON.parse((await lines.next()).value as string) as Record<string, number>;
    const { port } = await said();
    for (let n = 0; n < 2; n += 1) clients.push(start(script('race-client.ts'), String(port), '3'));
    const seen = await said();
    expect(seen).toMatchObject({ freezes, landed: 0, moved: 0 });
    expect(seen['edits']).toBeGreaterThanOrEqual(freezes * editsBetween);
  } finally {
    for (const client of clients) client.kill();
    server.kill();
    place.remove();
  }
}, 120_000);
