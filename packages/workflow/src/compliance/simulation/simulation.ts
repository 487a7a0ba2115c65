/**
 * The simulation: what comes of an agreement when everybody does what a scenario says. It gives the happenings in
 * order, each with its reason, the relief that is granted against the compliance that is delivered, and what is still
 * held at the end. The same terms and scenario always give the same.
 */
import { dayCountOf, type DayCount } from '../day-count.ts';
import { originOf } from '../origin.ts';
import type { Terms } from '../terms.ts';
import { Contingencies } from './contingencies.ts';
import { Days } from './days.ts';
import { Disputes } from './disputes.ts';
import type { Happening } from './happening.ts';
import { Milestones } from './milestones.ts';
import type { Scenario } from './scenario.ts';
import { Tranches } from './tranches.ts';
import { World } from './world.ts';

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

export function simulate(terms: Terms, scenario: Scenario, count: DayCount = dayCountOf(terms)): Simulation {
  // Without a date of its own nothing is dated, and nothing happens.
  const begins = originOf(terms) ?? '1970-01-01';
  const world = new World(terms, scenario, count, begins);
  const anchor = (id: string): string | null => {
    if (isDay.has(id)) return days.came(id);
    const milestone = milestones.states.get(id);
    if (milestone) return milestone.verifiedAt;
    const tranche = tranches.states.get(id);
    return tranche?.is === 'in-effect' ? tranche.since : null;
  };
  const isDay = new Set(terms.days.map(({ id }) => id));
  const owed = owedByTarget(terms);
  const milestones = new Milestones(world, owed, anchor);
  const disputes = new Disputes(world);
  const tranches = new Tranches(world, milestones, () => contingencies);
  const contingencies = new Contingencies(world, milestones, disputes, {
    active: (state) => tranches.active(state),
    responds: (state, response) => {
      tranches.responds(state, response);
      if (response.does === 'pause') for (const { id } of terms.tranches) world.lookAgain(`tranche ${id}`);
    },
    ended: (state) => {
      tranches.ended(state);
      const { phase, responses, term } = state;
      if (phase.is !== 'active') return;
      for (const response of responses) {
        if (response.does === 'pause') for (const { id } of terms.tranches) world.lookAgain(`tranche ${id}`);
        if (response.does !== 'toll') continue;
        const days = daysBetween(phase.since, world.today);
        for (const id of response.milestones) milestones.toll(id, days, term.id);
      }
    },
  });
  const days = new Days(world, anchor);
  milestones.isTolled = (id) =>
    contingencies
      .answering('toll')
      .some(({ responses }) =>
        responses.some((response) => response.does === 'toll' && response.milestones.includes(id)),
      );

  const curve: CurvePoint[] = [];
  milestones.onBreach = (state) => disputes.breach(state);
  milestones.onVerified = (state) => disputes.verified(state);
  world.run((date) => {
    const compliance = rounded((100 * milestones.delivered) / Math.max(1, owed.size));
    const point = { date, relief: rounded(tranches.granted), compliance };
    const last = curve.at(-1);
    if (last?.relief !== point.relief || last.compliance !== point.compliance) curve.push(point);
  });

  const ids = (of: (is: string, since: string | null) => boolean) =>
    [...tranches.states].flatMap(([id, { is, since }]) => (of(is, since) ? [id] : []));
  return {
    happenings: world.happenings,
    curve,
    neverGranted: ids((_, since) => since === null),
    inEffect: ids((is) => is === 'in-effect'),
  };
}

const rounded = (percent: number) => Math.round(percent * 100) / 100;

/** The milestones of the party whose compliance is at stake; all, where no party is called the target. */
function owedByTarget({ parties, milestones }: Terms): ReadonlySet<string> {
  const targets = new Set(parties.filter(({ role }) => role === 'target').map(({ id }) => id));
  const owed = milestones.filter(({ obligors }) => obligors.some((id) => targets.has(id)));
  return new Set((owed.length > 0 ? owed : milestones).map(({ id }) => id));
}

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(to) - Date.parse(from)) / (24 * 60 * 60 * 1000));
