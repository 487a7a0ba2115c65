/** A milestone for which one source of data is enough. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const oneSource: Rule = {
  id: 'L17',
  severity: 'error',
  title: 'One source is enough',
  reason: 'A single source can be manipulated, or fail, and nothing shows that it did.',
  precedent: null,
  about: 'milestone',
  check(milestone, _see, report) {
    const { verification } = milestone;
    if (!verification) return;
    const sources = new Set(verification.sources);
    const needed = verification.minIndependentSources;
    if (sources.size < 2) {
      report({
        field: 'sources',
        at: '.verification.sources',
        message: `${called(milestone)} is read from ${sources.size === 0 ? 'no source' : `${[...sources][0]} alone`}. Name at least two sources that different participants control.`,
      });
    } else if (needed == null || needed < 2) {
      report({
        field: 'minIndependentSources',
        at: '.verification.minIndependentSources',
        message:
          needed == null
            ? `${called(milestone)} does not say how many of its sources must agree. Require at least two that are independent.`
            : `One source is enough to verify ${called(milestone)}. Require at least two that are independent.`,
        fix: { label: 'Require two', words: '2' },
      });
    }
  },
  examples: {
    bad: [
      {
        says: 'one of three is enough',
        change: (its) => (its.milestone('M1').verification!.minIndependentSources = 1),
        at: '$.milestones[0].verification.minIndependentSources',
      },
      {
        says: 'there is only one',
        change: (its) => {
          its.milestone('M1').verification!.sources = ['S-SAT'];
          its.milestone('M1').verification!.minIndependentSources = 1;
        },
        at: '$.milestones[0].verification.sources',
      },
    ],
    good: [],
  },
};
