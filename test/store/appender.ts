/**
 * A process that writes to a store as fast as it can and prints each acknowledgement, until it is killed.
 * Update number n of a room is n in eight bytes; a compaction is the updates it sums up, one after the other.
 */
import { writeSync } from 'node:fs';
import { openSqliteStore } from '@travaux/server/store';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('which file?');

const rooms = ['r0', 'r1', 'r2'];
const numbered = (seq: number): Uint8Array => new Uint8Array(BigUint64Array.of(BigInt(seq)).buffer);

const store = await openSqliteStore({ file });
let version = (await store.agreements.list())[0]?.version ?? 0;
if (version === 0) {
  await store.agreements.commit({
    agreement: 'A',
    expectedVersion: 0,
    events: [{ version: 1, at: 'now', by: null, event: { type: 'element-deleted', id: 'x' } }],
    rooms: rooms.map((room) => ({ room, update: null })),
  });
  version = 1;
}

// Straight to the pipe: nothing that was acknowledged may wait in this process.
const told = (what: string, number: number): void => void writeSync(1, `${what} ${number}\n`);

async function write(room: string): Promise<void> {
  const record = await store.journal.load(room);
  if (!record) throw new Error('no room');
  const sum = [...(record.snapshot ? [record.snapshot] : []), ...record.updates];
  for (let seq = record.seq + 1; ; seq += 1) {
    const update = numbered(seq);
    await store.journal.append([{ room, seq, update, person: 'p', at: 'now', leases: [seq] }]);
    told(room, seq);
    sum.push(update);
    if (seq % 50 === 0) await store.journal.compact(room, seq, Buffer.concat(sum), numbered(seq));
  }
}

async function command(): Promise<void> {
  for (;;) {
    await store.agreements.commit({
      agreement: 'A',
      expectedVersion: version,
      events: [1, 2].map((step) => ({
        version: version + step,
        at: 'now',
        by: 'p',
        event: { type: 'element-renamed', id: 'x', heading: String(version + step) },
      })),
    });
    version += 2;
    told('A', version);
  }
}

await Promise.all([...rooms.map(write), command()]);
