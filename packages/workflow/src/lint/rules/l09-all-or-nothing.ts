/** One tranche for a long list of milestones, of which nothing earns anything by itself. */
import { surelyVerified, tranchesRequiring } from '../requirements.ts';
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

/** So many milestones are a long list. */
const long = 5;

export const allOrNothing: Rule = {
  id: 'L09',
  severity: 'warning',
  title: 'All or nothing',
  reason:
    'Where nothing is earned before everything is done, one open item holds all, and most of a reform earns nothing.',
  precedent:
    'Resolution 687 (1991), paragraph 22: Iraq had to complete "all actions". FATF: Pakistan stayed listed with 26 of 27 items done.',
  about: 'tranche',
  check(tranche, see, report) {
    const needed = see.ask(surelyVerified, `tranche ${tranche.id}`);
    if (needed.size < long || tranche.proportional) return;
    const others = new Set([...needed].flatMap((milestone) => see.ask(tranchesRequiring, milestone)));
    const partial = [...others].some((id) => {
      const other = see.ask(surelyVerified, `tranche ${id}`);
      return other.size < needed.size && [...other].every((milestone) => needed.has(milestone));
    });
    if (partial) return;
    report({
      field: 'condition',
      message: `${called(tranche)} needs all of ${needed.size} milestones, and none of them earns anything before. Give a part of the relief for a part of the list, in steps or by "at least k of".`,
    });
  },
  examples: {
    bad: [
      {
        says: 'one tranche for five milestones',
        change: (its) => {
          const [first, second, third] = its.terms.milestones;
          its.terms.milestones.push({ ...third!, id: 'M4' }, { ...third!, id: 'M5' });
          its.terms.tranches.splice(1);
          its.tranche('T1').magnitudePctOfRegime = 100;
          its.contingency('C1').leveragePreserved = ['T1'];
          its.contingency('C1').response[1]!.do = 'snapback T1';
          its.tranche('T1').condition = {
            ast: {
              op: 'and',
              args: [first!, second!, third!, { id: 'M4' }, { id: 'M5' }].map(({ id }) => ({
                op: 'milestone',
                ref: id,
                is: 'verified',
              })),
            },
          };
        },
        at: '$.tranches[0].condition',
      },
    ],
    good: [],
  },
};
