/** Something that several owe, and none its share of. */
import { listWords } from '../../route/words.ts';
import type { Rule } from '../rule.ts';
import { called } from '../wording.ts';

/** Of a share or rate each owes the whole: there is nothing to divide. */
const undivided = /^(%|per ?cent|percent|percentage( points)?|share|ratio|rate|index|points?)$/i;

export const allocation: Rule = {
  id: 'L28',
  severity: 'warning',
  title: 'Several obligors, no allocation',
  reason: 'Where several owe one thing and none knows how much of it, each waits for the others.',
  precedent: 'Good Friday Agreement, decommissioning: parties were to "use any influence they may have".',
  about: 'milestone',
  check(milestone, _see, report) {
    const obligors = [...new Set(milestone.obligors)];
    const { unit, baseline, target } = milestone.indicator ?? {};
    if (obligors.length < 2 || (unit && undivided.test(unit.trim())) || typeof target?.value === 'boolean')
      return;
    const shares = milestone.allocation ?? {};
    const without = obligors.filter((obligor) => shares[obligor] === undefined);
    if (without.length > 0) {
      report({
        field: 'allocation',
        message: `${listWords(obligors)} owe ${called(milestone)} together, and it is not said how much of it falls to ${listWords(without)}. Allocate it.`,
      });
      return;
    }
    const sum = obligors.reduce((total, obligor) => total + Number(shares[obligor]), 0);
    const wholes = [baseline?.value, target?.value].map(Number).filter(Number.isFinite);
    const [from = NaN, to = NaN] = wholes;
    if (!Number.isFinite(sum) || wholes.length < 2) return;
    if ([from, to, Math.abs(from - to), 100].includes(sum)) return;
    report({
      field: 'allocation',
      message: `What ${listWords(obligors)} owe of ${called(milestone)} comes to ${sum}; from ${from} to ${to} it is ${Math.abs(from - to)}. Mend the allocation.`,
    });
  },
  examples: {
    bad: [
      {
        says: 'two obligors, no shares',
        change: (its) => its.milestone('M2').obligors.push('MRO'),
        at: '$.milestones[1].allocation',
      },
      {
        says: 'shares that do not add up',
        change: (its) => {
          its.milestone('M2').obligors.push('MRO');
          its.milestone('M2').allocation = { KES: 2000, MRO: 800 };
        },
        at: '$.milestones[1].allocation',
      },
    ],
    good: [
      { says: 'a share that each owes', change: (its) => its.milestone('M1').obligors.push('MRO') },
      {
        says: 'shares that add up',
        change: (its) => {
          its.milestone('M2').obligors.push('MRO');
          its.milestone('M2').allocation = { KES: 2000, MRO: 870 };
        },
      },
    ],
  },
};
