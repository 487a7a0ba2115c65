/** A value that could not be read. */
import { isDuration } from '../../compliance/duration.ts';
import type { Report, Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const unread: Rule = {
  id: 'L00',
  severity: 'error',
  title: 'Value not understood',
  reason: 'What cannot be read cannot be checked, computed or monitored.',
  precedent: null,
  looks: [
    {
      about: 'unread',
      check({ term, words, message, meant }, _see, report) {
        report({
          message: `"${words}" in ${term} is not understood. ${message}`,
          ...(meant ? { fix: { label: `Write "${meant.name}"`, words: meant.words } } : {}),
        });
      },
    },
    {
      about: 'milestone',
      check(milestone, _see, report) {
        const { sustain, determination, falsePositive, verification, indicator } = milestone;
        periods(called(milestone), report, [
          ['sustain', '.sustain', sustain],
          ['determinedWithin', '.determination.within', determination?.within],
          ['confirmWithin', '.falsePositive.within', falsePositive?.within],
          ['notice', '.verification.notice', verification?.notice],
          ['cadence', '.verification.cadence', verification?.cadence],
          ['aggregation', '.indicator.aggregation.window', indicator?.aggregation?.window],
        ]);
      },
    },
    {
      about: 'tranche',
      check(tranche, _see, report) {
        const { effect, snapback, pilot, reverseConsensus } = tranche;
        periods(called(tranche), report, [
          ['effectWithin', '.effect.within', effect?.within],
          ['syncWindow', '.effect.syncWindow', effect?.syncWindow],
          ['reversalAfter', '.snapback.effectiveAfter', snapback?.effectiveAfter],
          ['windDown', '.snapback.windDown', snapback?.windDown],
          ['pilotExpires', '.pilot.expires', pilot?.expires],
          ['terminatesAfter', '.reverseConsensus.terminatesAfter', reverseConsensus?.terminatesAfter],
        ]);
      },
    },
    {
      about: 'contingency',
      check(contingency, _see, report) {
        const { notice, cure, restoration } = contingency;
        periods(called(contingency), report, [
          ['notice', '.notice', notice],
          ['cure', '.cure.period', cure?.period],
          ['restoredWithin', '.restoration.effectWithin', restoration?.effectWithin],
        ]);
      },
    },
  ],
  examples: {
    bad: [
      {
        says: 'words that are no deadline',
        change: (its) => its.unread('M1', 'deadline', 'soon'),
        at: 'M1.deadline',
      },
      {
        says: 'a period that is none',
        change: (its) => (its.contingency('C1').notice = 'ten days'),
        at: '$.contingencies[0].notice',
      },
    ],
    good: [],
  },
};

type Period = readonly [field: string, at: string, period: string | null | undefined];

function periods(who: string, report: Report, all: readonly Period[]): void {
  for (const [field, at, period] of all) {
    if (!period || isDuration(period)) continue;
    report({
      field,
      at,
      message: `"${period}" in ${who} is no period that can be counted. Write one such as P30D or P6M.`,
    });
  }
}
