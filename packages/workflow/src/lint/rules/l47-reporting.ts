/** A side that need not report. */
import type { Rule } from '../rule.ts';
import { grantors } from '../sides.ts';
import { called } from '../wording.ts';

export const reporting: Rule = {
  id: 'L47',
  severity: 'warning',
  title: 'A side does not report',
  reason: 'If only one side reports, only one side is seen to perform or not.',
  precedent: null,
  about: 'party',
  check(party, see, report) {
    const gives = party.role === 'grantor' || see.ask(grantors).has(party.id);
    if (!gives && party.role !== 'target') return;
    if (see.all('duty').some(({ by }) => by === party.id || by === party.name)) return;
    report({
      message: `${called(party)} does not report on ${gives ? 'the relief that it gives' : 'what it owes'}. Add a report of it, to whom and how often.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'a grantor that does not',
        change: (its) => its.terms.reporting.splice(1, 1),
        at: '$.parties[1]',
      },
      { says: 'the target does not', change: (its) => its.terms.reporting.splice(0, 1), at: '$.parties[0]' },
    ],
    good: [],
  },
};
