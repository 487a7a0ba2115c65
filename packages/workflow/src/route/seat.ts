/**
 * The seats of a body, as a count needs them. A seat has one voice, whoever sits in it.
 */
import type { Body, Party, PartyId, Seat } from '../agreement/participants.ts';

/** The body's seats; where none were given, one for each member, in the member's own group. */
export function seatsOf(body: Body, parties: ReadonlyMap<PartyId, Party>): readonly Seat[] {
  return (
    body.seats ??
    body.members.map((party) => ({ id: party, party, group: parties.get(party)?.group ?? null }))
  );
}
