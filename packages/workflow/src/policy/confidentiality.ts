/**
 * Who is in the circle of a thing that is kept confidential. `can` asks here for `know-of` and for whatever needs the
 * text; presenters ask for the whole set, so that what names an element to somebody is found wherever it stands.
 */
import type { Circle } from '../agreement/circle.ts';
import { confidentialityOf } from '../agreement/confidentiality.ts';
import type { ElementId } from '../agreement/outline.ts';
import type { Capacity } from '../agreement/participants.ts';
import type { AgreementState } from '../agreement/state.ts';

/** Whether somebody with these capacities is in the circle; without any, they are the public. */
export function isInCircle(circle: Circle, capacities: readonly Capacity[]): boolean {
  switch (circle.kind) {
    case 'public':
      return true;
    case 'participants':
      return capacities.length > 0;
    case 'parties':
      return capacities.some(({ role }) => role !== 'observer' && role !== 'verifier');
    case 'named':
      return capacities.some((capacity) => isNamed(circle, capacity));
    case 'secretariat':
      return capacities.some(presides);
  }
}

function isNamed(circle: Extract<Circle, { kind: 'named' }>, capacity: Capacity): boolean {
  switch (capacity.role) {
    case 'delegate':
      return circle.parties.includes(capacity.party);
    case 'committee-member':
      return circle.bodies.includes(capacity.body);
    case 'observer':
      return circle.organisations.includes(capacity.organisation);
    case 'verifier':
      return circle.verifiers.includes(capacity.verifier);
    case 'chair':
    case 'secretariat':
      return true;
  }
}

function presides({ role }: Capacity): boolean {
  return role === 'chair' || role === 'secretariat';
}

/** Of a state that somebody was handed with less in it, the whole one: what they may not know of is still that. */
const wholes = new WeakMap<AgreementState, AgreementState>();

/** @param of the whole, or a part of it: the part of a part is a part of the whole */
export function isPartOf(part: AgreementState, of: AgreementState): void {
  wholes.set(part, wholes.get(of) ?? of);
}

export function mayKnowOf(state: AgreementState, element: ElementId, by: readonly Capacity[]): boolean {
  return isInCircle(confidentialityOf(wholes.get(state) ?? state, element).knownTo, by);
}

export function mayRead(state: AgreementState, element: ElementId, by: readonly Capacity[]): boolean {
  return isInCircle(confidentialityOf(wholes.get(state) ?? state, element).readBy, by);
}

/** Elements closed to somebody: those that they may not read, and among these those that they may not know of. */
export interface Closed {
  readonly unread: ReadonlySet<ElementId>;
  readonly unknown: ReadonlySet<ElementId>;
}

const nothing: Closed = { unread: new Set(), unknown: new Set() };
/** By the capacities that were asked for; states are immutable, so an answer stays true as long as its state lives. */
const answers = new WeakMap<AgreementState, Map<string, Closed>>();

export function closedTo(given: AgreementState, by: readonly Capacity[]): Closed {
  const state = wholes.get(given) ?? given;
  if (state.confidentiality.size === 0 || by.some(presides)) return nothing;
  let known = answers.get(state);
  if (!known) answers.set(state, (known = new Map<string, Closed>()));
  const key = JSON.stringify(by);
  const answer = known.get(key) ?? findClosed(state, by);
  known.set(key, answer);
  return answer;
}

function findClosed(state: AgreementState, by: readonly Capacity[]): Closed {
  const unread = new Set<ElementId>();
  const unknown = new Set<ElementId>();
  // What was deleted has its own entry.
  for (const id of new Set([...state.outline.elements.keys(), ...state.confidentiality.keys()])) {
    if (mayRead(state, id, by)) continue;
    unread.add(id);
    if (!mayKnowOf(state, id, by)) unknown.add(id);
  }
  return { unread, unknown };
}

/** Whether a value of an event, a command or an answer names one of these elements, wherever in it. */
export function namesAny(value: unknown, elements: ReadonlySet<ElementId>): boolean {
  if (elements.size === 0) return false;
  if (typeof value === 'string') return elements.has(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => namesAny(item, elements));
  return Object.values(value).some((inner) => namesAny(inner, elements));
}
