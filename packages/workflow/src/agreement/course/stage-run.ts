/**
 * A clause in a stage: what the stage asks of whom, and what they have done so far. A closed union with one kind
 * for each procedure; the stage's own terms stay in the route, which the clause carries as it was when it was sent.
 */
import type { StageId } from '../../route/route.ts';
import type { Silence } from '../../route/silence.ts';
import type { Counts, RollEntry } from '../../route/tally.ts';
import type { DecisionRule } from '../../route/decision-rule.ts';
import type { BodyId, PartyId, PersonId, SeatId } from '../participants.ts';
import type { GivenOpinion, GivenVote, Interest, SignOff } from './acts.ts';
import type { Voice } from './voice.ts';

interface RunFields {
  readonly stage: StageId;
  readonly enteredAt: string;
  /** When the stage's deadline passes; null: it has none, or none any more. */
  readonly due: string | null;
  /** The deadline has passed, and the stage stays open: what is missing is late. */
  readonly late: boolean;
  /** Whose opinion is asked for beside, without the stage depending on it. */
  readonly consulted: readonly Voice[];
  readonly informed: readonly Voice[];
  /** One for each voice, the latest; of reviewers and of those who are consulted. */
  readonly opinions: readonly GivenOpinion[];
}

export interface ReviewRun extends RunFields {
  readonly kind: 'review';
  /** In the order in which they are asked, where the stage asks them in order. */
  readonly reviewers: readonly Voice[];
  /** The higher body that now decides whether the stage passes, because its deadline passed without that. */
  readonly escalatedTo: BodyId | null;
}

export interface SignOffRun extends RunFields {
  readonly kind: 'sign-off';
  readonly parties: readonly PartyId[];
  /** One for each party, the latest. */
  readonly signOffs: readonly SignOff[];
}

export interface SilenceRun extends RunFields {
  readonly kind: 'silence';
  readonly addressees: readonly PartyId[];
  /** Who may break it. */
  readonly entitled: readonly PartyId[];
  /** Null until the chair announces one; the latest, where one was cancelled or broken before it. */
  readonly silence: Silence | null;
}

/** The record of a body's decision. Names seats, never persons, because it is public. */
export interface CommitteeDecision {
  readonly body: BodyId;
  readonly at: string;
  readonly packet: number;
  readonly hash: string;
  readonly rule: DecisionRule;
  /** Decided by the last-resort rule, after efforts at consensus were exhausted. */
  readonly lastResort: boolean;
  readonly ballot: 'closed' | 'expired';
  readonly roll: readonly RollEntry[];
  readonly recused: readonly SeatId[];
  readonly counts: Counts;
  readonly quorum: { readonly needed: number; readonly of: number; readonly present: number };
  readonly votes: readonly CountedVote[];
  readonly outcome: 'approved' | 'rejected';
  readonly reasons: string;
}
/** Its explanation stands in the vote itself. */
export type CountedVote = Pick<GivenVote, 'seat' | 'vote'>;

export interface CommitteeRun extends RunFields {
  readonly kind: 'committee';
  readonly body: BodyId;
  readonly interests: readonly Interest[];
  readonly votes: readonly GivenVote[];
  /** Set once the chair has certified that efforts at consensus are exhausted: the last-resort rule applies. */
  readonly exhausted: null | { readonly at: string; readonly reason: string };
  /** Who sat where when the roll was taken; empty until then. */
  readonly sitting: readonly Sitting[];
  readonly decision: CommitteeDecision | null;
  readonly dissents: readonly Dissent[];
}

/** Filed after the decision, by a seat that was not in favour. */
export interface Dissent {
  readonly seat: SeatId;
  readonly text: string;
  readonly at: string;
}

/** Who sat where when the roll was taken. Confidential, where the roll of seats is not. */
export interface Sitting extends RollEntry {
  readonly person: PersonId;
}

export type StageRun = ReviewRun | SignOffRun | SilenceRun | CommitteeRun;

export type { Breach, Delivery, Silence } from '../../route/silence.ts';
