/**
 * A stage, as the HTTP API shows it in a packet: what it asks of whom, and what they have done so far. What is before
 * the deciders is in course-views.ts.
 */
import type { Delivery, Interest, Opinion, SignatureAct } from '@travaux/workflow/agreement';
import type { EditClass, SigningCapacity, Vote } from '@travaux/workflow/route';
import type { Named, StageKind } from './course-views.ts';

/** What an act still stands on. Null: it stands. */
export interface OvertakenView {
  /** The class of the change that it did not survive, and what that was. */
  readonly class: EditClass;
  readonly reasons: readonly string[];
  readonly packet: number;
}

/** Who did it, as the viewer may know them. */
export interface ActorView {
  readonly name: string;
  readonly capacity: string;
}

export type RunView = ReviewRunView | SignOffRunView | SilenceRunView | CommitteeRunView;

interface RunFields {
  readonly stage: string;
  readonly name: string;
  readonly enteredAt: string;
  readonly due: string | null;
  readonly late: boolean;
  readonly consulted: readonly VoiceView[];
  /** Whether the stage lacks nothing any more but has not passed, because something elsewhere had to come to hold. */
  readonly complete: boolean;
}

/** A voice in a review, with its opinion, if it gave one. */
export interface VoiceView extends Named {
  readonly opinion: null | {
    readonly opinion: Opinion;
    readonly at: string;
    readonly by: ActorView;
    readonly hash: string;
    readonly settled: null | {
      readonly how: 'lifted' | 'overridden';
      readonly at: string;
      readonly by: string | null;
      readonly reason: string | null;
    };
    readonly overtaken: OvertakenView | null;
  };
}

export interface ReviewRunView extends RunFields {
  readonly kind: 'review';
  readonly order: 'parallel' | 'ordered';
  readonly required: number | 'all';
  /** In the order in which they are asked. */
  readonly reviewers: readonly VoiceView[];
  /** The body that may override a negative opinion. */
  readonly overriddenBy: Named | null;
  /** The body that decides now, because the deadline passed. */
  readonly escalatedTo: Named | null;
}

export interface SignOffRunView extends RunFields {
  readonly kind: 'sign-off';
  /** The least capacity in which one signs here. */
  readonly capacity: SigningCapacity;
  /** Edits after which a sign-off still stands. */
  readonly survives: readonly EditClass[];
  readonly parties: readonly PartySignOffView[];
}

export interface PartySignOffView extends Named {
  readonly signOff: null | {
    readonly act: SignatureAct;
    readonly capacity: SigningCapacity;
    readonly at: string;
    readonly by: ActorView;
    readonly hash: string;
    /** Signed with a passkey besides. */
    readonly passkey: boolean;
    /** Lies with the chair, because its date came without a word. */
    readonly escalated: boolean;
    readonly overtaken: OvertakenView | null;
    /** Of an agreement with conditions: each as a sentence, and whether it holds now. */
    readonly conditions: readonly { readonly sentence: string; readonly holds: boolean }[];
  };
  /** Whether the stage still waits for this party. */
  readonly waiting: boolean;
}

export interface SilenceRunView extends RunFields {
  readonly kind: 'silence';
  /** In words, such as `72 hours`. */
  readonly period: string;
  readonly basis: string;
  readonly threshold: number;
  readonly addressees: readonly (Named & {
    readonly mayBreak: boolean;
    readonly delivery: Pick<Delivery, 'at' | 'how' | 'channel'> | null;
  })[];
  /** Null until the chair announces it, and again after one was cancelled. */
  readonly silence: null | {
    readonly id: string;
    readonly title: string;
    readonly meeting: string;
    readonly announcedAt: string;
    /** Null until the notice has reached every addressee. */
    readonly expiresAt: string | null;
    readonly ended: { readonly how: 'kept' | 'broken' | 'cancelled'; readonly at: string } | null;
    readonly breaches: readonly BreachView[];
    /** Came after the end; without effect. */
    readonly late: readonly BreachView[];
  };
}

export interface BreachView extends Named {
  readonly how: 'objection' | 'amendment';
  readonly text: string;
  readonly at: string;
}

export interface CommitteeRunView extends RunFields {
  readonly kind: 'committee';
  readonly body: Named;
  readonly chair: Named | null;
  /** How the body decides, in words; the last-resort rule once it applies. */
  readonly rule: string;
  readonly lastResort: string | null;
  /** When and why the chair certified that efforts at consensus are exhausted. */
  readonly exhausted: { readonly at: string; readonly reason: string } | null;
  /** Votes are hidden until one's own is cast. */
  readonly secret: boolean;
  /** Whether the viewer sees how others voted now. */
  readonly votesShown: boolean;
  readonly seats: readonly SeatView[];
  readonly quorum: {
    readonly needed: number;
    readonly of: number;
    /** Seats that have voted on what is before the body now: they are present without being named. */
    readonly present: number;
  };
  /** The count in words, where the viewer sees the votes; else null. */
  readonly count: string | null;
  readonly decision: DecisionView | null;
}

export interface SeatView extends Named {
  readonly party: string | null;
  readonly group: string | null;
  readonly presides: boolean;
  /** Persons accredited for the seat, where the viewer may know them; else empty. For the roll. */
  readonly sitting: readonly {
    readonly person: string;
    readonly name: string;
    readonly as: 'member' | 'alternate';
    readonly recused: boolean;
  }[];
  readonly recused: boolean;
  readonly interests: readonly (Pick<Interest, 'extent' | 'reason' | 'at'> & {
    readonly origin: 'declared' | 'challenged';
    readonly from: Named | null;
    readonly ruling: { readonly recused: boolean; readonly reason: string; readonly at: string } | null;
  })[];
  /** Also told to the body's own members where votes are secret; false for those who may not know. */
  readonly voted: boolean;
  readonly vote: null | {
    readonly vote: Vote;
    readonly explanation: string;
    readonly at: string;
    readonly sitting: 'member' | 'alternate';
    readonly hash: string;
    readonly overtaken: OvertakenView | null;
  };
}

export interface DecisionView {
  readonly outcome: 'approved' | 'rejected';
  readonly at: string;
  readonly hash: string;
  readonly reasons: string;
  readonly rule: string;
  readonly lastResort: boolean;
  /** The count in words. Null where the body votes in secret and the viewer may not know. */
  readonly count: string | null;
  readonly quorum: { readonly needed: number; readonly of: number; readonly present: number };
  /** Empty where `count` is null, as the votes are. */
  readonly roll: readonly (Named & { readonly as: 'member' | 'alternate' })[];
  readonly recused: readonly Named[];
  readonly votes: readonly (Named & { readonly vote: Vote; readonly explanation: string })[];
  readonly dissents: readonly (Named & { readonly text: string; readonly at: string })[];
}
export interface PastStageView {
  readonly procedure: string;
  readonly stage: string;
  readonly name: string;
  readonly kind: StageKind;
  readonly outcome: 'passed' | 'returned' | 'recalled';
  readonly at: string;
  readonly hash: string;
  /** False where a return behind it, a reopening or a renewal set it aside. */
  readonly stands: boolean;
  readonly run: RunView;
}
