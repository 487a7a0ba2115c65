/**
 * The dependency graph: what must come before what, and what can hold relief back or reverse it. An arrow runs from
 * what comes first to what waits for it. How it is drawn is not decided here.
 */
import { datesOf, type Dates } from './dating.ts';
import type { LeanKind, NodeId } from './leaning.ts';
import { isNever, type Moment } from './moment.ts';
import type { Schedule } from './schedule.ts';
import type { Contingency, Terms, Tranche } from './terms.ts';
import { factsIn } from './truth.ts';

export interface DependencyGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  /** `milestone M2` */
  readonly key: string;
  readonly kind: 'day' | 'milestone' | 'tranche' | 'contingency';
  readonly id: string;
  readonly name: string;
  /** Null of a contingency: nobody plans it. */
  readonly comes: Moment | null;
  /** It waits for itself. */
  readonly looped: boolean;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** `bars`: while the contingency is active, the tranche does not come. `reverses`: it takes the tranche back. */
  readonly kind: LeanKind | 'bars' | 'reverses' | 'triggers' | 'restores';
}

export function dependencyGraph(terms: Terms, schedule: Schedule): DependencyGraph {
  const looped = new Set(schedule.loops.flat());
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  for (const [key, { kind, term }] of schedule.known) {
    const name = kind === 'day' ? term.name : term.title;
    const comes = schedule.dates.get(key)!.comes;
    nodes.push({
      key,
      kind,
      id: term.id,
      name,
      comes,
      looped: comes.gap?.why === 'loop' && looped.has(term.id),
    });
    for (const lean of schedule.leans.get(key)!) edges.push({ from: lean.on, to: key, kind: lean.kind });
  }
  const contingencies = new Map<string, Contingency>();
  for (const contingency of terms.contingencies) {
    if (contingencies.has(contingency.id)) continue;
    contingencies.set(contingency.id, contingency);
    const { id, title } = contingency;
    const key = `contingency ${id}`;
    nodes.push({ key, kind: 'contingency', id, name: title, comes: null, looped: false });
    edges.push(...ofContingency(contingency, key, (node) => schedule.known.has(node)));
  }
  for (const { kind, term } of schedule.known.values()) {
    if (kind === 'tranche') edges.push(...ofTranche(term, (id) => contingencies.has(id)));
  }
  return { nodes, edges };
}

function ofContingency(
  { trigger, restoration }: Contingency,
  key: string,
  has: (node: NodeId) => boolean,
): GraphEdge[] {
  const from = (condition: typeof restoration, kind: 'triggers' | 'restores'): GraphEdge[] =>
    (condition?.condition ? factsIn(condition.condition) : []).flatMap(({ fact }) => {
      const node: NodeId | null =
        fact.op === 'milestone' || fact.op === 'sustained'
          ? `milestone ${fact.ref}`
          : fact.op === 'tranche'
            ? `tranche ${fact.ref}`
            : fact.op === 'reached'
              ? `day ${fact.ref}`
              : null;
      return node && has(node) ? [{ from: node, to: key, kind }] : [];
    });
  return unique([
    ...from(trigger?.ast ? { condition: trigger.ast } : null, 'triggers'),
    ...from(restoration, 'restores'),
  ]);
}

function ofTranche({ id, condition, snapback }: Tranche, has: (id: string) => boolean): GraphEdge[] {
  const to = `tranche ${id}`;
  const barring = (condition?.ast ? factsIn(condition.ast) : []).flatMap(({ fact, negated }) =>
    fact.op === 'contingencyActive' && negated ? [fact.ref] : [],
  );
  const edge = (kind: 'bars' | 'reverses') => (of: string) =>
    has(of) ? [{ from: `contingency ${of}`, to, kind }] : [];
  return unique([
    ...barring.flatMap(edge('bars')),
    ...(snapback?.triggeredBy ?? []).flatMap(edge('reverses')),
  ]);
}

function unique(edges: readonly GraphEdge[]): GraphEdge[] {
  const seen = new Set<string>();
  return edges.filter(({ from, to, kind }) => {
    const key = `${from}|${to}|${kind}`;
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * The critical path to `target`: the chain of terms of which each decides when the next one comes, so that a day lost
 * on any of them is a day lost at the end. From its beginning to the target; the target alone if nothing moves it.
 */
export function criticalPath(schedule: Schedule, target: NodeId): NodeId[] {
  const path: NodeId[] = [];
  const passed = new Set<NodeId>();
  for (let node: NodeId | null = target; node && !passed.has(node); node = deciding(schedule, node)) {
    passed.add(node);
    path.unshift(node);
  }
  return path;
}

/** The tranche that comes last, of those that can be dated: where the agreement is heading. */
export function lastRelief({ known, dates }: Schedule): NodeId | null {
  let last: NodeId | null = null;
  let at = '';
  for (const [node, { kind }] of known) {
    const { latest } = dates.get(node)!.comes;
    if (kind === 'tranche' && latest && latest >= at) [last, at] = [node, latest];
  }
  return last;
}

/** Of what a term leans on: that of which a year's delay would move it, the latest of those. */
function deciding(schedule: Schedule, node: NodeId): NodeId | null {
  const leaning = schedule.known.get(node);
  const now = schedule.dates.get(node)?.comes;
  if (!leaning || !now?.latest || isNever(now)) return null;
  const { almanac } = schedule;
  const late = ({ comes, ...rest }: Dates): Dates => ({
    ...rest,
    comes: { ...comes, latest: comes.latest && almanac.count.after(comes.latest, 'P1Y') },
  });
  let found: NodeId | null = null;
  let at = '';
  for (const { on } of schedule.leans.get(node)!) {
    const dates = schedule.dates.get(on)!;
    if (!dates.comes.latest || dates.comes.latest < at) continue;
    const moved = datesOf(leaning, {
      ...almanac,
      dates: (asked) => (asked === on ? late(dates) : schedule.dates.get(asked)),
    });
    if (moved.comes.latest !== now.latest) [found, at] = [on, dates.comes.latest];
  }
  return found;
}
