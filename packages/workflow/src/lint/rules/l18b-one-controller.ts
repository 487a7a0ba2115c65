/** Two feeds of one controller, counted as two. */
import { countWords, listWords } from '../../route/words.ts';
import { controllersOf } from '../controllers.ts';
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const oneController: Rule = {
  id: 'L18b',
  severity: 'error',
  title: 'Sources that are not independent',
  reason: 'Two feeds of one controller agree because they are one.',
  precedent: null,
  about: 'milestone',
  check(milestone, see, report) {
    const needed = milestone.verification?.minIndependentSources;
    const controllers = controllersOf(milestone, see);
    if (!controllers || needed == null || needed < 2) return;
    const { own, independent, unsaid } = controllers;
    // All of them the obligor's: see L18. Too few to begin with: see L17.
    if (independent.size >= needed || independent.size + unsaid.length === 0) return;
    if (own.length + unsaid.length + [...independent.values()].flat().length < 2) return;
    const shared = [...independent].filter(([, sources]) => sources.length > 1);
    const why = [
      ...shared.map(([controller, sources]) => `${listWords(sources)} are all controlled by ${controller}`),
      ...(own.length > 0 ? [`${listWords(own)} by whoever owes it`] : []),
      ...(unsaid.length > 0 ? [`who controls ${listWords(unsaid)} is not said`] : []),
    ];
    report({
      field: 'sources',
      at: '.verification.sources',
      message: `${called(milestone)} needs ${needed} independent sources and has ${countWords(independent.size, 'controller')} besides those who owe it${why.length > 0 ? `: ${listWords(why)}` : ''}. Add a source of another controller.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'inspection and seals of one agency',
        change: (its) => {
          its.terms.sources.push({ ...its.source('S-ONSITE'), id: 'S-SEAL' });
          its.milestone('M1').verification!.sources = ['S-ONSITE', 'S-SEAL'];
        },
        at: '$.milestones[0].verification.sources',
      },
      {
        says: 'nobody says who controls it',
        change: (its) => {
          its.terms.sources.push({ id: 'S-CUST' });
          its.milestone('M1').verification!.sources = ['S-ONSITE', 'S-CUST'];
        },
        at: '$.milestones[0].verification.sources',
      },
    ],
    good: [],
  },
};
