/** Relief that only waits. */
import type { Condition } from '../../compliance/condition.ts';
import type { DayRule } from '../../compliance/day-rule.ts';
import type { Lens } from '../lens.ts';
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const passageOfTime: Rule = {
  id: 'L05',
  severity: 'warning',
  title: 'Relief by passage of time',
  reason: 'Relief that comes when enough time has passed is not tied to performance.',
  precedent: null,
  about: 'tranche',
  check(tranche, see, report) {
    const ast = tranche.condition?.ast;
    if (!ast || (ast.op === 'and' && ast.args.length === 0) || !comes(ast, see, new Set([tranche.id])))
      return;
    report({
      field: 'condition',
      message: `${called(tranche)} takes effect even if no milestone is ever verified: time alone makes its condition true. Require at least one verified milestone.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'a day that comes by itself',
        change: (its) => (its.tranche('T1').condition = { ast: { op: 'reached', ref: 'day:adoption' } }),
        at: '$.tranches[0].condition',
      },
      {
        says: 'a milestone or else a day',
        change: (its) =>
          (its.tranche('T1').condition = {
            ast: {
              op: 'or',
              args: [
                { op: 'milestone', ref: 'M1', is: 'verified' },
                { op: 'reached', ref: 'day:adoption' },
              ],
            },
          }),
        at: '$.tranches[0].condition',
      },
    ],
    good: [
      {
        says: 'a day that waits for a milestone',
        change: (its) =>
          (its.tranche('T1').condition = { ast: { op: 'reached', ref: 'day:implementation' } }),
      },
    ],
  },
};

/** Whether it becomes true while nobody performs and nobody complains. `asked`: tranches on the way, against circles. */
function comes(condition: Condition, see: Lens, asked: ReadonlySet<string>): boolean {
  switch (condition.op) {
    case 'and':
      return condition.args.every((arg) => comes(arg, see, asked));
    case 'or':
      return condition.args.some((arg) => comes(arg, see, asked));
    case 'atLeast':
      return condition.args.filter((arg) => comes(arg, see, asked)).length >= condition.k;
    case 'not':
      return !comes(condition.args[0], see, asked);
    case 'milestone':
      return condition.is === 'not_verified' || condition.is === 'missed';
    case 'reached': {
      const rule = see.find('day', condition.ref)?.rule;
      return rule ? dayComes(rule, see, asked) : false;
    }
    case 'tranche': {
      const ast = see.find('tranche', condition.ref)?.condition?.ast;
      const inEffect =
        !!ast && !asked.has(condition.ref) && comes(ast, see, new Set([...asked, condition.ref]));
      return condition.is === 'in_effect' ? inEffect : condition.is === 'not_in_effect' && !inEffect;
    }
    case 'discrepancyClosed':
      return true;
    case 'sustained':
    case 'contingencyActive':
    case 'ladderOutcome':
    case 'discrepancyOpen':
    case 'relief_overdue':
      return false;
  }
}

function dayComes(rule: DayRule, see: Lens, asked: ReadonlySet<string>): boolean {
  if (rule.provided && !comes(rule.provided, see, asked)) return false;
  switch (rule.type) {
    case 'absolute':
      return true;
    case 'act':
      return false;
    case 'relative': {
      const key = `day ${rule.anchor}`;
      const anchor = see.find('day', rule.anchor)?.rule;
      return !!anchor && !asked.has(key) && dayComes(anchor, see, new Set([...asked, key]));
    }
    case 'earliestOf':
      return rule.of.some((one) => dayComes(one, see, asked));
    case 'latestOf':
      return rule.of.length > 0 && rule.of.every((one) => dayComes(one, see, asked));
    case 'event':
      return comes(rule.when, see, asked);
  }
}
