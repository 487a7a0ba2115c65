/**
 * What a cross-reference prints. A reference node stores its target (`clause`, `division` or `clause#item`);
 * its words are computed from the numbering, so that they follow the target wherever it goes.
 */
import type { ElementId, Outline } from '@travaux/workflow/agreement';
import type { Labels } from './numbering.ts';
import type { ReferenceForm } from './schema.ts';

/** Path labels of a clause's items, by item id; see `itemPaths`. */
export type ItemLookup = (clause: ElementId) => ReadonlyMap<string, string> | null | undefined;

/** Longest label that a reference node keeps. */
export const maxReferenceLabel = 40;

/**
 * What a reference to `target` prints, or null when the target is gone (deleted, or an item that nobody marks).
 * An unnumbered target prints in full even where only its number was asked for.
 */
export function resolveTarget(
  labels: Labels,
  outline: Outline,
  target: string,
  form: ReferenceForm,
  items?: ItemLookup,
): string | null {
  const hash = target.indexOf('#');
  const elementId = hash < 0 ? target : target.slice(0, hash);
  const element = outline.elements.get(elementId);
  const label = labels.get(elementId);
  if (!element || !label) return null;
  const printed = form === 'number' && label.number !== '' ? label.number : label.full;
  if (hash < 0) return printed === '' ? null : printed.slice(0, maxReferenceLabel);
  const path = items?.(elementId)?.get(target.slice(hash + 1));
  if (path === undefined || path === '') return null;
  return [printed, path]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, maxReferenceLabel);
}
