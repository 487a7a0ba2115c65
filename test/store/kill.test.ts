/**
 * Killed without warning, again and again: everything that was acknowledged is there, nothing is there in part,
 * and the numbers have no gaps.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { openSqliteStore } from '@travaux/server/store';
import { SqlitePlace } from './driver.ts';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const script = (name: string): string[] => ['--conditions=source', '--import', 'tsx', join(here, name)];

/** Lets it write until it has acknowledged so many times, kills it, and tells what it had acknowledged last. */
async function killedAfter(acknowledgements: number, file: string): Promise<Map<string, number>> {
  const child = spawn(process.execPath, [...script('appender.ts'), file], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
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

// Windows and macOS have no such limit that a shell could set for one process.
(process.platform === 'linux' ? describe : describe.skip)('a disk that fails', () => {
  test('ends all writing; what was acknowledged before is there', async () => {
    const place = new SqlitePlace();
    try {
      // The limit is 1 MiB; a process that ignores the signal gets an error from the write instead.
      const { stdout } = await promisify(execFile)(
        'bash',
        [
          '-c',
          `trap '' XFSZ; ulimit -f 1024; exec "$0" "$@"`,
          process.execPath,
          ...script('failing-disk.ts'),
          place.file,
        ],
        { cwd: root },
      );
      const { acknowledged, after, told } = JSON.parse(stdout) as {
        acknowledged: number;
        after: string[];
        told: string[];
      };
      expect(acknowledged).toBeGreaterThan(5);
      expect(after).toEqual(Array.from({ length: 4 }, () => 'StoreBrokenError'));
      expect(told).toEqual(['StoreBrokenError']);
      const store = await openSqliteStore({ file: place.file });
      const record = await store.journal.load('r');
      expect(record?.seq).toBe(acknowledged);
      expect(record?.updates.map((update) => update[0])).toEqual(
        Array.from({ length: acknowledged }, (_, index) => (index + 1) % 256),
      );
      await store.close();
    } finally {
      place.remove();
    }
  });
});
