/**
 * Settling numbers: every element that its source labels is given a computed number where the house style prints
 * that very label; every other label stays literal.
 */
import { labelsOf } from '@travaux/editor/document';
import type { ElementNumber, Outline } from '@travaux/workflow/agreement';
import type { DraftElement, Facts } from './structure.ts';

/** The division whose paragraphs or articles an element is counted among. */
function seriesOf(element: DraftElement, byId: ReadonlyMap<string, DraftElement>): string {
  const parent = element.parent === null ? undefined : byId.get(element.parent);
  if (!parent) return '';
  return ['article', 'annex', 'cover', 'preamble', 'closing'].includes(parent.kind)
    ? parent.id
    : seriesOf(parent, byId);
}

/** Gives every labelled element a computed number where that prints the label of the source. */
export function settleNumbers(elements: readonly DraftElement[], facts: Facts): Outline {
  const byId = new Map(elements.map((element) => [element.id, element]));
  const children = new Map<string | null, string[]>();
  for (const { id, parent } of elements) {
    const siblings = children.get(parent);
    if (siblings) siblings.push(id);
    else children.set(parent, [id]);
  }
  for (const element of elements) {
    if (element.label !== null) element.number = firstGuess(element.kind, element.label, facts);
  }
  const outlineNow = (): Outline => ({
    elements: new Map(
      elements.map(({ id, kind, parent, heading, number }) => [id, { id, kind, parent, heading, number }]),
    ),
    children,
  });

  for (let round = 0; ; round += 1) {
    const outline = outlineNow();
    const labels = labelsOf(outline, facts);
    // One wrong number shifts those behind it, so only the first of each series is corrected in a round;
    // a source whose numbers follow no series at all is settled at once after some rounds.
    const corrected = new Set<string>();
    for (const element of elements) {
      const { label, number, kind } = element;
      if (label === null || number.kind === 'literal') continue;
      if (labels.get(element.id)?.display === label) continue;
      const series = `${kind} ${kind === 'clause' || kind === 'article' ? seriesOf(element, byId) : element.parent}`;
      if (corrected.has(series) && round < 50) continue;
      element.number = { kind: 'literal', label };
      corrected.add(series);
    }
    if (corrected.size === 0) return outline;
  }
}

const latinSuffixed = /\d\s+(?:bis|ter|quater|\p{L}+ies)\.?$/iu;

function firstGuess(kind: DraftElement['kind'], label: string, facts: Facts): ElementNumber {
  if (latinSuffixed.test(label)) return { kind: 'suffix' };
  const isDotted = /\d\.\s?\d/u.test(label);
  if (kind === 'clause' && isDotted && facts.clauseNumbering === 'plain') return { kind: 'literal', label };
  if (kind === 'clause' && !/\p{Nd}/u.test(label)) return { kind: 'literal', label };
  return { kind: 'sequence' };
}
