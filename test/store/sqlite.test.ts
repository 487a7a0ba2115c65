/**
 * The embedded store: that it keeps the contract, opens only what is its own, and adds up whatever happens to it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { openSqliteStore, StoreOpenError, type Store } from '@travaux/server/store';
import fc from 'fast-check';
import Libsql from 'libsql';
import { runCase } from './bench.ts';
import { cases } from './contract.ts';
import { sqlite, SqlitePlace } from './driver.ts';

const places: SqlitePlace[] = [];
function place(): SqlitePlace {
  const made = new SqlitePlace();
  places.push(made);
  return made;
}
afterEach(() => {
  for (const used of places.splice(0)) used.remove();
});

describe('the embedded store keeps the contract', () => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    await runCase(sqlite, one);
  });

  test('in memory, for as long as it is open', async () => {
    const store = await openSqliteStore({ file: ':memory:' });
    await store.people.savePerson({ id: 'p', name: 'P', convener: false, subject: null });
    expect(await store.people.countPeople()).toBe(1);
    await store.close();
  });
});

describe('opening the embedded store', () => {
  const failure = async (file: string): Promise<StoreOpenError> => {
    const error: unknown = await openSqliteStore({ file }).then(
      async (store) => {
        await store.close();
        return null;
      },
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(StoreOpenError);
    return error as StoreOpenError;
  };

  test('a second time while it is open is refused in a sentence, and harms neither', async () => {
    const here = place();
    const store = await here.open();
    const error = await failure(here.file);
    expect(error.reason).toBe('locked');
    expect(error.message).toMatch(/in use by another process.*Stop it/);
    await store.ping();
    await store.close();
    await (await here.open()).close();
  });

  test('one that a newer version wrote is refused and left as it is', async () => {
    const here = place();
    await (await here.open()).close();
    const database = new Libsql(here.file);
    database.exec('PRAGMA user_version = 4711');
    database.close();
    const before = readFileSync(here.file);
    const error = await failure(here.file);
    expect(error.reason).toBe('newer');
    expect(error.message).toContain('4711');
    expect(readFileSync(here.file).equals(before)).toBe(true);
  });

  test('a database of another program, or no database at all, is refused', async () => {
    const other = place();
    mkdirSync(dirname(other.file), { recursive: true });
    const database = new Libsql(other.file);
    database.exec('CREATE TABLE cookies (name TEXT)');
    database.close();
    const before = readFileSync(other.file);
    expect((await failure(other.file)).reason).toBe('foreign');
    expect(readFileSync(other.file).equals(before)).toBe(true);
    const junk = place();
    mkdirSync(dirname(junk.file), { recursive: true });
    writeFileSync(junk.file, 'not a database, whatever its name says. '.repeat(100));
    expect((await failure(junk.file)).reason).toBe('foreign');
  });

  test('where nothing can be written is refused', async () => {
    const here = place();
    mkdirSync(dirname(here.file), { recursive: true });
    writeFileSync(here.file, '');
    expect((await failure(`${here.file}/below-a-file.db`)).reason).toBe('unusable');
  });
});

describe('a room’s journal, whatever happens to it', () => {
  // 'compact' takes a share of the updates, in tenths.
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 5 }) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('compact' as const), share: fc.nat(10) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('conflict' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const) }) },
  );

  test('adds up to all that was acknowledged, in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const here = place();
        const left: Store[] = [];
        let store = await here.open();
        try {
          await store.agreements.commit({
            agreement: 'A',
            expectedVersion: 0,
            events: [{ version: 1, at: 'now', by: null, event: { type: 'element-deleted', id: 'x' } }],
            rooms: [{ room: 'r', update: null }],
          });
          let written = 0;
          const entry = (seq: number) => ({
            room: 'r',
            seq,
            update: Uint8Array.of(seq),
            person: 'p',
            at: 'now',
            leases: [],
          });
          for (const one of steps) {
            switch (one.do) {
              case 'append':
                await Promise.all(
                  Array.from({ length: one.count }, () => store.journal.append([entry((written += 1))])),
                );
                break;
              case 'compact': {
                const seq = Math.floor((written * one.share) / 10);
                const sum = Uint8Array.from({ length: seq }, (_, index) => index + 1);
                if (seq > 0) await store.journal.compact('r', seq, sum, sum);
                break;
              }
              case 'conflict':
                await expect(store.journal.append([entry(written + 1), entry(written)])).rejects.toThrow();
                break;
              case 'reopen':
                await store.close();
                store = await here.open();
                break;
              case 'kill':
                left.push(store);
                store = await here.openAfterKill(store);
                break;
            }
            const record = await store.journal.load('r');
            expect(record?.seq).toBe(written);
            const sum = [...(record?.snapshot ?? []), ...(record?.updates ?? []).flatMap((u) => [...u])];
            expect(sum).toEqual(Array.from({ length: written }, (_, index) => index + 1));
          }
        } finally {
          for (const open of [store, ...left]) await open.close();
        }
      }),
      { numRuns: 25 },
    );
  });
});
