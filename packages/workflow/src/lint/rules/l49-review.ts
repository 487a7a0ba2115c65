/** An agreement that nobody looks at again. */
import { dateOfRule, ending } from '../dates.ts';
import type { Rule } from '../rule.ts';
import type { Things } from '../things.ts';

export const reviewClause: Rule = {
  id: 'L49',
  severity: 'warning',
  title: 'No review in time',
  reason: 'What is never looked at again cannot be adjusted, and breaks instead.',
  precedent: null,
  looks: [
    {
      about: 'agreement',
      check(_agreement, see, report) {
        if (see.all('review').some(isReview)) return;
        report({
          at: '.review',
          message:
            'Nothing provides for a review of the agreement. Add one, with its first date and what it may and may not change.',
        });
      },
    },
    {
      about: 'review',
      check(review, see, report) {
        const end = see.ask(ending);
        const first = review.first ? dateOfRule(review.first, see) : null;
        if (!isReview(review) || first === null || !end?.date || first < end.date) return;
        report({
          field: 'first',
          message: `The first review (${review.id}) falls on ${first}, when the agreement has ended on ${end.date}. Let it be held earlier.`,
        });
      },
    },
  ],
  examples: {
    bad: [
      { says: 'none', change: (its) => (its.terms.review = []), at: '$.review' },
      {
        says: 'after the end',
        change: (its) =>
          (its.terms.review[0]!.first = { type: 'relative', anchor: 'day:adoption', offset: 'P11Y' }),
        at: '$.review[0].first',
      },
    ],
    good: [],
  },
};

/** A periodic assessment of performance is no review of the agreement. */
const isReview = ({ type }: Things['review']) => !type || /review/i.test(type);
