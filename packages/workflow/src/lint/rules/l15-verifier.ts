/** A milestone that nobody verifies. */
import { didYouMeanOne, nearestIds } from '../ids.ts';
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const verifier: Rule = {
  id: 'L15',
  severity: 'error',
  title: 'Milestone without verifier',
  reason: 'Without somebody to verify there are only claims.',
  precedent: null,
  about: 'milestone',
  check(milestone, see, report) {
    const place = { field: 'leadVerifier', at: '.verification.leadVerifier' };
    const lead = milestone.verification?.leadVerifier?.trim();
    if (!lead) {
      report({
        ...place,
        message: `Nobody verifies ${called(milestone)}. Name a lead verifier that is independent of ${milestone.obligors.join(' and ') || 'those who owe it'}.`,
      });
      return;
    }
    // A party as verifier of its own conduct: see L16.
    if (see.find('verifier', lead) || milestone.obligors.includes(lead)) return;
    const [near] = nearestIds(lead, ['verifier'], see);
    report({
      ...place,
      message: `${called(milestone)} is verified by ${lead}, and the agreement has no verifier of that name.${didYouMeanOne(lead, ['verifier'], see)}`,
      ...(near ? { fix: { label: `Name ${near}`, words: near } } : {}),
    });
  },
  examples: {
    bad: [
      {
        says: 'nobody',
        change: (its) => delete its.milestone('M2').verification!.leadVerifier,
        at: '$.milestones[1].verification.leadVerifier',
      },
      {
        says: 'somebody unknown',
        change: (its) => (its.milestone('M2').verification!.leadVerifier = 'IMWA'),
        at: '$.milestones[1].verification.leadVerifier',
      },
    ],
    good: [],
  },
};
