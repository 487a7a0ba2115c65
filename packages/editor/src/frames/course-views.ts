/**
 * How clauses are decided, as the HTTP API answers it; types only. Everything is cut to what its viewer may see, and
 * everything that a sentence can say is said by the server, so that all screens and exports say it alike.
 *
 * - `GET /api/v1/agreements/:id/courses` → `CoursesView`, the board: routes, rules of routing, topics, packages, and
 *   for each clause how far it is agreed, where it is under way, whom it waits for, and whether a text moved under a
 *   decision.
 * - `GET …/clauses/:clause/course` → `ClauseCourseView`, the packet: the text, the text that was decided last, what it
 *   relies on, the stage as the viewer may see it, earlier stages, and `acts`: what the viewer may do now.
 * - `GET …/log?before=VERSION&after=VERSION&limit=N&clause=ID` → `LogView`, the record in sentences, newest first. With
 *   `Accept: text/csv` the same as a table, without `limit` whole.
 * - `GET /api/v1/work` → `WorkView`: what waits for the viewer in all agreements, and what changed since the last visit.
 *   `POST …/visits` with `{version}` says that the viewer has seen an agreement up to there; it answers 204.
 * - `POST …/commands/preview`, with the body of `POST …/commands`, → `PreviewView`: what would happen, or the problem
 *   that the command would be answered with. Nothing is recorded.
 *
 * ETags of the first two change with the agreement's version and with every text that they tell of. `POST …/commands`
 * still wants the agreement's version in `If-Match`, which every view here carries as `version`. A `courses-changed`
 * notice on the socket says that a text moved under a decision, or moved back, so both are worth asking for again.
 *
 * Who acted is named as the viewer may know them: a person of the own delegation by name, others by their delegation.
 * How a seat voted is told to nobody before the decision but to the body itself, and where the body votes in secret,
 * only to those of it who have voted.
 */
import type {
  Command,
  Deadline,
  Delivery,
  Interest,
  Opinion,
  Outdating,
  SignatureAct,
  Voice,
} from '@travaux/workflow/agreement';
import type {
  ClauseStanding,
  Drawing,
  EditClass,
  Route,
  Rung,
  SigningCapacity,
  Vote,
} from '@travaux/workflow/route';
import type { ClauseJson } from '../document/clause-json.ts';

// What is named

/** A clause as a list calls it: the computed number, such as `7.2`, and its own heading or that of its division. */
export interface NamedClause {
  readonly clause: string;
  /** Empty for a clause without a number. */
  readonly number: string;
  /** May be empty. */
  readonly heading: string;
}

/** Whoever decides or is waited for, by the name that the viewer knows. */
export interface Named {
  readonly kind: Voice['kind'] | 'seat';
  /** Id of the party, body, role, organisation or seat; the kind itself for chair and secretariat. */
  readonly id: string;
  readonly name: string;
}

// The board

export interface CoursesView {
  readonly version: number;
  readonly routes: readonly RouteView[];
  /** In the order in which they are tried. */
  readonly routingRules: readonly RoutingRuleView[];
  readonly topics: readonly { readonly element: string; readonly topics: readonly string[] }[];
  /** Tasks that persons are named for, such as the legal drafters. */
  readonly roles: readonly { readonly role: string; readonly name: string; readonly holders: number }[];
  readonly packages: readonly PackageView[];
  /** When the closing act was done; until then every rung is provisional. */
  readonly adopted: string | null;
  /** In reading order; parked and withdrawn ones too. */
  readonly clauses: readonly CourseSummary[];
  /** What the viewer may do to the agreement as a whole: draw up a route, form a package, adopt. */
  readonly acts: readonly ActView[];
}

export interface RouteView {
  readonly route: Route;
  readonly retired: boolean;
  /** Clauses that are under way on it. */
  readonly underWay: number;
  readonly drawing: Drawing;
  /** The same as the drawing tells: its title, then a paragraph for each node. */
  readonly text: readonly string[];
}

export interface RoutingRuleView {
  readonly topics: readonly string[];
  readonly within: readonly { readonly element: string; readonly name: string }[];
  readonly route: { readonly id: string; readonly name: string };
  /** What is wrong with it: it decides nothing, or leads nowhere. */
  readonly findings: readonly string[];
}

export interface PackageView {
  readonly id: string;
  readonly name: string;
  readonly clauses: readonly NamedClause[];
  readonly formedAt: string;
  readonly closedAt: string | null;
  readonly acceptances: readonly {
    readonly party: string;
    readonly name: string;
    readonly at: string;
    /** Each condition as a sentence. */
    readonly conditions: readonly string[];
  }[];
  /** Parties that have not accepted it. */
  readonly waitsFor: readonly Named[];
}

export interface CourseSummary extends NamedClause {
  readonly rung: Rung;
  /** Null while nobody granted a rung. */
  readonly granted: GrantView | null;
  readonly standing: ClauseStanding;
  /** Why it is parked or withdrawn. */
  readonly standingReason: string | null;
  /** Of the text as it is now. */
  readonly hash: string;
  /** How the text, or what it relies on, differs from what was decided or is before the deciders. Null: it does not. */
  readonly outdated: OutdatedView | null;
  readonly underWay: UnderWayView | null;
  /** Why and when it last came back to the negotiation. */
  readonly cameBack: { readonly at: string; readonly reason: string } | null;
  /** Agreements ad referendum that are still to be confirmed. */
  readonly awaited: readonly AwaitedView[];
  /** Granted once all of these are confirmed. */
  readonly deferred: Rung | null;
  /** The route that the rules of routing name for it, null when none fits; and why, as a sentence. */
  readonly routing: {
    readonly route: { readonly id: string; readonly name: string } | null;
    readonly because: string;
  };
}

export interface GrantView {
  readonly rung: Rung;
  /** `the parties`, `the Joint Evaluation Committee`, `the reviewers`, `the closing act`. */
  readonly by: string;
  readonly at: string;
  /** Number of the event that granted it. */
  readonly version: number;
  readonly hash: string;
  readonly route: string | null;
  readonly stage: string | null;
}

export interface OutdatedView {
  /** What is outdated: the packet before the deciders, or the rung that was granted. */
  readonly what: 'packet' | 'decision';
  readonly by: readonly OutdatingView[];
}

export interface OutdatingView {
  readonly kind: Outdating['kind'];
  /** The clause that the text relies on; null where the text itself changed. */
  readonly of: NamedClause | null;
  readonly term: string | null;
  /** `The definition of "verified" in 1.4 has changed.` */
  readonly sentence: string;
}

export interface UnderWayView {
  readonly procedure: string;
  readonly route: { readonly id: string; readonly name: string };
  readonly since: string;
  /** Number of the packet that is before the stage. */
  readonly packet: number;
  readonly stages: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: StageKind;
    readonly state: 'passed' | 'current' | 'to-come';
    readonly grants: Rung | null;
  }[];
  readonly stage: { readonly id: string; readonly name: string; readonly kind: StageKind };
  readonly enteredAt: string;
  /** Of a silence procedure whose clock runs, its expiry. */
  readonly due: string | null;
  readonly late: boolean;
  readonly waitsFor: readonly Named[];
  /** What is missing, in one sentence: `Waits for Torvald and Sarrane to sign off.` */
  readonly sentence: string;
}

export type StageKind = 'review' | 'sign-off' | 'silence' | 'committee';

export interface AwaitedView {
  readonly party: string;
  readonly name: string;
  readonly stage: string;
  readonly until: string;
  /** What the date means when the capital says nothing. */
  readonly onDate: 'confirm' | 'lapse' | 'escalate';
  /** The date has passed, and the chair has to settle it. */
  readonly escalated: boolean;
}

// The packet

export interface ClauseCourseView {
  readonly version: number;
  readonly summary: CourseSummary;
  /** The text as it is now. */
  readonly text: TextView;
  /** The text before the deciders; null when the clause is not under way. The same hash as `text` unless it moved. */
  readonly packet: (TextView & { readonly packet: number }) | null;
  /** The text that was decided last, for a redline; null when none was. */
  readonly decided: (TextView & { readonly grant: GrantView }) | null;
  readonly relies: readonly RelianceView[];
  /** How often the packet was made anew, the latest last. */
  readonly renewals: readonly RenewalView[];
  readonly run: RunView | null;
  /** The oldest first. */
  readonly past: readonly PastStageView[];
  readonly grants: readonly GrantView[];
  /** What the viewer may do now on this clause. What is not here would be refused. */
  readonly acts: readonly ActView[];
}

export interface TextView {
  readonly hash: string;
  /** Null when the words of that hash are not kept. */
  readonly text: ClauseJson | null;
}

/** Another clause that this one relies on: now, in the packet, or in what was decided last. Null: it does not there. */
export interface RelianceView extends NamedClause {
  readonly as: 'definition' | 'reference';
  readonly term: string | null;
  readonly hash: string | null;
  readonly packetHash: string | null;
  readonly decidedHash: string | null;
}

export interface RenewalView {
  readonly packet: number;
  readonly class: EditClass;
  readonly reasons: readonly string[];
  /** A lower class that was asked for and needs a second person. */
  readonly lowering: {
    readonly to: EditClass;
    readonly reason: string;
    readonly askedByViewer: boolean;
  } | null;
}

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

// What the viewer may do

/**
 * A command that would be accepted now. `command` is the command as far as the server can fill it in; the person says
 * what `adds` names, and then it goes to `POST …/commands`. One entry for each capacity in which the viewer could
 * give it: a delegate of two parties has two entries of `sign-off`.
 */
export interface ActView {
  readonly type: Command['type'];
  /** For whom the viewer would act; null where nobody has to be named. */
  readonly as: Named | null;
  /** Whose seat, opinion or agreement it is on, where that is another one: a challenge, an override. */
  readonly on: Named | null;
  readonly command: Readonly<Record<string, unknown>>;
  readonly adds: readonly ActField[];
  /**
   * For `act`, `opinion`, `vote`, `extent`, `to` and `by`: the kinds that would be accepted now. Empty for acts without
   * a choice.
   */
  readonly choices: readonly string[];
}

/** Fields of commands that a person fills in. New ids (`procedure`, `silence`, `package`) are made by the client. */
export type ActField =
  | 'act'
  | 'by'
  | 'channel'
  | 'clauses'
  | 'conditions'
  | 'explanation'
  | 'extent'
  | 'meeting'
  | 'name'
  | 'opinion'
  | 'package'
  | 'party'
  | 'passes'
  | 'procedure'
  | 'reason'
  | 'reasons'
  | 'recused'
  | 'roll'
  | 'route'
  | 'rules'
  | 'silence'
  | 'statement'
  | 'text'
  | 'title'
  | 'to'
  | 'topics'
  | 'element'
  | 'role'
  | 'persons'
  | 'vote';

// The log

export interface LogView {
  /** The agreement's version when the log was read. */
  readonly version: number;
  /** The newest first. */
  readonly entries: readonly LogEntryView[];
  /** What to send as `before` for the next page; null at the end. */
  readonly next: number | null;
}

export interface LogEntryView {
  readonly version: number;
  readonly at: string;
  readonly type: string;
  readonly sentence: string;
  /** Null: the system itself, as when a deadline passes. */
  readonly actor: ActorView | null;
  readonly clause: NamedClause | null;
  /** Of the text that the event is about. */
  readonly hash: string | null;
}

// What waits

export interface WorkView {
  /** What is due first comes first; what has no date comes last. */
  readonly waiting: readonly WorkItem[];
  /** For the secretariat and the chair: late, stuck and outdated ones in which others are waited for. */
  readonly stuck: readonly WorkItem[];
  /** One for each agreement in which something happened since the viewer's last visit. */
  readonly changed: readonly ChangedView[];
}

export interface WorkItem {
  /** Stable while the same thing waits. */
  readonly key: string;
  readonly agreement: { readonly id: string; readonly shortTitle: string };
  readonly kind:
    | 'sign-off'
    | 'give-opinion'
    | 'cast-vote'
    | 'open-silence-notice'
    | 'break-silence'
    | 'rule-on-interest'
    | 'confirm-ad-referendum'
    | 'settle'
    | 'announce-silence'
    | 'record-delivery'
    | 'take-decision'
    | 'renew-packet'
    | 'lower-edit-class'
    | 'conclude-stage'
    | 'overdue'
    | 'outdated'
    | 'returned';
  /** Verb first: `Sign off 7.2 Verification for Torvald`. */
  readonly title: string;
  /** What it is about, in one more sentence. */
  readonly detail: string;
  readonly clause: NamedClause;
  readonly as: Named | null;
  readonly due: string | null;
  /** Which date that is. */
  readonly dueKind: Deadline['kind'] | null;
  readonly late: boolean;
  /** Path in the app below its base: `/i/<agreement>/review/<clause>`, or `/i/<agreement>/decision/<clause>` for a body. */
  readonly address: string;
}

export interface ChangedView {
  readonly agreement: { readonly id: string; readonly shortTitle: string };
  /** The version that the viewer saw last, and the present one. */
  readonly from: number;
  readonly to: number;
  /** Clauses that were sent, decided, returned, reopened or outlined anew. */
  readonly clauses: number;
  readonly decided: number;
  readonly returned: number;
  /** All events. */
  readonly events: number;
  /** `/i/<agreement>/log?after=<from>` */
  readonly address: string;
}

// Preview

export interface PreviewView {
  readonly version: number;
  /** What would happen, in the order in which it would; empty when nothing would. */
  readonly effects: readonly EffectView[];
}

export interface EffectView {
  /** `freeze`, `open`: of a text; `notice`: who is told; `rung`, `stage`, `deadline`, `outdated`, `other`. */
  readonly kind: 'freeze' | 'open' | 'notice' | 'rung' | 'stage' | 'deadline' | 'outdated' | 'other';
  /** `Six delegations can no longer change 7.2, from that moment on.` */
  readonly sentence: string;
}
