/** A deadline that has passed before anybody owes anything. */
import { beginning, dueOf } from '../dates.ts';
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const dueTooEarly: Rule = {
  id: 'L52',
  severity: 'error',
  title: 'Due before it binds',
  reason: 'What is due before it is binding, or in the past, is born in breach.',
  precedent: null,
  about: 'milestone',
  check(milestone, see, report) {
    const due = dueOf(milestone.id, see);
    if (due === null) return;
    const start = see.ask(beginning);
    if (start) {
      if (due >= start.date) return;
      report({
        field: 'deadline',
        message: `${called(milestone)} is due on ${due}, before commitments take effect on ${start.name} (${start.date}). Let it be due later.`,
      });
      return;
    }
    const today = see.today();
    if (today === null || due >= today) return;
    report({
      field: 'deadline',
      message: `${called(milestone)} was due on ${due}, which is past. Let it be due later.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'before Adoption Day',
        change: (its) => (its.milestone('M1').deadline = { type: 'absolute', date: '2026-01-31' }),
        at: '$.milestones[0].deadline',
      },
    ],
    good: [],
  },
};
