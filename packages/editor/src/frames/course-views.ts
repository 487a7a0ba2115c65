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
import type { Command, Outdating, Voice } from '@travaux/workflow/agreement';
import type { ClauseStanding, Drawing, EditClass, Route, Rung } from '@travaux/workflow/route';
import type { ClauseJson } from '../document/clause-json.ts';
import type { RunView, PastStageView } from './run-views.ts';

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
  /** Of a sign-off: the viewer's passkeys that may sign it, each with the pages on which it signs. */
  readonly passkeys: readonly {
    readonly credential: string;
    readonly origin: string;
    readonly algorithm: 'ES256' | 'EdDSA';
    readonly publicKey: string;
  }[];
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
