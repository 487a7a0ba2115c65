/** A reversal that is silent on business that began under the relief. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const runningContracts: Rule = {
  id: 'L08b',
  severity: 'warning',
  title: 'Reversal silent on contracts',
  reason: 'Business that may be punished for what it lawfully began stays away, and the relief is empty.',
  precedent: 'Resolution 2231 (2015), paragraphs 14 and 15, answers it.',
  about: 'tranche',
  check(tranche, _see, report) {
    const { snapback } = tranche;
    if (!snapback || tranche.reversible === false) return;
    if (!snapback.grandfather?.trim())
      report({
        field: 'grandfather',
        at: '.snapback.grandfather',
        message: `The reversal of ${called(tranche)} does not say what becomes of contracts concluded before it. Say which of them stay lawful.`,
      });
    else if (!snapback.windDown)
      report({
        field: 'windDown',
        at: '.snapback.windDown',
        message: `The reversal of ${called(tranche)} leaves no time to wind down running business. State a period.`,
      });
  },
  examples: {
    bad: [
      {
        says: 'nothing on contracts',
        change: (its) => delete its.tranche('T2').snapback?.grandfather,
        at: '$.tranches[1].snapback.grandfather',
      },
      {
        says: 'no time to wind down',
        change: (its) => delete its.tranche('T2').snapback?.windDown,
        at: '$.tranches[1].snapback.windDown',
      },
    ],
    good: [],
  },
};
