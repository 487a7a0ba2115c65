/** Sources that all belong to whoever is checked. */
import { listWords } from '../../route/words.ts';
import { controllersOf } from '../controllers.ts';
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const obligorsSources: Rule = {
  id: 'L18',
  severity: 'error',
  title: 'All sources are the obligor’s',
  reason: 'Many sources in the hand of whoever is checked are one claim, many times over.',
  precedent: null,
  about: 'milestone',
  check(milestone, see, report) {
    const controllers = controllersOf(milestone, see);
    if (!controllers || controllers.own.length === 0) return;
    if (controllers.independent.size > 0 || controllers.unsaid.length > 0) return;
    report({
      field: 'sources',
      at: '.verification.sources',
      message: `Whoever owes ${called(milestone)} controls all of its sources (${listWords(controllers.own)}). Add sources that others control.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'two sources, both its own',
        change: (its) => {
          its.terms.sources.push({ ...its.source('S-DECL'), id: 'S-REG' });
          its.milestone('M1').verification!.sources = ['S-DECL', 'S-REG'];
        },
        at: '$.milestones[0].verification.sources',
      },
    ],
    good: [],
  },
};
