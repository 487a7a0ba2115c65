/** Shares of relief that do not make a whole. */
import { listWords } from '../../route/words.ts';
import type { Question } from '../lens.ts';
import type { Rule } from '../rule.ts';

interface Shares {
  readonly sum: number;
  readonly without: readonly string[];
  readonly of: number;
}
const shares: Question<Shares> = {
  answer(see) {
    const tranches = see.all('tranche');
    return {
      sum: tranches.reduce((sum, { magnitudePctOfRegime }) => sum + (magnitudePctOfRegime ?? 0), 0),
      without: tranches
        .filter(({ magnitudePctOfRegime }) => magnitudePctOfRegime == null)
        .map(({ id }) => id),
      of: tranches.length,
    };
  },
  same: (a, b) => JSON.stringify(a) === JSON.stringify(b),
};

export const magnitudes: Rule = {
  id: 'L14b',
  severity: 'warning',
  title: 'Shares that do not add up',
  reason: 'Shares of relief that do not make a hundred hide how much is given when.',
  precedent: null,
  about: 'agreement',
  check(_agreement, see, report) {
    const { sum, without, of } = see.ask(shares);
    // An agreement that does not measure its relief in shares has none to add up.
    if (of === without.length) return;
    const written = `${Math.round(sum * 100) / 100} per cent`;
    if (without.length > 0)
      report({
        at: '.tranches',
        message: `${listWords(without)} ${without.length > 1 ? 'do' : 'does'} not say which share of all measures it lifts; the others come to ${written}. Add the missing share.`,
      });
    else if (Math.abs(sum - 100) > 0.5)
      report({
        at: '.tranches',
        message: `The tranches together lift ${written} of all measures, not 100. Mend the shares.`,
      });
  },
  examples: {
    bad: [
      {
        says: 'ninety per cent',
        change: (its) => (its.tranche('T3').magnitudePctOfRegime = 20),
        at: '$.tranches',
      },
      {
        says: 'one share missing',
        change: (its) => delete its.tranche('T3').magnitudePctOfRegime,
        at: '$.tranches',
      },
    ],
    good: [
      {
        says: 'no shares at all',
        change: (its) => its.terms.tranches.forEach((tranche) => delete tranche.magnitudePctOfRegime),
      },
    ],
  },
};
