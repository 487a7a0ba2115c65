/** A trigger that means what its reader likes. */
import { didYouMean, nearestWords } from '../../compliance/names.ts';
import { sameList } from '../ids.ts';
import type { Question } from '../lens.ts';
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

/** Terms that the agreement gives a meaning, in its definitions or in its text. */
const definedTerms: Question<readonly string[]> = {
  answer: (see) => [
    ...see.all('definition').map(({ term }) => term),
    ...see.all('clause').flatMap(({ passages }) => passages.flatMap(({ defines }) => defines)),
  ],
  same: sameList,
};
const fold = (words: string) => words.trim().toLowerCase().replace(/\s+/g, ' ');

export const triggerTerm: Rule = {
  id: 'L33',
  severity: 'error',
  title: 'Trigger undefined',
  reason: 'A trigger whose words nobody has defined is anyone’s reading.',
  precedent:
    'JCPOA, paragraph 36: "significant non-performance" is nowhere defined; the complaining party "deems" it.',
  about: 'contingency',
  check(contingency, see, report) {
    const term = contingency.definedTerm?.trim();
    if (!term) {
      report({
        field: 'definedTerm',
        message: `${called(contingency)} does not say by which defined term it is triggered. Define the term, and name it here.`,
      });
      return;
    }
    const defined = see.ask(definedTerms);
    if (defined.some((one) => fold(one) === fold(term))) return;
    const near = nearestWords(term, defined);
    report({
      field: 'definedTerm',
      message: `${called(contingency)} is triggered by "${term}", which the agreement does not define.${didYouMean(near) || ' Define it.'}`,
      ...(near[0] ? { fix: { label: `Write "${near[0]}"`, words: near[0] } } : {}),
    });
  },
  examples: {
    bad: [
      {
        says: 'no term',
        change: (its) => delete its.contingency('C1').definedTerm,
        at: '$.contingencies[0].definedTerm',
      },
      {
        says: 'a term that is not defined',
        change: (its) => (its.contingency('C1').definedTerm = 'material breach'),
        at: '$.contingencies[0].definedTerm',
      },
    ],
    good: [],
  },
};
