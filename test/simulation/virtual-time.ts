/**
 * Virtual time: while it is installed, every timer of this process stands in one list, and nothing happens but
 * what the simulation lets happen, one timer after the other. A step is one timer and everything that follows
 * from it without another timer, so that a run is decided by its seed alone.
 *
 * Microtasks are the real ones: they need no time, and their order is fixed by the language.
 */
const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  setImmediate: globalThis.setImmediate,
  clearImmediate: globalThis.clearImmediate,
};
const realPerformance = globalThis.performance;
const realDate = globalThis.Date.now;

/** Milliseconds of real time, for those who measure the simulation itself. */
export const realNow = (): number => realPerformance.now();

class Timer {
  readonly order: number;
  readonly run: () => void;
  readonly every: number | null;
  due: number;
  /** Where it stands in the heap; -1 when it does not. */
  at = -1;

  constructor(due: number, order: number, every: number | null, run: () => void) {
    this.due = due;
    this.order = order;
    this.every = every;
    this.run = run;
  }

  unref(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  hasRef(): boolean {
    return false;
  }
}

export class VirtualTime {
  #now: number;
  #order = 0;
  readonly #heap: Timer[] = [];

  /** @param start milliseconds since the epoch */
  constructor(start: number) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  install(): void {
    const after = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
      this.at(this.#now + Math.max(0, ms), () => run(...args));
    const clear = (timer: unknown) => {
      if (timer instanceof Timer) this.cancel(timer);
    };
    Object.assign(globalThis, {
      setTimeout: after,
      setImmediate: (run: (...args: unknown[]) => void, ...args: unknown[]) => after(run, 0, ...args),
      setInterval: (run: (...args: unknown[]) => void, ms = 1, ...args: unknown[]) =>
        this.#add(new Timer(this.#now + ms, this.#order++, Math.max(1, ms), () => run(...args))),
      clearTimeout: clear,
      clearInterval: clear,
      clearImmediate: clear,
    });
    Object.defineProperty(globalThis, 'performance', {
      configurable: true,
      writable: true,
      value: { now: () => this.#now },
    });
    globalThis.Date.now = () => this.#now;
  }

  uninstall(): void {
    Object.assign(globalThis, real);
    Object.defineProperty(globalThis, 'performance', {
      configurable: true,
      writable: true,
      value: realPerformance,
    });
    globalThis.Date.now = realDate;
  }

  at(due: number, run: () => void): Timer {
    return this.#add(new Timer(Math.max(due, this.#now), this.#order++, null, run));
  }

  cancel(timer: Timer): void {
    if (timer.at >= 0) this.#remove(timer);
  }

  /** When something happens next; infinite when nothing ever will. */
  get nextDue(): number {
    return this.#heap[0]?.due ?? Infinity;
  }

  /** Runs the next timer and what follows from it. */
  async step(): Promise<void> {
    const timer = this.#heap[0];
    if (timer === undefined) return;
    this.#remove(timer);
    this.#now = Math.max(this.#now, timer.due);
    if (timer.every !== null) {
      timer.due = this.#now + timer.every;
      this.#add(timer);
    }
    timer.run();
    await settled();
  }

  skipTo(instant: number): void {
    this.#now = Math.max(this.#now, instant);
  }

  #add(timer: Timer): Timer {
    timer.at = this.#heap.length;
    this.#heap.push(timer);
    this.#rise(timer);
    return timer;
  }

  #remove(timer: Timer): void {
    const last = this.#heap.pop()!;
    if (last !== timer) {
      const { at } = timer;
      this.#put(last, at);
      this.#rise(last);
      this.#sink(last);
    }
    timer.at = -1;
  }

  #rise(timer: Timer): void {
    while (timer.at > 0) {
      const above = this.#heap[(timer.at - 1) >> 1]!;
      if (!isBefore(timer, above)) return;
      this.#swap(timer, above);
    }
  }

  #sink(timer: Timer): void {
    for (;;) {
      const left = this.#heap[2 * timer.at + 1];
      const right = this.#heap[2 * timer.at + 2];
      if (left === undefined) return;
      const least = right !== undefined && isBefore(right, left) ? right : left;
      if (!isBefore(least, timer)) return;
      this.#swap(least, timer);
    }
  }

  #swap(a: Timer, b: Timer): void {
    const { at } = a;
    this.#put(a, b.at);
    this.#put(b, at);
  }

  #put(timer: Timer, at: number): void {
    this.#heap[at] = timer;
    timer.at = at;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}

/** Resolves when every microtask has run: a real turn of the event loop begins only then. */
export function settled(): Promise<void> {
  return new Promise((resolve) => real.setImmediate(resolve));
}
