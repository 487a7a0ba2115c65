/** Something due before what it needs. */
import { dueOf } from '../dates.ts';
import type { Rule } from '../rule.ts';
import { loops } from '../waits.ts';
import { called } from '../wording.ts';

export const beforePrerequisite: Rule = {
  id: 'L53',
  severity: 'error',
  title: 'Due before its prerequisite',
  reason: 'What is due before something that must come first cannot be done in time.',
  precedent: null,
  about: 'milestone',
  check(milestone, see, report) {
    if (milestone.prerequisites.length === 0 || see.ask(loops).circular.has(`milestone ${milestone.id}`))
      return;
    const due = dueOf(milestone.id, see);
    if (due === null) return;
    for (const before of milestone.prerequisites) {
      const first = dueOf(before, see);
      if (first === null || first <= due) continue;
      report({
        field: 'deadline',
        message: `${called(milestone)} is due on ${due}, and ${called(see.find('milestone', before)!)}, which must be verified first, only on ${first}. Let ${milestone.id} be due later, or ${before} earlier.`,
      });
    }
  },
  examples: {
    bad: [
      {
        says: 'the second step before the first',
        change: (its) =>
          (its.milestone('M2').deadline = { type: 'relative', anchor: 'day:adoption', offset: 'P30D' }),
        at: '$.milestones[1].deadline',
      },
    ],
    good: [],
  },
};
