/** An agreement that ends before what it asks for. */
import { listWords } from '../../route/words.ts';
import { before, ending, heldUntil, instantOf } from '../dates.ts';
import type { Question } from '../lens.ts';
import type { Rule } from '../rule.ts';

export const sunsetTooEarly: Rule = {
  id: 'L48',
  severity: 'error',
  title: 'Ends before the last obligation',
  reason: 'What falls due after the agreement has ended cannot be enforced.',
  precedent: 'Resolution 2231 (2015) ends before the longest obligations of the JCPOA.',
  about: 'sunset',
  check({ instrument, surviving }, see, report) {
    const end = see.ask(ending);
    if (!instrument || !end) return;
    const survives = new Set(surviving.map(({ clause }) => clause));
    const late = see
      .ask(dueLast)
      .filter(({ clause, date }) => end.date !== null && date > end.date && !survives.has(clause));
    if (late.length > 0)
      report({
        field: 'endsOn',
        at: '.instrument',
        message: `The agreement ends on ${end.date!}, before ${listWords(late.map(({ id }) => id))} ${late.length > 1 ? 'are' : 'is'} due (${late.at(-1)!.date}). Let it end later, or let the clauses of ${late.length > 1 ? 'these milestones' : 'this milestone'} survive.`,
      });
    surviving.forEach(({ clause, until }, index) => {
      if (!until || !before(instantOf(until, see), end, see)) return;
      report({
        field: 'surviving',
        at: `.surviving[${index}].until`,
        message: `Clause ${see.find('clause', clause)?.label || clause} is to survive the agreement until ${until}, which comes before its end.`,
      });
    });
  },
  examples: {
    bad: [
      {
        says: 'an end before the last deadline',
        change: (its) => {
          its.day('day:end').rule = { type: 'relative', anchor: 'day:adoption', offset: 'P6M' };
          its.terms.review[0]!.first = { type: 'relative', anchor: 'day:adoption', offset: 'P3M' };
        },
        at: '$.sunset.instrument',
      },
    ],
    good: [],
  },
};

interface Due {
  readonly id: string;
  readonly clause: string;
  /** The last day on which it must still hold. */
  readonly date: string;
}

/** All milestones with a date, the first due first. */
const dueLast: Question<readonly Due[]> = {
  answer: (see) =>
    see
      .all('milestone')
      .flatMap(({ id, clause }) => {
        const date = heldUntil(id, see);
        return date === null ? [] : [{ id, clause: clause ?? '', date }];
      })
      .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
  same: (a, b) =>
    a.length === b.length &&
    a.every(({ id, clause, date }, index) => {
      const other = b[index]!;
      return id === other.id && clause === other.clause && date === other.date;
    }),
};
