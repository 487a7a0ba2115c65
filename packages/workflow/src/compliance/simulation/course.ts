/**
 * The course of one part of a simulated agreement, from its first day until nothing more happens in it.
 */
import type { DayCount } from '../day-count.ts';
import type { Terms } from '../terms.ts';
import { Contingencies } from './contingencies.ts';
import { Days } from './days.ts';
import { Disputes } from './disputes.ts';
import type { Happening } from './happening.ts';
import { Milestones } from './milestones.ts';
import type { Part } from './parts.ts';
import type { Scenario } from './scenario.ts';
import { Tranches, type TrancheState } from './tranches.ts';
import { World, type Signal } from './world.ts';

export interface Course {
  readonly happenings: readonly Happening[];
  /** What the part comes to at the end of each day on which that changes. */
  readonly curve: readonly Yield[];
  readonly tranches: ReadonlyMap<string, Pick<TrancheState, 'is' | 'since'>>;
  /** What came to pass in it that other parts would hear. */
  readonly signals: ReadonlySet<Signal>;
}

export interface Yield {
  readonly date: string;
  /** In per cent of the whole regime. */
  readonly granted: number;
  /** How many of the milestones that are at stake are met, those met in part by their score. */
  readonly delivered: number;
}

/** `terms`: those of the part, with the registers and procedures of the whole agreement. */
export function courseOf(
  part: Part,
  terms: Terms,
  scenario: Scenario,
  count: DayCount,
  begins: string,
  atStake: ReadonlySet<string>,
): Course {
  const world = new World(terms, scenario, count, begins);
  const anchor = (id: string): string | null => {
    if (isDay.has(id)) return days.came(id);
    const milestone = milestones.states.get(id);
    if (milestone) return milestone.verifiedAt;
    const tranche = tranches.states.get(id);
    return tranche?.is === 'in-effect' ? tranche.since : null;
  };
  const isDay = new Set(terms.days.map(({ id }) => id));
  const milestones = new Milestones(world, atStake, anchor);
  const disputes = new Disputes(world);
  const tranches = new Tranches(world, milestones, () => contingencies);
  const allLookAgain = () => {
    for (const { id } of terms.tranches) world.lookAgain(`tranche ${id}`);
  };
  const contingencies = new Contingencies(world, milestones, disputes, {
    active: (state) => tranches.active(state),
    responds: (state, response) => {
      if (response.does === 'pause' || response.does === 'suspend-latest') world.signals.add('tranches');
      tranches.responds(state, response);
      if (response.does === 'pause') allLookAgain();
    },
    ended: (state) => {
      tranches.ended(state);
      const { phase, responses, term } = state;
      if (phase.is !== 'active') return;
      for (const response of responses) {
        if (response.does === 'pause') allLookAgain();
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
  milestones.onBreach = (state) => disputes.breach(state);
  milestones.onVerified = (state) => disputes.verified(state);

  const curve: Yield[] = [];
  world.run((date) => {
    const { granted } = tranches;
    const { delivered } = milestones;
    const last = curve.at(-1);
    if (last?.granted !== granted || last.delivered !== delivered) curve.push({ date, granted, delivered });
  });
  return {
    // What comes alike in every part is told once, by the part of such days.
    happenings: world.happenings.filter((one) => !('day' in one) || !part.shared.has(one.day)),
    ...{ curve, tranches: tranches.states, signals: world.signals },
  };
}

const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(to) - Date.parse(from)) / (24 * 60 * 60 * 1000));
