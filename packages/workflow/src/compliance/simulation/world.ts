/**
 * The world of a simulation: its day, what is still to come, and who must look again when a fact changes. Days,
 * milestones, tranches and contingencies live in it, each kind in a file of its own; none of them calls another, they
 * read facts and are told when facts that they lean on have changed.
 */
import type { Condition } from '../condition.ts';
import type { DayCount } from '../day-count.ts';
import type { DayRule } from '../day-rule.ts';
import type { Terms } from '../terms.ts';
import { factsIn, truthOf, type Fact, type Truth } from '../truth.ts';
import type { Happening } from './happening.ts';
import type { Scenario } from './scenario.ts';

/** What facts are about: `milestone M2`, `ladder`, `discrepancy`, `overdue`. */
export type Subject =
  `${'day' | 'milestone' | 'tranche' | 'contingency'} ${string}` | Exclude<Signal, 'tranches'>;

/** What is heard beyond the terms that name each other. `tranches`: relief is paused or taken back, whichever it is. */
export type Signal = 'ladder' | 'discrepancy' | 'overdue' | 'tranches';

/** Happening without its day, which the world knows. */
export type News<H extends Happening = Happening> = H extends Happening ? Omit<H, 'date'> : never;

/** A fact as it stands, or the day on which it will be true if nothing changes. */
export type Standing = Truth | { readonly from: string };

/** How one kind of thing is asked about its facts. */
export type FactReader = (fact: Fact) => Standing;

/**
 * Terms can undo each other for ever, such as a contingency that pauses the relief whose delay has triggered it. The
 * simulation ends after so many years, and in any case after so many steps.
 */
const longest = { years: 100, steps: 1_000_000 };

export class World {
  readonly terms: Terms;
  readonly scenario: Scenario;
  readonly count: DayCount;
  readonly happenings: Happening[] = [];
  /** What came to pass that is heard beyond the terms that name each other. */
  readonly signals = new Set<Signal>();
  readonly #queue: { readonly date: string; readonly turn: number; readonly act: () => void }[] = [];
  readonly #readers = new Map<Fact['op'], FactReader>();
  readonly #lookers = new Map<Subject, () => void>();
  readonly #watchers = new Map<Subject, Set<Subject>>();
  readonly #due = new Set<Subject>();
  readonly #wakes = new Set<string>();
  readonly #since = new WeakMap<DayRule, string>();
  readonly #ends: string;
  #today: string;
  #turn = 0;

  constructor(terms: Terms, scenario: Scenario, count: DayCount, begins: string) {
    this.terms = terms;
    this.scenario = scenario;
    this.count = count;
    this.#today = begins;
    this.#ends = `${Number(begins.slice(0, 4)) + longest.years}`.padStart(4, '0') + begins.slice(4);
  }

  get today(): string {
    return this.#today;
  }

  reads(ops: readonly Fact['op'][], reader: FactReader): void {
    for (const op of ops) this.#readers.set(op, reader);
  }

  /** `look` is called when the simulation begins and whenever one of the subjects that it leans on has changed. */
  looks(subject: Subject, leansOn: readonly Subject[], look: () => void): void {
    this.#lookers.set(subject, look);
    for (const on of leansOn) {
      const watchers = this.#watchers.get(on) ?? new Set();
      watchers.add(subject);
      this.#watchers.set(on, watchers);
    }
    this.#due.add(subject);
  }

  /** Facts about the subject have changed. */
  changed(subject: Subject): void {
    if (subject === 'ladder' || subject === 'discrepancy' || subject === 'overdue') this.signals.add(subject);
    for (const watcher of this.#watchers.get(subject) ?? []) this.#due.add(watcher);
  }

  lookAgain(subject: Subject): void {
    this.#due.add(subject);
  }

  says(news: News): void {
    this.happenings.push({ date: this.#today, ...news });
  }

  /** On that day, or today if it is over. */
  at(date: string, act: () => void): void {
    this.#turn += 1;
    push(this.#queue, { date: date < this.#today ? this.#today : date, turn: this.#turn, act });
  }

  /** The subject looks again on that day; once, however often it is asked for. */
  wake(subject: Subject, date: string): void {
    const key = `${date} ${subject}`;
    if (date <= this.#today || this.#wakes.has(key)) return;
    this.#wakes.add(key);
    this.at(date, () => this.#due.add(subject));
  }

  /** So much later; the same day where the duration cannot be counted. */
  after(date: string, duration: string | null | undefined): string {
    return (duration && this.count.after(date, duration)) || date;
  }

  /** Whether the condition is true today. Who asks is woken when it will be true by time alone. */
  truth(condition: Condition, asking: Subject): Truth {
    return truthOf(condition, (fact) => this.fact(fact, asking));
  }

  fact(fact: Fact, asking: Subject): Truth {
    const standing = this.#readers.get(fact.op)?.(fact) ?? 'unknown';
    if (typeof standing === 'string') return standing;
    if (standing.from <= this.#today) return 'true';
    this.wake(asking, standing.from);
    return 'unknown';
  }

  /** The day that a rule comes to by what is known today; null while that is open. */
  dateOf(rule: DayRule, asking: Subject, anchor: (id: string) => string | null): string | null {
    const own = this.#coreDate(rule, asking, anchor);
    const stop = rule.notLaterThan;
    const limit = !stop
      ? null
      : 'type' in stop
        ? this.dateOf(stop, asking, anchor)
        : stop.effect
          ? null
          : stop.date;
    const date = own === null || (limit !== null && limit < own) ? limit : own;
    if (date === null || !rule.provided || date > this.#today) return date;
    return this.truth(rule.provided, asking) === 'true' ? date : null;
  }

  #coreDate(rule: DayRule, asking: Subject, anchor: (id: string) => string | null): string | null {
    switch (rule.type) {
      case 'absolute':
        return rule.date;
      case 'act':
        return null;
      case 'relative': {
        const from = anchor(rule.anchor);
        return from === null ? null : this.count.after(from, rule.offset, rule);
      }
      case 'earliestOf':
      case 'latestOf': {
        const dates = rule.of.map((member) => this.dateOf(member, asking, anchor));
        const known = dates.filter((date) => date !== null).toSorted();
        if (rule.type === 'earliestOf') return known[0] ?? null;
        return known.length === dates.length ? (known.at(-1) ?? null) : null;
      }
      case 'event': {
        const since = this.#since.get(rule);
        if (since !== undefined) return since;
        if (this.truth(rule.when, asking) !== 'true') return null;
        this.#since.set(rule, this.#today);
        return this.#today;
      }
    }
  }

  /** Lets everything come to pass, day by day; `dayEnds` is told when nothing more happens on one. */
  run(dayEnds: (date: string) => void): void {
    for (let steps = 0; steps < longest.steps; steps += 1) {
      while (this.#due.size > 0) {
        const [subject] = this.#due;
        this.#due.delete(subject!);
        this.#lookers.get(subject!)?.();
      }
      const next = pop(this.#queue);
      if (next?.date !== this.#today) dayEnds(this.#today);
      if (!next || next.date > this.#ends) return;
      this.#today = next.date;
      next.act();
    }
  }
}

/** What a condition's facts are about. */
export function subjectsIn(condition: Condition | null | undefined): Subject[] {
  return condition ? factsIn(condition).map(({ fact }) => subjectOf(fact)) : [];
}

/** What the day of a rule leans on. */
export function subjectsOfRule(rule: DayRule | null | undefined): Subject[] {
  if (!rule) return [];
  const own = ((): Subject[] => {
    switch (rule.type) {
      case 'absolute':
      case 'act':
        return [];
      case 'relative':
        return [`day ${rule.anchor}`, `milestone ${rule.anchor}`, `tranche ${rule.anchor}`];
      case 'earliestOf':
      case 'latestOf':
        return rule.of.flatMap(subjectsOfRule);
      case 'event':
        return subjectsIn(rule.when);
    }
  })();
  const stop = rule.notLaterThan;
  return [...own, ...subjectsIn(rule.provided), ...(stop && 'type' in stop ? subjectsOfRule(stop) : [])];
}

function subjectOf(fact: Fact): Subject {
  switch (fact.op) {
    case 'milestone':
    case 'sustained':
      return `milestone ${fact.ref}`;
    case 'reached':
      return `day ${fact.ref}`;
    case 'tranche':
      return `tranche ${fact.ref}`;
    case 'contingencyActive':
      return `contingency ${fact.ref}`;
    case 'ladderOutcome':
      return 'ladder';
    case 'discrepancyOpen':
    case 'discrepancyClosed':
      return 'discrepancy';
    case 'relief_overdue':
      return 'overdue';
  }
}

interface Due {
  readonly date: string;
  readonly turn: number;
}

const comesBefore = (a: Due, b: Due) => a.date < b.date || (a.date === b.date && a.turn < b.turn);

/** A binary heap: the first to come is on top. */
function push<T extends Due>(heap: T[], item: T): void {
  let at = heap.push(item) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!comesBefore(item, heap[parent]!)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = item;
}

function pop<T extends Due>(heap: T[]): T | undefined {
  const top = heap[0];
  const item = heap.pop();
  if (top === undefined || item === undefined || heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && comesBefore(heap[child + 1]!, heap[child]!)) child += 1;
    if (!comesBefore(heap[child]!, item)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = item;
  return top;
}
