/**
 * Waiting for what is to become true, by looking again and again; never for a length of time. The deadline only
 * turns a hang into a failure that says what was waited for.
 */
const deadline = 45_000;
const pause = 20;

/** Resolves with the first truthy value of `look`. An error that `look` throws ends the waiting. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  { within = deadline }: { within?: number } = {},
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
  const started = performance.now();
  for (;;) {
    const seen = await look();
    if (seen) return seen as Exclude<T, false | null | undefined | 0 | ''>;
    if (performance.now() - started > within) throw new Error(`waited ${within / 1000} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Waits until `look` gives a value equal to `wanted`; on failure the error shows both. */
export async function becomes<T>(what: string, look: () => T | Promise<T>, wanted: T): Promise<void> {
  let last: T | undefined;
  const same = (value: T) => JSON.stringify(value) === JSON.stringify(wanted);
  await until(what, async () => same((last = await look()))).catch(() => {
    throw new Error(`${what}\n  expected ${JSON.stringify(wanted)}\n  found    ${JSON.stringify(last)}`);
  });
}
