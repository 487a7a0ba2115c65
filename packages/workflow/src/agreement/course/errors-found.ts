/**
 * Errors that the linter finds on a clause hold up its sign-off, in a stage that asks for that (`mendErrors`): nobody
 * can agree, and no silence can be announced, until they are mended. What does not agree stays possible: a hold, a
 * reservation, a refusal. No clause is stuck by it, because the secretariat can always recall it, to be mended or to
 * be sent by a route that does not ask.
 */
import { knownTo } from '../../policy/known-state.ts';
import type { Actor } from '../../policy/can.ts';
import type { Stage } from '../../route/route.ts';
import type { Facts } from '../facts.ts';
import type { ClauseId } from '../outline.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { AgreementState } from '../state.ts';
import { courseOf } from './course.ts';
import type { Here } from './guards.ts';
import { stageOf } from './motion.ts';

/** Whether errors on the clause are asked about, in the stage in which it is now. */
export function heldUpByErrors(state: AgreementState, clause: ClauseId): boolean {
  const { underWay } = courseOf(state, clause);
  return underWay !== null && asksToMend(stageOf(underWay));
}

function asksToMend(stage: Stage): boolean {
  return stage.kind === 'sign-off' && (stage.mendErrors ?? false);
}

/** @throws Error when the stage asks about errors and they were not brought */
export function errorsFault(
  state: AgreementState,
  actor: Actor,
  { name, stage }: Here,
  { findings }: Facts,
): Refusal | null {
  if (!asksToMend(stage)) return null;
  if (!findings) throw new Error('this command cannot be decided without what the linter finds');
  const [first, ...others] = findings;
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
    `${name} cannot be agreed to yet, because the linter finds an error in it${what}${more} Nothing was recorded. The secretariat recalls the clause so that it can be mended, or sends it by a route that does not ask for this.`,
  );
}
