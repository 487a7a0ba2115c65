/**
 * For whom a person may act in a procedure: speak with a voice, sit in a seat, preside over a body, sign for a
 * party.
 */
import { capacitiesOf, type Actor } from '../../policy/can.ts';
import { signingCapacities, type SigningCapacity } from '../../route/route.ts';
import { seatsOf } from '../../route/seat.ts';
import { isWithin, type ClauseId } from '../outline.ts';
import type { BodyId, Capacity, PartyId, SeatId } from '../participants.ts';
import type { AgreementState } from '../state.ts';
import type { Voice } from './voice.ts';

export function holdsRole(state: AgreementState, actor: Actor, role: string): boolean {
  return actor.person !== null && (state.roles.get(role)?.persons.includes(actor.person) ?? false);
}

export function speaksWith(state: AgreementState, actor: Actor, voice: Voice): boolean {
  if (voice.kind === 'role') return holdsRole(state, actor, voice.role);
  return capacitiesOf(state, actor).some((capacity) => {
    switch (voice.kind) {
      case 'party':
        return capacity.role === 'delegate' && capacity.party === voice.party;
      case 'body':
        return capacity.role === 'committee-member' && capacity.body === voice.body;
      case 'organisation':
        return capacity.role === 'observer' && capacity.organisation === voice.organisation;
      case 'secretariat':
      case 'chair':
        return capacity.role === voice.kind;
    }
  });
}

export function isDelegateOf(state: AgreementState, actor: Actor, party: PartyId): boolean {
  return speaksWith(state, actor, { kind: 'party', party });
}

/** The seat of a member of a body; null for one who was given none. */
export function seatOf(state: AgreementState, capacity: Capacity): SeatId | null {
  if (capacity.role !== 'committee-member') return null;
  const body = state.bodies.get(capacity.body);
  if (!body) return null;
  const seats = seatsOf(body, state.parties);
  if (capacity.seat !== undefined) return seats.some(({ id }) => id === capacity.seat) ? capacity.seat : null;
  const own = seats.filter(({ party }) => party !== null && party === capacity.party);
  return own.length === 1 ? (own[0]?.id ?? null) : null;
}

/** Whether a person sits in a seat, as its member or as an alternate; null: neither. */
export function sitsIn(
  state: AgreementState,
  person: string | null,
  body: BodyId,
  seat: SeatId,
): 'member' | 'alternate' | null {
  let found: 'member' | 'alternate' | null = null;
  for (const { capacity } of state.accreditations.filter((a) => a.person === person)) {
    if (capacity.role !== 'committee-member' || capacity.body !== body) continue;
    if (seatOf(state, capacity) !== seat) continue;
    if (!capacity.alternate) return 'member';
    found = 'alternate';
  }
  return found;
}

/** Whether a person presides over a body: from its chair's seat, or where it has none, as the agreement's chair. */
export function presidesOver(state: AgreementState, actor: Actor, body: BodyId): boolean {
  const seat = state.bodies.get(body)?.chair;
  return seat === undefined ? isChair(state, actor) : sitsIn(state, actor.person, body, seat) !== null;
}

export function isChair(state: AgreementState, actor: Actor): boolean {
  return speaksWith(state, actor, { kind: 'chair' });
}

export interface Signing {
  readonly capacity: SigningCapacity | 'none';
  readonly inScope: boolean;
}

/** How far a person may bind a party on a clause; null for one who is no delegate of it. */
export function signingOf(
  state: AgreementState,
  actor: Actor,
  party: PartyId,
  clause: ClauseId,
): Signing | null {
  for (const capacity of capacitiesOf(state, actor)) {
    if (capacity.role !== 'delegate' || capacity.party !== party) continue;
    const { signing = 'agree', scope } = capacity;
    return { capacity: signing, inScope: !scope || scope.some((id) => isWithin(state.outline, clause, id)) };
  }
  return null;
}

export function reaches(capacity: SigningCapacity | 'none', needed: SigningCapacity): boolean {
  return capacity !== 'none' && signingCapacities.indexOf(capacity) >= signingCapacities.indexOf(needed);
}
