/**
 * What comes again and again, such as a report every three months, in the calendar: the first few times one by one,
 * and after them that it goes on.
 */
import type { Entry } from './entries.ts';
import type { Moment } from './moment.ts';

/** How often something is listed that comes again and again. */
const mostTimes = 8;

/** `at`: when it comes for the n-th time. What comes again is listed each time, until the end; after the last that is listed it is told that it goes on. */
export function recurring(first: Entry, at: (turn: number) => Moment, end: string | null): Entry[] {
  const entries: Entry[] = [{ ...first, when: at(1) }];
  for (let turn = 2; ; turn += 1) {
    const when = at(turn);
    if (when.latest === null || (end !== null && when.latest > end)) return entries;
    if (turn > mostTimes) {
      const last = entries.pop()!;
      return [...entries, { ...last, goesOn: { every: first.every!, until: end } }];
    }
    entries.push({ ...first, key: `${first.key} ${turn}`, when, every: null });
  }
}
