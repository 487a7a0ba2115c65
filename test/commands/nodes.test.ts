/**
 * Two desks on one store, as two nodes have them: one record without gaps, and no conflict hidden.
 */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openSqliteStore, type Store } from '@travaux/server/store';
import { initialState, replay, type Command } from '@travaux/workflow/agreement';
import fc from 'fast-check';
import { actor, add, move, remove, rename, sketch } from '../workflow/language.ts';
import { Office, said, treaty } from './office.ts';

const stores: Store[] = [];
async function store(): Promise<Store> {
  const opened = await openSqliteStore({ file: ':memory:' });
  stores.push(opened);
  return opened;
}
async function office(lines: readonly string[] = treaty): Promise<Office> {
  const made = new Office(await store());
  expect(said(await made.open('A', lines))).toBe(`v${await made.version()}`);
  for (const line of lines)
    if (line.includes('clause')) made.rooms.blocks.set(line.trim().split(' ')[1] ?? '', 3);
  made.committed.length = 0;
  made.rooms.told.length = 0;
  return made;
}
afterEach(async () => {
  for (const used of stores.splice(0)) await used.close();
});

describe('two desks on one store', () => {
  /** Another node, which the first one hears nothing of. */
  test('the later one sees what the other did, and hides no conflict', async () => {
    const one = await office();
    const other = new Office(one.store);
    const seen = await other.version();
    await one.ask('secretariat', rename('a1', 'By one'));
    expect(await other.ask('secretariat', rename('a1', 'By the other'), seen)).toBe('version-conflict');
    expect(await other.outline()).toEqual(treaty.with(0, 'article a1 "By one"'));
    expect(await other.ask('secretariat', rename('a1', 'Then'))).toBe(`v${seen + 2}`);
    // Somebody who read the newest version from the other desk is not told that it is not there.
    expect(await one.ask('secretariat', rename('a1', 'Last'), seen + 2)).toBe(`v${seen + 3}`);
    expect(await one.open('B', [])).toEqual({ version: await other.version('B') });
    expect(said(await other.open('B', []))).toBe('already-open');
  });

  test('any commands from both, at random, make one gapless record that tells the same everywhere', async () => {
    const heading = fc.constantFrom('Aims', 'Scope', '');
    const place = fc.constantFrom<[string | null, string | null]>([null, null], ['a1', null], ['a1', 'c1']);
    const command = fc.oneof(
      heading.map((text): Command => rename('a1', text)),
      place.map(([parent, after]): Command => move('c2', parent, after)),
      fc.nat(5).map((n): Command => add(`clause n${n}`, 'a1')),
      fc.nat(5).map((n): Command => remove(`n${n}`)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ command, desk: fc.nat(1), stale: fc.boolean() }), { maxLength: 25 }),
        async (steps) => {
          const shared = await openSqliteStore({ file: ':memory:' });
          try {
            const offices = [new Office(shared), new Office(shared)];
            await offices[0]?.open();
            const start = (await shared.agreements.events('A')).length;
            let current = start;
            const jobs = steps.map(async ({ command, desk, stale }) => {
              const at = offices[desk];
              if (!at) throw new Error('no such office');
              const version = stale ? current : await at.version();
              const answer = await at.desk.execute('A', version, command, actor('secretariat'));
              if (!answer.refused) current = Math.max(current, answer.version);
            });
            await Promise.all(jobs);
            const events = await shared.agreements.events('A');
            expect(events.map((event) => event.version)).toEqual(events.map((_, index) => index + 1));
            for (const at of offices) {
              const { version } = await at.state();
              const told = events.slice(0, version).map((recorded) => recorded.event);
              expect(await at.outline()).toEqual(sketch(replay(initialState, told)));
            }
          } finally {
            await shared.close();
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
