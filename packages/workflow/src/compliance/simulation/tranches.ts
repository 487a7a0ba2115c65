/**
 * The tranches of a simulated agreement: relief that comes, is held, comes in steps, lapses, is reversed and comes
 * again.
 */
import type { Tranche } from '../terms.ts';
import { factsIn } from '../truth.ts';
import type { Contingencies, ContingencyState } from './contingencies.ts';
import type { Blocker } from './happening.ts';
import type { Milestones } from './milestones.ts';
import type { Response } from './response.ts';
import { subjectsIn, type Subject, type World } from './world.ts';

export interface TrancheState {
  readonly term: Tranche;
  /** `due`: its condition is met and relief is on its way. */
  is: 'waiting' | 'due' | 'in-effect' | 'reversed' | 'expired';
  since: string | null;
  /** Of the tranche, 0 to 1. */
  share: number;
  /** The contingency that took it back, or is about to. */
  reversal: string | null;
  /** Why it was last said to be held. */
  said: string;
  renewed: number;
}

export class Tranches {
  readonly states = new Map<string, TrancheState>();
  /** Since when relief is owed that its grantors do not deliver, by tranche. */
  readonly overdue = new Map<string, string>();
  /** From how many per cent of the regime there is relief. */
  granted = 0;
  readonly #world: World;
  readonly #milestones: Milestones;
  readonly #contingencies: () => Contingencies;

  constructor(world: World, milestones: Milestones, contingencies: () => Contingencies) {
    this.#world = world;
    this.#milestones = milestones;
    this.#contingencies = contingencies;
    for (const term of world.terms.tranches) if (!this.states.has(term.id)) this.#add(term);
    world.reads(['tranche'], (fact) => {
      if (fact.op !== 'tranche') return 'unknown';
      const state = this.states.get(fact.ref);
      if (!state) return 'unknown';
      switch (fact.is) {
        case 'in_effect':
          return state.is === 'in-effect' ? 'true' : state.is === 'reversed' ? 'false' : 'unknown';
        case 'not_in_effect':
          return state.is === 'in-effect' ? 'false' : 'true';
        case 'reversed':
          return state.is === 'reversed' ? 'true' : 'unknown';
      }
    });
    world.reads(['relief_overdue'], (fact) => {
      const since = [...this.overdue.values()].toSorted()[0];
      if (fact.op !== 'relief_overdue' || since === undefined) return 'false';
      return { from: world.after(since, fact.longerThan) };
    });
  }

  /** What a contingency does when it becomes active and its responses name no tranche. */
  active(contingency: ContingencyState): void {
    const { responses, term } = contingency;
    if (responses.some(({ does }) => does !== 'words')) return;
    for (const state of this.states.values()) {
      if (state.term.snapback?.triggeredBy.includes(term.id)) this.#announce(state, contingency);
    }
  }

  responds(contingency: ContingencyState, response: Response): void {
    switch (response.does) {
      case 'reverse':
        for (const id of response.tranches) this.#announce(this.states.get(id), contingency);
        return;
      case 'suspend-latest': {
        const inEffect = [...this.states.values()].filter(
          (state) => state.is === 'in-effect' && isReversible(state),
        );
        this.#announce(
          inEffect.toSorted((a, b) => ((a.since ?? '') < (b.since ?? '') ? -1 : 1)).at(-1),
          contingency,
        );
        return;
      }
      case 'pause':
      case 'toll':
      case 'words':
    }
  }

  /** What was taken back comes again. */
  ended({ term }: ContingencyState): void {
    const world = this.#world;
    for (const state of this.states.values()) {
      if (state.reversal !== term.id) continue;
      state.reversal = null;
      if (state.is !== 'reversed') {
        world.says({ what: 'reversal-called-off', tranche: state.term.id });
        continue;
      }
      world.at(world.after(world.today, term.restoration?.effectWithin), () => {
        if (state.is !== 'reversed' || state.reversal !== null) return;
        state.is = 'waiting';
        const blockers = this.#blockers(state);
        if (blockers.length > 0) return this.#hold(state, blockers);
        this.#takeEffect(state, () =>
          world.says({ what: 'restored', tranche: state.term.id, share: state.share }),
        );
      });
    }
  }

  #add(term: Tranche): void {
    const world = this.#world;
    const state: TrancheState = {
      ...{ term, is: 'waiting', since: null, share: 0, reversal: null, said: '', renewed: 0 },
    };
    this.states.set(term.id, state);
    const leansOn = subjectsIn(term.condition?.ast);
    const steps = term.proportional?.of;
    world.looks(`tranche ${term.id}`, steps ? [...leansOn, `milestone ${steps}`] : leansOn, () =>
      this.#look(state),
    );
  }

  #look(state: TrancheState): void {
    if (state.is === 'in-effect') return this.#release(state);
    if (state.is !== 'waiting') return;
    const { term } = state;
    if (!term.condition?.ast) return;
    const blockers = this.#blockers(state);
    if (blockers.length === 0) this.#owe(state);
    else this.#hold(state, blockers);
  }

  /**
   * Says that relief is held where somebody would expect it: something that it waits for was missed, or nothing but a
   * contingency or a doubt stands in its way.
   */
  #hold(state: TrancheState, blockers: readonly Blocker[]): void {
    const { states } = this.#milestones;
    const missed = blockers.filter((blocker) => {
      const milestone = blocker.why === 'milestone' ? states.get(blocker.milestone) : undefined;
      return milestone && (milestone.missed || milestone.failed);
    });
    const barring = blockers.filter(({ why }) => ['contingency', 'paused', 'reading-disputed'].includes(why));
    const because = [...missed, ...(barring.length + missed.length === blockers.length ? barring : [])];
    const key = JSON.stringify(because);
    if (because.length === 0 || key === state.said) return;
    state.said = key;
    this.#world.says({ what: 'relief-held', tranche: state.term.id, because });
  }

  #blockers({ term }: TrancheState): Blocker[] {
    const world = this.#world;
    const subject: Subject = `tranche ${term.id}`;
    const condition = term.condition?.ast;
    if (!condition) return [{ why: 'no-condition' }];
    const blockers: Blocker[] = [];
    const facts = factsIn(condition);
    if (world.truth(condition, subject) !== 'true') {
      for (const { fact, negated } of facts) {
        const truth = world.fact(fact, subject);
        if (truth === (negated ? 'false' : 'true')) continue;
        switch (fact.op) {
          case 'milestone':
            blockers.push({ why: 'milestone', milestone: fact.ref });
            break;
          case 'sustained':
            blockers.push({ why: 'not-sustained', milestone: fact.ref, duration: fact.for });
            break;
          case 'reached':
            blockers.push({ why: 'day', day: fact.ref });
            break;
          case 'tranche':
            blockers.push({ why: 'tranche', tranche: fact.ref });
            break;
          case 'contingencyActive':
            blockers.push({ why: 'contingency', contingency: fact.ref });
            break;
          case 'ladderOutcome':
          case 'discrepancyOpen':
          case 'discrepancyClosed':
          case 'relief_overdue':
            blockers.push({ why: 'other' });
        }
      }
    }
    for (const { fact, negated } of facts) {
      if (negated || !('ref' in fact) || !this.#milestones.states.get(fact.ref)?.held) continue;
      if (fact.op === 'milestone' || fact.op === 'sustained') {
        blockers.push({ why: 'reading-disputed', milestone: fact.ref });
      }
    }
    for (const { term: contingency } of this.#contingencies().answering('pause')) {
      if (this.#next() === term.id) blockers.push({ why: 'paused', contingency: contingency.id });
    }
    return blockers;
  }

  /** The tranche that comes next: the first in order that has not taken effect. */
  #next(): string | undefined {
    for (const [id, { is }] of this.states) if (is === 'waiting' || is === 'due') return id;
    return undefined;
  }

  #owe(state: TrancheState): void {
    const world = this.#world;
    const { id, effect, grantors } = state.term;
    state.is = 'due';
    const met = world.today;
    const dueBy = world.after(met, effect?.within);
    world.says({ what: 'condition-met', tranche: id, dueBy });
    const withheld = world.scenario.nonDelivery[id];
    world.at(dueBy, () => {
      if (!withheld) return this.#come(state);
      this.overdue.set(id, met);
      const owing = withheld.grantors.length > 0 ? withheld.grantors : grantors;
      world.says({ what: 'relief-overdue', tranche: id, grantors: owing });
      world.changed('overdue');
      if (withheld.deliveredAfter === null) return;
      world.at(world.after(dueBy, withheld.deliveredAfter), () => {
        this.overdue.delete(id);
        this.#come(state);
        world.changed('overdue');
      });
    });
  }

  #come(state: TrancheState): void {
    const world = this.#world;
    const blockers = this.#blockers(state);
    if (blockers.length > 0) {
      state.is = 'waiting';
      return this.#hold(state, blockers);
    }
    const { id, magnitudePctOfRegime, pilot, reverseConsensus, escrow } = state.term;
    const ends = reverseConsensus?.terminatesAfter;
    const endsOn = ends && state.since === null ? world.after(world.today, ends) : null;
    this.#takeEffect(state, () =>
      world.says({
        ...{ what: 'relief', tranche: id, share: state.share, of: magnitudePctOfRegime ?? null },
        ...{ escrow: escrow ?? null, endsOn },
      }),
    );
    if (pilot?.expires) this.#expires(state, pilot.expires);
    if (endsOn !== null) {
      world.at(endsOn, () => {
        if (state.is !== 'in-effect') return;
        world.says({ what: 'names-end', tranche: id, unless: reverseConsensus?.unless ?? null });
        this.#share(state, 1);
      });
    }
  }

  #takeEffect(state: TrancheState, say: () => void): void {
    const { id, reverseConsensus } = state.term;
    const again = state.since !== null;
    state.is = 'in-effect';
    state.since = this.#world.today;
    state.said = '';
    // Measures that end unless they are kept have not ended yet.
    this.#share(state, reverseConsensus?.terminatesAfter && !again ? 0 : this.#released(state));
    say();
    this.#world.changed(`tranche ${id}`);
  }

  #share(state: TrancheState, share: number): void {
    this.granted += (share - state.share) * (state.term.magnitudePctOfRegime ?? 0);
    state.share = share;
  }

  /** The share that the latest reading releases; all of a tranche without steps. */
  #released({ term }: TrancheState): number {
    const { of, steps } = term.proportional ?? {};
    if (!of || !steps || steps.length === 0) return 1;
    const milestone = this.#milestones.states.get(of);
    if (milestone?.verifiedAt) return 1;
    const reading = milestone?.reading ?? null;
    const reached = steps.filter(({ at }) => reading !== null && reading >= at);
    return Math.max(0, ...reached.map(({ releasePct }) => releasePct / 100));
  }

  #release(state: TrancheState): void {
    const { id, proportional } = state.term;
    const share = this.#released(state);
    if (!proportional?.of || share <= state.share) return;
    this.#share(state, share);
    this.#world.says({ what: 'relief-step', tranche: id, share, milestone: proportional.of });
  }

  #expires(state: TrancheState, period: string): void {
    const world = this.#world;
    const { id, pilot, snapback } = state.term;
    world.at(world.after(world.today, period), () => {
      if (state.is !== 'in-effect') return;
      const barred = (snapback?.triggeredBy ?? []).some((of) => this.#contingencies().isActive(of));
      if (world.scenario.renewals && !barred && state.renewed < renewalsIn(pilot?.renewal)) {
        state.renewed += 1;
        world.says({ what: 'pilot-renewed', tranche: id, until: world.after(world.today, period) });
        return this.#expires(state, period);
      }
      state.is = 'expired';
      this.#share(state, 0);
      world.says({ what: 'pilot-ends', tranche: id });
      world.changed(`tranche ${id}`);
    });
  }

  #announce(state: TrancheState | undefined, contingency: ContingencyState): void {
    if (!state || state.is !== 'in-effect' || state.reversal !== null || !isReversible(state)) return;
    const world = this.#world;
    const { id, snapback } = state.term;
    const by = contingency.term.id;
    const effective = world.after(world.today, snapback?.effectiveAfter);
    const windDown = snapback?.windDown ? world.after(effective, snapback.windDown) : null;
    state.reversal = by;
    world.says({
      ...{ what: 'reversal-announced', tranche: id, contingency: by, effective, windDownUntil: windDown },
      grandfather: snapback?.grandfather ?? null,
    });
    world.at(effective, () => {
      if (state.reversal !== by || state.is !== 'in-effect') return;
      state.is = 'reversed';
      this.#share(state, 0);
      world.says({ what: 'reversed', tranche: id, contingency: by });
      world.changed(`tranche ${id}`);
      if (!windDown) return;
      world.at(windDown, () => {
        if (state.is === 'reversed') world.says({ what: 'wind-down-ends', tranche: id });
      });
    });
  }
}

const isReversible = ({ term }: TrancheState) => term.reversible !== false && !!term.snapback;

/** How often words such as `JEC, at most twice` let a pilot be renewed. */
function renewalsIn(words: string | null | undefined): number {
  if (!words) return 0;
  const [, count] = /(\d+) times/i.exec(words) ?? [];
  return count ? Number(count) : /\bthrice|three times\b/i.test(words) ? 3 : /\btwice\b/i.test(words) ? 2 : 1;
}
