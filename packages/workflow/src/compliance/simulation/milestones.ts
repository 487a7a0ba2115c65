/**
 * The milestones of a simulated agreement: performed as the scenario says, reported, determined; missed, doubted and
 * found to have been reported falsely.
 */
import type { Milestone } from '../terms.ts';
import type { Performance } from './scenario.ts';
import { subjectsOfRule, type Subject, type World } from './world.ts';

export interface MilestoneState {
  readonly term: Milestone;
  readonly performance: Performance;
  due: string | null;
  /** How many days its deadline was moved by tolling. */
  tolled: { readonly days: number };
  reportedAt: string | null;
  verifiedAt: string | null;
  missed: boolean;
  /** Determined, and not met. */
  failed: boolean;
  concealed: boolean;
  score: number;
  /** What it counts towards compliance, 0 to 1. */
  counted: number;
  reading: number | null;
  /** A reading is doubted: relief that leans on it and has not come is held. */
  held: boolean;
  /** It was to be performed and waits for its prerequisites. */
  waiting: boolean;
}

const onTime: Performance = { how: 'on-time' };

export class Milestones {
  readonly states = new Map<string, MilestoneState>();
  /** Since when two sources differ, by milestone. */
  readonly discrepancies = new Map<string, string>();
  /** How many of the milestones that are at stake are met, those met in part by their score. */
  delivered = 0;
  /** Ids of those that are at stake. */
  readonly #atStake: ReadonlySet<string>;
  /** What is told of a breach. */
  onBreach: (state: MilestoneState) => void = () => {};
  onVerified: (state: MilestoneState) => void = () => {};
  /** Whether the deadline stands still. */
  isTolled: (id: string) => boolean = () => false;
  readonly #world: World;

  constructor(world: World, atStake: ReadonlySet<string>, anchor: (id: string) => string | null) {
    this.#world = world;
    this.#atStake = atStake;
    for (const term of world.terms.milestones) if (!this.states.has(term.id)) this.#add(term, anchor);
    world.reads(['milestone', 'sustained'], (fact) => {
      const state = 'ref' in fact ? this.states.get(fact.ref) : undefined;
      if (!state) return 'unknown';
      if (fact.op === 'sustained') {
        return state.verifiedAt === null ? 'unknown' : { from: world.after(state.verifiedAt, fact.for) };
      }
      if (fact.op !== 'milestone') return 'unknown';
      switch (fact.is) {
        case 'verified':
          return state.verifiedAt !== null ? 'true' : state.failed ? 'false' : 'unknown';
        case 'not_verified':
          return state.failed ? 'true' : 'unknown';
        case 'reported':
          return state.reportedAt !== null ? 'true' : 'unknown';
        case 'missed':
          return state.missed ? 'true' : 'unknown';
      }
    });
    world.reads(['discrepancyOpen', 'discrepancyClosed'], (fact) => {
      const since = [...this.discrepancies.values()].toSorted()[0];
      if (fact.op === 'discrepancyClosed') return since === undefined ? 'true' : 'false';
      if (fact.op !== 'discrepancyOpen' || since === undefined) return 'false';
      return { from: world.after(since, fact.longerThan) };
    });
  }

  /** Its deadline has stood still for so many days. */
  toll(id: string, days: number, contingency: string): void {
    const state = this.states.get(id);
    if (!state || state.verifiedAt !== null || days <= 0) return;
    const from = state.due;
    state.tolled = { days: state.tolled.days + days };
    if (from === null) return;
    const to = this.#world.after(from, `P${days}D`);
    this.#world.says({ what: 'tolled', milestone: id, from, to, contingency });
    this.#plan(state, to);
  }

  #add(term: Milestone, anchor: (id: string) => string | null): void {
    const world = this.#world;
    const performance = world.scenario.milestones[term.id] ?? onTime;
    const state: MilestoneState = {
      ...{ term, performance, due: null, tolled: { days: 0 }, reportedAt: null, verifiedAt: null },
      ...{
        missed: false,
        failed: false,
        concealed: false,
        score: 0,
        reading: null,
        held: false,
        waiting: false,
        counted: 0,
      },
    };
    this.states.set(term.id, state);
    const subject: Subject = `milestone ${term.id}`;
    const before = term.prerequisites.map((id): Subject => `milestone ${id}`);
    world.looks(subject, [...subjectsOfRule(term.deadline), ...before], () => {
      if (state.waiting && this.#waitsFor(state).length === 0) {
        state.waiting = false;
        this.#report(state);
      }
      if (!term.deadline || state.missed || state.reportedAt !== null) return;
      const date = world.dateOf(term.deadline, subject, anchor);
      const due = date && state.tolled.days > 0 ? world.after(date, `P${state.tolled.days}D`) : date;
      if (due !== null && due !== state.due) this.#plan(state, due);
    });
  }

  /** What is to happen about a deadline, unless it moves before. */
  #plan(state: MilestoneState, due: string): void {
    const world = this.#world;
    state.due = due;
    const { performance } = state;
    const stands = () => state.due === due;
    const tolled = () => this.isTolled(state.term.id);
    if (performance.how !== 'late' && performance.how !== 'not-at-all') {
      world.at(due, () => stands() && !tolled() && this.#perform(state));
    }
    if (performance.how === 'late') {
      const performed = world.after(due, performance.by);
      world.at(performed, () => stands() && !tolled() && this.#perform(state));
    }
    world.at(due, () => {
      if (!stands() || tolled() || state.reportedAt !== null || state.missed) return;
      state.missed = true;
      world.says({ what: 'missed', milestone: state.term.id, waitsFor: this.#waitsFor(state) });
      this.#changed(state);
      this.onBreach(state);
    });
  }

  #waitsFor({ term }: MilestoneState): string[] {
    return term.prerequisites.filter((id) => {
      const state = this.states.get(id);
      return state !== undefined && state.verifiedAt === null;
    });
  }

  #perform(state: MilestoneState): void {
    if (state.reportedAt !== null) return;
    if (this.#waitsFor(state).length > 0) state.waiting = true;
    else this.#report(state);
  }

  #report(state: MilestoneState): void {
    const world = this.#world;
    const { term, performance } = state;
    state.reportedAt = world.today;
    world.says({
      ...{ what: 'reported', milestone: term.id, by: term.verification?.leadVerifier ?? null },
      met: performance.how !== 'partly',
    });
    this.#changed(state);
    const determined = world.after(world.today, term.determination?.within);
    if (performance.how !== 'partly') return world.at(determined, () => this.#verify(state));
    world.at(determined, () => this.#fail(state, performance.score, performance.reading));
    if (performance.completedAfter !== null) {
      world.at(world.after(determined, performance.completedAfter), () => this.#verify(state));
    }
  }

  #verify(state: MilestoneState): void {
    const world = this.#world;
    const { term, performance } = state;
    state.verifiedAt = world.today;
    state.failed = false;
    state.score = 3;
    const { value } = term.indicator?.target ?? {};
    state.reading = typeof value === 'number' ? value : null;
    world.says({
      ...{ what: 'verified', milestone: term.id, by: term.determination?.by ?? null },
      late: state.missed,
    });
    this.onVerified(state);
    this.#changed(state);
    if (state.concealed) return;
    if (performance.how === 'falsely-reported') {
      world.at(world.after(world.today, performance.foundAfter), () => this.#doubt(state, null));
    }
    if (performance.how === 'false-alarm') {
      const { after, lasts } = performance;
      world.at(world.after(world.today, after), () => this.#doubt(state, lasts));
    }
  }

  #fail(state: MilestoneState, score: number, reading: number | null): void {
    const { term } = state;
    state.failed = true;
    state.verifiedAt = null;
    state.score = score;
    state.reading = reading;
    this.#world.says({
      ...{ what: 'not-verified', milestone: term.id, by: term.determination?.by ?? null },
      ...{ score, reading },
    });
    this.#changed(state);
    this.onBreach(state);
  }

  /** Two sources differ: until it is dismissed after `lasts`, or, with null, until it is confirmed. */
  #doubt(state: MilestoneState, lasts: string | null): void {
    const world = this.#world;
    const { term } = state;
    const { within, holdEffects, confirmBy } = term.falsePositive ?? {};
    const until = world.after(world.today, within);
    world.says({ what: 'adverse-reading', milestone: term.id });
    if (holdEffects && within) {
      state.held = true;
      world.says({ what: 'effects-held', milestone: term.id, until, confirmBy: confirmBy ?? null });
    }
    this.discrepancies.set(term.id, world.today);
    if (lasts !== null) this.#stages(state);
    world.changed('discrepancy');
    this.#changed(state);
    world.at(lasts === null ? until : world.after(world.today, lasts), () => {
      this.discrepancies.delete(term.id);
      state.held = false;
      world.says({ what: lasts === null ? 'reading-confirmed' : 'reading-dismissed', milestone: term.id });
      if (lasts === null) this.#falsified(state);
      world.changed('discrepancy');
      this.#changed(state);
    });
  }

  #falsified(state: MilestoneState): void {
    const world = this.#world;
    const { performance } = state;
    [state.verifiedAt, state.failed, state.concealed, state.score] = [null, true, true, 0];
    const metAfter = performance.how === 'falsely-reported' ? performance.metAfter : null;
    if (metAfter !== null) world.at(world.after(world.today, metAfter), () => this.#verify(state));
    this.onBreach(state);
  }

  #stages({ term }: MilestoneState): void {
    const world = this.#world;
    const began = world.today;
    let at = began;
    for (const { name, within, at: fixed } of world.terms.discrepancyProcedure?.stages ?? []) {
      const begins = fixed ? world.after(began, fixed) : at;
      const until = within ? world.after(begins, within) : null;
      world.at(begins, () => {
        if (this.discrepancies.get(term.id) !== began) return;
        world.says({ what: 'discrepancy-stage', milestone: term.id, stage: name ?? '', until });
      });
      at = until ?? begins;
    }
  }

  #changed(state: MilestoneState): void {
    const { term, verifiedAt, score } = state;
    const counts = verifiedAt !== null ? 1 : score / 3;
    if (counts !== state.counted && this.#atStake.has(term.id)) this.delivered += counts - state.counted;
    state.counted = counts;
    this.#world.changed(`milestone ${term.id}`);
  }
}
