/**
 * What waits for what: a tranche for its condition, a milestone for its prerequisites and the days that its deadline
 * counts from, a day for its rule, a contingency for its trigger. From it follow the loops in which each waits for
 * the other.
 */
import type { Condition } from '../compliance/condition.ts';
import type { DayRule } from '../compliance/day-rule.ts';
import { loopedGroups, shortestLoop } from '../compliance/loops.ts';
import { isRule } from './leaves.ts';
import type { Lens, Question } from './lens.ts';
import type { Things } from './things.ts';

export const waitingKinds = ['day', 'milestone', 'tranche', 'contingency'] as const;
export type WaitingKind = (typeof waitingKinds)[number];

/** `milestone M2` */
export type NodeName = `${WaitingKind} ${string}`;

/** What must have come before: nothing, something, or so many of several. */
type Need = { readonly node: NodeName } | { readonly k: number; readonly of: readonly Need[] };

const nothing: Need = { k: 0, of: [] };
const all = (of: readonly Need[]): Need => ({ k: of.length, of });
const on = (kind: WaitingKind, name: string): Need => ({ node: `${kind} ${name}` });

function needOf(condition: Condition): Need {
  switch (condition.op) {
    case 'and':
      return all(condition.args.map(needOf));
    case 'or':
      return { k: 1, of: condition.args.map(needOf) };
    case 'atLeast':
      return { k: Math.min(condition.k, condition.args.length), of: condition.args.map(needOf) };
    case 'milestone':
      return condition.is === 'verified' || condition.is === 'reported'
        ? on('milestone', condition.ref)
        : nothing;
    case 'sustained':
      return on('milestone', condition.ref);
    case 'reached':
      return on('day', condition.ref);
    case 'tranche':
      return condition.is === 'not_in_effect' ? nothing : on('tranche', condition.ref);
    case 'contingencyActive':
      return on('contingency', condition.ref);
    case 'not':
    case 'ladderOutcome':
    case 'discrepancyOpen':
    case 'discrepancyClosed':
    case 'relief_overdue':
      return nothing;
  }
}

/** What an anchor may name, in this order. */
const anchorKinds = ['day', 'milestone', 'tranche'] as const;

function needOfRule(rule: DayRule): Need {
  const own = ((): Need => {
    switch (rule.type) {
      case 'absolute':
      case 'act':
        return nothing;
      case 'relative':
        // Whichever of them there is: an id is a name of one thing only.
        return all(anchorKinds.map((kind) => on(kind, rule.anchor)));
      case 'earliestOf':
        return { k: Math.min(1, rule.of.length), of: rule.of.map(needOfRule) };
      case 'latestOf':
        return all(rule.of.map(needOfRule));
      case 'event':
        return needOf(rule.when);
    }
  })();
  return rule.provided ? all([own, needOf(rule.provided)]) : own;
}

/** Names that a long-stop date counts from: nothing waits for them, but its date does. */
function longStops(rule: DayRule): readonly Need[] {
  const below = rule.type === 'earliestOf' || rule.type === 'latestOf' ? rule.of.flatMap(longStops) : [];
  const stop = rule.notLaterThan;
  return stop && isRule(stop) ? [...below, needOfRule(stop), ...longStops(stop)] : below;
}

interface Waiting {
  readonly need: Need;
  /** Everything that is mentioned, also as one of several ways. */
  readonly mentions: readonly string[];
}

const waitingOf = new WeakMap<object, Waiting>();

function waiting<K extends WaitingKind>(kind: K, thing: Things[K]): Waiting {
  const found = waitingOf.get(thing);
  if (found) return found;
  const { need, stops } = needOfThing(kind, thing);
  const mentions = [...new Set([need, ...stops].flatMap(namesIn))];
  const made = { need, mentions };
  waitingOf.set(thing, made);
  return made;
}

function needOfThing(kind: WaitingKind, thing: Things[WaitingKind]): { need: Need; stops: readonly Need[] } {
  const rule = (of: DayRule | null | undefined) => (of ? needOfRule(of) : nothing);
  const stops = (of: DayRule | null | undefined) => (of ? longStops(of) : []);
  switch (kind) {
    case 'day': {
      const day = thing as Things['day'];
      return { need: rule(day.rule), stops: stops(day.rule) };
    }
    case 'milestone': {
      const { prerequisites, deadline } = thing as Things['milestone'];
      const before = prerequisites.map((name) => on('milestone', name));
      return { need: all([...before, rule(deadline)]), stops: stops(deadline) };
    }
    case 'tranche': {
      const ast = (thing as Things['tranche']).condition?.ast;
      return { need: ast ? needOf(ast) : nothing, stops: [] };
    }
    case 'contingency': {
      const ast = (thing as Things['contingency']).trigger?.ast;
      return { need: ast ? needOf(ast) : nothing, stops: [] };
    }
  }
}

function namesIn(need: Need): readonly NodeName[] {
  return 'node' in need ? [need.node] : need.of.flatMap(namesIn);
}

export interface Loops {
  /** Each a way round: the first waits for the second, the last for the first. Nothing else can begin it. */
  readonly deadlocks: readonly (readonly NodeName[])[];
  /** All that is mentioned in a circle, also where there is another way. */
  readonly circular: ReadonlySet<string>;
}

export const loops: Question<Loops> = {
  answer(see) {
    const waits = everythingThatWaits(see);
    const graph = new Map([...waits].map(([node, { mentions }]) => [node, mentions]));
    const groups = loopedGroups(graph);
    const deadlocks = groups.flatMap((group) => {
      const loop = deadlockIn(group as NodeName[], waits);
      return loop ? [loop] : [];
    });
    return { deadlocks, circular: new Set(groups.flat()) };
  },
  same: (a, b) =>
    JSON.stringify([a.deadlocks, [...a.circular]]) === JSON.stringify([b.deadlocks, [...b.circular]]),
};

function everythingThatWaits(see: Lens): Map<NodeName, Waiting> {
  const waits = new Map<NodeName, Waiting>();
  for (const kind of waitingKinds)
    for (const thing of see.all(kind)) {
      const node: NodeName = `${kind} ${thing.id}`;
      if (!waits.has(node)) waits.set(node, waiting(kind, thing as never));
    }
  return waits;
}

/** Of a group that waits for each other: a way round that no other way breaks. */
function deadlockIn(group: readonly NodeName[], waits: ReadonlyMap<NodeName, Waiting>): NodeName[] | null {
  const stuck = new Set(group);
  const comes = (need: Need): boolean =>
    'node' in need ? !stuck.has(need.node) : need.of.filter(comes).length >= need.k;
  for (let before = -1; before !== stuck.size;) {
    before = stuck.size;
    for (const node of stuck) if (comes(waits.get(node)!.need)) stuck.delete(node);
  }
  const graph = new Map(
    [...stuck].map((node) => [
      node as string,
      namesIn(waits.get(node)!.need).filter((name) => stuck.has(name)) as string[],
    ]),
  );
  for (const node of graph.keys()) {
    const loop = shortestLoop(graph, node);
    if (loop) return loop as NodeName[];
  }
  return null;
}
