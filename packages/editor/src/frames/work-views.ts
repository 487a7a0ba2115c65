/**
 * The log, what waits for somebody, and the preview of a command, as the HTTP API answers them; see course-views.ts.
 */
import type { Deadline } from '@travaux/workflow/agreement';
import type { NamedClause, Named } from './course-views.ts';
import type { ActorView } from './run-views.ts';
// The log

export interface LogView {
  /** The agreement's version when the log was read. */
  readonly version: number;
  /** The newest first. */
  readonly entries: readonly LogEntryView[];
  /** What to send as `before` for the next page; null at the end. */
  readonly next: number | null;
  /** Types of all events that the viewer is shown. */
  readonly kinds: readonly string[];
  /** Names of all who acted, as the viewer sees them; empty: the system itself. */
  readonly actors: readonly string[];
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
    | 'returned'
    | 'mention'
    | 'answer-comment'
    | 'rule-on-appeal';
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
