/**
 * The parts of a simulated agreement: terms that can be simulated apart, because nothing in one part reads or moves
 * anything in another. A change in one part then leaves the course of all others as it was.
 *
 * Two things do not join parts. Days that count from nothing but other days come alike in every part, so each part
 * has those that it reads. And some of what comes to pass is heard by everybody, such as a dispute that is lost; it
 * joins parts only when it comes to pass, which a part says of itself once it has been simulated.
 */
import { idOf } from '../leaning.ts';
import type { Contingency, Day, Milestone, Terms, Tranche } from '../terms.ts';
import { nameableIn, responseOf, type Nameable } from './response.ts';
import { subjectsIn, subjectsOfRule, type Signal, type Subject } from './world.ts';

export interface Part {
  /** Its first term. */
  readonly key: string;
  readonly days: readonly Day[];
  /** Ids of those of its days that come alike in every part. */
  readonly shared: ReadonlySet<string>;
  readonly milestones: readonly Milestone[];
  readonly tranches: readonly Tranche[];
  readonly contingencies: readonly Contingency[];
  readonly hears: ReadonlySet<Signal>;
}

/** What the responses of contingencies name, while the same ids are known. */
interface Answers {
  readonly nameable: Nameable;
  readonly known: WeakMap<Contingency, readonly Subject[]>;
}

type Term =
  | { readonly kind: 'day'; readonly node: Subject; readonly term: Day }
  | { readonly kind: 'milestone'; readonly node: Subject; readonly term: Milestone }
  | { readonly kind: 'tranche'; readonly node: Subject; readonly term: Tranche }
  | { readonly kind: 'contingency'; readonly node: Subject; readonly term: Contingency };

/** Terms that belong to one part, by their places among all, and the part that they make. */
interface Group {
  readonly places: readonly number[];
  readonly part: Part;
}

/**
 * How the parts of terms fall, and which of them were joined since. With the parting before a change, parts are looked
 * for again only where a term touches others than before, and what has not changed stays the same object.
 */
export class Parting {
  readonly answers: Answers;
  readonly #all: readonly Term[];
  readonly #shared: ReadonlyMap<string, readonly string[]>;
  readonly #apart: Part;
  readonly #first: readonly Group[];
  #now: readonly Group[];

  constructor(terms: Terms, before: Parting | null) {
    this.answers = answersIn(terms, before);
    const all: readonly Term[] = [
      ...terms.days.map((term): Term => ({ kind: 'day', node: `day ${term.id}`, term })),
      ...terms.milestones.map((term): Term => ({ kind: 'milestone', node: `milestone ${term.id}`, term })),
      ...terms.tranches.map((term): Term => ({ kind: 'tranche', node: `tranche ${term.id}`, term })),
      ...terms.contingencies.map((term): Term => ({
        kind: 'contingency',
        node: `contingency ${term.id}`,
        term,
      })),
    ];
    this.#all = all;
    const alike = before !== null && before.#fallsLike(all, this.answers);
    const known = alike ? null : new Set(all.map(({ node }) => node));
    this.#shared = known === null ? before!.#shared : sharedDays(terms.days, known);
    const shared = this.#shared;
    const apart = terms.days.filter(({ id }) => shared.has(id));
    this.#apart = {
      ...{ key: '', days: apart, shared: new Set<string>() },
      ...{ milestones: [], tranches: [], contingencies: [], hears: new Set<Signal>() },
    };
    const stays = alike && sameMembers(before.#apart.days, apart);
    const places = known === null ? before!.#first.map((one) => one.places) : this.#grouped(known);
    this.#first = places.map((members, index): Group => {
      const old = stays ? before.#first[index] : undefined;
      if (old && members.every((place) => all[place]!.term === before!.#all[place]!.term)) return old;
      return { places: members, part: this.#partOf(members) };
    });
    this.#now = this.#first;
  }

  parts(): readonly Part[] {
    return [this.#apart, ...this.#now.map(({ part }) => part)];
  }

  /** Parts may have been joined since with others. @returns whether they were apart */
  join(parts: readonly Part[]): boolean {
    const keys = new Set<string>(parts.map(({ key }) => key));
    const joined = this.#now.filter(({ places }) => places.some((place) => keys.has(this.#all[place]!.node)));
    if (joined.length < 2) return false;
    const places = joined.flatMap((group) => group.places).toSorted((a, b) => a - b);
    const whole: Group = { places, part: this.#partOf(places) };
    const [first] = joined;
    this.#now = this.#now.flatMap((group) =>
      group === first ? [whole] : joined.includes(group) ? [] : [group],
    );
    return true;
  }

  /** Whether these terms touch each other as those of this parting do. */
  #fallsLike(all: readonly Term[], answers: Answers): boolean {
    return (
      answers === this.answers &&
      all.length === this.#all.length &&
      all.every((one, place) => {
        const old = this.#all[place]!;
        if (old.term === one.term) return true;
        if (old.node !== one.node || !sameMembers(touchedBy(old), touchedBy(one))) return false;
        return (
          one.kind !== 'contingency' ||
          sameMembers(answered(old.term as Contingency, answers), answered(one.term, answers))
        );
      })
    );
  }

  /** The places of terms that touch each other, group by group. */
  #grouped(known: ReadonlySet<Subject>): readonly (readonly number[])[] {
    const sets = new Sets();
    for (const one of this.#all) {
      if (this.#isShared(one.node)) continue;
      sets.add(one.node);
      for (const subject of touchedBy(one)) {
        if (known.has(subject) && !this.#isShared(subject)) sets.join(one.node, subject);
      }
      if (one.kind === 'contingency') {
        for (const subject of answered(one.term, this.answers)) sets.join(one.node, subject);
      }
    }
    const groups = new Map<string, number[]>();
    for (const [place, { node }] of this.#all.entries()) {
      if (this.#isShared(node)) continue;
      const set = sets.of(node);
      const members = groups.get(set);
      if (members) members.push(place);
      else groups.set(set, [place]);
    }
    return [...groups.values()];
  }

  #isShared(subject: Subject): boolean {
    return isShared(subject, this.#shared);
  }

  #partOf(places: readonly number[]): Part {
    const members = places.map((place) => this.#all[place]!);
    return partOf(members, this.#apart.days, this.#shared);
  }
}

const sameMembers = <T>(a: readonly T[], b: readonly T[]) =>
  a === b || (a.length === b.length && a.every((one, index) => one === b[index]));

const isShared = (subject: Subject, shared: ReadonlyMap<string, unknown>) =>
  subject.startsWith('day ') && shared.has(idOf(subject));

function partOf(
  members: readonly Term[],
  apart: readonly Day[],
  shared: ReadonlyMap<string, readonly string[]>,
): Part {
  const hears = new Set<Signal>();
  const asked: string[] = [];
  const part = {
    ...{ days: [] as Day[], milestones: [] as Milestone[] },
    ...{ tranches: [] as Tranche[], contingencies: [] as Contingency[] },
  };
  for (const { kind, term } of members) {
    for (const subject of touchedBy({ kind, term })) {
      if (subject === 'ladder' || subject === 'discrepancy' || subject === 'overdue') hears.add(subject);
      else if (isShared(subject, shared)) asked.push(idOf(subject));
    }
    switch (kind) {
      case 'day':
        part.days.push(term);
        break;
      case 'milestone':
        part.milestones.push(term);
        break;
      case 'tranche':
        part.tranches.push(term);
        hears.add('tranches');
        break;
      case 'contingency':
        part.contingencies.push(term);
    }
  }
  const reads = new Set<string>();
  for (let id = asked.pop(); id !== undefined; id = asked.pop()) {
    if (reads.has(id)) continue;
    reads.add(id);
    asked.push(...shared.get(id)!);
  }
  const days = [...apart.filter(({ id }) => reads.has(id)), ...part.days];
  return { ...part, key: members[0]!.node, days, shared: reads, hears };
}

const touches = new WeakMap<object, readonly Subject[]>();

/** What a term reads or moves, by its own words. */
function touchedBy({ kind, term }: Pick<Term, 'kind' | 'term'>): readonly Subject[] {
  let subjects = touches.get(term);
  if (!subjects) {
    subjects = [...new Set(subjectsTouched(kind, term))];
    touches.set(term, subjects);
  }
  return subjects;
}

function subjectsTouched(kind: Term['kind'], term: Term['term']): Subject[] {
  switch (kind) {
    case 'day':
      return subjectsOfRule((term as Day).rule);
    case 'milestone': {
      const { deadline, prerequisites } = term as Milestone;
      return [...subjectsOfRule(deadline), ...prerequisites.map((id): Subject => `milestone ${id}`)];
    }
    case 'tranche': {
      const { condition, proportional, snapback } = term as Tranche;
      return [
        ...subjectsIn(condition?.ast),
        ...(proportional?.of ? [`milestone ${proportional.of}` as const] : []),
        ...(snapback?.triggeredBy ?? []).map((id): Subject => `contingency ${id}`),
      ];
    }
    case 'contingency': {
      const { trigger, restoration } = term as Contingency;
      return [...subjectsIn(trigger?.ast), ...subjectsIn(restoration?.condition)];
    }
  }
}

function answersIn(terms: Terms, before: Parting | null): Answers {
  const nameable = nameableIn(terms);
  const same = (kind: keyof Nameable) => {
    const ids = [...before!.answers.nameable[kind].keys()];
    return ids.length === nameable[kind].size && ids.every((id, place) => nameable[kind].get(id) === place);
  };
  return before && same('tranches') && same('milestones')
    ? before.answers
    : { nameable, known: new WeakMap() };
}

/** What the responses of a contingency name. */
function answered(contingency: Contingency, { nameable, known }: Answers): readonly Subject[] {
  const before = known.get(contingency);
  if (before) return before;
  const subjects = contingency.response.flatMap((graded): Subject[] => {
    const answer = responseOf(graded, nameable);
    switch (answer.does) {
      case 'reverse':
        return answer.tranches.map((id): Subject => `tranche ${id}`);
      case 'toll':
        return answer.milestones.map((id): Subject => `milestone ${id}`);
      case 'pause':
      case 'suspend-latest':
      case 'words':
        return [];
    }
  });
  known.set(contingency, subjects);
  return subjects;
}

/** The days that count from nothing but such days, each with those that it counts from; none of them in a circle. */
function sharedDays(
  days: readonly Day[],
  known: ReadonlySet<Subject>,
): ReadonlyMap<string, readonly string[]> {
  const leans = new Map<string, ReadonlySet<Subject>>();
  for (const day of days) {
    const on = touchedBy({ kind: 'day', term: day }).filter(
      (subject) => known.has(subject) || !subject.includes(' '),
    );
    leans.set(day.id, new Set([...(leans.get(day.id) ?? []), ...on]));
  }
  const watchers = new Map<Subject, string[]>();
  for (const [id, on] of leans) {
    for (const subject of on) {
      const others = watchers.get(subject);
      if (others) others.push(id);
      else watchers.set(subject, [id]);
    }
  }
  const open = new Map([...leans].map(([id, on]) => [id, on.size]));
  const ready = [...open].flatMap(([id, count]) => (count === 0 ? [id] : []));
  const shared = new Map<string, readonly string[]>();
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    shared.set(id, [...leans.get(id)!].map(idOf));
    for (const watcher of watchers.get(`day ${id}`) ?? []) {
      open.set(watcher, open.get(watcher)! - 1);
      if (open.get(watcher) === 0) ready.push(watcher);
    }
  }
  return shared;
}

/** Sets that are joined, and found by any member. */
class Sets {
  readonly #parents = new Map<string, string>();

  add(member: string): void {
    if (!this.#parents.has(member)) this.#parents.set(member, member);
  }

  of(member: string): string {
    let root = member;
    for (let next = this.#parents.get(root); next !== undefined && next !== root;) {
      root = next;
      next = this.#parents.get(root);
    }
    // The way is shorter next time.
    for (let at = member; at !== root;) {
      const next = this.#parents.get(at)!;
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  join(a: string, b: string): void {
    this.add(a);
    this.add(b);
    const [one, other] = [this.of(a), this.of(b)];
    if (one !== other) this.#parents.set(other, one);
  }
}
