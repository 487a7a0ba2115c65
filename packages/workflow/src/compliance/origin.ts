/**
 * The origin: the first date that an agreement names. Nothing of it is expected to come before.
 */
import { isDate } from './day-count.ts';
import type { DayRule } from './day-rule.ts';
import type { Terms } from './terms.ts';

/** The first date that the agreement names for one of its days. */
export function originOf({ days }: Terms): string | null {
  const datesIn = (rule: DayRule): string[] => {
    switch (rule.type) {
      case 'absolute':
        return isDate(rule.date) ? [rule.date] : [];
      case 'earliestOf':
      case 'latestOf':
        return rule.of.flatMap(datesIn);
      case 'relative':
      case 'event':
      case 'act':
        return [];
    }
  };
  return days.flatMap(({ rule }) => (rule ? datesIn(rule) : [])).toSorted()[0] ?? null;
}
