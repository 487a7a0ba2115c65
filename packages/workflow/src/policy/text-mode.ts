/**
 * The text mode of a clause, derived from its state and never stored:
 * - `open`: delegates of the parties co-edit the rolling text live;
 * - `proposals`: only the pen edits, parties propose;
 * - `frozen`: nobody edits.
 */
import { courseOf } from '../agreement/course/course.ts';
import type { AgreementState } from '../agreement/state.ts';
import type { ClauseId } from '../agreement/outline.ts';
import { compareRungs } from '../route/rung.ts';

export type TextMode = 'open' | 'proposals' | 'frozen';

/**
 * Frozen is what is parked, withdrawn, under way on a route, agreed in a group or further, or adopted; and a clause
 * outside the outline (deleted), whose text stays as it was.
 */
export function textMode(state: AgreementState, clause: ClauseId): TextMode {
  if (state.outline.elements.get(clause)?.kind !== 'clause') return 'frozen';
  if (state.adopted !== null || state.parked.has(clause)) return 'frozen';
  const { underWay, withdrawn, rung } = courseOf(state, clause);
  return underWay || withdrawn || compareRungs(rung, 'agreed-in-group') >= 0 ? 'frozen' : 'open';
}
