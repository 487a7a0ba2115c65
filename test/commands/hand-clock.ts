/**
 * A clock that is moved by hand, with the timers that go by it.
 */
import type { Timer, Timers } from '@travaux/server/rooms';

/** A clock and its timers; time passes when it is told to. */
export class HandClock implements Timers {
  #now: number;
  #timers = new Set<{ readonly at: number; readonly run: () => void }>();

  constructor(start = '2026-12-01T09:00:00.000Z') {
    this.#now = Date.parse(start);
  }

  readonly now = (): Date => new Date(this.#now);

  after(ms: number, run: () => void): Timer {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return { stop: () => void this.#timers.delete(timer) };
  }

  every(): Timer {
    throw new Error('nothing here runs for ever');
  }

  /** How many sleep. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Timers fire before their time, as those of a machine may that was suspended. */
  fireAll(): void {
    const all = [...this.#timers];
    this.#timers.clear();
    for (const { run } of all) run();
  }

  /** Sets the clock without any timer firing, as somebody who sets it back does. */
  set(instant: string): void {
    this.#now = Date.parse(instant);
  }

  pass(minutes: number): void {
    this.#now += minutes * 60_000;
    for (const timer of [...this.#timers]) {
      if (timer.at > this.#now) continue;
      this.#timers.delete(timer);
      timer.run();
    }
  }
}
