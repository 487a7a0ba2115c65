/**
 * Confidentiality: who may know that an element of the outline exists, and who may read it. The chair or the
 * secretariat sets it on a division or a clause, and it holds for everything inside. What lies deeper can only be
 * kept among fewer, never among more.
 *
 * It stays on what is deleted, because the record keeps that; and it goes along with what is moved, so that nothing
 * becomes known by being put somewhere else.
 */
import { everybody, inBoth, type Circle } from './circle.ts';
import type { ElementId, Outline } from './outline.ts';

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
export function apartFromCount(state: Pick<Kept, 'confidentiality'>): ReadonlySet<ElementId> {
  const apart = new Set<ElementId>();
  for (const [id, { knownTo }] of state.confidentiality) if (knownTo.kind !== 'public') apart.add(id);
  return apart;
}
