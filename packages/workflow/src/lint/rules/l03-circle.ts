/** Conditions that wait for each other. */
import { capital, listWords } from '../../route/words.ts';
import type { Lens } from '../lens.ts';
import type { Rule } from '../rule.ts';
import { loops, type NodeName, type WaitingKind } from '../waits.ts';

export const circle: Rule = {
  id: 'L03',
  severity: 'error',
  title: 'Conditions in a circle',
  reason: 'Where each waits for the other, nothing can begin, and each side can blame the other for it.',
  precedent:
    'Minsk II, paragraphs 9, 11 and 12: control of the border after elections and reform, elections and reform by agreement with those who held the border.',
  about: 'agreement',
  check(_agreement, see, report) {
    for (const loop of see.ask(loops).deadlocks) {
      const first = loop[0]!;
      const { kind, name } = split(first);
      const ways = loop.map((node, index) => {
        const next = split(loop[(index + 1) % loop.length]!);
        return `${shown(split(node), see)} waits for ${shown(next, see)}`;
      });
      const once = loop.length === 1 ? `${shown({ kind, name }, see)} waits for itself` : listWords(ways);
      report({
        on: { kind, name },
        field: { day: 'rule', milestone: 'prerequisites', tranche: 'condition', contingency: 'trigger' }[
          kind
        ],
        at: { day: '.rule', milestone: '', tranche: '.condition', contingency: '.trigger' }[kind],
        message: `${capital(once)}, so none of it can ever begin. Take one out of what the other waits for.`,
      });
    }
  },
  examples: {
    bad: [
      {
        says: 'two tranches that wait for each other',
        change: (its) =>
          (its.tranche('T2').condition = {
            ast: {
              op: 'and',
              args: [
                { op: 'milestone', ref: 'M2', is: 'verified' },
                { op: 'tranche', ref: 'T3', is: 'in_effect' },
              ],
            },
          }),
        at: '$.tranches[1].condition',
      },
      {
        says: 'milestones that are prerequisites of each other',
        change: (its) => its.milestone('M1').prerequisites.push('M2'),
        at: '$.milestones[0]',
      },
      {
        says: 'a milestone that is due after a day which waits for it',
        change: (its) =>
          (its.milestone('M1').deadline = { type: 'relative', anchor: 'day:implementation', offset: 'P30D' }),
        at: '$.days[1].rule',
      },
    ],
    good: [
      {
        says: 'a circle that another way breaks',
        change: (its) =>
          (its.tranche('T1').condition = {
            ast: {
              op: 'or',
              args: [
                { op: 'milestone', ref: 'M1', is: 'verified' },
                { op: 'tranche', ref: 'T2', is: 'in_effect' },
              ],
            },
          }),
      },
    ],
  },
};

function split(node: NodeName): { readonly kind: WaitingKind; readonly name: string } {
  const [, kind = '', name = ''] = /^(\S+) (.*)$/s.exec(node) ?? [];
  return { kind: kind as WaitingKind, name };
}

function shown({ kind, name }: { readonly kind: WaitingKind; readonly name: string }, see: Lens): string {
  return (kind === 'day' && see.find('day', name)?.name) || name;
}
