/**
 * The agreement as somebody may know it: its state without what they may not know of, and without the words and the
 * course of what they may not read. Presenters are handed this and nothing else, so what is withheld cannot come
 * back through one of them.
 *
 * Decisions are never made on it: what is hidden from one person counts for everybody.
 */
import type { ElementId, Outline, OutlineElement } from '../agreement/outline.ts';
import type { Accreditation } from '../agreement/participants.ts';
import type { AgreementState } from '../agreement/state.ts';
import { capacitiesOf, type Actor } from './can.ts';
import { closedTo, isPartOf, namesAny, type Closed } from './confidentiality.ts';

const made = new WeakMap<AgreementState, Map<Closed, AgreementState>>();
/** Of a part: what was taken out of it. */
const cut = new WeakMap<AgreementState, Closed>();

/** @returns the state itself where nothing is closed to the viewer, and the same object as long as nothing changes */
export function knownTo<State extends AgreementState>(viewer: Actor, state: State): State {
  const closed = closedTo(state, capacitiesOf(state, viewer));
  // A part that is asked for again, by whoever was handed one, is as it should be.
  if (closed.unread.size === 0 || cut.get(state) === closed) return state;
  let known = made.get(state);
  if (!known) made.set(state, (known = new Map<Closed, AgreementState>()));
  let part = known.get(closed);
  if (!part) {
    part = without(closed, state);
    isPartOf(part, state);
    cut.set(part, closed);
    known.set(closed, part);
  }
  return part as State;
}

function without({ unread, unknown }: Closed, state: AgreementState): AgreementState {
  const known = <V>(map: ReadonlyMap<ElementId, V>) => kept(map, (id) => !unknown.has(id));
  const read = <V>(map: ReadonlyMap<ElementId, V>) => kept(map, (id) => !unread.has(id));
  return {
    ...state,
    outline: outlineWithout(state.outline, { unread, unknown }),
    parked: read(state.parked),
    errorsSetAside: read(state.errorsSetAside),
    topics: read(state.topics),
    courses: read(state.courses),
    publishedTexts: read(state.publishedTexts),
    confidentiality: known(state.confidentiality),
    packages: kept(state.packages, (_id, one) => !namesAny(one, unread)),
    // A rule for nothing that is known is not a rule for everything.
    routingRules: state.routingRules.flatMap((rule) => {
      const within = rule.within.filter((id) => !unknown.has(id));
      return rule.within.length > 0 && within.length === 0 ? [] : [{ ...rule, within }];
    }),
    accreditations: state.accreditations.map((one) => withinScope(one, unknown)),
  };
}

function outlineWithout({ elements, children }: Outline, { unread, unknown }: Closed): Outline {
  const left = new Map<ElementId, OutlineElement>();
  for (const [id, element] of elements) {
    if (!unknown.has(id)) left.set(id, unread.has(id) ? { ...element, heading: '' } : element);
  }
  const lists = new Map<ElementId | null, readonly ElementId[]>();
  for (const [parent, list] of children) {
    if (parent !== null && unknown.has(parent)) continue;
    const own = list.filter((id) => !unknown.has(id));
    if (own.length > 0) lists.set(parent, own);
  }
  return { elements: left, children: lists };
}

/** Who may sign only for what is not known of here is, as far as can be known here, somebody who does not sign. */
function withinScope(accreditation: Accreditation, unknown: ReadonlySet<ElementId>): Accreditation {
  const { capacity } = accreditation;
  if (capacity.role !== 'delegate' || !capacity.scope?.some((id) => unknown.has(id))) return accreditation;
  const { scope, ...rest } = capacity;
  const left = scope.filter((id) => !unknown.has(id));
  return {
    ...accreditation,
    capacity: left.length > 0 ? { ...rest, scope: left } : { ...rest, signing: 'none' },
  };
}

function kept<K, V>(map: ReadonlyMap<K, V>, keep: (key: K, value: V) => boolean): ReadonlyMap<K, V> {
  return new Map([...map].filter(([key, value]) => keep(key, value)));
}
