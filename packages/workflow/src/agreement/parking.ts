/**
 * Decisions on whether a clause is being worked on. The chair or the secretariat parks a clause that blocks
 * the talks; its text is frozen, and stays in the agreement, until it is taken up again.
 */
import { courseOf } from './course/course.ts';
import { clauseName } from './course/words.ts';
import type { Decision } from './decision.ts';
import type { ClauseId } from './outline.ts';
import { refuse, type Refusal } from './refusal.ts';
import type { AgreementState } from './state.ts';

export function parkClause(state: AgreementState, clause: ClauseId, reason: string): Decision {
  const missing = noClause(state, clause);
  if (missing) return missing;
  if (state.parked.get(clause) === reason) return [];
  const { underWay } = courseOf(state, clause);
  if (underWay) {
    return refuse(
      'under-way',
      `${clauseName(state, clause)} is under way on “${underWay.route.name}”. Call it back before you park it, so that everybody is told.`,
    );
  }
  return [{ type: 'clause-parked', clause, reason }];
}

export function takeUpClause(state: AgreementState, clause: ClauseId): Decision {
  const missing = noClause(state, clause);
  if (missing) return missing;
  return state.parked.has(clause) ? [{ type: 'clause-taken-up', clause }] : [];
}

function noClause(state: AgreementState, clause: ClauseId): Refusal | null {
  if (state.outline.elements.get(clause)?.kind === 'clause') return null;
  return refuse(
    'unknown-element',
    'There is no such clause in this agreement; somebody may have deleted it. Reload the outline.',
  );
}
