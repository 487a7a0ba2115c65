/** What happened to comments. An event is recorded with when and, unless under a pseudonym, by whom. */
import type { ClauseId } from '../agreement/outline.ts';
import type { Capacity, OrganisationId, PartyId, PersonId } from '../agreement/participants.ts';
import type { Anchor } from './anchor.ts';
import type { Channel } from './channel.ts';
import type {
  Author,
  CommentId,
  Disposition,
  HidingGround,
  Mention,
  SubmissionKind,
  ThreadId,
} from './thread.ts';
import type { CommentWindow, WindowId } from './window.ts';

interface OnComment {
  readonly thread: ThreadId;
  readonly comment: CommentId;
}

export type CommentEvent =
  | (OnComment & {
      readonly type: 'thread-opened';
      readonly clause: ClauseId;
      readonly anchor: Anchor | null;
      readonly channel: Channel;
      readonly author: Author;
      readonly body: string;
      readonly mentions: readonly Mention[];
      readonly submission: null | {
        readonly kind: SubmissionKind;
        readonly milestone: string | null;
        readonly organisation: OrganisationId | null;
        readonly receipt: { readonly number: number; readonly hash: string };
      };
      /** SHA-256 of the credential that this used; null where a person is known. */
      readonly credential: string | null;
    })
  | (OnComment & {
      readonly type: 'replied';
      readonly author: Author;
      readonly body: string;
      readonly mentions: readonly Mention[];
    })
  | (OnComment & { readonly type: 'comment-edited'; readonly body: string })
  | (OnComment & { readonly type: 'comment-withdrawn' })
  | (OnComment & { readonly type: 'mention-acknowledged'; readonly person: PersonId })
  | { readonly type: 'thread-resolved'; readonly thread: ThreadId; readonly as: Capacity }
  | { readonly type: 'thread-reopened'; readonly thread: ThreadId; readonly as: Capacity }
  | { readonly type: 'thread-placed'; readonly thread: ThreadId; readonly anchor: Anchor }
  | {
      readonly type: 'submission-answered';
      readonly thread: ThreadId;
      readonly disposition: Disposition;
      readonly as: Capacity;
    }
  | {
      readonly type: 'wording-taken-up';
      readonly thread: ThreadId;
      readonly party: PartyId;
      readonly person: PersonId;
      readonly where: ClauseId;
      readonly words: string;
    }
  | (OnComment & {
      readonly type: 'comment-hidden';
      readonly ground: HidingGround;
      readonly note: string;
      readonly person: PersonId;
    })
  | (OnComment & { readonly type: 'hiding-appealed'; readonly statement: string })
  | (OnComment & { readonly type: 'appeal-ruled'; readonly restored: boolean; readonly reason: string })
  | { readonly type: 'window-opened'; readonly window: Omit<CommentWindow, 'closedEarly'> }
  | { readonly type: 'window-closed'; readonly window: WindowId; readonly reason: string }
  | {
      readonly type: 'credentials-issued';
      readonly organisation: OrganisationId;
      readonly count: number;
    };

/** An event as recorded: its place in the stream, when, and by whom (null: under a pseudonym). */
export interface RecordedComment {
  /** 1 for the first event of the comments of an agreement, without gaps. */
  readonly version: number;
  /** RFC 3339 UTC instant. Of what is said under a pseudonym, only the hour. */
  readonly at: string;
  readonly by: PersonId | null;
  readonly event: CommentEvent;
}

/** The thread that an event is on; null: on none. */
export function threadOfEvent(event: CommentEvent): ThreadId | null {
  return 'thread' in event ? event.thread : null;
}
