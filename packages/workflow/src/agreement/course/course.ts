/**
 * The course of a clause: how far it has been agreed, by whom and as which text, the procedure that is under way
 * on it, and every stage that it has been through. A clause without a course is under negotiation.
 *
 * A clause that is sent along a route makes a *packet*: its text and what that relies on, numbered. Deciders act
 * on a packet. When something that the text relies on changes, the secretariat renews the packet; the class of the
 * change tells which acts survive. A renewal is never silent, and nothing that was given is ever erased.
 */
import type { EditClass } from '../../route/edit-class.ts';
import type { Route, RouteId, Stage, StageId } from '../../route/route.ts';
import type { Rung } from '../../route/rung.ts';
import type { ClauseId } from '../outline.ts';
import type { BodyId, PartyId, PersonId } from '../participants.ts';
import type { SignOff } from './acts.ts';
import type { Closure } from './closure.ts';
import type { StageRun } from './stage-run.ts';

export type ProcedureId = string;

/** Who granted a rung. Only they, or for parties and the closing act the chair, may reopen the clause. */
export type Granter =
  | { readonly kind: 'body'; readonly body: BodyId }
  | { readonly kind: 'parties' }
  | { readonly kind: 'reviewers' }
  | { readonly kind: 'closing-act' };

export interface Grant {
  readonly rung: Rung;
  readonly by: Granter;
  /** Null for the closing act. */
  readonly route: RouteId | null;
  readonly stage: StageId | null;
  readonly at: string;
  /** Of the agreement: the number of the event that granted it. */
  readonly version: number;
  /** What was decided. The last one is the text that a redline compares with. */
  readonly text: Closure;
}

/** What a change to the text's surroundings comes to, as the text itself tells it. */
export interface Change {
  readonly class: EditClass;
  readonly reasons: readonly string[];
}

/** A packet was made anew. Its class decides what of the acts on earlier packets still stands. */
export interface Renewal {
  /** The number of the packet that it made. */
  readonly packet: number;
  readonly change: Change;
  /** A legal drafter asks for a lower class; a second person has to agree. */
  readonly lowering: null | { readonly to: EditClass; readonly by: PersonId; readonly reason: string };
}

/** A stage that was left behind, as it was at that moment. */
export interface PastStage {
  readonly procedure: ProcedureId;
  readonly route: Route;
  readonly stage: Stage;
  readonly outcome: 'passed' | 'returned' | 'recalled';
  readonly at: string;
  readonly version: number;
  readonly packet: number;
  readonly text: Closure;
  readonly run: StageRun;
  /** Whether it still counts: a return behind it, a reopening or a renewal sets it aside. */
  readonly stands: boolean;
  /** The rung at which the clause entered the stage, and to which it falls back. */
  readonly from: Standing;
}

/** A rung with the grant that gave it; no grant: by nobody's decision. */
export interface Standing {
  readonly rung: Rung;
  readonly grant: Grant | null;
  /** The closure for which the rung stands now: the granted one, or what a surviving renewal made of it. */
  readonly text: Closure | null;
}

/** A party's agreement ad referendum in a stage that has passed with it, until the capital has spoken. */
export interface AdReferendum {
  readonly procedure: ProcedureId;
  readonly stage: StageId;
  readonly party: PartyId;
  readonly signOff: SignOff;
  readonly escalated: boolean;
}

export interface Procedure {
  readonly id: ProcedureId;
  /** As it was when the clause was sent; later changes to the route do not touch it. */
  readonly route: Route;
  readonly text: Closure;
  readonly packet: number;
  readonly since: string;
  /** The instant of the last thing that happened in it. */
  readonly latest: string;
  readonly run: StageRun;
  /** Where the clause stood when it entered the stage it is in. */
  readonly from: Standing;
  readonly renewals: readonly Renewal[];
}

export interface Course extends Standing {
  /** Every rung that was ever granted, oldest first. */
  readonly grants: readonly Grant[];
  readonly underWay: Procedure | null;
  readonly withdrawn: null | { readonly reason: string; readonly at: string };
  /** How many packets were made of this clause so far. */
  readonly packets: number;
  readonly past: readonly PastStage[];
  /** Agreements ad referendum on which the clause still waits. While there are any, it is at most agreed so. */
  readonly awaited: readonly AdReferendum[];
  /** The rung that was decided and is granted once nothing is awaited any more. */
  readonly deferred: null | Omit<Grant, 'at' | 'version'>;
  /** Why it last came back to the negotiation. */
  readonly cameBack: null | { readonly at: string; readonly reason: string };
}

export const noCourse: Course = {
  rung: 'under-negotiation',
  grant: null,
  text: null,
  grants: [],
  underWay: null,
  withdrawn: null,
  packets: 0,
  past: [],
  awaited: [],
  deferred: null,
  cameBack: null,
};

export function courseOf(
  { courses }: { readonly courses: ReadonlyMap<ClauseId, Course> },
  clause: ClauseId,
): Course {
  return courses.get(clause) ?? noCourse;
}

/** Under "nothing is agreed until everything is agreed" each rung is provisional until the closing act. */
export function isProvisional({ adopted }: { readonly adopted: string | null }): boolean {
  return adopted === null;
}
