/** A clause that counts as agreed without everybody's sign-off. */
import { listWords } from '../../route/words.ts';
import type { Rule } from '../rule.ts';

export const signOffMissing: Rule = {
  id: 'L64',
  severity: 'error',
  title: 'Sign-off missing',
  reason: 'What one party took for agreed and another did not is no agreement.',
  precedent: 'Leap Day, 2012: two unilateral statements were taken for a deal.',
  about: 'clause',
  check({ label, settled, unsigned }, see, report) {
    if (!settled || unsigned.length === 0) return;
    const parties = unsigned.map((id) => see.find('party', id)?.name ?? id);
    report({
      message: `Clause ${label || 'without a number'} is closed, and ${listWords(parties)} ${parties.length > 1 ? 'have' : 'has'} not signed it off. Obtain the sign-off, or reopen the clause.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'one party has not signed',
        change: (its) => {
          const clause = its.clause('c1', '1.1 Kestrelia shall declare its stocks.');
          clause.settled = true;
          clause.signOffs = [{ party: 'KES', version: '0.1' }];
          clause.unsigned = ['ALB'];
        },
        at: '1.1',
      },
    ],
    good: [
      {
        says: 'an open clause is signed by nobody',
        change: (its) => {
          its.clause('c1', '1.1 Kestrelia shall declare its stocks.').unsigned = ['ALB'];
        },
      },
    ],
  },
};
