/**
 * Confidentiality: who may know that an element of the outline exists, and who may read it. The chair or the
 * secretariat sets it on a division or a clause, and it holds for everything inside. What lies deeper can only be
 * kept among fewer, never among more.
 *
 * It stays on what is deleted, because the record keeps that; and it goes along with what is moved, so that nothing
 * becomes known by being put somewhere else.
 */
import { everybody, inBoth, liesWithin, sameCircle, type Circle } from './circle.ts';
import { clauseName } from './course/words.ts';
import type { Decision } from './decision.ts';
import type { AgreementEvent } from './events.ts';
import type { ElementId, Outline } from './outline.ts';
import { refuse } from './refusal.ts';
import type { AgreementState } from './state.ts';

export interface Confidentiality {
  /** Who may know that the element exists: its number, its heading if they may read it, that it is there at all. */
  readonly knownTo: Circle;
  /** Who may read its heading and its text. Nobody reads what they may not know of. */
  readonly readBy: Circle;
}

/** What nobody has set: everybody knows of it; participants read it, the public when it is published. */
export const notConfidential: Confidentiality = { knownTo: everybody, readBy: everybody };

interface Kept {
  readonly outline: Outline;
  readonly confidentiality: ReadonlyMap<ElementId, Confidentiality>;
}

/** What holds for an element, with what it has from the divisions around it. */
export function confidentialityOf(kept: Kept, element: ElementId): Confidentiality {
  if (kept.confidentiality.size === 0) return notConfidential;
  let { knownTo, readBy } = notConfidential;
  for (let at: ElementId | null = element; at !== null; at = kept.outline.elements.get(at)?.parent ?? null) {
    const own = kept.confidentiality.get(at);
    if (!own) continue;
    knownTo = inBoth(knownTo, own.knownTo);
    readBy = inBoth(readBy, own.readBy);
  }
  return { knownTo, readBy: inBoth(readBy, knownTo) };
}

export function isOpenToAll({ knownTo, readBy }: Confidentiality): boolean {
  return knownTo.kind === 'public' && readBy.kind === 'public';
}

/**
 * Elements that stand apart from the count: they take no number of a series, and nothing behind them is numbered
 * otherwise than if they were not there. So everybody sees the same numbers, and no gap in them tells of an element
 * that somebody may not know of.
 */
export function apartFromCount(state: Pick<AgreementState, 'confidentiality'>): ReadonlySet<ElementId> {
  const apart = new Set<ElementId>();
  for (const [id, { knownTo }] of state.confidentiality) if (knownTo.kind !== 'public') apart.add(id);
  return apart;
}

export function setConfidentiality(
  state: AgreementState,
  { element, knownTo, readBy }: Confidentiality & { readonly element: ElementId },
): Decision {
  const held = state.outline.elements.get(element);
  if (!held) {
    return refuse(
      'unknown-element',
      `There is no element ${element} in this agreement; somebody may have deleted it. Reload the outline.`,
    );
  }
  const unknown = unknownIn(state, knownTo) ?? unknownIn(state, readBy);
  if (unknown !== null) {
    return refuse('unknown-participant', `${unknown} does not take part in this agreement. Add it first.`);
  }
  if (!liesWithin(readBy, knownTo)) {
    return refuse(
      'impossible-circle',
      `Somebody could read ${clauseName(state, element)} who may not know that it exists. Let them know of it, or keep them from reading it.`,
    );
  }
  if (held.parent !== null) {
    const around = confidentialityOf(state, held.parent);
    if (!liesWithin(knownTo, around.knownTo) || !liesWithin(readBy, around.readBy)) {
      return refuse(
        'impossible-circle',
        `${clauseName(state, element)} lies in ${clauseName(state, held.parent)}, which is kept among fewer. Open that first, or move the element out of it.`,
      );
    }
  }
  const now = state.confidentiality.get(element) ?? notConfidential;
  if (sameCircle(now.knownTo, knownTo) && sameCircle(now.readBy, readBy)) return [];
  return [{ type: 'confidentiality-set', element, knownTo, readBy }];
}

/** What keeps an element among those who know of it now, when it comes to lie in `parent`. */
export function keptWhenMoved(
  state: AgreementState,
  element: ElementId,
  parent: ElementId | null,
): readonly AgreementEvent[] {
  const now = confidentialityOf(state, element);
  const around = parent === null ? notConfidential : confidentialityOf(state, parent);
  const own = state.confidentiality.get(element) ?? notConfidential;
  const then = {
    knownTo: inBoth(own.knownTo, around.knownTo),
    readBy: inBoth(own.readBy, around.readBy),
  };
  if (liesWithin(then.knownTo, now.knownTo) && liesWithin(then.readBy, now.readBy)) return [];
  return [{ type: 'confidentiality-set', element, ...now }];
}

function unknownIn(state: AgreementState, circle: Circle): string | null {
  if (circle.kind !== 'named') return null;
  const missing = (ids: readonly string[], known: ReadonlyMap<string, unknown>) =>
    ids.find((id) => !known.has(id));
  return (
    missing(circle.parties, state.parties) ??
    missing(circle.bodies, state.bodies) ??
    missing(circle.organisations, state.organisations) ??
    missing(circle.verifiers, state.verifiers) ??
    null
  );
}
