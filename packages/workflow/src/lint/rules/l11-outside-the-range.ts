/** A duty that one trigger tests and the other, which goes with it, does not. */
import type { Condition } from '../../compliance/condition.ts';
import { listWords } from '../../route/words.ts';
import { partsOf } from '../leaves.ts';
import { sameList } from '../ids.ts';
import type { Lens, Question } from '../lens.ts';
import { sameIds } from '../requirements.ts';
import type { Rule } from '../rule.ts';
import type { Things } from '../things.ts';
import { called } from '../wording.ts';

/** So many milestones in common, and a day and a tranche are taken to test the same list. */
const enough = 3;

export const outsideTheRange: Rule = {
  id: 'L11',
  severity: 'warning',
  title: 'Duty outside of the range',
  reason:
    'A duty that stands with the others on the list and that the trigger does not test is a silent hole, or a trap.',
  precedent:
    'JCPOA, annex V: paragraph 15.12 stands behind 15.1 to 15.11, which alone Implementation Day tests.',
  looks: [
    {
      about: 'day',
      check(day, see, report) {
        const tested = testedByDay(day);
        if (tested.size < enough) return;
        for (const id of new Set([...tested].flatMap((milestone) => see.ask(tranchesTesting, milestone)))) {
          const others = see.ask(testedByTranche, id);
          const left = [...others].filter((milestone) => !tested.has(milestone));
          if (left.length === 0 || common(tested, others) < enough) continue;
          report({
            field: 'rule',
            message: `${day.name || day.id} does not wait for ${listWords(left)}, which ${called(see.find('tranche', id)!)} tests along with the rest of the same list. Add ${left.length > 1 ? 'them' : 'it'} to the day, or take ${left.length > 1 ? 'them' : 'it'} out of the tranche.`,
          });
        }
      },
    },
    {
      about: 'tranche',
      check(tranche, see, report) {
        const tested = see.ask(testedByTranche, tranche.id);
        if (tested.size < enough) return;
        for (const id of new Set([...tested].flatMap((milestone) => see.ask(daysTesting, milestone)))) {
          const day = see.find('day', id)!;
          const others = testedByDay(day);
          const left = [...others].filter((milestone) => !tested.has(milestone));
          if (left.length === 0 || common(tested, others) < enough) continue;
          report({
            field: 'condition',
            message: `${called(tranche)} does not wait for ${listWords(left)}, which ${day.name || day.id} tests along with the rest of the same list. Add ${left.length > 1 ? 'them' : 'it'} to the condition, or take ${left.length > 1 ? 'them' : 'it'} out of the day.`,
          });
        }
      },
    },
  ],
  examples: {
    bad: [
      {
        says: 'a day for two of three',
        change: (its) => {
          const leaf = (ref: string) => ({ op: 'milestone', ref, is: 'verified' }) as const;
          its.terms.milestones.push({ ...its.milestone('M2'), id: 'M4' });
          its.milestone('M3').deadline = its.milestone('M2').deadline;
          its.day('day:implementation').rule = {
            type: 'event',
            when: { op: 'and', args: ['M1', 'M2', 'M3'].map(leaf) },
            notLaterThan: { date: '2027-06-30' },
          };
          its.tranche('T2').condition = { ast: { op: 'and', args: ['M1', 'M2', 'M3', 'M4'].map(leaf) } };
        },
        at: '$.days[1].rule',
      },
    ],
    good: [],
  },
};

const none: ReadonlySet<string> = new Set();

/** Milestones that must all be verified, each by a leaf of its own. */
function testedIn(condition: Condition): readonly string[] {
  if (condition.op === 'and') return condition.args.flatMap(testedIn);
  return condition.op === 'milestone' && condition.is === 'verified' ? [condition.ref] : [];
}

const byDay = new WeakMap<Things['day'], ReadonlySet<string>>();
function testedByDay(day: Things['day']): ReadonlySet<string> {
  let tested = byDay.get(day);
  if (!tested) {
    tested = new Set(partsOf(day.rule).conditions.flatMap(({ condition }) => testedIn(condition)));
    byDay.set(day, tested);
  }
  return tested;
}

const testedByTranche: Question<ReadonlySet<string>> = {
  answer(see, id) {
    const ast = see.find('tranche', id)?.condition?.ast;
    return ast ? new Set(testedIn(ast)) : none;
  },
  same: sameIds,
};

function index(see: Lens, kind: 'day' | 'tranche'): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (milestone: string, id: string) => found.set(milestone, [...(found.get(milestone) ?? []), id]);
  if (kind === 'day') for (const day of see.all('day')) for (const id of testedByDay(day)) add(id, day.id);
  else
    for (const { id } of see.all('tranche'))
      for (const milestone of see.ask(testedByTranche, id)) add(milestone, id);
  return found;
}
const dayIndex: Question<ReadonlyMap<string, readonly string[]>> = { answer: (see) => index(see, 'day') };
const trancheIndex: Question<ReadonlyMap<string, readonly string[]>> = {
  answer: (see) => index(see, 'tranche'),
};
const daysTesting: Question<readonly string[]> = {
  answer: (see, milestone) => see.ask(dayIndex).get(milestone) ?? [],
  same: sameList,
};
const tranchesTesting: Question<readonly string[]> = {
  answer: (see, milestone) => see.ask(trancheIndex).get(milestone) ?? [],
  same: sameList,
};

const common = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].filter((id) => b.has(id)).length;
