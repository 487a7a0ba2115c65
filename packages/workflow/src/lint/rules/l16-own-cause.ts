/** A verifier that is, or hangs on, who it verifies. */
import { listWords } from '../../route/words.ts';
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const ownCause: Rule = {
  id: 'L16',
  severity: 'error',
  title: 'Judge in its own cause',
  reason: 'What the obligor or somebody who depends on it verifies, the other side need not believe.',
  precedent:
    'Resolution 2577 (2021), paragraph 5: national authorities report on their own benchmarks; an assessment under paragraph 4 balances it.',
  about: 'milestone',
  check(milestone, see, report) {
    const lead = milestone.verification?.leadVerifier?.trim();
    if (!lead) return;
    const verifier = see.find('verifier', lead);
    const itself = milestone.obligors.includes(lead);
    const dependent = milestone.obligors.filter((obligor) => !verifier?.independentOf.includes(obligor));
    if (!itself && (!verifier || dependent.length === 0)) return;
    const other = see
      .all('verifier')
      .find(({ independentOf }) => milestone.obligors.every((obligor) => independentOf.includes(obligor)));
    const wrong = itself
      ? `${called(milestone)} is verified by ${lead}, which owes it`
      : `${called(milestone)} is verified by ${called(verifier!)}, which is not said to be independent of ${listWords(dependent)}`;
    report({
      field: 'leadVerifier',
      at: '.verification.leadVerifier',
      message: `${wrong}. Name a verifier that is independent of everybody who owes it${other ? `, such as ${other.id}` : ''}.`,
      ...(other ? { fix: { label: `Name ${other.id}`, words: other.id } } : {}),
    });
  },
  examples: {
    bad: [
      {
        says: 'the obligor itself',
        change: (its) => (its.milestone('M2').verification!.leadVerifier = 'KES'),
        at: '$.milestones[1].verification.leadVerifier',
      },
      {
        says: 'an agency that depends on it',
        change: (its) => {
          its.terms.verifiers.push({ ...its.verifier('IMVA'), id: 'KAA', independentOf: ['ALB', 'TOR'] });
          its.milestone('M2').verification!.leadVerifier = 'KAA';
        },
        at: '$.milestones[1].verification.leadVerifier',
      },
    ],
    good: [],
  },
};
