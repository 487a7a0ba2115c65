/** A contingency that gives nobody time to put things right. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const cure: Rule = {
  id: 'L32',
  severity: 'error',
  title: 'No cure period',
  reason: 'Without time to put things right, a hiccup becomes the end of the agreement.',
  precedent: null,
  about: 'contingency',
  check(contingency, _see, report) {
    const period = contingency.cure?.period?.trim();
    if (period && !/^-?P(0+[YMWD])*(T(0+[HMS])+)?$/.test(period)) return;
    report({
      field: 'cure',
      at: contingency.cure ? '.cure.period' : '.cure',
      message: `${called(contingency)} has its consequences at once. Give a period of cure, such as 30 days, in which it can be put right.`,
      fix: { label: 'Give 30 days', words: '30 days' },
    });
  },
  examples: {
    bad: [
      { says: 'none', change: (its) => (its.contingency('C1').cure = null), at: '$.contingencies[0].cure' },
      {
        says: 'no days',
        change: (its) => (its.contingency('C1').cure!.period = 'P0D'),
        at: '$.contingencies[0].cure.period',
      },
    ],
    good: [],
  },
};
