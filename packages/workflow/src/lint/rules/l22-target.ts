/** A milestone of which nobody can say whether it is met. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const target: Rule = {
  id: 'L22',
  severity: 'error',
  title: 'No target that can be measured',
  reason:
    'Where the target is neither a number nor yes or no, each side decides for itself whether it is met.',
  precedent:
    'Resolution 2577 (2021), paragraph 2 (c) and (d), asks for "progress"; the benchmarks were called weak for it.',
  about: 'milestone',
  check(milestone, _see, report) {
    const { target, observable } = milestone.indicator ?? {};
    const who = called(milestone);
    const value = target?.value;
    if (value == null || value === '') {
      report({
        field: 'target',
        at: '.indicator.target',
        message: `${who} has no target. State a number with a unit, or what is to be yes or no.`,
      });
    } else if (typeof value === 'string' && !isMeasured(value)) {
      report({
        field: 'target',
        at: '.indicator.target.value',
        message: `The target of ${who} is "${value}", which is neither a number nor yes or no. State one that two people measure alike.`,
      });
    } else if (typeof value !== 'boolean' && !target?.comparator) {
      report({
        field: 'target',
        at: '.indicator.target.comparator',
        message: `The target of ${who} is ${value}, and it is not said whether at least, at most or exactly. Say which.`,
      });
    } else if (observable === false) {
      report({
        field: 'observable',
        at: '.indicator.observable',
        message: `What ${who} is measured by cannot be observed, as it is said itself. Choose something that can.`,
      });
    }
  },
  examples: {
    bad: [
      {
        says: 'none',
        change: (its) => delete its.milestone('M1').indicator!.target,
        at: '$.milestones[0].indicator.target',
      },
      {
        says: 'progress',
        change: (its) =>
          (its.milestone('M1').indicator!.target = { comparator: '>=', value: 'significant progress' }),
        at: '$.milestones[0].indicator.target.value',
      },
      {
        says: 'a number, but at least or at most?',
        change: (its) => (its.milestone('M1').indicator!.target = { value: 100 }),
        at: '$.milestones[0].indicator.target.comparator',
      },
    ],
    good: [
      {
        says: 'yes or no',
        change: (its) => {
          its.milestone('M1').indicator = { ...its.milestone('M1').indicator, target: { value: true } };
        },
      },
    ],
  },
};

const isMeasured = (words: string) => /^(-?\d+([.,]\d+)?|yes|no|true|false)$/i.test(words.trim());
