/**
 * Seeds: each is a world of its own, with several people, a server and a disk, and everything that can go wrong.
 * `TRAVAUX_SEEDS` sets how many are tried, `TRAVAUX_SEED` with which it begins; a failure names its seed and tells
 * what happened last. `search.ts` does the same without jest.
 */
import { describe, expect, jest, test } from '@jest/globals';
import { run } from './run.ts';
import type { WrongDisk } from './disk.ts';

/** Against hanging only: how long a seed takes is the machine's affair. */
jest.setTimeout(600_000);

const many = Number(process.env.TRAVAUX_SEEDS ?? 24);
const first = Number(process.env.TRAVAUX_SEED ?? Math.floor(Date.now() / 1000) % 1_000_000_000);
const groupSize = 12;

const sums = new Map<string, number>();

async function runs(seed: number): Promise<void> {
  const { counts } = await run(seed);
  for (const [name, count] of Object.entries(counts) as [string, number][])
    sums.set(name, (sums.get(name) ?? 0) + count);
}

describe(`[D1] [D3] [D5] no promise is broken, from seed ${first}`, () => {
  const groups = Array.from({ length: Math.ceil(many / groupSize) }, (_, i) => first + i * groupSize);
  test.each(groups)(`${Math.min(many, groupSize)} seeds from %i`, async (from) => {
    for (let seed = from; seed < Math.min(from + groupSize, first + many); seed++) await runs(seed);
  });
});

describe('seeds that broke a promise once', () => {
  // Each was found by an earlier state of the simulation; found.test.ts has what they showed in its smallest form.
  test.each([4, 11, 30, 42, 136, 795_631_909, 795_635_983])('%i', runs);
});

describe('seeds in which what is rare happens', () => {
  // In few seeds at random a pause may be missing. Where a change of the rooms makes these seeds tame, `search.ts`
  // with one seed at a time finds others.
  const rare = ['splits', 'compactions', 'unloads', 'failedWrites', 'gaps', 'orphans', 'pauses'] as const;
  test('128 and 138', async () => {
    const both = [(await run(128)).counts, (await run(138)).counts];
    for (const what of rare) expect([what, both.some((counts) => counts[what] > 0)]).toEqual([what, true]);
  });
});

describe('a disk that is wrong is noticed', () => {
  const faults: WrongDisk[] = [
    'acknowledges before it syncs',
    'tears the last write',
    'deletes before it compacts',
  ];
  test.each(faults)('%s', async (fault) => {
    let noticed = 0;
    // Where the search begins is of no account: a torn write is noticed by one seed in a hundred.
    for (let seed = 61; seed <= 360 && noticed === 0; seed++) {
      await run(seed, undefined, fault).catch((error: unknown) => {
        expect(String(error)).toMatch(/BrokenPromise: seed \d+: /);
        noticed++;
      });
    }
    expect(noticed).toBe(1);
  });
});

// Last, because it judges what the others did: a run in which little happens proves little.
test('the runs did real work', () => {
  expect(sums.get('edits')).toBeGreaterThan(50 * many);
  for (const what of ['durable', 'acknowledged', 'shown', 'refusals', 'crashes', 'restarts', 'reloads'])
    expect([what, sums.get(what)]).not.toEqual([what, 0]);
});
