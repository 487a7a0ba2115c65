/**
 * Which route a clause takes: the first rule that fits what the clause is about and where it stands. The rules are
 * set by the secretariat as one reviewed list, and every answer says why.
 */
import type { RoutingRules } from '../agreement/course/routing-rules.ts';
import type { ClauseId, ElementId, Outline, OutlineElement } from '../agreement/outline.ts';
import type { Route, RouteId } from './route.ts';
import { listWords } from './words.ts';

export type RoutingRule = RoutingRules[number];

/** What the rules are read against; a state of an agreement is one. */
export interface Routable {
  readonly outline: Outline;
  readonly topics: ReadonlyMap<ElementId, readonly string[]>;
  readonly routes: ReadonlyMap<RouteId, { readonly route: Route; readonly retired: boolean }>;
}

export interface Routing {
  /** Null when no rule fits. */
  readonly route: RouteId | null;
  /** The number of the rule that decided, from 1; null when none did. */
  readonly rule: number | null;
  /** Why, as a sentence. */
  readonly because: string;
}

export function routingOf(clause: ClauseId, rules: RoutingRules, routable: Routable): Routing {
  const { outline } = routable;
  const around = ancestry(outline, clause);
  const topics = new Set(around.flatMap((id) => routable.topics.get(id) ?? []));
  const at = rules.findIndex((rule) => fits(rule, around, topics));
  const rule = rules[at];
  if (!rule) {
    const said = topics.size === 0 ? 'it has no topics' : `its topics are ${listWords([...topics])}`;
    return {
      route: null,
      rule: null,
      because: `No rule of routing fits this clause: ${said}. Name a route, or add a rule.`,
    };
  }
  const about = rule.topics.filter((topic) => topics.has(topic)).map((topic) => `is about ${topic}`);
  const inside = rule.within.filter((id) => around.includes(id));
  const lies = inside.map((id) => (id === clause ? 'is named in it' : `stands in ${nameOf(outline, id)}`));
  const reasons = [about[0], lies[0]].filter((reason) => reason !== undefined);
  return {
    route: rule.route,
    rule: at + 1,
    because:
      `It takes “${routeName(rule.route, routable)}” by rule ${at + 1}, ` +
      `because ${reasons.length === 0 ? 'that rule fits every clause' : `it ${listWords(reasons)}`}.`,
  };
}

export interface RoutingFinding {
  /** From 1. */
  readonly rule: number;
  readonly code: 'never-reached' | 'unknown-route' | 'retired-route' | 'nowhere';
  readonly sentence: string;
}

/** Rules that decide nothing, or lead nowhere. */
export function routingFindings(rules: RoutingRules, routable: Routable): readonly RoutingFinding[] {
  const { outline, routes } = routable;
  return rules.flatMap((rule, at): RoutingFinding[] => {
    const found: RoutingFinding[] = [];
    const number = at + 1;
    const drawn = routes.get(rule.route);
    if (!drawn) {
      const sentence = `Rule ${number} names the route ${rule.route}, which does not exist. Draw it up, or name another.`;
      found.push({ rule: number, code: 'unknown-route', sentence });
    } else if (drawn.retired) {
      const sentence = `Rule ${number} names “${drawn.route.name}”, which is retired and takes no more clauses. Name another.`;
      found.push({ rule: number, code: 'retired-route', sentence });
    }
    const places = rule.within.filter((id) => outline.elements.has(id));
    if (rule.within.length > 0 && places.length === 0) {
      const sentence = `Rule ${number} is for places that are no longer in the agreement. Remove it, or name others.`;
      return [...found, { rule: number, code: 'nowhere', sentence }];
    }
    const before = rules.slice(0, at);
    if (isCovered(rule, before, outline)) {
      const covering = before.flatMap((earlier, i) => (overlaps(earlier, rule, outline) ? [i + 1] : []));
      const sentence =
        `Rule ${number} never decides: every clause that it fits is taken by ` +
        `${covering.length === 1 ? 'rule' : 'rules'} ${listWords(covering.map(String), 'or')} before it. Move it up, or remove it.`;
      found.push({ rule: number, code: 'never-reached', sentence });
    }
    return found;
  });
}

/** The clause, and everything it lies in, from the inside out. */
function ancestry(outline: Outline, clause: ElementId): readonly ElementId[] {
  const around: ElementId[] = [];
  for (
    let element = outline.elements.get(clause);
    element;
    element = element.parent === null ? undefined : outline.elements.get(element.parent)
  ) {
    around.push(element.id);
  }
  return around;
}

function fits(rule: RoutingRule, around: readonly ElementId[], topics: ReadonlySet<string>): boolean {
  return (
    (rule.topics.length === 0 || rule.topics.some((topic) => topics.has(topic))) &&
    (rule.within.length === 0 || rule.within.some((id) => around.includes(id)))
  );
}

/**
 * The least that each clause has which a rule fits: one of its topics, in one of its places. A clause with more
 * topics fits every rule that this one does, so when earlier rules take all of these, the rule decides nothing.
 */
function leastOf(
  { topics, within }: RoutingRule,
  outline: Outline,
): readonly { readonly topics: ReadonlySet<string>; readonly around: readonly ElementId[] }[] {
  const about = topics.length === 0 ? [new Set<string>()] : topics.map((topic) => new Set([topic]));
  const places =
    within.length === 0
      ? [[]]
      : within.filter((id) => outline.elements.has(id)).map((id) => ancestry(outline, id));
  return about.flatMap((topic) => places.map((around) => ({ topics: topic, around })));
}

function isCovered(rule: RoutingRule, before: readonly RoutingRule[], outline: Outline): boolean {
  return leastOf(rule, outline).every(({ topics, around }) =>
    before.some((earlier) => fits(earlier, around, topics)),
  );
}

function overlaps(earlier: RoutingRule, rule: RoutingRule, outline: Outline): boolean {
  return leastOf(rule, outline).some(({ topics, around }) => fits(earlier, around, topics));
}

function routeName(id: RouteId, { routes }: Routable): string {
  return routes.get(id)?.route.name ?? id;
}

function nameOf(outline: Outline, id: ElementId): string {
  const element: OutlineElement | undefined = outline.elements.get(id);
  if (!element) return id;
  return element.heading === '' ? `the ${element.kind} ${id}` : `the ${element.kind} “${element.heading}”`;
}
