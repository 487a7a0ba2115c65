/**
 * Which votes of a committee somebody may see while the question is open. Where the body keeps them secret until
 * one's own is cast, they are seen from a seat that has voted and from nowhere else; a recused member sees none,
 * because deliberation is not theirs to follow. Observers and the public see the decision, not the voting.
 */
import type { GivenVote } from '../agreement/course/acts.ts';
import { sitsIn } from '../agreement/course/capacity.ts';
import { courseOf } from '../agreement/course/course.ts';
import { stageOf } from '../agreement/course/motion.ts';
import { isRecusedPerson, recusedSeats, standingVotes } from '../agreement/course/renewal.ts';
import type { ClauseId } from '../agreement/outline.ts';
import type { Role } from '../agreement/participants.ts';
import type { AgreementState } from '../agreement/state.ts';
import { capacitiesOf, type Actor } from './can.ts';

/** The votes that stand in the stage that the clause is in, as far as the actor may see them. */
export function votesVisibleTo(state: AgreementState, actor: Actor, clause: ClauseId): readonly GivenVote[] {
  const { underWay } = courseOf(state, clause);
  if (underWay?.run.kind !== 'committee' || actor.person === null) return [];
  const { run, renewals } = underWay;
  const { person } = actor;
  const sits = (seat: string) => sitsIn(state, person, run.body, seat) !== null;
  if (isRecusedPerson(run, person) || [...recusedSeats(run)].some(sits)) return [];
  const votes = standingVotes(run, renewals);
  const stage = stageOf(underWay);
  if (stage.kind === 'committee' && stage.secretUntilCast) {
    return votes.some(({ seat }) => sits(seat)) ? votes : [];
  }
  return capacitiesOf(state, actor).some(({ role }) => following.has(role)) ? votes : [];
}

/** Who follows an open vote, where the body does not keep it secret. */
const following: ReadonlySet<Role> = new Set(['committee-member', 'delegate', 'chair', 'secretariat']);
