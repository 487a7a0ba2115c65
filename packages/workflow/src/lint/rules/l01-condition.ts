/** Relief that depends on nothing. */
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

export const condition: Rule = {
  id: 'L01',
  severity: 'error',
  title: 'Relief without condition',
  reason: 'Relief that depends on nothing gives leverage away for nothing.',
  precedent:
    'The United States took the DPRK off its terrorism list on 11 October 2008 before a written verification protocol existed; it was refused in December.',
  about: 'tranche',
  check(tranche, _see, report) {
    const { ast, text } = tranche.condition ?? {};
    const empty = ast?.op === 'and' && ast.args.length === 0;
    if (ast && !empty) return;
    // A condition in words alone is a condition, though none that can be tested: see L10.
    if (text?.trim() && !empty) return;
    report({
      field: 'condition',
      message: `${called(tranche)} takes effect on no condition. State which milestones must be verified before it does.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'a tranche with no condition',
        change: (its) => (its.tranche('T1').condition = null),
        at: '$.tranches[0].condition',
      },
      {
        says: 'all of nothing',
        change: (its) => (its.tranche('T1').condition = { ast: { op: 'and', args: [] } }),
        at: '$.tranches[0].condition',
      },
    ],
    good: [],
  },
};
