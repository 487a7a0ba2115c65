/** No civil society, or only in name. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

const civil = /civil|ngo|non.?governmental|humanitarian|academic|press|community|faith|union/i;

export const observers: Rule = {
  id: 'L45',
  severity: 'warning',
  title: 'No civil society observer',
  reason: 'What nobody from outside may watch, few outside will believe.',
  precedent: 'JCPOA, annex IV, paragraph 3.3: observers only by consensus.',
  looks: [
    {
      about: 'agreement',
      check(_agreement, see, report) {
        if (see.all('observer').some(({ kind }) => kind && civil.test(kind))) return;
        report({
          at: '.observers',
          message:
            'No observer from civil society is named. Name at least one, and what it may read, say and attend.',
        });
      },
    },
    {
      about: 'observer',
      check(observer, _see, report) {
        if (observer.rights.some((right) => right.trim() !== '')) return;
        report({
          field: 'rights',
          message: `${called(observer)} is an observer, and it is not said what it may read, say and attend. State its rights.`,
        });
      },
    },
  ],
  examples: {
    bad: [
      { says: 'none', change: (its) => (its.terms.observers = []), at: '$.observers' },
      {
        says: 'no rights',
        change: (its) => (its.terms.observers[0]!.rights = []),
        at: '$.observers[0].rights',
      },
    ],
    good: [],
  },
};
