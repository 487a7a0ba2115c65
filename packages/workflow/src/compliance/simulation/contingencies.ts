/**
 * The contingencies of a simulated agreement: triggered or invoked, notified, cured or active, answered by degrees,
 * and ended when what they were about is put right.
 */
import type { Contingency } from '../terms.ts';
import type { Milestones } from './milestones.ts';
import type { Disputes } from './disputes.ts';
import { fits, nameableIn, responseOf, type Nameable, type Response } from './response.ts';
import { subjectsIn, type Subject, type World } from './world.ts';

type Phase =
  | { readonly is: 'idle' }
  | { readonly is: 'notified'; readonly began: string; readonly episode: number }
  | { readonly is: 'active'; readonly began: string; readonly since: string; readonly episode: number };

export interface ContingencyState {
  readonly term: Contingency;
  phase: Phase;
  /** Milestones that the episode is about. */
  affected: readonly string[];
  /** Invoked by the scenario, which says when it is cured. */
  invoked: boolean;
  cured: boolean;
  responses: Response[];
}

/** What the others do about it. */
export interface Effects {
  active(state: ContingencyState): void;
  responds(state: ContingencyState, response: Response): void;
  ended(state: ContingencyState): void;
}

export class Contingencies {
  readonly states = new Map<string, ContingencyState>();
  readonly #world: World;
  readonly #milestones: Milestones;
  readonly #disputes: Disputes;
  readonly #effects: Effects;
  readonly #nameable: Nameable;
  readonly #active = new Set<ContingencyState>();
  #episodes = 0;

  constructor(world: World, milestones: Milestones, disputes: Disputes, effects: Effects) {
    this.#world = world;
    this.#milestones = milestones;
    this.#disputes = disputes;
    this.#effects = effects;
    this.#nameable = nameableIn(world.terms);
    for (const term of world.terms.contingencies) if (!this.states.has(term.id)) this.#add(term);
    world.reads(['contingencyActive'], (fact) =>
      fact.op === 'contingencyActive' && this.isActive(fact.ref) ? 'true' : 'false',
    );
    for (const { contingency, on, curedAfter } of world.scenario.invocations) {
      const state = this.states.get(contingency);
      if (state) world.at(on, () => this.#invoke(state, curedAfter));
    }
  }

  isActive(id: string): boolean {
    return this.states.get(id)?.phase.is === 'active';
  }

  /** Contingencies that answer in this way now. */
  answering(does: Response['does']): ContingencyState[] {
    return [...this.#active].filter(({ responses }) => responses.some((response) => response.does === does));
  }

  #add(term: Contingency): void {
    const world = this.#world;
    const state: ContingencyState = {
      ...{ term, phase: { is: 'idle' }, affected: [], invoked: false, cured: false, responses: [] },
    };
    this.states.set(term.id, state);
    const subject: Subject = `contingency ${term.id}`;
    const trigger = term.trigger?.ast;
    const restored = term.restoration?.condition;
    world.looks(subject, [...subjectsIn(trigger), ...subjectsIn(restored)], () => {
      const { phase } = state;
      const triggered = !!trigger && world.truth(trigger, subject) === 'true';
      switch (phase.is) {
        case 'idle':
          if (triggered) this.#notify(state, this.#affectedBy(state));
          return;
        case 'notified':
          if (this.#isCured(state, triggered)) this.#cure(state);
          return;
        case 'active':
          if (this.#isCured(state, triggered) && this.#isRestored(state, subject)) this.#end(state);
      }
    });
  }

  #invoke(state: ContingencyState, curedAfter: string | null): void {
    const world = this.#world;
    if (state.phase.is !== 'idle') return;
    state.invoked = true;
    state.cured = false;
    this.#notify(state, []);
    if (curedAfter === null) return;
    world.at(world.after(world.today, curedAfter), () => {
      state.cured = true;
      world.lookAgain(`contingency ${state.term.id}`);
    });
  }

  #affectedBy({ term }: ContingencyState): string[] {
    const about = subjectsIn(term.trigger?.ast);
    if (about.includes('ladder')) return [...this.#disputes.lost.keys()];
    if (about.includes('discrepancy')) return [...this.#milestones.discrepancies.keys()];
    return about.flatMap((subject) =>
      subject.startsWith('milestone ') ? [subject.slice('milestone '.length)] : [],
    );
  }

  #notify(state: ContingencyState, affected: readonly string[]): void {
    const world = this.#world;
    const { term } = state;
    this.#episodes += 1;
    const episode = this.#episodes;
    state.phase = { is: 'notified', began: world.today, episode };
    state.affected = affected;
    const cureUntil = world.after(world.after(world.today, term.notice), term.cure?.period);
    world.says({ what: 'notice', contingency: term.id, by: term.invokers, cureUntil });
    world.at(cureUntil, () => {
      if (state.phase.is === 'notified' && state.phase.episode === episode) this.#activate(state);
    });
  }

  #isCured(state: ContingencyState, triggered: boolean): boolean {
    if (state.invoked) return state.cured;
    return !triggered && state.affected.every((id) => this.#milestones.states.get(id)?.verifiedAt !== null);
  }

  #isRestored({ term, invoked, affected }: ContingencyState, subject: Subject): boolean {
    const condition = term.restoration?.condition;
    // What the scenario or a verification put right is restored, whatever else the condition names.
    return invoked || affected.length > 0 || !condition || this.#world.truth(condition, subject) === 'true';
  }

  #cure(state: ContingencyState): void {
    [state.phase, state.invoked] = [{ is: 'idle' }, false];
    this.#world.says({ what: 'cured', contingency: state.term.id });
  }

  #activate(state: ContingencyState): void {
    const world = this.#world;
    const { term, phase } = state;
    if (phase.is !== 'notified') return;
    state.phase = { is: 'active', began: phase.began, since: world.today, episode: phase.episode };
    state.responses = [];
    this.#active.add(state);
    world.says({ what: 'active', contingency: term.id });
    this.#respond(state, phase.began, phase.episode);
    this.#effects.active(state);
    world.changed(`contingency ${term.id}`);
  }

  /** The response of the degree that fits; those that follow with time are set for their day. */
  #respond(state: ContingencyState, began: string, episode: number): void {
    const world = this.#world;
    const milestones = state.affected.flatMap((id) => this.#milestones.states.get(id) ?? []);
    const scores = milestones.map(({ score, performance }) => (performance.how === 'late' ? 2 : score));
    const occasion = {
      score: scores.length > 0 ? Math.min(...scores) : null,
      concealed: milestones.some(({ concealed }) => concealed),
    };
    let answered = false;
    for (const graded of state.term.response) {
      const fit = fits(graded, occasion);
      const act = () => {
        const still = state.phase.is === 'active' && state.phase.episode === episode;
        if (!still) return;
        const response = responseOf(graded, this.#nameable);
        state.responses.push(response);
        const { level, do: words } = graded;
        world.says({
          ...{ what: 'response', contingency: state.term.id, level: level ?? null, words: words ?? '' },
        });
        this.#effects.responds(state, response);
      };
      if (typeof fit === 'object') {
        const due = world.after(began, fit.after);
        if (due > world.today) world.at(due, act);
        else act();
        answered = true;
      } else if (fit) {
        act();
        answered = true;
      }
    }
    // Invoked for what has no score: the mildest response is taken.
    const mildest = state.term.response[0];
    if (answered || !mildest) return;
    const response = responseOf(mildest, this.#nameable);
    state.responses.push(response);
    world.says({
      ...{ what: 'response', contingency: state.term.id, level: mildest.level ?? null },
      words: mildest.do ?? '',
    });
    this.#effects.responds(state, response);
  }

  #end(state: ContingencyState): void {
    const world = this.#world;
    world.says({ what: 'ended', contingency: state.term.id });
    this.#effects.ended(state);
    this.#active.delete(state);
    [state.phase, state.invoked, state.responses] = [{ is: 'idle' }, false, []];
    world.changed(`contingency ${state.term.id}`);
  }
}
