/** A milestone that one faulty reading fails. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const falsePositive: Rule = {
  id: 'L34',
  severity: 'warning',
  title: 'No rule for false alarms',
  reason: 'Who is punished for a faulty sensor stops trusting all of them.',
  precedent: null,
  about: 'milestone',
  check(milestone, _see, report) {
    const rule = milestone.falsePositive;
    if (rule?.confirmBy?.trim() && rule.within) return;
    report({
      field: rule?.confirmBy?.trim() ? 'confirmWithin' : 'confirmBy',
      at: !rule
        ? '.falsePositive'
        : rule.confirmBy?.trim()
          ? '.falsePositive.within'
          : '.falsePositive.confirmBy',
      message: `An adverse reading of ${called(milestone)} takes effect ${rule?.confirmBy?.trim() ? 'and nothing says by when it must be confirmed' : 'without being confirmed'}. Say by what it is confirmed, within which time, and that effects are held until then.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'none',
        change: (its) => (its.milestone('M1').falsePositive = null),
        at: '$.milestones[0].falsePositive',
      },
      {
        says: 'confirmed some day',
        change: (its) => delete its.milestone('M1').falsePositive!.within,
        at: '$.milestones[0].falsePositive.within',
      },
    ],
    good: [],
  },
};
