/**
 * Comments, as the HTTP API answers them; types only. Everything is cut to what its viewer may see: a thread that they
 * may not know of is nowhere, not even in a number.
 *
 * - `GET /api/v1/agreements/:id/comments?clause=ID` → `CommentsView`: every thread, short, in the order in which they
 *   were opened; the channels in which the viewer may write; windows. Its ETag changes with what the viewer sees.
 * - `GET …/comments/:thread` → `ThreadView`: all that was said in it, and what the viewer may do now.
 * - `POST …/comments`, with a `CommentCommand`, → `CommentAccepted`. What acts on what was said wants the thread's
 *   `revision` in `If-Match`.
 * - `GET …/comments/moderation` → `ModerationView`.
 * - `POST …/credentials`, with `{organisation, blinded}`, → `CredentialsView`.
 * - `POST …/submissions`, without a cookie, with a `PseudonymousCommand`, → `CommentAccepted`.
 * - `POST …/submissions/own`, without a cookie, with `{secret}`, → `OwnSubmissionsView`.
 *
 * A `comments-changed` notice on the socket names the threads that changed, to those who may see them.
 */
import type {
  Anchor,
  Channel,
  CommentCommand,
  Disposition,
  HidingGround,
  Mention,
  ModerationEntry,
  Receipt,
  SubmissionKind,
} from '@travaux/workflow/comments';
import type { Named, NamedClause } from './course-views.ts';

export interface CommentsView {
  readonly threads: readonly ThreadSummaryView[];
  /** In which the viewer may write on some clause. */
  readonly channels: readonly ChannelView[];
  /** Every window, so that all know when who may comment. */
  readonly windows: readonly WindowView[];
  readonly mentionable: readonly MentionView[];
  readonly pseudonyms: PseudonymsView;
  readonly may: {
    readonly answer: boolean;
    readonly moderate: boolean;
    readonly openWindows: boolean;
    /** Parties for which the viewer may take up a wording. */
    readonly takeUpFor: readonly Named[];
    /** Organisations for which the viewer observes. */
    readonly observeFor: readonly Named[];
  };
}

export interface ChannelView {
  readonly channel: Channel;
  /** `Delegation of Torvald`, `All parties`, `Joint Evaluation Committee`, `Observers and the public`. */
  readonly name: string;
  /** Who reads it, in one sentence. */
  readonly readers: string;
}

export interface MentionView {
  readonly mention: Mention;
  readonly name: string;
  /** Keys of the channels of the viewer in which whoever it is can read. */
  readonly channels: readonly string[];
}

export interface WindowView {
  readonly id: string;
  readonly organisation: Named;
  /** null: the whole agreement. What the viewer may not see is left out. */
  readonly scope: readonly { readonly element: string; readonly name: string }[] | null;
  readonly opens: string;
  readonly closes: string;
  readonly pseudonymous: boolean;
  readonly closedEarly: { readonly at: string; readonly reason: string } | null;
  readonly state: 'to-come' | 'open' | 'closed';
}

export interface PseudonymsView {
  /** The key of the agreement's credentials, base64url; the same for everybody. null: no window allows them. */
  readonly publicKey: string | null;
  /** Organisations that hold credentials. */
  readonly holders: number;
  /** How many must before one may be used. */
  readonly fewest: number;
  /** What the viewer may draw. */
  readonly draws: readonly { readonly organisation: Named; readonly left: number }[];
}

export interface ThreadSummaryView {
  readonly id: string;
  readonly clause: NamedClause;
  readonly revision: number;
  readonly channel: Channel;
  readonly channelName: string;
  /** null: on the clause as a whole; or its words are not shown to the viewer. */
  readonly anchor: Anchor | null;
  readonly openedAt: string;
  readonly changedAt: string;
  readonly author: CommentAuthorView;
  /** The beginning of the first comment; null when it was withdrawn or hidden. */
  readonly excerpt: string | null;
  readonly comments: number;
  readonly state: 'open' | 'resolved' | 'withdrawn' | 'hidden';
  readonly submission: SubmissionView | null;
  /** Somebody calls the viewer in it. */
  readonly callsViewer: boolean;
}

export interface CommentAuthorView {
  readonly name: string;
  /** Empty under a pseudonym. */
  readonly capacity: string;
  readonly own: boolean;
  readonly pseudonym: boolean;
}

export interface SubmissionView {
  readonly kind: SubmissionKind;
  readonly milestone: string | null;
  /** The organisation; null under a pseudonym. */
  readonly organisation: Named | null;
  readonly receipt: Receipt;
  /** The answer that holds; null: it waits for one, unless it was withdrawn. */
  readonly disposition: DispositionView | null;
  readonly awaitsAnswer: boolean;
}

export interface DispositionView {
  readonly disposition: Disposition;
  /** Of `taken-up`: the clauses, as far as the viewer may see them. */
  readonly where: readonly NamedClause[];
  readonly by: string;
  readonly at: string;
}

export interface ThreadView extends ThreadSummaryView {
  readonly said: readonly CommentView[];
  readonly resolved: { readonly at: string; readonly by: string } | null;
  /** Answers that were replaced, the oldest first. */
  readonly earlierDispositions: readonly DispositionView[];
  readonly takenUp: readonly {
    readonly party: Named;
    readonly where: NamedClause | null;
    readonly words: string;
    readonly at: string;
  }[];
  /** How often it was placed again. */
  readonly placed: number;
  readonly may: readonly ThreadAct[];
}

export type ThreadAct = Extract<
  CommentCommand['type'],
  'reply' | 'resolve-thread' | 'reopen-thread' | 'place-thread' | 'answer-submission' | 'take-up-wording'
>;
export type CommentAct = Extract<
  CommentCommand['type'],
  | 'edit-comment'
  | 'withdraw-comment'
  | 'acknowledge-mention'
  | 'hide-comment'
  | 'appeal-hiding'
  | 'rule-on-appeal'
>;

export interface CommentView {
  readonly id: string;
  readonly author: CommentAuthorView;
  readonly at: string;
  /** null: withdrawn or hidden, and not the viewer's to read. */
  readonly body: string | null;
  readonly mentions: readonly string[];
  readonly earlier: readonly { readonly body: string; readonly until: string }[];
  readonly withdrawn: string | null;
  readonly hidden: null | {
    readonly ground: HidingGround;
    /** For the author and those who moderate; else null, like the appeal. */
    readonly note: string | null;
    readonly at: string;
    readonly appeal: null | {
      readonly statement: string;
      readonly at: string;
      readonly ruling: { readonly reason: string; readonly at: string } | null;
    };
  };
  readonly may: readonly CommentAct[];
}

export interface CommentAccepted {
  readonly thread: string | null;
  readonly revision: number;
  /** Of a new submission. */
  readonly receipt: Receipt | null;
}

/** The log of moderation: what was done, when and why; words only for those who may read them. */
export interface ModerationView {
  readonly entries: readonly {
    readonly thread: string;
    readonly clause: NamedClause;
    readonly receipt: number | null;
    readonly at: string;
    readonly act: ModerationEntry['act']['kind'];
    readonly ground: HidingGround | null;
    readonly words: string | null;
  }[];
}

/** Answers to blinded serials, in their order, and the proof that one key made them; base64url. */
export interface CredentialsView {
  readonly publicKey: string;
  readonly evaluated: readonly string[];
  readonly proof: string;
}

/** What somebody under a pseudonym sends: never with a cookie. */
export interface PseudonymousCommand {
  readonly name: string;
  /** A secret of the author's own; it makes them the author again later. */
  readonly secret: string;
  /** For a new thread. */
  readonly credential: string | null;
  readonly command: CommentCommand;
  /** Revision of the thread that the author saw, for a command that wants it. */
  readonly seen: number | null;
}

/** What was said with one secret; empty when there is nothing, or no such agreement. */
export interface OwnSubmissionsView {
  readonly submissions: readonly OwnSubmissionView[];
}

/** A thread as its author under a pseudonym sees it. */
export interface OwnSubmissionView {
  readonly thread: string;
  /** Without a number and a heading when not every observer who holds credentials may know of it. */
  readonly clause: NamedClause;
  readonly revision: number;
  readonly kind: SubmissionKind | null;
  readonly receipt: Receipt | null;
  readonly awaitsAnswer: boolean;
  readonly disposition: DispositionView | null;
  /** The clause was closed to some observer since: what others said on it is left out. */
  readonly closed: boolean;
  readonly said: readonly CommentView[];
  readonly may: readonly ThreadAct[];
}
