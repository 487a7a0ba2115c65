/** A day that may never come. */
import type { DayRule } from '../../compliance/day-rule.ts';
import { isRule } from '../leaves.ts';
import type { Rule } from '../rule.ts';

export const longStop: Rule = {
  id: 'L21',
  severity: 'warning',
  title: 'Day without a long-stop date',
  reason: 'A day that waits for an event may never come, and all that hangs on it with it.',
  precedent: 'Transition Day of the JCPOA has one: eight years after Adoption Day, "whichever is earlier".',
  about: 'day',
  check(day, _see, report) {
    if (!day.rule || !mayNeverCome(day.rule)) return;
    report({
      field: 'rule',
      message: `${day.name || day.id} comes only with an event, and so may never come. Add the last day on which it may: "no later than …", and what happens then.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'an event and nothing else',
        change: (its) =>
          (its.day('day:implementation').rule = {
            type: 'event',
            when: { op: 'milestone', ref: 'M1', is: 'verified' },
          }),
        at: '$.days[1].rule',
      },
    ],
    good: [
      {
        says: 'an event, or a date if that is earlier',
        change: (its) =>
          (its.day('day:implementation').rule = {
            type: 'earliestOf',
            of: [
              { type: 'event', when: { op: 'milestone', ref: 'M1', is: 'verified' } },
              { type: 'absolute', date: '2027-06-30' },
            ],
          }),
      },
    ],
  },
};

function mayNeverCome(rule: DayRule): boolean {
  const stop = rule.notLaterThan;
  if (stop && !(isRule(stop) && mayNeverCome(stop))) return false;
  switch (rule.type) {
    // What a relative day counts from is asked of that day.
    case 'absolute':
    case 'relative':
      return false;
    case 'event':
    case 'act':
      return true;
    case 'earliestOf':
      return rule.of.every(mayNeverCome);
    case 'latestOf':
      return rule.of.some(mayNeverCome);
  }
}
