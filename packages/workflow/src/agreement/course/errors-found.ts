/**
 * Errors that the linter finds on a clause hold up its sign-off, in a stage that asks for that (`mendErrors`): nobody
 * can agree, and no silence can be announced, until they are mended. What does not agree stays possible: a hold, a
 * reservation, a refusal. No clause is stuck by it: the secretariat can always recall it, to be mended or to be sent by
 * a route that does not ask, and the chair can set an error aside.
 */
import { knownTo } from '../../policy/known-state.ts';
import type { Actor } from '../../policy/can.ts';
import type { Stage } from '../../route/route.ts';
import type { Facts } from '../facts.ts';
import type { ClauseId } from '../outline.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { AgreementState } from '../state.ts';
import { setAsideIn } from '../setting-aside.ts';
import { courseOf, type ProcedureId } from './course.ts';
import { stageOf } from './motion.ts';

/** A text that is to be agreed to, and the stage in which it is. */
export interface Asked {
  readonly clause: ClauseId;
  readonly name: string;
  readonly stage: Stage;
  /** Of the text. */
  readonly hash: string;
}

/**
 * Whether errors on the clause are asked about: in the stage in which it is now, or in one where an agreement was
 * given that a capital has yet to confirm.
 */
export function heldUpByErrors(state: AgreementState, clause: ClauseId): boolean {
  const { underWay, awaited } = courseOf(state, clause);
  return (
    (underWay !== null && asksToMend(stageOf(underWay))) ||
    awaited.some(({ procedure, stage }) => {
      const past = stageBehind(state, clause, procedure, stage);
      return past !== null && asksToMend(past);
    })
  );
}

/** A stage that the clause has passed. */
export function stageBehind(
  state: AgreementState,
  clause: ClauseId,
  procedure: ProcedureId,
  stage: string,
): Stage | null {
  const past = courseOf(state, clause).past.findLast(
    (one) => one.procedure === procedure && one.stage.id === stage,
  );
  return past?.stage ?? null;
}

function asksToMend(stage: Stage): boolean {
  return stage.kind === 'sign-off' && (stage.mendErrors ?? false);
}

/** @throws Error when the stage asks about errors and they were not brought */
export function errorsFault(
  state: AgreementState,
  actor: Actor,
  { clause, name, stage, hash }: Asked,
  { findings }: Facts,
): Refusal | null {
  if (!asksToMend(stage)) return null;
  if (!findings) throw new Error('this command cannot be decided without what the linter finds');
  const [first, ...others] = findings.filter(
    (one) => one.clause === clause && setAsideIn(state, hash, one) === null,
  );
  if (!first) return null;
  // What is wrong may lie between this clause and one whose words are not for everybody.
  const what =
    knownTo(actor, state) === state
      ? `: ${first.message}`
      : ` by its rule ${first.rule}. The secretariat can tell you what it is.`;
  const more =
    others.length === 0 ? '' : ` ${others.length} more ${others.length === 1 ? 'was' : 'were'} found.`;
  return refuse(
    'errors-found',
    `${name} cannot be agreed to yet, because the linter finds an error in it${what}${more} Nothing was recorded. The secretariat recalls the clause so that it can be mended, or sends it by a route that does not ask for this; the chair may set the error aside with a reason.`,
  );
}
