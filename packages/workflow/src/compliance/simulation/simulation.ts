/**
 * The simulation: what comes of an agreement when everybody does what a scenario says. It gives the happenings in
 * order, each with its reason, the relief that is granted against the compliance that is delivered, and what is still
 * held at the end. The same terms and scenario always give the same.
 *
 * It is put together from the courses of parts that are simulated apart. With the simulation of the terms before a
 * change, only the parts that the change touches are simulated again: a term is taken to be unchanged when its object
 * is the same, so whoever changes terms MUST make new objects and keep the others.
 */
import { dayCountOf, type DayCount } from '../day-count.ts';
import { originOf } from '../origin.ts';
import type { Terms } from '../terms.ts';
import { courseOf, type Course } from './course.ts';
import type { Happening } from './happening.ts';
import { Parting, type Part } from './parts.ts';
import type { Scenario } from './scenario.ts';
import type { Signal } from './world.ts';

export interface Simulation {
  readonly happenings: readonly Happening[];
  /** A point for each day on which either changes; both in per cent. */
  readonly curve: readonly CurvePoint[];
  /** Ids of tranches that never took effect. */
  readonly neverGranted: readonly string[];
  /** Ids of tranches that are in effect when nothing more happens. */
  readonly inEffect: readonly string[];
}

export interface CurvePoint {
  readonly date: string;
  /** Share of the whole regime from which there is relief. */
  readonly relief: number;
  /** Share of the target's milestones that is met, those met in part by their score. */
  readonly compliance: number;
}

/** What was simulated: a part, and all else that its course follows from. */
interface Run {
  readonly part: Part;
  readonly course: Course;
}

/** What the courses of all parts follow from, beside their own terms and what the scenario says of those. */
interface Ground {
  readonly parties: Terms['parties'];
  readonly disputeLadder: Terms['disputeLadder'];
  readonly discrepancyProcedure: Terms['discrepancyProcedure'];
  readonly scenario: Scenario;
  readonly count: DayCount;
  readonly begins: string;
  readonly targeted: boolean;
}

interface Past {
  readonly ground: Ground;
  readonly parting: Parting;
  /** By the first and the number of their terms: parts that were joined are of another number than before. */
  readonly runs: ReadonlyMap<string, Run>;
}

const pasts = new WeakMap<Simulation, Past>();
const signals: readonly Signal[] = ['ladder', 'discrepancy', 'overdue', 'tranches'];

/** `before`: the simulation of the terms and scenario before a change. */
export function simulate(
  terms: Terms,
  scenario: Scenario,
  count: DayCount = dayCountOf(terms),
  before: Simulation | null = null,
): Simulation {
  // Without a date of its own nothing is dated, and nothing happens.
  const begins = originOf(terms) ?? '1970-01-01';
  const { atStake, targeted } = atStakeIn(terms);
  const { parties, disputeLadder, discrepancyProcedure } = terms;
  const ground = { parties, disputeLadder, discrepancyProcedure, scenario, count, begins, targeted };
  const past = before ? pasts.get(before) : undefined;
  const kept = past && sameGround(past.ground, ground) ? past : null;
  const runs = new Map<string, Run>();
  const parting = new Parting(terms, past?.parting ?? null);
  const run = (part: Part): Run => {
    const { days, milestones, tranches, contingencies } = part;
    const size = days.length + milestones.length + tranches.length + contingencies.length;
    const key = `${size} ${part.key}`;
    const old = kept?.runs.get(key);
    const same = old && samePart(old.part, part) && sameSaid(kept!.ground.scenario, scenario, part);
    const made = (): Run => {
      const of = { ...terms, days: [...days], milestones: [...milestones], tranches: [...tranches] };
      const own = { ...of, contingencies: [...contingencies] };
      return { part, course: courseOf(part, own, scenario, count, begins, atStake) };
    };
    const done = runs.get(key) ?? (same ? old : made());
    runs.set(key, done);
    return done;
  };
  let found = parting.parts().map(run);
  // Joined parts can say what none of them said alone; each round leaves fewer parts, so there is a last one.
  while (signals.map((signal) => parting.join(concerned(found, signal))).includes(true)) {
    found = parting.parts().map(run);
  }
  const simulation = together(terms, found, atStake.size);
  pasts.set(simulation, { ground, parting, runs });
  return simulation;
}

/** The parts that say it and those that hear it; none while nobody says it. */
function concerned(runs: readonly Run[], signal: Signal): Part[] {
  const saying = runs.filter(({ course }) => course.signals.has(signal));
  if (saying.length === 0) return [];
  return runs.flatMap((run) => (saying.includes(run) || run.part.hears.has(signal) ? [run.part] : []));
}

function together(terms: Terms, runs: readonly Run[], owed: number): Simulation {
  const states = new Map(runs.flatMap(({ course }) => [...course.tranches]));
  const ids = (of: (is: string, since: string | null) => boolean) =>
    [...new Set(terms.tranches.map(({ id }) => id))].filter((id) =>
      of(states.get(id)!.is, states.get(id)!.since),
    );
  return {
    happenings: byDate(runs.flatMap(({ course }) => course.happenings)),
    curve: curveOf(runs, owed),
    neverGranted: ids((_, since) => since === null),
    inEffect: ids((is) => is === 'in-effect'),
  };
}

const byDate = <T extends { readonly date: string }>(items: readonly T[]) =>
  items.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));

/** Each part says what it comes to; the agreement comes to the sum. */
function curveOf(runs: readonly Run[], owed: number): CurvePoint[] {
  const changes = byDate(
    runs.flatMap(({ course }) =>
      course.curve.map(({ date, granted, delivered }, at) => ({
        date,
        granted: granted - (course.curve[at - 1]?.granted ?? 0),
        delivered: delivered - (course.curve[at - 1]?.delivered ?? 0),
      })),
    ),
  );
  const curve: CurvePoint[] = [];
  let [granted, delivered] = [0, 0];
  for (const [index, change] of changes.entries()) {
    granted += change.granted;
    delivered += change.delivered;
    const { date } = change;
    if (changes[index + 1]?.date === date) continue;
    const point = {
      date,
      relief: rounded(granted),
      compliance: rounded((100 * delivered) / Math.max(1, owed)),
    };
    const last = curve.at(-1);
    if (last?.relief !== point.relief || last.compliance !== point.compliance) curve.push(point);
  }
  return curve;
}

/** To the hundredth of a per cent; and a sum of shares that comes to nothing is nothing. */
const rounded = (percent: number) => Math.round(percent * 100) / 100 || 0;

/** The milestones of the party whose compliance is at stake; all, where no party is called the target. */
function atStakeIn({ parties, milestones }: Terms): {
  readonly atStake: ReadonlySet<string>;
  readonly targeted: boolean;
} {
  const targets = new Set(parties.filter(({ role }) => role === 'target').map(({ id }) => id));
  const owed = milestones.filter(({ obligors }) => obligors.some((id) => targets.has(id)));
  const targeted = owed.length > 0;
  return { atStake: new Set((targeted ? owed : milestones).map(({ id }) => id)), targeted };
}

const sameList = <T>(a: readonly T[], b: readonly T[]) =>
  a === b || (a.length === b.length && a.every((one, index) => one === b[index]));

const sameGround = (a: Ground, b: Ground) =>
  sameList(a.parties, b.parties) &&
  a.disputeLadder === b.disputeLadder &&
  a.discrepancyProcedure === b.discrepancyProcedure &&
  a.count === b.count &&
  a.begins === b.begins &&
  a.targeted === b.targeted &&
  a.scenario.complaints === b.scenario.complaints &&
  a.scenario.renewals === b.scenario.renewals;

const samePart = (a: Part, b: Part) =>
  a === b ||
  (sameList(a.days, b.days) &&
    sameList(a.milestones, b.milestones) &&
    sameList(a.tranches, b.tranches) &&
    sameList(a.contingencies, b.contingencies));

/** Whether two scenarios say the same of the terms of a part. */
function sameSaid(a: Scenario, b: Scenario, { milestones, tranches, contingencies }: Part): boolean {
  if (a === b) return true;
  const invoked = ({ invocations }: Scenario) =>
    invocations.filter(({ contingency }) => contingencies.some(({ id }) => id === contingency));
  return (
    milestones.every(({ id }) => a.milestones[id] === b.milestones[id]) &&
    tranches.every(({ id }) => a.nonDelivery[id] === b.nonDelivery[id]) &&
    sameList(invoked(a), invoked(b))
  );
}
