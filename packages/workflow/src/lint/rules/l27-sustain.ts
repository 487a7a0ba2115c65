/** Conduct that has to be good on one day only. */
import type { Rule } from '../rule.ts';
import type { Things } from '../things.ts';
import { called } from '../wording.ts';

export const sustain: Rule = {
  id: 'L27',
  severity: 'warning',
  title: 'One good day is enough',
  reason: 'What can lapse again proves little on one day: stocks grow, prisons fill, ratings fall.',
  precedent:
    'Executive Order 13761 on Sudan asked for positive actions that were "sustained"; FATF sends a mission to see that reforms last.',
  about: 'milestone',
  check(milestone, _see, report) {
    if (milestone.sustain || !canLapse(milestone)) return;
    report({
      field: 'sustain',
      message: `${called(milestone)} counts as met on the first day on which it is, though it can lapse on the next. Say for how long it must hold, such as 90 days.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'a stock that may grow again',
        change: (its) => (its.milestone('M2').sustain = null),
        at: '$.milestones[1].sustain',
      },
      {
        says: 'a share of each month',
        change: (its) => {
          its.milestone('M3').sustain = null;
          its.milestone('M3').indicator!.aggregation = { fn: 'mean', window: 'P1M' };
        },
        at: '$.milestones[2].sustain',
      },
    ],
    good: [
      { says: 'what is done once and for all', change: (its) => (its.milestone('M1').sustain = null) },
      {
        says: 'periods that are counted in the indicator itself',
        change: (its) => {
          its.milestone('M2').sustain = null;
          its.milestone('M2').indicator!.statement = 'Consecutive quarters above the ceiling';
        },
      },
    ],
  },
};

/** Whether the next reading may be worse: a level to be kept low, an average of a window, a rating. */
function canLapse({ indicator, title }: Things['milestone']): boolean {
  const { target, aggregation, statement } = indicator ?? {};
  const words = `${statement ?? ''} ${title}`;
  if (target?.value == null || /\bconsecutive\b/i.test(words)) return false;
  const low = target.comparator === '<=' || target.comparator === '<';
  const gone = target.comparator === '==' && Number(target.value) === 0 && target.value !== false;
  return low || gone || Boolean(aggregation?.window) || /\brat(ed|ings?)\b/i.test(words);
}
