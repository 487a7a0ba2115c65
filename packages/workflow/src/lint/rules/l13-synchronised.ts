/** Relief of several grantors that need not come together. */
import { listWords } from '../../route/words.ts';
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const synchronised: Rule = {
  id: 'L13',
  severity: 'warning',
  title: 'Grantors not synchronised',
  reason:
    'Where one of several grantors lags, what the others lift is hollow: a bank does not move while one of them still forbids it.',
  precedent: 'JCPOA, paragraph 34 (iii), solved it by simultaneity on Implementation Day.',
  about: 'tranche',
  check(tranche, _see, report) {
    const { grantors, effect } = tranche;
    if (new Set(grantors).size < 2) return;
    if (effect?.synchronised !== true)
      report({
        field: 'synchronised',
        at: '.effect.synchronised',
        message: `${called(tranche)} is granted by ${listWords(grantors)}, and nothing makes their acts take effect together. Let it be synchronised, within a stated window.`,
        fix: { label: 'Let it be synchronised', words: 'yes' },
      });
    else if (!effect.syncWindow)
      report({
        field: 'syncWindow',
        at: '.effect.syncWindow',
        message: `The acts of ${listWords(grantors)} for ${called(tranche)} are to take effect together, and no window is stated. State one, such as 24 hours.`,
        fix: { label: 'Within 24 hours', words: '24 hours' },
      });
  },
  examples: {
    bad: [
      {
        says: 'two grantors, each when it pleases',
        change: (its) => (its.tranche('T2').effect!.synchronised = false),
        at: '$.tranches[1].effect.synchronised',
      },
      {
        says: 'together, but within what?',
        change: (its) => delete its.tranche('T2').effect!.syncWindow,
        at: '$.tranches[1].effect.syncWindow',
      },
    ],
    good: [
      {
        says: 'one grantor',
        change: (its) => {
          its.tranche('T2').grantors.pop();
          its.tranche('T2').effect!.synchronised = false;
        },
      },
    ],
  },
};
