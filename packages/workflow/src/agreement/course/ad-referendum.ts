/**
 * Decisions on what was agreed ad referendum: the capital confirms or revokes, in the stage itself or after it. A
 * clause that was agreed with it is at most *agreed ad referendum* until nothing is awaited any more; then it gets
 * the rung that was decided, or if a capital says no, it stands again where it stood before the procedure.
 */
import type { Actor } from '../../policy/can.ts';
import type { Decision } from '../decision.ts';
import type { AgreementEvent } from '../events.ts';
import { replay } from '../evolve.ts';
import type { Facts } from '../facts.ts';
import type { ClauseId } from '../outline.ts';
import type { PartyId } from '../participants.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { AgreementState } from '../state.ts';
import type { SignOff } from './acts.ts';
import { outdated } from './closure.ts';
import type { CommandOf } from './commands.ts';
import { courseOf, type AdReferendum } from './course.ts';
import { errorsFault, stageBehind } from './errors-found.ts';
import { clauseFault, personOf, textOf } from './guards.ts';
import { stageOf } from './motion.ts';
import { returnTo, withOutcome } from './passing.ts';
import { signingCapacity } from './sign-off.ts';
import { clauseName, outdatingWords, partyName } from './words.ts';

/** An agreement ad referendum that is open: in the stage that a clause is in, or behind it. */
export interface Open extends Omit<AdReferendum, 'signOff'> {
  readonly signOff: SignOff;
  readonly running: boolean;
}

export function openAdReferendum(state: AgreementState, clause: ClauseId, party: PartyId): Open | null {
  const { awaited, underWay } = courseOf(state, clause);
  if (underWay?.run.kind === 'sign-off') {
    const signOff = underWay.run.signOffs.find((one) => one.party === party);
    if (signOff?.act.kind === 'agree-ad-referendum') {
      const { escalated } = signOff;
      return { procedure: underWay.id, stage: underWay.run.stage, party, signOff, escalated, running: true };
    }
  }
  const behind = awaited.find((one) => one.party === party);
  return behind ? { ...behind, running: false } : null;
}

export function confirmAdReferendum(
  state: AgreementState,
  actor: Actor,
  command: CommandOf<'confirm-ad-referendum'>,
  facts: Facts,
): Decision {
  const { clause, party, hash } = command;
  const open = answerable(state, actor, clause, party);
  if (isRefusal(open)) return open;
  const { text, underWay } = courseOf(state, clause);
  const decided = underWay?.text ?? text;
  const changed = decided && outdated(decided, textOf(facts));
  if (decided?.hash !== hash || changed) {
    return refuse(
      'text-changed',
      `${clauseName(state, clause)} is not what ${partyName(state, party)} agreed to any more${changed ? `: ${outdatingWords(state, changed)}` : ''}. Nothing was recorded: read it again first.`,
    );
  }
  const stage =
    open.running && underWay ? stageOf(underWay) : stageBehind(state, clause, open.procedure, open.stage);
  const fault =
    stage && errorsFault(state, actor, { clause, name: clauseName(state, clause), stage, hash }, facts);
  if (fault) return fault;
  return confirmed(state, clause, open, personOf(actor), facts.now);
}

export function revokeAdReferendum(
  state: AgreementState,
  actor: Actor,
  command: CommandOf<'revoke-ad-referendum'>,
  facts: Facts,
): Decision {
  const { clause, party, reason } = command;
  const open = answerable(state, actor, clause, party);
  if (isRefusal(open)) return open;
  const { procedure, stage } = open;
  const revoked: AgreementEvent = {
    ...{ type: 'ad-referendum-revoked', clause, procedure, stage, party },
    ...{ by: personOf(actor), reason, at: facts.now },
  };
  return undone(state, clause, open, revoked, `${partyName(state, party)} revoked: ${reason}`, facts.now);
}

/** Also what a date does whose default is to confirm: then nobody in person confirms. */
export function confirmed(
  state: AgreementState,
  clause: ClauseId,
  { procedure, stage, party, running }: Open,
  by: string | null,
  at: string,
): readonly AgreementEvent[] {
  const fact: AgreementEvent = { type: 'ad-referendum-confirmed', clause, procedure, stage, party, by, at };
  if (running) return withOutcome(state, clause, [fact], at);
  const { awaited, deferred } = courseOf(replay(state, [fact]), clause);
  if (awaited.length > 0 || !deferred) return [fact];
  return [fact, { type: 'rung-granted', clause, at, ...deferred }];
}

/** @param fact how the agreement ended: revoked or lapsed */
export function undone(
  state: AgreementState,
  clause: ClauseId,
  { running }: Open,
  fact: AgreementEvent,
  reason: string,
  at: string,
): readonly AgreementEvent[] {
  // In the stage itself the party is asked again; behind it, what was built on its word comes down.
  if (running) return [fact];
  if (courseOf(state, clause).underWay) return [fact, ...returnTo(state, clause, null, reason, at)];
  return [fact, { type: 'agreement-undone', clause, reason, at }];
}

function answerable(state: AgreementState, actor: Actor, clause: ClauseId, party: PartyId): Open | Refusal {
  const missing = clauseFault(state, clause);
  if (missing) return missing;
  const capacity = signingCapacity(state, actor, party, clause, 'agree');
  if (isRefusal(capacity)) return capacity;
  return (
    openAdReferendum(state, clause, party) ??
    refuse(
      'nothing-given',
      `${partyName(state, party)} has no agreement ad referendum on ${clauseName(state, clause)} that is still open. Reload to see how it ended.`,
    )
  );
}
