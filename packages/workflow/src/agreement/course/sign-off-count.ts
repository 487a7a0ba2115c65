/**
 * What sign-offs come to: who has refused, and whose agreement is missing.
 */
import { compareRungs } from '../../route/rung.ts';
import type { ClauseId } from '../outline.ts';
import type { PartyId } from '../participants.ts';
import type { AgreementState } from '../state.ts';
import type { Condition, SignOff } from './acts.ts';
import { courseOf, type Procedure } from './course.ts';
import { stageOf } from './motion.ts';
import { standingSignOffs } from './renewal.ts';
import type { SignOffRun } from './stage-run.ts';

export function signOffRefused(run: SignOffRun, procedure: Procedure): SignOff | null {
  const standing = standingSignOffs(run, stageOf(procedure), procedure);
  return [...standing.values()].find(({ act }) => act.kind === 'refuse') ?? null;
}

/**
 * Parties whose agreement the stage lacks.
 * @param presumed clauses that are taken as agreed, as where a package closes in one act
 */
export function signOffMissing(
  state: AgreementState,
  run: SignOffRun,
  procedure: Procedure,
  presumed: ReadonlySet<ClauseId> = new Set(),
): readonly PartyId[] {
  const standing = standingSignOffs(run, stageOf(procedure), procedure);
  return run.parties.filter((party) => {
    const act = standing.get(party)?.act;
    switch (act?.kind) {
      case 'agree':
      case 'agree-ad-referendum':
        return false;
      case 'agree-if':
        return !conditionsHold(state, act.conditions, presumed);
      default:
        return true;
    }
  });
}

export function conditionsHold(
  state: AgreementState,
  conditions: readonly Condition[],
  presumed: ReadonlySet<ClauseId> = new Set(),
): boolean {
  return conditions.every(({ clause, atLeast, hash }) => {
    const course = courseOf(state, clause);
    if (course.withdrawn || state.outline.elements.get(clause)?.kind !== 'clause') return false;
    if (!presumed.has(clause) && compareRungs(course.rung, atLeast) < 0) return false;
    const decided = presumed.has(clause) ? (course.underWay?.text ?? course.text) : course.text;
    return hash === null || decided?.hash === hash;
  });
}
