/** A response after which there is nothing left to comply for. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const incentive: Rule = {
  id: 'L40b',
  severity: 'warning',
  title: 'Nothing left to comply for',
  reason: 'Who has lost everything gains nothing by going on.',
  precedent: null,
  about: 'contingency',
  check(contingency, _see, report) {
    if (contingency.incentivePreserved?.trim()) return;
    report({
      field: 'incentivePreserved',
      message: `Once ${called(contingency)} is established, nothing is said to be left for whoever still complies. State what is kept, or can be regained.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'nothing kept',
        change: (its) => delete its.contingency('C1').incentivePreserved,
        at: '$.contingencies[0].incentivePreserved',
      },
    ],
    good: [],
  },
};
