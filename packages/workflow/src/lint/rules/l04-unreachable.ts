/** Conditions that can never be true. */
import type { Condition } from '../../compliance/condition.ts';
import { impossible, never } from '../can-be.ts';
import type { Lens } from '../lens.ts';
import { partsOf } from '../leaves.ts';
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const unreachable: Rule = {
  id: 'L04',
  severity: 'error',
  title: 'Condition that can never be true',
  reason: 'Relief that can never come is a sham, and a trigger that can never be pulled protects nobody.',
  precedent: null,
  looks: [
    {
      about: 'tranche',
      check(tranche, see, report) {
        const why = see.ask(never, `tranche ${tranche.id}`);
        // Owed to another tranche or day: said there.
        if (!why || why.of !== null) return;
        report({
          field: 'condition',
          message: `${called(tranche)} can never take effect: ${why.reason}. Mend its condition.`,
        });
      },
    },
    {
      about: 'day',
      check(day, see, report) {
        for (const { condition, path } of partsOf(day.rule).conditions) {
          const reason = itself(condition, see);
          if (reason === null) continue;
          report({
            field: 'rule',
            at: `.rule${path}`,
            message: `${day.name || day.id} can never come: ${reason}. Mend its condition.`,
          });
        }
      },
    },
    {
      about: 'contingency',
      check(contingency, see, report) {
        const reason = contingency.trigger?.ast ? itself(contingency.trigger.ast, see) : null;
        if (reason === null) return;
        report({
          field: 'trigger',
          message: `${called(contingency)} can never be triggered: ${reason}. Mend its trigger.`,
        });
      },
    },
  ],
  examples: {
    bad: [
      {
        says: 'in effect and reversed at once',
        change: (its) =>
          (its.tranche('T2').condition = {
            ast: {
              op: 'and',
              args: [
                { op: 'milestone', ref: 'M2', is: 'verified' },
                { op: 'tranche', ref: 'T1', is: 'in_effect' },
                { op: 'tranche', ref: 'T1', is: 'reversed' },
              ],
            },
          }),
        at: '$.tranches[1].condition',
      },
      {
        says: 'three of two',
        change: (its) =>
          (its.tranche('T2').condition = {
            ast: {
              op: 'atLeast',
              k: 3,
              args: [
                { op: 'milestone', ref: 'M1', is: 'verified' },
                { op: 'milestone', ref: 'M2', is: 'verified' },
              ],
            },
          }),
        at: '$.tranches[1].condition',
      },
      {
        says: 'verified and not',
        change: (its) =>
          (its.contingency('C1').trigger = {
            ast: {
              op: 'and',
              args: [
                { op: 'milestone', ref: 'M1', is: 'verified' },
                { op: 'not', args: [{ op: 'milestone', ref: 'M1', is: 'verified' }] },
              ],
            },
          }),
        at: '$.contingencies[0].trigger',
      },
    ],
    good: [
      {
        says: 'one of two, of which one can be',
        change: (its) =>
          (its.tranche('T2').condition = {
            ast: {
              op: 'and',
              args: [
                { op: 'milestone', ref: 'M2', is: 'verified' },
                {
                  op: 'or',
                  args: [
                    { op: 'milestone', ref: 'M1', is: 'verified' },
                    { op: 'milestone', ref: 'M2', is: 'not_verified' },
                  ],
                },
              ],
            },
          }),
      },
    ],
  },
};

/** Why it can never be, unless that is owed to something that is told of on its own. */
function itself(condition: Condition, see: Lens): string | null {
  const why = impossible(condition, see);
  return why && why.of === null ? why.reason : null;
}
