/**
 * What `pnpm kill [rounds]` runs: so many rounds more, added to what earlier runs counted, so that the sum can be
 * reached in several goes. Ends with one line; the exit code is 1 when anything was lost.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Random } from '../simulation/random.ts';
import { emptyTally, Rounds, type Tally } from './rounds.ts';

const record = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../node_modules/.cache/travaux-kill/tally.json',
);
const asked = Number(process.argv[2] ?? 100);
if (!Number.isInteger(asked) || asked < 1) throw new Error('how many rounds?');
const seed = Number(process.env.TRAVAUX_SEED ?? Date.now() % 2 ** 32);

process.setMaxListeners(0);
const before = read();
const rounds = new Rounds(new Random(seed));
const begun = performance.now();
const sum = (now: Tally): Tally =>
  Object.fromEntries(
    Object.entries(now).map(([name, value]) => [name, (value as number) + before[name as keyof Tally]]),
  ) as unknown as Tally;
await rounds.run(asked, (now) => {
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, JSON.stringify(sum(now)));
  if (now.rounds % 50 === 0) console.log(`${now.rounds} of ${asked} rounds`);
});
await rounds.close();

const seconds = (performance.now() - begun) / 1000;
const { tally } = rounds;
const all = sum(tally);
console.log(
  `seed ${seed}: ${tally.rounds} rounds in ${seconds.toFixed(0)} s, ${rate(tally)} edits a second while they wrote`,
);
console.log(
  `${all.rounds} kills in all: ${all.edits} edits, ${all.acknowledged} updates acknowledged, ${all.seen} seen by others; ` +
    `${all.lostAcknowledged} acknowledged lost, ${all.lostSeen} seen lost, ${all.gaps} journals with gaps`,
);
process.exitCode = tally.lostAcknowledged + tally.lostSeen + tally.gaps > 0 ? 1 : 0;

function rate({ edits, writingMs }: Tally): number {
  return Math.round((edits / writingMs) * 1000);
}

function read(): Tally {
  try {
    return { ...emptyTally(), ...(JSON.parse(readFileSync(record, 'utf8')) as Tally) };
  } catch {
    return emptyTally();
  }
}
