/** A dispute that may never end. */
import type { Rule } from '../rule.ts';

export const defaultOutcome: Rule = {
  id: 'L36',
  severity: 'error',
  title: 'No default outcome',
  reason: 'A last step without an outcome of its own leaves the dispute open for ever.',
  precedent: 'Resolution 2231 (2015): if no decision is adopted in 30 days, the old measures apply.',
  about: 'ladder',
  check({ steps }, _see, report) {
    const last = steps.at(-1);
    if (!last) {
      report({
        field: 'ladderSteps',
        at: '.steps',
        message:
          'The dispute ladder has no steps. Add at least one, with a body, its days and a default outcome.',
      });
      return;
    }
    if (last.default?.trim()) return;
    report({
      field: 'ladderSteps',
      at: `.steps[${steps.length - 1}].default`,
      message: `The last step of the dispute ladder (${last.name ?? `step ${steps.length}`}) does not say what holds if nothing is decided in time. State the outcome by default.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'nothing holds by default',
        change: (its) => delete its.terms.disputeLadder!.steps[1]!.default,
        at: '$.disputeLadder.steps[1].default',
      },
    ],
    good: [],
  },
};
