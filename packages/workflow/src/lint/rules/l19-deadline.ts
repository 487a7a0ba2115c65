/** A milestone that is never due. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const deadline: Rule = {
  id: 'L19',
  severity: 'error',
  title: 'No deadline',
  reason: 'What is owed on no date is never missed.',
  precedent: 'Minsk II, paragraph 10: withdrawal of all foreign armed formations, with no date.',
  about: 'milestone',
  check(milestone, _see, report) {
    const rule = milestone.deadline;
    const empty = (rule?.type === 'earliestOf' || rule?.type === 'latestOf') && rule.of.length === 0;
    if (rule && !empty) return;
    report({
      field: 'deadline',
      message: `${called(milestone)} is due on no day. State a deadline, such as "60 days after" one of the days of the agreement.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'none',
        change: (its) => (its.milestone('M1').deadline = null),
        at: '$.milestones[0].deadline',
      },
      {
        says: 'the earliest of nothing',
        change: (its) => (its.milestone('M1').deadline = { type: 'earliestOf', of: [] }),
        at: '$.milestones[0].deadline',
      },
    ],
    good: [],
  },
};
