/** A sentence of the rules, in which what has no heading is called by its place in the outline. */
import { apartFromCount, withPlaces, type AgreementState } from '@travaux/workflow/agreement';
import { labelsOf, type Labels } from './numbering.ts';
import { placeOf } from './places.ts';

/** Of the state that was asked about last: sentences come many at a time. */
let last: { readonly state: AgreementState; readonly labels: Labels } | null = null;

export function namedPlaces(sentence: string, state: AgreementState): string {
  const { outline, facts } = state;
  if (!facts) return sentence;
  if (last?.state !== state) last = { state, labels: labelsOf(outline, facts, apartFromCount(state)) };
  const { labels } = last;
  return withPlaces(sentence, outline, (id) => placeOf(id, outline.elements, labels, facts.clauseNumbering));
}
