/** A target without the point that it is measured from. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const baseline: Rule = {
  id: 'L25',
  severity: 'warning',
  title: 'No baseline',
  reason: 'Without knowing where it began, nobody can tell what changed.',
  precedent: null,
  about: 'milestone',
  check(milestone, _see, report) {
    const { baseline, target } = milestone.indicator ?? {};
    if (target?.value == null || typeof target.value === 'boolean') return;
    if (baseline?.value == null)
      report({
        field: 'baseline',
        at: '.indicator.baseline',
        message: `${called(milestone)} has no baseline. State the value on a day, and who measured it.`,
      });
    else if (!baseline.asOf)
      report({
        field: 'baseline',
        at: '.indicator.baseline.asOf',
        message: `The baseline of ${called(milestone)} is of no date. State the day on which it was measured.`,
      });
  },
  examples: {
    bad: [
      {
        says: 'none',
        change: (its) => delete its.milestone('M2').indicator!.baseline,
        at: '$.milestones[1].indicator.baseline',
      },
      {
        says: 'of no date',
        change: (its) => delete its.milestone('M2').indicator!.baseline!.asOf,
        at: '$.milestones[1].indicator.baseline.asOf',
      },
    ],
    good: [],
  },
};
