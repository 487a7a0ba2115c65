/** A transition that is extended again and again. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

const limited =
  /\b(once|one time|twice|thrice|at most|not more than|no more than|up to|maximum|max\.?|not (be )?extend(ed|able)|no|none|\d+ times?)\b|^\s*$/i;

export const extension: Rule = {
  id: 'L50',
  severity: 'warning',
  title: 'Extension without limit',
  reason: 'What may be extended without limit ends up permanent.',
  precedent: 'South Sudan: the transition was extended by 6 months in 2019, by 24 in 2022 and by 24 in 2024.',
  looks: [
    {
      about: 'sunset',
      check({ extension }, _see, report) {
        if (!extension) return;
        if (extension.max == null)
          report({
            field: 'extensions',
            at: '.extension.max',
            message:
              'The agreement may be extended, and it is not said how often. State how many times at most.',
            fix: { label: 'At most once', words: '1' },
          });
        if (!extension.length)
          report({
            field: 'extensionLength',
            at: '.extension.length',
            message:
              'The agreement may be extended, and it is not said by how long. State the length of an extension.',
          });
      },
    },
    {
      about: 'tranche',
      check(tranche, _see, report) {
        const renewal = tranche.pilot?.renewal;
        if (!renewal || limited.test(renewal)) return;
        report({
          field: 'pilotRenewal',
          at: '.pilot.renewal',
          message: `The pilot of ${called(tranche)} may be renewed ("${renewal}"), and it is not said how often. State how many times at most.`,
        });
      },
    },
    {
      about: 'contingency',
      check(contingency, _see, report) {
        const extendable = contingency.cure?.extendable;
        if (!extendable || limited.test(extendable)) return;
        report({
          field: 'cureExtendable',
          at: '.cure.extendable',
          message: `The cure of ${called(contingency)} may be extended ("${extendable}"), and it is not said how often. State how many times at most, and by how long.`,
        });
      },
    },
  ],
  examples: {
    bad: [
      {
        says: 'as often as one likes',
        change: (its) => delete its.terms.sunset!.extension!.max,
        at: '$.sunset.extension.max',
      },
      {
        says: 'a pilot that goes on',
        change: (its) => (its.tranche('T1').pilot = { expires: 'P180D', renewal: 'by JEC' }),
        at: '$.tranches[0].pilot.renewal',
      },
      {
        says: 'a cure that goes on',
        change: (its) => (its.contingency('C1').cure!.extendable = 'by JEC'),
        at: '$.contingencies[0].cure.extendable',
      },
    ],
    good: [
      {
        says: 'at most twice',
        change: (its) => (its.tranche('T1').pilot = { expires: 'P180D', renewal: 'by JEC, at most twice' }),
      },
    ],
  },
};
