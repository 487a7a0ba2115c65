/**
 * Decisions on routes: drawing them up and retiring them, the rules by which clauses take them, what elements are
 * about, and who is named for a task in them.
 */
import { refusedRoute } from '../../route/checks.ts';
import { routingFindings, routingOf } from '../../route/routing.ts';
import type { Route } from '../../route/route.ts';
import { seatsOf } from '../../route/seat.ts';
import type { Decision } from '../decision.ts';
import { isTooLargeToDecide, isTooLong } from '../limits.ts';
import type { ClauseId } from '../outline.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { AgreementState } from '../state.ts';
import type { CommandOf } from './commands.ts';

export function drawUpRoute(state: AgreementState, { route }: CommandOf<'draw-up-route'>): Decision {
  const faulty = refusedRoute(route, state);
  if (faulty) return faulty;
  if (isTooLong(route)) {
    return refuse(
      'too-long-for-record',
      `The route “${route.name}” is too long for one entry of the record. Name groups or bodies instead of single parties, or fewer holidays.`,
    );
  }
  for (const stage of route.stages) {
    const body = stage.kind === 'committee' ? state.bodies.get(stage.body) : undefined;
    if (body && isTooLargeToDecide(seatsOf(body, state.parties))) {
      return refuse(
        'too-long-for-record',
        `The body “${body.name}” has too many seats for its votes to fit one entry of the record. Let a smaller one decide in “${stage.name}”, or give its seats shorter ids.`,
      );
    }
  }
  const drawn = state.routes.get(route.id);
  if (drawn && !drawn.retired && JSON.stringify(drawn.route) === JSON.stringify(route)) return [];
  const under = drawn ? underWayOn(state, route.id) : 0;
  if (under > 0) {
    return refuse(
      'route-in-use',
      `${under === 1 ? 'A clause is' : `${under} clauses are`} under way on “${drawn?.route.name ?? route.id}”, so it stays as it is. Draw up a new route, or wait until they have arrived.`,
    );
  }
  return [{ type: 'route-drawn-up', route }];
}

/** What is under way on it goes on; it takes nothing more. */
export function retireRoute(state: AgreementState, { route }: CommandOf<'retire-route'>): Decision {
  const drawn = state.routes.get(route);
  if (!drawn) return unknownRoute(route);
  return drawn.retired ? [] : [{ type: 'route-retired', route }];
}

export function setRoutingRules(state: AgreementState, { rules }: CommandOf<'set-routing-rules'>): Decision {
  const [fault] = routingFindings(rules, state);
  if (fault) {
    const unknown = fault.code === 'unknown-route' || fault.code === 'retired-route';
    return refuse(unknown ? 'unknown-route' : 'faulty-route', fault.sentence);
  }
  if (isTooLong(rules)) {
    return refuse(
      'too-long-for-record',
      'These rules are too long for one entry of the record. Join those that lead to the same route.',
    );
  }
  if (JSON.stringify(rules) === JSON.stringify(state.routingRules)) return [];
  return [{ type: 'routing-rules-set', rules }];
}

export function setTopics(state: AgreementState, { element, topics }: CommandOf<'set-topics'>): Decision {
  if (!state.outline.elements.has(element)) {
    return refuse(
      'unknown-element',
      `There is no element ${element} in this agreement; somebody may have deleted it. Reload the outline.`,
    );
  }
  const once = [...new Set(topics)];
  if (JSON.stringify(once) === JSON.stringify(state.topics.get(element) ?? [])) return [];
  return [{ type: 'topics-set', element, topics: once }];
}

export function nameRoleHolders(
  state: AgreementState,
  { role, name, persons }: CommandOf<'name-role-holders'>,
): Decision {
  const once = [...new Set(persons)];
  const stranger = once.find((person) => !state.accreditations.some((a) => a.person === person));
  if (stranger !== undefined) {
    return refuse(
      'unknown-participant',
      `One of the persons, ${stranger}, is not accredited to this agreement. Accredit them first, in whatever capacity, then name them as ${name}.`,
    );
  }
  const held = state.roles.get(role);
  if (held?.name === name && JSON.stringify(held.persons) === JSON.stringify(once)) return [];
  return [{ type: 'role-holders-named', role, name, persons: once }];
}

/** The route that a clause is to take: the named one, or the one that the rules give. */
export function routeFor(state: AgreementState, clause: ClauseId, named: string | null): Route | Refusal {
  let id = named;
  if (id === null) {
    const { route, because } = routingOf(clause, state.routingRules, state);
    if (route === null) return refuse('no-route', because);
    id = route;
  }
  const drawn = state.routes.get(id);
  if (!drawn) return unknownRoute(id);
  if (drawn.retired) {
    return refuse(
      'unknown-route',
      `“${drawn.route.name}” is retired and takes no more clauses. Choose another route, or draw one up.`,
    );
  }
  // Who was there when it was drawn up may be there no more.
  const faulty = refusedRoute(drawn.route, state);
  return isRefusal(faulty) ? faulty : drawn.route;
}

function unknownRoute(route: string): Refusal {
  return refuse(
    'unknown-route',
    `There is no route ${route} in this agreement. Choose one that was drawn up.`,
  );
}

function underWayOn(state: AgreementState, route: string): number {
  return [...state.courses.values()].filter(({ underWay }) => underWay?.route.id === route).length;
}
