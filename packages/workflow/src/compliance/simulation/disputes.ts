/**
 * The dispute ladder of a simulated agreement: one dispute for each breach that somebody complains of, step by step,
 * until it is settled or the last step ends by default.
 */
import type { MilestoneState } from './milestones.ts';
import type { World } from './world.ts';

export class Disputes {
  /** Milestones of which the last step ended by default, and when. */
  readonly lost = new Map<string, string>();
  readonly #running = new Set<string>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
    const last = this.#steps.at(-1);
    const outcome = spaced(last?.default ?? '');
    world.reads(['ladderOutcome'], (fact) => {
      if (fact.op !== 'ladderOutcome' || this.lost.size === 0) return 'unknown';
      return fact.step === (last?.n ?? 0) && outcome.includes(spaced(fact.is)) ? 'true' : 'false';
    });
  }

  get #steps() {
    return this.#world.terms.disputeLadder?.steps ?? [];
  }

  breach({ term }: MilestoneState): void {
    const world = this.#world;
    const steps = this.#steps;
    const { id } = term;
    if (!world.scenario.complaints || steps.length === 0 || this.#running.has(id) || this.lost.has(id))
      return;
    this.#running.add(id);
    let at = world.today;
    for (const [index, step] of steps.entries()) {
      const days = Math.max(step.days ?? 0, ...step.parallel.map((branch) => branch.days ?? 0));
      const calendar = step.dayType === 'working_days' ? 'working_days' : 'calendar_days';
      const until = world.count.after(at, `P${days}D`, { calendar }) ?? at;
      const [milestone, number] = [id, step.n ?? index + 1];
      world.at(at, () => {
        if (!this.#running.has(id)) return;
        world.says({ what: 'ladder-step', milestone, step: number, name: step.name ?? '', until });
      });
      at = until;
    }
    const by = this.#complainant(term.obligors);
    world.says({ what: 'complaint', milestone: id, by, ends: at });
    world.at(at, () => this.#ends(id));
  }

  verified({ term: { id } }: MilestoneState): void {
    const world = this.#world;
    if (this.#running.delete(id)) world.says({ what: 'complaint-settled', milestone: id });
    if (this.lost.delete(id)) world.changed('ladder');
  }

  #ends(id: string): void {
    if (!this.#running.delete(id)) return;
    const world = this.#world;
    this.lost.set(id, world.today);
    world.says({ what: 'ladder-ends', milestone: id, outcome: this.#steps.at(-1)?.default ?? null });
    world.changed('ladder');
  }

  /** Who has standing and does not owe it: of the other side, where there is one. */
  #complainant(obligors: readonly string[]): string | null {
    const { parties, disputeLadder } = this.#world.terms;
    const role = (id: string) => parties.find((party) => party.id === id)?.role;
    const others = (disputeLadder?.standing ?? []).filter((id) => !obligors.includes(id));
    const wanted = obligors.some((id) => role(id) === 'target') ? 'grantor' : 'target';
    return others.find((id) => role(id) === wanted) ?? others[0] ?? null;
  }
}

const spaced = (words: string) => words.toLowerCase().replaceAll('_', ' ');
