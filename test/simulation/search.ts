/**
 * Searches for seeds that break a promise, outside of jest: `tsx --conditions=source test/simulation/search.ts
 * [first] [how many]`. Prints each broken seed and goes on; a seed found here becomes a named case.
 */
import { run } from './run.ts';
import { realNow } from './virtual-time.ts';

const [first = 1, many = 100] = process.argv.slice(2).map(Number);
const begun = realNow();
const sums: Record<string, number> = {};
let broken = 0;
for (let seed = first; seed < first + many; seed++) {
  try {
    const { counts } = await run(seed);
    for (const [name, count] of Object.entries(counts) as [string, number][])
      sums[name] = (sums[name] ?? 0) + count;
  } catch (error) {
    broken++;
    console.log(error instanceof Error ? (error.stack ?? error.message) : error);
  }
}
console.log({ first, many, broken, seconds: Math.round((realNow() - begun) / 100) / 10, ...sums });
