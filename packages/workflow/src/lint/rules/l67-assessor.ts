/** An assessor that may take as long as it likes. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const assessor: Rule = {
  id: 'L67',
  severity: 'warning',
  title: 'Assessor without deadline',
  reason:
    'If the assessor has no deadline, or nothing follows when it is late, whoever performed waits all the same.',
  precedent: 'Sudan, July 2017: the review was late, not the conduct; relief waited another three months.',
  about: 'milestone',
  check(milestone, _see, report) {
    const { by, within, onSilence } = milestone.determination ?? {};
    const who = called(milestone);
    if (!by?.trim())
      report({
        field: 'determinedBy',
        at: milestone.determination ? '.determination.by' : '.determination',
        message: `It is not said who determines whether ${who} is met. Name a body, its deadline, and what holds if it is silent.`,
      });
    else if (!within)
      report({
        field: 'determinedWithin',
        at: '.determination.within',
        message: `${by} may take as long as it likes to determine whether ${who} is met. State a period.`,
      });
    else if (!onSilence?.trim())
      report({
        field: 'onSilence',
        at: '.determination.onSilence',
        message: `It is not said what holds if ${by} does not determine in time whether ${who} is met. Say so.`,
      });
  },
  examples: {
    bad: [
      {
        says: 'nobody',
        change: (its) => (its.milestone('M1').determination = null),
        at: '$.milestones[0].determination',
      },
      {
        says: 'some day',
        change: (its) => delete its.milestone('M1').determination!.within,
        at: '$.milestones[0].determination.within',
      },
      {
        says: 'silence means nothing',
        change: (its) => delete its.milestone('M1').determination!.onSilence,
        at: '$.milestones[0].determination.onSilence',
      },
    ],
    good: [],
  },
};
