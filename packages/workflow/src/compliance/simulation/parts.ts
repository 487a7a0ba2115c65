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

/** How the parts of terms fall, and which of them have been joined since. */
export interface Parting {
  readonly answers: Answers;
  readonly parts: () => readonly Part[];
  /** Whether they were apart. */
  readonly join: (parts: readonly Part[]) => boolean;
}

type Term =
  | { readonly kind: 'day'; readonly node: Subject; readonly term: Day }
  | { readonly kind: 'milestone'; readonly node: Subject; readonly term: Milestone }
  | { readonly kind: 'tranche'; readonly node: Subject; readonly term: Tranche }
  | { readonly kind: 'contingency'; readonly node: Subject; readonly term: Contingency };

export function partingOf(terms: Terms, before: Parting | null): Parting {
  const answers = answersIn(terms, before);
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
  const known = new Set(all.map(({ node }) => node));
  const shared = sharedDays(terms.days, known);
  const groups = new Groups();
  for (const { kind, node, term } of all) {
    if (kind === 'day' && shared.has(term.id)) continue;
    groups.add(node);
    for (const subject of touched(kind, term)) {
      if (known.has(subject) && !isShared(subject, shared)) groups.join(node, subject);
    }
    if (kind === 'contingency') for (const subject of answered(term, answers)) groups.join(node, subject);
  }
  return {
    answers,
    parts: () => partsOf(all, groups, shared),
    join: (parts) => {
      const [first, ...rest] = parts;
      return rest.map(({ key }) => groups.join(first!.key, key)).includes(true);
    },
  };
}

const isShared = (subject: Subject, shared: ReadonlyMap<string, unknown>) =>
  subject.startsWith('day ') && shared.has(idOf(subject));

function partsOf(
  all: readonly Term[],
  groups: Groups,
  shared: ReadonlyMap<string, readonly string[]>,
): Part[] {
  const found = new Map<string, Term[]>();
  const apart: Day[] = [];
  for (const one of all) {
    if (one.kind === 'day' && shared.has(one.term.id)) {
      apart.push(one.term);
      continue;
    }
    const group = groups.of(one.node);
    const members = found.get(group);
    if (members) members.push(one);
    else found.set(group, [one]);
  }
  const days: Part = {
    ...{ key: '', days: apart, shared: new Set<string>() },
    ...{ milestones: [], tranches: [], contingencies: [], hears: new Set<Signal>() },
  };
  return [days, ...[...found.values()].map((members) => partOf(members, apart, shared))];
}

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
    for (const subject of touched(kind, term)) {
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
function touched(kind: Term['kind'], term: Term['term']): readonly Subject[] {
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
    const on = touched('day', day).filter((subject) => known.has(subject) || !subject.includes(' '));
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
class Groups {
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

  join(a: string, b: string): boolean {
    this.add(a);
    this.add(b);
    const [one, other] = [this.of(a), this.of(b)];
    if (one !== other) this.#parents.set(other, one);
    return one !== other;
  }
}
