/** A discrepancy that stays where it is unless everybody moves. */
import type { Rule } from '../rule.ts';

export const discrepancy: Rule = {
  id: 'L42',
  severity: 'warning',
  title: 'Discrepancies do not escalate',
  reason: 'If a discrepancy goes further only with consent, the party that it concerns can hold it up.',
  precedent: null,
  looks: [
    {
      about: 'agreement',
      check(_agreement, see, report) {
        if (see.all('discrepancy').length > 0 || !see.all('milestone').some(readsSeveral)) return;
        report({
          at: '.discrepancyProcedure',
          message:
            'Milestones are read from several sources, and nothing says what happens when they differ. Add a procedure with stages, of which a late one begins by itself.',
        });
      },
    },
    {
      about: 'discrepancy',
      check({ stages }, _see, report) {
        // Notice may be automatic and still lead nowhere.
        if (stages.some(({ automatic }, index) => automatic === true && index > 0)) return;
        report({
          field: 'stages',
          message:
            'No stage of the discrepancy procedure after the first begins by itself. Let it go to a panel on a stated day, without anyone’s consent.',
        });
      },
    },
  ],
  examples: {
    bad: [
      {
        says: 'by consent only',
        change: (its) => (its.terms.discrepancyProcedure!.stages[1]!.automatic = false),
        at: '$.discrepancyProcedure.stages',
      },
      {
        says: 'no procedure',
        change: (its) => (its.terms.discrepancyProcedure = null),
        at: '$.discrepancyProcedure',
      },
    ],
    good: [],
  },
};

const readsSeveral = (milestone: {
  readonly verification?: { readonly sources: readonly string[] } | null | undefined;
}) => (milestone.verification?.sources.length ?? 0) > 1;
