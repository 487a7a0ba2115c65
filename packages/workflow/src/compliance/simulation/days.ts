/**
 * The days of a simulated agreement, and the anchors that its rules count from.
 */
import { longStopOf } from '../dating.ts';
import type { Day } from '../terms.ts';
import { subjectsOfRule, type Subject, type World } from './world.ts';

export class Days {
  readonly #came = new Map<string, string>();

  constructor(world: World, anchor: (id: string) => string | null) {
    for (const day of world.terms.days) this.#add(day, world, anchor);
    world.reads(['reached'], (fact) =>
      fact.op === 'reached' && this.#came.has(fact.ref) ? 'true' : 'unknown',
    );
  }

  came(id: string): string | null {
    return this.#came.get(id) ?? null;
  }

  #add({ id, rule }: Day, world: World, anchor: (id: string) => string | null): void {
    const subject: Subject = `day ${id}`;
    if (!rule) return;
    world.looks(subject, subjectsOfRule(rule), () => {
      if (this.#came.has(id)) return;
      const date = world.dateOf(rule, subject, anchor);
      if (date === null) return;
      if (date > world.today) return world.wake(subject, date);
      this.#came.set(id, date);
      world.says({ what: 'day-comes', day: id });
      world.changed(subject);
    });
    const stop = longStopOf(rule);
    if (!stop) return;
    world.at(stop.date, () => {
      if (!this.#came.has(id)) world.says({ what: 'long-stop', day: id, effect: stop.effect });
    });
  }
}
