/**
 * What has happened on the courses of clauses. Each event that is meant for everybody (sent, entered, passed,
 * granted, decided, returned) names parties, bodies and seats, never a person; who acted in person stands in the
 * acts, which the participants alone read.
 *
 * Instants are in the events themselves (`at`), because the state is made of events alone.
 */
import type { Route, RouteId, SigningCapacity, StageId } from '../../route/route.ts';
import type { RoutingRules } from './routing-rules.ts';
import type { EditClass } from '../../route/edit-class.ts';
import type { Rung } from '../../route/rung.ts';
import type { Breach, Delivery } from '../../route/silence.ts';
import type { ClauseId, ElementId } from '../outline.ts';
import type { BodyId, PartyId, PersonId, SeatId } from '../participants.ts';
import type {
  Condition,
  GivenVote,
  Opinion,
  PasskeyStatement,
  SignatureAct,
  interestExtents,
} from './acts.ts';
import type { Closure } from './closure.ts';
import type { Change, Granter, ProcedureId } from './course.ts';
import type { Package, PackageId } from './package.ts';
import type { CommitteeDecision, Sitting } from './stage-run.ts';
import type { Voice } from './voice.ts';

interface OfClause {
  readonly clause: ClauseId;
  readonly at: string;
}
interface InStage extends OfClause {
  readonly stage: StageId;
}
/** An act of a person on a packet. */
interface Act extends InStage {
  readonly by: PersonId;
  readonly packet: number;
  readonly hash: string;
}

/** Routes, and what clauses are about. */
export type RoutingEvent =
  | { readonly type: 'route-drawn-up'; readonly route: Route }
  | { readonly type: 'route-retired'; readonly route: RouteId }
  | { readonly type: 'routing-rules-set'; readonly rules: RoutingRules }
  | { readonly type: 'topics-set'; readonly element: ElementId; readonly topics: readonly string[] }
  | {
      readonly type: 'role-holders-named';
      readonly role: string;
      readonly name: string;
      readonly persons: readonly PersonId[];
    };

/** The way of a clause along its route. */
export type ProcedureEvent =
  | (OfClause & {
      readonly type: 'clause-sent';
      readonly procedure: ProcedureId;
      readonly route: Route;
      readonly packet: number;
      readonly text: Closure;
    })
  /** `asks`: reviewers, parties or, of a committee, the body. */
  | (InStage & {
      readonly type: 'stage-entered';
      readonly due: string | null;
      readonly asks: readonly Voice[];
      readonly consulted: readonly Voice[];
      readonly informed: readonly Voice[];
    })
  | (InStage & {
      readonly type: 'stage-passed';
      /** What the stage decided, but has to wait for agreements ad referendum to be confirmed. */
      readonly defers: Rung | null;
    })
  /** The deadline passed and the stage stays open; what is missing is late. */
  | (InStage & { readonly type: 'deadline-passed' })
  /** `to`: an earlier stage; null: the negotiation. */
  | (InStage & { readonly type: 'clause-returned'; readonly to: StageId | null; readonly reason: string })
  | (OfClause & { readonly type: 'clause-recalled'; readonly reason: string })
  /** The last stage was passed. */
  | (OfClause & { readonly type: 'course-completed'; readonly procedure: ProcedureId })
  | (OfClause & {
      readonly type: 'rung-granted';
      readonly rung: Rung;
      readonly by: Granter;
      readonly route: RouteId | null;
      readonly stage: StageId | null;
      readonly text: Closure;
    })
  /** The packet was made anew, or for a clause that is not under way, its decisions now stand for this closure. */
  | (OfClause & {
      readonly type: 'text-renewed';
      readonly packet: number;
      readonly text: Closure;
      readonly change: Change;
    })
  | (OfClause & {
      readonly type: 'edit-class-raised';
      readonly packet: number;
      readonly to: EditClass;
      readonly by: PersonId;
      readonly reason: string;
    })
  | (OfClause & {
      readonly type: 'edit-class-lowering-asked';
      readonly packet: number;
      readonly to: EditClass;
      readonly by: PersonId;
      readonly reason: string;
    })
  | (OfClause & {
      readonly type: 'edit-class-lowered';
      readonly packet: number;
      readonly to: EditClass;
      readonly by: PersonId;
    });

export type ReviewEvent =
  | (Act & { readonly type: 'opinion-given'; readonly of: Voice; readonly opinion: Opinion })
  | (InStage & { readonly type: 'opinion-lifted'; readonly of: Voice; readonly by: PersonId })
  | (InStage & {
      readonly type: 'opinion-overridden';
      readonly of: Voice;
      readonly body: BodyId;
      readonly reason: string;
    })
  | (InStage & { readonly type: 'review-escalated'; readonly to: BodyId })
  | (InStage & {
      readonly type: 'escalation-settled';
      readonly body: BodyId;
      readonly passes: boolean;
      readonly reason: string;
    });

export type SignOffEvent =
  | (Act & {
      readonly type: 'signed-off';
      readonly party: PartyId;
      readonly act: SignatureAct;
      readonly capacity: SigningCapacity;
      readonly statement: PasskeyStatement | null;
    })
  | (InStage & { readonly type: 'hold-lapsed'; readonly party: PartyId })
  | (InStage & { readonly type: 'hold-renewed'; readonly party: PartyId; readonly until: string })
  /** `by` is null where the date came and its default is to confirm. */
  | (InStage & {
      readonly type: 'ad-referendum-confirmed';
      readonly procedure: ProcedureId;
      readonly party: PartyId;
      readonly by: PersonId | null;
    })
  | (InStage & {
      readonly type: 'ad-referendum-revoked';
      readonly procedure: ProcedureId;
      readonly party: PartyId;
      readonly by: PersonId;
      readonly reason: string;
    })
  | (InStage & {
      readonly type: 'ad-referendum-lapsed' | 'ad-referendum-escalated';
      readonly procedure: ProcedureId;
      readonly party: PartyId;
    })
  /** The capital said no, or nothing in time: the clause stands again where it stood before the procedure. */
  | (OfClause & { readonly type: 'agreement-undone'; readonly reason: string });

export type SilenceEvent =
  | (InStage & {
      readonly type: 'silence-announced';
      readonly silence: string;
      readonly title: string;
      readonly meeting: string;
      readonly packet: number;
      readonly hash: string;
    })
  | (InStage & {
      readonly type: 'silence-notice-delivered';
      readonly silence: string;
      readonly delivery: Delivery;
    })
  /** The notice has reached every addressee: from now on the clock runs. */
  | (InStage & { readonly type: 'silence-started'; readonly silence: string; readonly expiresAt: string })
  | (InStage & { readonly type: 'silence-breach-filed'; readonly silence: string; readonly breach: Breach })
  /** Came after the end: recorded, without effect. */
  | (OfClause & { readonly type: 'silence-breach-late'; readonly silence: string; readonly breach: Breach })
  | (InStage & { readonly type: 'silence-cancelled'; readonly silence: string; readonly reason: string })
  /** Announced to all at once: not adopted. */
  | (InStage & {
      readonly type: 'silence-broken';
      readonly silence: string;
      readonly tells: readonly PartyId[];
    })
  /** Announced to all at once: adopted, at the instant of the expiry, which is `at`. */
  | (InStage & {
      readonly type: 'silence-kept';
      readonly silence: string;
      readonly tells: readonly PartyId[];
    });

export type CommitteeEvent =
  | (InStage & {
      readonly type: 'interest-declared';
      readonly seat: SeatId;
      readonly extent: (typeof interestExtents)[number];
      readonly person: PersonId | null;
      readonly reason: string;
    })
  | (InStage & {
      readonly type: 'interest-challenged';
      readonly seat: SeatId;
      readonly from: SeatId;
      readonly reason: string;
    })
  | (InStage & {
      readonly type: 'interest-ruled';
      readonly seat: SeatId;
      readonly recused: boolean;
      readonly reason: string;
    })
  | (Act & { readonly type: 'vote-cast' } & Pick<GivenVote, 'seat' | 'sitting' | 'vote' | 'explanation'>)
  /** Efforts at consensus are exhausted: votes are given anew, under the last-resort rule. */
  | (InStage & { readonly type: 'consensus-exhausted'; readonly reason: string })
  | (InStage & { readonly type: 'roll-taken'; readonly roll: readonly Sitting[] })
  /** `secret`: the body keeps its votes from those who have not voted, and does not publish them. */
  | (InStage & {
      readonly type: 'committee-decided';
      readonly decision: CommitteeDecision;
      readonly secret: boolean;
    })
  | (InStage & {
      readonly type: 'dissent-filed';
      readonly procedure: ProcedureId;
      readonly seat: SeatId;
      readonly text: string;
    });

/** The ladder, packages, and the closing act. */
export type LadderEvent =
  | (OfClause & { readonly type: 'clause-withdrawn'; readonly reason: string })
  | (OfClause & { readonly type: 'clause-reinstated' })
  /** `suspends`: agreements elsewhere that were given on the condition that this clause is agreed. */
  | (OfClause & {
      readonly type: 'clause-reopened';
      readonly by: Granter;
      readonly reason: string;
      readonly suspends: readonly SuspendedAgreement[];
    })
  | {
      readonly type: 'package-formed';
      readonly package: PackageId;
      readonly name: string;
      readonly clauses: readonly ClauseId[];
      readonly at: string;
    }
  | {
      readonly type: 'package-accepted';
      readonly package: PackageId;
      readonly party: PartyId;
      readonly by: PersonId;
      readonly conditions: readonly Condition[];
      readonly at: string;
    }
  | {
      readonly type: 'package-dissolved';
      readonly package: PackageId;
      readonly reason: string;
      readonly at: string;
    }
  | { readonly type: 'package-closed'; readonly package: Package['id']; readonly at: string }
  /** The closing act. The clauses that it adopts, each with its text, are granted their rung by events beside it. */
  | { readonly type: 'agreement-adopted'; readonly clauses: number; readonly at: string };

export type SuspendedAgreement =
  | { readonly kind: 'clause'; readonly clause: ClauseId; readonly party: PartyId }
  | { readonly kind: 'package'; readonly package: PackageId; readonly party: PartyId };

export type CourseEvent =
  RoutingEvent | ProcedureEvent | ReviewEvent | SignOffEvent | SilenceEvent | CommitteeEvent | LadderEvent;

export type EventOf<Type extends CourseEvent['type']> = Extract<CourseEvent, { readonly type: Type }>;
