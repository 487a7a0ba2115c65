/**
 * Killed without warning under load, again and again: nothing is lost that was acknowledged to its author or seen
 * by anybody else. `pnpm kill 1000` does many more rounds than there is time for here.
 */
import { afterEach, expect, test } from '@jest/globals';
import { Random } from '../simulation/random.ts';
import { Rounds } from './rounds.ts';

const seed = Number(process.env.TRAVAUX_SEED ?? Date.now() % 2 ** 32);
let rounds: Rounds;
afterEach(() => rounds.close());

test(`[D3] 6 kills, seed ${seed}`, async () => {
  rounds = new Rounds(new Random(seed));
  const tally = await rounds.run(6);
  expect(tally).toMatchObject({ rounds: 6, lostAcknowledged: 0, lostSeen: 0, gaps: 0 });
  // It was a load, and there was something to lose.
  expect(tally.edits / (tally.writingMs / 1000)).toBeGreaterThan(50);
  expect(tally.acknowledged).toBeGreaterThan(10);
  expect(tally.seen).toBeGreaterThan(10);
}, 240_000);

test('a server that acknowledges before it writes is caught', async () => {
  rounds = new Rounds(new Random(seed), 'hasty');
  const tally = await rounds.run(3);
  expect(tally.lostAcknowledged).toBeGreaterThan(0);
  expect(tally.lostSeen).toBeGreaterThan(0);
}, 60_000);
