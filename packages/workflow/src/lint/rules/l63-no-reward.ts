/** A milestone that is owed for nothing. */
import type { Question } from '../lens.ts';
import { rewardedBy, sameIds } from '../requirements.ts';
import type { Rule } from '../rule.ts';
import { earnsRelief } from '../sides.ts';
import { called } from '../wording.ts';

const rewarded: Question<boolean> = {
  answer: (see, milestone) => see.ask(allRewarded).has(milestone),
};
const allRewarded: Question<ReadonlySet<string>> = {
  answer: (see) => new Set(see.all('tranche').flatMap(({ id }) => [...see.ask(rewardedBy, id)])),
  same: sameIds,
};
/** Whether the condition of a tranche could not be read: it may be there that a milestone is rewarded. */
const unreadCondition: Question<boolean> = {
  answer: (see) => see.all('unread').some(({ field }) => field === 'condition' || field === 'proportionalTo'),
};

export const noReward: Rule = {
  id: 'L63',
  severity: 'warning',
  title: 'Milestone without reward',
  reason: 'Nobody has a reason to do what earns nothing.',
  precedent: null,
  about: 'milestone',
  check(milestone, see, report) {
    if (!earnsRelief(milestone, see) || see.ask(rewarded, milestone.id) || see.ask(unreadCondition)) return;
    report({
      message: `No tranche waits for ${called(milestone)}, so meeting it earns nothing. Put it into the condition of a tranche, or say what else is given for it.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'in no condition',
        change: (its) => {
          its.terms.milestones.push({ ...its.milestone('M3'), id: 'M4' });
          its.tranche('T3').reversible = true;
          its.tranche('T3').snapback = its.tranche('T2').snapback;
          its.terms.tranches.forEach((tranche) => delete tranche.magnitudePctOfRegime);
        },
        at: '$.milestones[3]',
      },
    ],
    good: [
      {
        says: 'a prerequisite of what is rewarded',
        change: (its) => {
          its.terms.milestones.push({ ...its.milestone('M2'), id: 'M4' });
          its.milestone('M3').prerequisites.push('M4');
        },
      },
    ],
  },
};
