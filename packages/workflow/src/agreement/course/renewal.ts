/**
 * What of the acts on earlier packets still stands after renewals. Derived whenever it is asked, so that a class
 * that is raised or lowered later is followed by every act at once.
 */
import { survivedByDefault, type EditClass } from '../../route/edit-class.ts';
import type { Stage } from '../../route/route.ts';
import type { ActFields, GivenOpinion, GivenVote, SignOff } from './acts.ts';
import type { Procedure, Renewal } from './course.ts';
import type { CommitteeRun, SignOffRun } from './stage-run.ts';

/** Opinions and votes are on the words and their meaning together: only a change to neither leaves them standing. */
const nothingChanged: readonly EditClass[] = ['no-change'];

/** The renewals behind an act that it does not survive; empty while it stands. */
export function overtakenBy(
  act: Pick<ActFields, 'packet'>,
  survives: readonly EditClass[],
  renewals: readonly Renewal[],
): readonly Renewal[] {
  return renewals.filter(({ packet, change }) => packet > act.packet && !survives.includes(change.class));
}

export function opinionStands(opinion: GivenOpinion, renewals: readonly Renewal[]): boolean {
  return overtakenBy(opinion, nothingChanged, renewals).length === 0;
}

export function signOffStands(signOff: SignOff, stage: Stage, renewals: readonly Renewal[]): boolean {
  return overtakenBy(signOff, survivedBy(stage), renewals).length === 0;
}

/** Which changes a stage's decision survives once the stage has passed. */
export function survivedBy(stage: Stage): readonly EditClass[] {
  return stage.kind === 'sign-off' ? stage.survives : survivedByDefault;
}

/** The votes that count now: on this packet's words, of seats and persons that are not recused. */
export function standingVotes(run: CommitteeRun, renewals: readonly Renewal[]): readonly GivenVote[] {
  const recused = recusedSeats(run);
  return run.votes.filter(
    (vote) =>
      overtakenBy(vote, nothingChanged, renewals).length === 0 &&
      !recused.has(vote.seat) &&
      !isRecusedPerson(run, vote.by),
  );
}

/** Seats for which nobody may sit. */
export function recusedSeats(run: CommitteeRun): ReadonlySet<string> {
  return new Set(run.interests.filter((one) => one.extent === 'seat' && holds(one)).map(({ seat }) => seat));
}

/** Whether a person may not sit for any seat, because of an interest of their own. */
export function isRecusedPerson(run: CommitteeRun, person: string): boolean {
  return run.interests.some((one) => one.extent === 'person' && one.person === person && holds(one));
}

/** The sign-offs of a stage that stand, by party. */
export function standingSignOffs(
  run: SignOffRun,
  stage: Stage,
  procedure: Pick<Procedure, 'renewals'>,
): ReadonlyMap<string, SignOff> {
  return new Map(
    run.signOffs
      .filter((one) => signOffStands(one, stage, procedure.renewals))
      .map((one) => [one.party, one]),
  );
}

function holds({ origin }: CommitteeRun['interests'][number]): boolean {
  return origin.kind === 'declared' || origin.ruling?.recused === true;
}
