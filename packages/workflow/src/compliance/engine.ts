/**
 * The engine: what follows from terms that are being drafted, kept up with every change. It works out again only what
 * the change touches. Terms are taken to be unchanged when their objects are the same, so whoever changes them MUST
 * make new objects for what changed and MUST keep the others.
 */
import { dependencyGraph, type DependencyGraph } from './graph.ts';
import { scheduleOf, type Schedule } from './schedule.ts';
import { allInTime, type Scenario } from './simulation/scenario.ts';
import { simulate, type Simulation } from './simulation/simulation.ts';
import type { Terms } from './terms.ts';

export interface Consequences {
  readonly terms: Terms;
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  readonly graph: DependencyGraph;
  readonly simulation: Simulation;
}

/** `before`: what followed from the terms and scenario before the change. */
export function consequencesOf(
  terms: Terms,
  scenario: Scenario = allInTime,
  before: Consequences | null = null,
): Consequences {
  const same = before !== null && sameTerms(before.terms, terms);
  const schedule = same ? before.schedule : scheduleOf(terms, before?.schedule ?? null);
  return {
    ...{ terms, scenario, schedule },
    graph: same ? before.graph : dependencyGraph(terms, schedule),
    simulation:
      same && before.scenario === scenario
        ? before.simulation
        : simulate(terms, scenario, schedule.almanac.count, before?.simulation ?? null),
  };
}

/** The parts of the terms from which anything here follows. */
const read = [
  ...['agreement', 'calendars', 'parties', 'days', 'milestones', 'tranches', 'contingencies'],
  ...['discrepancyProcedure', 'disputeLadder', 'confidenceBuilding', 'reporting', 'audits', 'review'],
  ...['sunset', 'verifiers'],
] as (keyof Terms)[];

const sameTerms = (a: Terms, b: Terms) => a === b || read.every((part) => a[part] === b[part]);
