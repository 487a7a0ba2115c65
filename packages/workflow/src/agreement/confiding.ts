/**
 * Deciding what is confidential: setting it on an element, and keeping it when the element is moved.
 */
import { inBoth, liesWithin, sameCircle, type Circle } from './circle.ts';
import { confidentialityOf, notConfidential, type Confidentiality } from './confidentiality.ts';
import { clauseName } from './course/words.ts';
import type { Decision } from './decision.ts';
import type { AgreementEvent } from './events.ts';
import type { ElementId } from './outline.ts';
import { refuse } from './refusal.ts';
import type { AgreementState } from './state.ts';

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
