/**
 * A channel: for whom a thread is. It is chosen when the thread is opened and never changes, so nothing that was said
 * among few can ever be read by more.
 *
 * - `delegation`: the delegates of one party, and nobody else;
 * - `parties`: the delegates of all parties, the chair and the secretariat;
 * - `committee`: the members of one body, whoever presides over it, and the secretariat. A member who is recused from
 *   the clause follows no deliberation on it;
 * - `observers`: everybody who may read the clause, and what the publication policy makes of it. Observers write in it
 *   while a window of theirs is open, delegates, chair and secretariat answer; committees and verifiers read it.
 *
 * Whatever the channel, nobody sees a thread on a clause that they may not read.
 */
import { z } from 'zod';
import { presidesOver, seatOf } from '../agreement/course/capacity.ts';
import { courseOf } from '../agreement/course/course.ts';
import { isRecusedPerson, recusedSeats } from '../agreement/course/renewal.ts';
import { idSchema } from '../agreement/ids.ts';
import type { ClauseId } from '../agreement/outline.ts';
import type { BodyId, Capacity } from '../agreement/participants.ts';
import type { AgreementState } from '../agreement/state.ts';
import { can, capacitiesOf, type Actor } from '../policy/can.ts';

export const channelSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delegation'), party: idSchema }),
  z.strictObject({ kind: z.literal('parties') }),
  z.strictObject({ kind: z.literal('committee'), body: idSchema }),
  z.strictObject({ kind: z.literal('observers') }),
]);
export type Channel = z.infer<typeof channelSchema>;

/** Whether somebody may read, and so know of, what is said in a channel on a clause. */
export function mayReadChannel(
  state: AgreementState,
  actor: Actor,
  channel: Channel,
  clause: ClauseId,
): boolean {
  if (!can(actor, 'read-comments', { state }) || !can(actor, 'read-text', { state, clause })) return false;
  switch (channel.kind) {
    case 'observers':
      return true;
    case 'delegation':
    case 'parties':
    case 'committee':
      return writersOf(state, actor, channel, clause).length > 0;
  }
}

/** The capacities in which somebody may write in a channel on a clause; whether a window is open is asked besides. */
export function writersOf(
  state: AgreementState,
  actor: Actor,
  channel: Channel,
  clause: ClauseId,
): readonly Capacity[] {
  if (!can(actor, 'comment', { state }) || !can(actor, 'read-text', { state, clause })) return [];
  return capacitiesOf(state, actor).filter((capacity) => {
    switch (channel.kind) {
      case 'delegation':
        return capacity.role === 'delegate' && capacity.party === channel.party;
      case 'parties':
        return ['delegate', 'chair', 'secretariat'].includes(capacity.role);
      case 'committee':
        return sharesDeliberation(state, actor, capacity, channel.body, clause);
      case 'observers':
        return ['observer', 'delegate', 'chair', 'secretariat'].includes(capacity.role);
    }
  });
}

function sharesDeliberation(
  state: AgreementState,
  actor: Actor,
  capacity: Capacity,
  body: BodyId,
  clause: ClauseId,
): boolean {
  switch (capacity.role) {
    case 'secretariat':
      return true;
    case 'chair':
      return presidesOver(state, actor, body);
    case 'committee-member':
      return capacity.body === body && !isRecused(state, actor, capacity, body, clause);
    case 'delegate':
    case 'observer':
    case 'verifier':
      return false;
  }
}

function isRecused(
  state: AgreementState,
  actor: Actor,
  capacity: Capacity,
  body: BodyId,
  clause: ClauseId,
): boolean {
  const run = courseOf(state, clause).underWay?.run;
  if (run?.kind !== 'committee' || run.body !== body || actor.person === null) return false;
  const seat = seatOf(state, capacity);
  return isRecusedPerson(run, actor.person) || (seat !== null && recusedSeats(run).has(seat));
}
