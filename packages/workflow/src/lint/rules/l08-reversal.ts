/** Reversible relief that nothing says how to reverse. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const reversal: Rule = {
  id: 'L08',
  severity: 'error',
  title: 'Reversible, but how?',
  reason:
    'A threat of reversal without a procedure cannot be used, and whoever uses it is accused of breach.',
  precedent: 'Resolution 2231 (2015), paragraphs 11 and 12, shows how it is done.',
  about: 'tranche',
  check(tranche, _see, report) {
    const { reversible, snapback } = tranche;
    if (reversible === false) {
      if (snapback)
        report({
          field: 'reversible',
          message: `${called(tranche)} is said not to be reversible and yet has a procedure of reversal. Keep one of the two.`,
        });
      return;
    }
    if (!snapback) {
      if (reversible == null && tranche.instrument === 'terminate') return;
      report({
        field: 'reversalMode',
        at: '.snapback',
        message:
          reversible === true
            ? `${called(tranche)} is reversible, and nothing says how it is reversed. Add what triggers the reversal, when it takes effect and what becomes of running business.`
            : `${called(tranche)} does not say whether it can be reversed. Say so, and how.`,
      });
      return;
    }
    if (!snapback.mode?.trim())
      report({
        field: 'reversalMode',
        at: '.snapback.mode',
        message: `${called(tranche)} does not say in which way it is reversed. Say whether automatically, by decision or by expiry.`,
      });
    if (snapback.triggeredBy.length === 0 && snapback.mode !== 'auto_expiry')
      report({
        field: 'reversedBy',
        at: '.snapback.triggeredBy',
        message: `Nothing triggers the reversal of ${called(tranche)}. Name the contingency that does.`,
      });
    if (snapback.mode === 'escrow_clawback' && !tranche.escrow?.trim())
      report({
        field: 'escrow',
        message: `${called(tranche)} is to be reversed out of escrow, and no holder of the escrow is named. Money that is paid out cannot be called back.`,
      });
  },
  examples: {
    bad: [
      {
        says: 'no procedure',
        change: (its) => (its.tranche('T2').snapback = null),
        at: '$.tranches[1].snapback',
      },
      {
        says: 'no trigger',
        change: (its) => its.tranche('T2').snapback?.triggeredBy.pop(),
        at: '$.tranches[1].snapback.triggeredBy',
      },
    ],
    good: [],
  },
};
