/** A deadline that is over before it binds. */
import type { RulePart } from '../rule.ts';
import { dateInWords, datesIn } from '../text/dates.ts';
import { binding, operativeSentences } from '../text/english.ts';

const until =
  /(?<![\p{L}])(?:by|before|until|no later than|not later than|on or before|latest by)(?: the end of)?(?: the)? $/iu;

export const pastDeadlineInText: RulePart = {
  about: 'clause',
  check(clause, see, report) {
    const today = see.today();
    if (today === null) return;
    for (const { n, plain, from, text } of operativeSentences(clause, see)) {
      if (!binding.test(text)) continue;
      for (const { from: start, to, date, exists } of datesIn(text)) {
        if (!exists || date >= today || !until.test(text.slice(0, start))) continue;
        report({
          range: plain.range(n, from + start, from + to),
          message: `${dateInWords(date)} is over. Set a day that is still to come.`,
        });
      }
    }
  },
  examples: {
    bad: [
      {
        says: 'a day that is over',
        change: (its) => {
          its.today('2026-11-25');
          its.clause('c1', '1.1 Kestrelia shall declare its stocks by 1 March 2026.');
        },
        at: '1.1',
      },
    ],
    good: [
      {
        says: 'a day to come',
        change: (its) => {
          its.today('2026-11-25');
          its.clause('c1', '1.1 Kestrelia shall declare its stocks by 1 March 2027.');
        },
      },
      {
        says: 'nobody asks what day it is',
        change: (its) => its.clause('c1', '1.1 Kestrelia shall declare its stocks by 1 March 2020.'),
      },
    ],
  },
};
