/** No way back. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const restoration: Rule = {
  id: 'L41',
  severity: 'warning',
  title: 'No way back',
  reason: 'Without a way back there is no reason to put things right after a reversal.',
  precedent: null,
  about: 'contingency',
  check(contingency, _see, report) {
    const way = contingency.restoration;
    if (way?.condition || way?.text?.trim()) return;
    report({
      field: 'restoration',
      message: `It is not said how what ${called(contingency)} reverses is restored. State the condition, and within which time.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'none',
        change: (its) => (its.contingency('C1').restoration = null),
        at: '$.contingencies[0].restoration',
      },
    ],
    good: [],
  },
};
