/**
 * Killed without warning, again and again: everything that was acknowledged is there, nothing is there in part,
 * and the numbers have no gaps.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { openSqliteStore } from '@travaux/server/store';
import { SqlitePlace } from './driver.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** Lets it write until it has acknowledged so many times, kills it, and tells what it had acknowledged last. */
async function killedAfter(acknowledgements: number, file: string): Promise<Map<string, number>> {
  const child = spawn(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', join(here, 'appender.ts'), file],
    { cwd: join(here, '../..'), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(child, 'exit');
  const last = new Map<string, number>();
  let heard = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const [what = '', number = ''] = line.split(' ');
    last.set(what, Number(number));
    heard += 1;
    if (heard === acknowledgements) child.kill('SIGKILL');
  }
  const [, signal] = (await exited) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return last;
}

test('no acknowledged update or command is lost', async () => {
  const place = new SqlitePlace();
  try {
    // Early and late: before the first compaction, between, and after several.
    for (const acknowledgements of [1, 17, 333, 1_000, 2_500]) {
      const last = await killedAfter(acknowledgements, place.file);
      const store = await openSqliteStore({ file: place.file });
      const events = await store.agreements.events('A');
      expect(events.length).toBeGreaterThanOrEqual(last.get('A') ?? 0);
      expect(events.length % 2).toBe(1);
      expect(events.map((event) => event.version)).toEqual(events.map((_, index) => index + 1));
      for (const room of ['r0', 'r1', 'r2']) {
        const record = await store.journal.load(room);
        const bytes = Buffer.concat([record?.snapshot ?? new Uint8Array(0), ...(record?.updates ?? [])]);
        const numbers = [...new BigUint64Array(new Uint8Array(bytes).buffer)].map(Number);
        expect(record?.seq).toBeGreaterThanOrEqual(last.get(room) ?? 0);
        expect(numbers).toEqual(Array.from({ length: record?.seq ?? 0 }, (_, index) => index + 1));
        expect(record?.leases.size).toBe(numbers.length);
      }
      await store.close();
    }
  } finally {
    place.remove();
  }
});
