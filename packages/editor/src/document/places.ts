/**
 * Where a clause stands, in words that only fit one place: `Annex A, paragraph 36`. Paragraphs are counted anew
 * in each article and annex, so the number alone would name several.
 */
import type { ElementId, OutlineElement } from '@travaux/workflow/agreement';
import type { Labels } from './numbering.ts';

/** @param clauseNumbering with `dotted`, a paragraph's number names its article already */
export function placeOf(
  id: ElementId,
  elements: ReadonlyMap<ElementId, OutlineElement>,
  labels: Labels,
  clauseNumbering: 'plain' | 'dotted',
): string {
  const parts = [labels.get(id)?.full ?? ''];
  for (let at = elements.get(id)?.parent ?? null; at !== null; at = elements.get(at)?.parent ?? null) {
    const kind = elements.get(at)?.kind;
    if (kind === 'annex' || (kind === 'article' && clauseNumbering === 'plain')) {
      parts.unshift(labels.get(at)?.full ?? '');
    }
  }
  return parts.filter((part) => part !== '').join(', ');
}
