/** Nobody can say who may invoke it. */
import { didYouMeanOne } from '../ids.ts';
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const standing: Rule = {
  id: 'L38',
  severity: 'error',
  title: 'Who may invoke it?',
  reason:
    'If it is not said who may invoke a procedure, and whether a party that left still may, its use is fought over before its matter.',
  precedent:
    'August 2020: the United States, out since 8 May 2018, claimed to be a "JCPOA participant State"; thirteen members of the Council said no.',
  looks: [
    {
      about: 'contingency',
      check(contingency, see, report) {
        if (contingency.invokers.length === 0)
          report({
            field: 'invokers',
            message: `It is not said who may invoke ${called(contingency)}. Name the parties or bodies that may.`,
          });
        contingency.invokers.forEach((name, index) => {
          if (see.find('party', name) || see.find('body', name) || see.find('verifier', name)) return;
          report({
            field: 'invokers',
            at: `.invokers[${index}]`,
            message: `${called(contingency)} may be invoked by ${name}, and the agreement has nobody of that name.${didYouMeanOne(name, ['party', 'body'], see)}`,
          });
        });
      },
    },
    {
      about: 'ladder',
      check(ladder, _see, report) {
        if (ladder.standing.length === 0)
          report({
            field: 'standing',
            message: 'It is not said who may begin a dispute. Name the parties with standing.',
          });
        if (!ladder.withdrawnPartyStanding?.trim())
          report({
            field: 'withdrawnPartyStanding',
            message:
              'It is not said whether a party that has withdrawn may still begin a dispute. Say so, such as "none from the date of notice of withdrawal".',
          });
      },
    },
  ],
  examples: {
    bad: [
      {
        says: 'a contingency of nobody',
        change: (its) => (its.contingency('C1').invokers = []),
        at: '$.contingencies[0].invokers',
      },
      {
        says: 'a contingency of somebody unknown',
        change: (its) => (its.contingency('C1').invokers = ['ABL']),
        at: '$.contingencies[0].invokers[0]',
      },
      {
        says: 'disputes of nobody',
        change: (its) => (its.terms.disputeLadder!.standing = []),
        at: '$.disputeLadder.standing',
      },
      {
        says: 'silent on who left',
        change: (its) => delete its.terms.disputeLadder!.withdrawnPartyStanding,
        at: '$.disputeLadder.withdrawnPartyStanding',
      },
    ],
    good: [],
  },
};
