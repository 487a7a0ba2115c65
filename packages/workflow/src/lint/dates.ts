/**
 * When things come and fall due, as the linter compares them: each date is worked out from its own terms and those
 * that it leans on, so a change is felt only where it matters.
 */
import { anchored, type Leaning, type NodeId } from '../compliance/leaning.ts';
import { datesOf, ruleMoment, type Almanac, type Dates } from '../compliance/dating.ts';
import { dayCountOf, isDate, type DayCount } from '../compliance/day-count.ts';
import type { DayRule } from '../compliance/day-rule.ts';
import { isDuration } from '../compliance/duration.ts';
import { sameMoment, type Moment } from '../compliance/moment.ts';
import { namesOf } from '../compliance/names.ts';
import { partsOf } from './leaves.ts';
import type { Lens, Question } from './lens.ts';
import { loops } from './waits.ts';

const dayCount: Question<DayCount> = {
  answer: (see) => dayCountOf({ agreement: see.all('agreement')[0]!, calendars: [...see.all('calendar')] }),
};

const origin: Question<string | null> = {
  answer: (see) =>
    see
      .all('day')
      .flatMap(({ rule }) => partsOf(rule).dates.map(({ date }) => date))
      .filter(isDate)
      .toSorted()[0] ?? null,
};

/** Dates of a node; null of one that there is not, and of one in a circle, which has none. */
const nodeDates: Question<Dates | null> = {
  answer(see, about) {
    const leaning = leaningOf(see, about as NodeId);
    return leaning && datesOf(leaning, almanac(see));
  },
  same: (a, b) =>
    a === b ||
    (a !== null &&
      b !== null &&
      sameMoment(a.comes, b.comes) &&
      sameOrNone(a.due, b.due) &&
      sameOrNone(a.determined, b.determined) &&
      sameOrNone(a.condition, b.condition)),
};
const sameOrNone = (a: Moment | null, b: Moment | null) =>
  a === b || (a !== null && b !== null && sameMoment(a, b));

function leaningOf(see: Lens, node: NodeId): Leaning | null {
  const [kind, name] = [node.slice(0, node.indexOf(' ')), node.slice(node.indexOf(' ') + 1)];
  const term = see.find(kind as Leaning['kind'], name);
  return term ? ({ node, kind, term } as Leaning) : null;
}

const almanac = (see: Lens): Almanac => ({
  count: see.ask(dayCount),
  origin: see.ask(origin),
  dates: (node) => (see.ask(loops).circular.has(node) ? undefined : (see.ask(nodeDates, node) ?? undefined)),
});

/** The day by which a milestone is due, if everything that it counts from comes in time; null where none is known. */
export function dueOf(milestone: string, see: Lens): string | null {
  return almanac(see).dates(`milestone ${milestone}`)?.due?.latest ?? null;
}

/** The day by which a day comes. */
export function dayOf(day: string, see: Lens): string | null {
  return almanac(see).dates(`day ${day}`)?.comes.latest ?? null;
}

/** The day by which a rule that stands by itself comes. */
export function dateOfRule(rule: DayRule, see: Lens): string | null {
  return ruleMoment(rule, '', almanac(see)).latest;
}

/** A date so much later. */
export function after(date: string, duration: string, see: Lens): string | null {
  return see.ask(dayCount).after(date, duration);
}

/** `day:termination+P2Y`, `2036-06-01` */
export interface Instant {
  /** What it counts from; null of a date. */
  readonly anchor: string | null;
  readonly offset: string;
  readonly known: boolean;
  readonly date: string | null;
}

/** Reads an instant; null where the words are none. */
export function instantOf(words: string, see: Lens): Instant | null {
  const [, anchor = '', offset = ''] = /^\s*(.+?)\s*(?:\+\s*(P\S+))?\s*$/.exec(words) ?? [];
  if (isDate(anchor)) {
    const date = offset ? after(anchor, offset, see) : anchor;
    return { anchor: null, offset, known: true, date };
  }
  if (/\s/.test(anchor) || (offset !== '' && !isDuration(offset))) return null;
  const node = anchored(anchor, (candidate) => leaningOf(see, candidate) !== null);
  const dates = node && almanac(see).dates(node);
  const base = dates?.comes.latest ?? null;
  const date = base && offset ? after(base, offset, see) : base;
  return { anchor, offset, known: node !== null, date };
}

/** Any day, to compare two periods that count from the same one. */
const anyDay = '2000-01-01';

/** Whether one comes before the other; false where that cannot be told. */
export function before(a: Instant | null, b: Instant | null, see: Lens): boolean {
  if (!a || !b) return false;
  if (a.date !== null && b.date !== null) return a.date < b.date;
  if (a.anchor === null || a.anchor !== b.anchor) return false;
  const [first, second] = [a, b].map(({ offset }) => (offset ? after(anyDay, offset, see) : anyDay));
  return !!first && !!second && first < second;
}

/** The day on which the agreement ends. */
export const ending: Question<Instant | null> = {
  answer(see) {
    const words = see.all('sunset')[0]?.instrument;
    return words ? instantOf(words, see) : null;
  },
  same: (a, b) => JSON.stringify(a) === JSON.stringify(b),
};

/** The day on which commitments take effect, and its name; null where no day does that or none is known. */
export const beginning: Question<{ readonly name: string; readonly date: string } | null> = {
  answer(see) {
    const start = namesOf({
      days: [...see.all('day')],
      milestones: [],
      tranches: [],
      contingencies: [],
    }).find((name) => name.start);
    const date = start && dayOf(start.id, see);
    return start && date ? { name: start.name || start.id, date } : null;
  },
  same: (a, b) => a?.date === b?.date && a?.name === b?.name,
};

/** The last day on which a milestone must still hold: its deadline, and the time for which it must be sustained. */
export function heldUntil(milestone: string, see: Lens): string | null {
  const due = dueOf(milestone, see);
  const sustain = see.find('milestone', milestone)?.sustain;
  return due && sustain && isDuration(sustain) ? after(due, sustain, see) : due;
}
