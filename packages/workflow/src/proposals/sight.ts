/** Who may know of a proposal: the delegates of its party who may read its clause, as with an internal comment. */
import type { ClauseId } from '../agreement/outline.ts';
import type { PartyId } from '../agreement/participants.ts';
import type { AgreementState } from '../agreement/state.ts';
import { mayReadChannel } from '../comments/channel.ts';
import { can, capacitiesOf, type Actor } from '../policy/can.ts';
import type { Proposal } from './proposal.ts';

export function mayReadProposal(
  state: AgreementState,
  actor: Actor,
  { clause, reference: { party } }: Pick<Proposal, 'clause' | 'reference'>,
): boolean {
  return mayPropose(state, actor, party, clause);
}

/** Whether somebody may keep, and so read, proposals of a party on a clause. */
export function mayPropose(state: AgreementState, actor: Actor, party: PartyId, clause: ClauseId): boolean {
  return (
    can(actor, 'propose', { state, clause }) &&
    mayReadChannel(state, actor, { kind: 'delegation', party }, clause)
  );
}

/** The parties for which somebody may keep proposals. */
export function proposesFor(state: AgreementState, actor: Actor): readonly PartyId[] {
  if (!can(actor, 'propose', { state })) return [];
  const parties = capacitiesOf(state, actor).flatMap((one) => (one.role === 'delegate' ? one.party : []));
  return [...new Set(parties)];
}
