/**
 * The comments of an agreement: what `evolve` makes of their events. They are a stream of their own beside that of the
 * agreement, so that no comment ever needs a right on a document or a place in the ledger of decisions.
 */
import type { OrganisationId } from '../agreement/participants.ts';
import type { CommentId, HidingGround, Thread, ThreadId } from './thread.ts';
import type { CommentWindow, WindowId } from './window.ts';

export interface CommentsState {
  /** Number of events so far. */
  readonly version: number;
  /** In the order in which they were opened. */
  readonly threads: ReadonlyMap<ThreadId, Thread>;
  readonly windows: ReadonlyMap<WindowId, CommentWindow>;
  /** Ids of comments that were ever used. */
  readonly usedIds: ReadonlySet<CommentId>;
  /** Number of the last receipt. */
  readonly receipts: number;
  /** How many credentials each organisation has drawn. Which is whose nobody knows. */
  readonly credentials: ReadonlyMap<OrganisationId, number>;
  /** SHA-256 of credentials that were used. */
  readonly spent: ReadonlySet<string>;
  /** The log of moderation, the oldest first. */
  readonly moderation: readonly ModerationEntry[];
}

export interface ModerationEntry {
  readonly thread: ThreadId;
  readonly comment: CommentId;
  readonly at: string;
  readonly act:
    | { readonly kind: 'hidden'; readonly ground: HidingGround; readonly note: string }
    | { readonly kind: 'appealed'; readonly statement: string }
    | { readonly kind: 'upheld' | 'restored'; readonly reason: string };
}

export const noComments: CommentsState = {
  version: 0,
  threads: new Map(),
  windows: new Map(),
  usedIds: new Set(),
  receipts: 0,
  credentials: new Map(),
  spent: new Set(),
  moderation: [],
};
