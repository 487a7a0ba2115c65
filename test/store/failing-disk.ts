/**
 * A process whose disk fails: it is started with a limit on the size of files, so that at some point the system
 * refuses a write in the middle of a transaction. It prints what it had acknowledged, and what came after.
 */
import { openSqliteStore, type StoreBrokenError } from '@travaux/server/store';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('which file?');

const broken: StoreBrokenError[] = [];
const store = await openSqliteStore({ file, onBroken: (error) => broken.push(error) });
await store.agreements.commit({
  agreement: 'A',
  expectedVersion: 0,
  events: [{ version: 1, at: 'now', by: null, event: { type: 'element-deleted', id: 'x' } }],
  rooms: [{ room: 'r', update: null }],
});

const append = (seq: number, size: number): Promise<void> =>
  store.journal.append([
    { room: 'r', seq, update: new Uint8Array(size).fill(seq % 256), person: 'p', at: 'now', leases: [] },
  ]);
const failure = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no failure',
    (error: unknown) => (error as Error).name,
  );

let acknowledged = 0;
let first = 'no failure';
while (first === 'no failure') {
  first = await failure(append(acknowledged + 1, 20_000));
  if (first === 'no failure') acknowledged += 1;
}
const after = [
  first,
  // Small enough to fit where the large one did not: it is refused all the same.
  await failure(append(acknowledged + 1, 1)),
  await failure(store.people.savePerson({ id: 'p', name: 'P', convener: false, subject: null })),
  await failure(store.ping()),
];
await store.close();
console.log(JSON.stringify({ acknowledged, after, told: broken.map((error) => error.name) }));
