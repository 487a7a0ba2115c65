/**
 * What a value of the agreement format says that another does not: of what a file says, what a text does not.
 */
import { isDeepStrictEqual } from 'node:util';

/** Null, an empty list or empty words say nothing, nor does an object in which nothing is said. */
export function isNothing(value: unknown): boolean {
  return bare(value) === undefined;
}

/** The value without what says nothing; undefined when nothing is left. */
export function bare(value: unknown): unknown {
  if (value === null || value === undefined || value === '') return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((each) => bare(each) ?? null);
  if (typeof value !== 'object') return value;
  const members = Object.entries(value).flatMap(([key, member]) => {
    const kept = bare(member);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/** The members of `given` that are not the same in `said`. */
export function unsaid(
  given: Readonly<Record<string, unknown>>,
  said: Readonly<Record<string, unknown>>,
): string[] {
  return Object.keys(given).filter((key) => !isDeepStrictEqual(bare(given[key]), bare(said[key])));
}
