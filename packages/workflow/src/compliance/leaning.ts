/**
 * What a term leans on: the days, milestones and tranches that must be known before it can be dated. From it come
 * the order in which the schedule is worked out, the loops that make that impossible, and the dependency graph.
 */
import type { Condition } from './condition.ts';
import type { DayRule } from './day-rule.ts';
import type { Day, Milestone, Terms, Tranche } from './terms.ts';
import { factsIn } from './truth.ts';

/** `milestone M2`: an id alone does not tell of which kind it is. */
export type NodeId = `${'day' | 'milestone' | 'tranche'} ${string}`;

export type LeanKind = 'prerequisite' | 'deadline' | 'rule' | 'condition' | 'long-stop' | 'proportional';

export interface Lean {
  readonly on: NodeId;
  readonly kind: LeanKind;
}

export type Leaning =
  | { readonly node: NodeId; readonly kind: 'day'; readonly term: Day }
  | { readonly node: NodeId; readonly kind: 'milestone'; readonly term: Milestone }
  | { readonly node: NodeId; readonly kind: 'tranche'; readonly term: Tranche };

export type Known = ReadonlyMap<NodeId, Leaning>;

/** Every term that can be dated, by its node; of several with one id, the first. */
export function knownTerms({ days, milestones, tranches }: Terms): Known {
  const known = new Map<NodeId, Leaning>();
  const add = (leaning: Leaning) => {
    if (!known.has(leaning.node)) known.set(leaning.node, leaning);
  };
  for (const term of days) add({ node: `day ${term.id}`, kind: 'day', term });
  for (const term of milestones) add({ node: `milestone ${term.id}`, kind: 'milestone', term });
  for (const term of tranches) add({ node: `tranche ${term.id}`, kind: 'tranche', term });
  return known;
}

export const idOf = (node: string) => node.slice(node.indexOf(' ') + 1);

/** What an anchor names: a day, else a milestone, else a tranche; null where there is none of that id. */
export function anchored(id: string, has: (node: NodeId) => boolean): NodeId | null {
  const nodes = [`day ${id}`, `milestone ${id}`, `tranche ${id}`] as const;
  return nodes.find(has) ?? null;
}

/** A lean by id, before it is known what bears that id. */
interface Named {
  readonly kind: LeanKind;
  readonly nodes: readonly NodeId[];
}

const namedBy = new WeakMap<object, readonly Named[]>();

/** What `term` leans on among what is known, each once. Only its own data is read, so it is worked out once. */
export function leansOf({ kind, term }: Leaning, known: Known): Lean[] {
  let named = namedBy.get(term);
  if (!named) {
    named = namedIn(kind, term);
    namedBy.set(term, named);
  }
  const seen = new Set<NodeId>();
  const leans: Lean[] = [];
  for (const { kind, nodes } of named) {
    const on = nodes.find((node) => known.has(node));
    if (!on || seen.has(on)) continue;
    seen.add(on);
    leans.push({ on, kind });
  }
  return leans;
}

function namedIn(kind: Leaning['kind'], term: Leaning['term']): Named[] {
  switch (kind) {
    case 'day': {
      const { rule } = term as Day;
      return rule ? ofRule(rule, 'rule') : [];
    }
    case 'milestone': {
      const { prerequisites, deadline } = term as Milestone;
      return [
        ...prerequisites.map((id): Named => ({ kind: 'prerequisite', nodes: [`milestone ${id}`] })),
        ...(deadline ? ofRule(deadline, 'deadline') : []),
      ];
    }
    case 'tranche': {
      const { condition, proportional } = term as Tranche;
      const steps = proportional?.of;
      return [
        ...(condition?.ast ? ofCondition(condition.ast, 'condition') : []),
        ...(steps ? [{ kind: 'proportional', nodes: [`milestone ${steps}`] } as const] : []),
      ];
    }
  }
}

function ofCondition(condition: Condition, kind: LeanKind): Named[] {
  return factsIn(condition).flatMap(({ fact, negated }): Named[] => {
    // What must not be is no reason to wait.
    if (negated) return [];
    switch (fact.op) {
      case 'milestone':
      case 'sustained':
        return [{ kind, nodes: [`milestone ${fact.ref}`] }];
      case 'reached':
        return [{ kind, nodes: [`day ${fact.ref}`] }];
      case 'tranche':
        return fact.is === 'not_in_effect' ? [] : [{ kind, nodes: [`tranche ${fact.ref}`] }];
      case 'contingencyActive':
      case 'ladderOutcome':
      case 'discrepancyOpen':
      case 'discrepancyClosed':
      case 'relief_overdue':
        return [];
    }
  });
}

function ofRule(rule: DayRule, kind: LeanKind): Named[] {
  const own = ((): Named[] => {
    switch (rule.type) {
      case 'absolute':
      case 'act':
        return [];
      case 'relative': {
        const { anchor } = rule;
        return [{ kind, nodes: [`day ${anchor}`, `milestone ${anchor}`, `tranche ${anchor}`] }];
      }
      case 'earliestOf':
      case 'latestOf':
        return rule.of.flatMap((member) => ofRule(member, kind));
      case 'event':
        return ofCondition(rule.when, kind);
    }
  })();
  const stop = rule.notLaterThan;
  return [
    ...own,
    ...(rule.provided ? ofCondition(rule.provided, kind) : []),
    ...(stop && 'type' in stop ? ofRule(stop, 'long-stop') : []),
  ];
}
