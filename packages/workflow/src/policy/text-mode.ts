/**
 * The text mode of a clause, derived from its state and never stored:
 * - `open`: delegates of the parties co-edit the rolling text live;
 * - `proposals`: only the pen edits, parties propose;
 * - `frozen`: nobody edits.
 */
import type { AgreementState } from '../agreement/state.ts';
import type { ClauseId } from '../agreement/outline.ts';

export type TextMode = 'open' | 'proposals' | 'frozen';

/** A parked clause is frozen, and so is one outside the outline (deleted): its text stays as it was. */
export function textMode(state: AgreementState, clause: ClauseId): TextMode {
  if (state.outline.elements.get(clause)?.kind !== 'clause') return 'frozen';
  return state.parked.has(clause) ? 'frozen' : 'open';
}
