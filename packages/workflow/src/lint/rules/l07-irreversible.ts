/** Relief that cannot be taken back, given before everything is verified. */
import { listWords } from '../../route/words.ts';
import { surelyVerified } from '../requirements.ts';
import type { Rule } from '../rule.ts';
import { earning } from '../sides.ts';
import { called } from '../wording.ts';

export const irreversible: Rule = {
  id: 'L07',
  severity: 'error',
  title: 'Irreversible relief too early',
  reason: 'What cannot be taken back is no leverage for the milestones that are still to come.',
  precedent:
    'Myanmar: the sanctions programme was terminated in 2016; after 1 February 2021 a new legal basis was needed (Executive Order 14014).',
  about: 'tranche',
  check(tranche, see, report) {
    const forGood =
      tranche.reversible === false ||
      (tranche.reversible == null && tranche.instrument === 'terminate' && !tranche.snapback);
    if (!forGood || !tranche.condition?.ast) return;
    const verified = see.ask(surelyVerified, `tranche ${tranche.id}`);
    const open = see.ask(earning).filter((id) => !verified.has(id));
    if (open.length === 0) return;
    report({
      field: 'reversible',
      message: `${called(tranche)} cannot be taken back, and may take effect before ${listWords(open)} ${open.length > 1 ? 'are' : 'is'} verified. Make it reversible, or let it wait for ${open.length > 1 ? 'them' : 'it'}.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'the first tranche for good',
        change: (its) => {
          its.tranche('T1').reversible = false;
          its.tranche('T1').snapback = null;
        },
        at: '$.tranches[0].reversible',
      },
      {
        says: 'the last tranche, without one of the milestones',
        change: (its) =>
          (its.tranche('T3').condition = { ast: { op: 'milestone', ref: 'M3', is: 'verified' } }),
        at: '$.tranches[2].reversible',
      },
    ],
    good: [],
  },
};
