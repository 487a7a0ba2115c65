/**
 * The schedule: the calendar that follows from the terms. Every day, deadline, determination, tranche, measure,
 * review, report, audit, mandate and end is listed with a date, a range, or the reason why it cannot be computed.
 *
 * With the schedule of the terms before a change, only what the change touches is worked out again: a term is taken
 * to be unchanged when its object is the same, so whoever changes terms MUST make new objects and keep the others.
 */
import { dayCountOf, type DayCount } from './day-count.ts';
import { datesOf, loopedDates, type Almanac, type Dates } from './dating.ts';
import { entriesOf, type Entry } from './entries.ts';
import { idOf, knownTerms, leansOf, type Known, type Lean, type NodeId } from './leaning.ts';
import { loopedGroups, shortestLoop } from './loops.ts';
import { sameMoment, type Moment } from './moment.ts';
import { originOf } from './origin.ts';
import type { Terms } from './terms.ts';

export interface Schedule {
  /** By the day by which they come, the undated ones last. */
  readonly entries: readonly Entry[];
  readonly dates: ReadonlyMap<NodeId, Dates>;
  /** Ids that wait for each other, each loop once: `['M2', 'T1']` for M2 → T1 → M2. */
  readonly loops: readonly (readonly string[])[];
  readonly almanac: Almanac;
  readonly known: Known;
  readonly leans: Leans;
  /** How many terms were worked out for it. */
  readonly worked: number;
  readonly steps: ReadonlyMap<NodeId, Step>;
  readonly course: Course;
}

/** In which order terms are worked out: each after what it leans on, those in loops apart. */
interface Course {
  readonly order: readonly NodeId[];
  readonly looped: ReadonlyMap<NodeId, readonly string[]>;
  readonly loops: readonly (readonly string[])[];
}

/** One term as it was worked out, and what it leaned on then. */
interface Step {
  readonly term: object;
  readonly leans: readonly { readonly on: NodeId; readonly dates: Dates }[];
  readonly dates: Dates;
}

export function scheduleOf(terms: Terms, before: Schedule | null = null): Schedule {
  const known = knownTerms(terms);
  const count = countOf(terms, before);
  const origin = originOf(terms);
  const dates = new Map<NodeId, Dates>();
  const almanac: Almanac = { count, origin, dates: (node) => dates.get(node) };
  const counted = before?.almanac.count === count && before.almanac.origin === origin;
  const named = before !== null && sameNames(before.known, known);
  const leans = new Map<NodeId, readonly Lean[]>();
  let leaning = named;
  for (const [node, term] of known) {
    const past = named ? before.known.get(node)! : null;
    const was = past && before!.leans.get(node)!;
    const is = was && past.term === term.term ? was : leansOf(term, known);
    leaning &&= is === was || (!!was && sameNodes(was, is));
    leans.set(node, is);
  }
  const course = leaning ? before!.course : courseOf(leans);
  const reusable = counted && named;

  const steps = new Map<NodeId, Step>();
  // What is in a loop is known to be undated before anything else leans on it.
  for (const [node, loop] of course.looped) dates.set(node, loopedDates(idOf(node), loop));

  let worked = 0;
  for (const node of course.order) {
    const term = known.get(node)!;
    const past = reusable ? before.steps.get(node) : undefined;
    if (past?.term === term.term && past.leans.every((lean) => dates.get(lean.on) === lean.dates)) {
      dates.set(node, past.dates);
      steps.set(node, past);
      continue;
    }
    worked += 1;
    const found = datesOf(term, almanac);
    const now = past && sameDates(past.dates, found) ? past.dates : found;
    dates.set(node, now);
    const on = leans.get(node)!.map(({ on }) => ({ on, dates: dates.get(on)! }));
    steps.set(node, { term: term.term, leans: on, dates: now });
  }
  const entries = entriesOf(terms, { ...almanac, known }, before?.entries ?? null);
  return { entries, dates, loops: course.loops, almanac, known, leans, worked, steps, course };
}

const counts = new WeakMap<DayCount, Pick<Terms, 'agreement' | 'calendars'>>();

function countOf(terms: Terms, before: Schedule | null): DayCount {
  const of = before && counts.get(before.almanac.count);
  if (before && of?.calendars === terms.calendars && of.agreement.dayCount === terms.agreement.dayCount) {
    return before.almanac.count;
  }
  const count = dayCountOf(terms);
  counts.set(count, terms);
  return count;
}

/** Whether the same names are known: only then do the same words lean on the same terms. */
function sameNames(before: Known, after: Known): boolean {
  if (before.size !== after.size) return false;
  for (const node of after.keys()) if (!before.has(node)) return false;
  return true;
}

const sameOrNull = (a: Moment | null, b: Moment | null) => a === b || (!!a && !!b && sameMoment(a, b));

function sameDates(a: Dates, b: Dates): boolean {
  return (
    sameMoment(a.comes, b.comes) &&
    sameOrNull(a.due, b.due) &&
    sameOrNull(a.determined, b.determined) &&
    sameOrNull(a.condition, b.condition)
  );
}

type Leans = ReadonlyMap<NodeId, readonly Lean[]>;

const sameNodes = (a: readonly Lean[], b: readonly Lean[]) =>
  a.length === b.length && a.every(({ on, kind }, index) => on === b[index]!.on && kind === b[index]!.kind);

/** A proportional release is counted in steps of a milestone, and waits for none of them. */
const awaited = (leans: readonly Lean[]): readonly NodeId[] =>
  leans.flatMap(({ on, kind }) => (kind === 'proportional' ? [] : [on]));

function courseOf(leans: Leans): Course {
  const graph = new Map([...leans].map(([node, on]) => [node as string, awaited(on)]));
  const looped = new Map<NodeId, readonly string[]>();
  const loops = loopedGroups(graph).map((group) => {
    const loop = (shortestLoop(graph, group[0]!) ?? group).map(idOf);
    for (const node of group) looped.set(node as NodeId, loop);
    return loop;
  });
  return { order: inOrder(leans, looped), looped, loops };
}

/** Every node after what it leans on, without those in loops. */
function inOrder(leans: Leans, looped: ReadonlyMap<NodeId, unknown>): NodeId[] {
  const order: NodeId[] = [];
  const done = new Set<NodeId>(looped.keys());
  for (const root of leans.keys()) {
    const stack: { readonly node: NodeId; readonly on: readonly NodeId[]; at: number }[] = [];
    const visit = (node: NodeId) => {
      if (done.has(node)) return;
      done.add(node);
      stack.push({ node, on: awaited(leans.get(node)!), at: 0 });
    };
    visit(root);
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const next = top.on[top.at];
      top.at += 1;
      if (next !== undefined) visit(next);
      else {
        order.push(top.node);
        stack.pop();
      }
    }
  }
  return order;
}
