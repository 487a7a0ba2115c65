/**
 * `evolve`: how an event changes the comments. Total: an event that does not fit its state changes what it can and
 * counts as one version all the same. `replayComments` does the same over a whole stream, on one copy of the state.
 */
import type { CommentEvent, RecordedComment } from './events.ts';
import type { CommentsState, ModerationEntry } from './state.ts';
import type { Comment, Thread } from './thread.ts';

export function evolveComments(state: CommentsState, recorded: RecordedComment): CommentsState {
  return replayComments(state, [recorded]);
}

export function replayComments(state: CommentsState, events: Iterable<RecordedComment>): CommentsState {
  const draft = new Draft(state);
  for (const recorded of events) draft.apply(recorded);
  return draft.finished();
}

/** A state that is being made: copied once, and only the parts that change. */
class Draft {
  #version: number;
  #receipts: number;
  readonly #before: CommentsState;
  readonly #threads: Map<string, Thread>;
  #windows: Map<string, CommentsState['windows'] extends ReadonlyMap<string, infer W> ? W : never> | null =
    null;
  #usedIds: Set<string> | null = null;
  #credentials: Map<string, number> | null = null;
  #spent: Set<string> | null = null;
  #moderation: ModerationEntry[] | null = null;

  constructor(state: CommentsState) {
    this.#before = state;
    this.#version = state.version;
    this.#receipts = state.receipts;
    this.#threads = new Map(state.threads);
  }

  finished(): CommentsState {
    return {
      version: this.#version,
      threads: this.#threads,
      windows: this.#windows ?? this.#before.windows,
      usedIds: this.#usedIds ?? this.#before.usedIds,
      receipts: this.#receipts,
      credentials: this.#credentials ?? this.#before.credentials,
      spent: this.#spent ?? this.#before.spent,
      moderation: this.#moderation ?? this.#before.moderation,
    };
  }

  apply({ at, event }: RecordedComment): void {
    this.#version += 1;
    switch (event.type) {
      case 'thread-opened':
        return this.#opened(at, event);
      case 'replied':
        this.#use(event.comment);
        return this.#change(event.thread, at, (thread) => ({
          ...thread,
          comments: [...thread.comments, commentOf(at, event)],
          resolved: null,
        }));
      case 'comment-edited':
        return this.#onComment(event, at, (comment) => ({
          ...comment,
          body: event.body,
          earlier: [...comment.earlier, { body: comment.body, until: at }],
        }));
      case 'comment-withdrawn':
        return this.#onComment(event, at, (comment) => ({ ...comment, withdrawn: at }));
      case 'mention-acknowledged':
        return this.#onComment(event, at, (comment) => ({
          ...comment,
          acknowledged: [...comment.acknowledged, event.person],
        }));
      case 'thread-resolved':
        return this.#change(event.thread, at, (thread) => ({ ...thread, resolved: { at, as: event.as } }));
      case 'thread-reopened':
        return this.#change(event.thread, at, (thread) => ({ ...thread, resolved: null }));
      case 'thread-placed':
        return this.#change(event.thread, at, (thread) => ({
          ...thread,
          anchor: event.anchor,
          placedFrom: [...thread.placedFrom, { anchor: thread.anchor, until: at }],
        }));
      case 'submission-answered':
        return this.#answered(event.thread, at, event);
      case 'wording-taken-up': {
        const { party, person: by, where, words } = event;
        this.#change(event.thread, at, (thread) => ({
          ...thread,
          takenUp: [...thread.takenUp, { party, by, where, words, at }],
        }));
        return;
      }
      case 'comment-hidden': {
        const { ground, note, person: by } = event;
        this.#logged(event, at, { kind: 'hidden', ground, note });
        return this.#onComment(event, at, (comment) => ({
          ...comment,
          hidden: { ground, note, at, by, appeal: null },
        }));
      }
      case 'hiding-appealed': {
        const { statement } = event;
        this.#logged(event, at, { kind: 'appealed', statement });
        return this.#onComment(event, at, (comment) => ({
          ...comment,
          hidden: comment.hidden && { ...comment.hidden, appeal: { statement, at, ruling: null } },
        }));
      }
      case 'appeal-ruled': {
        const { restored, reason } = event;
        this.#logged(event, at, { kind: restored ? 'restored' : 'upheld', reason });
        return this.#onComment(event, at, (comment) => {
          const { hidden } = comment;
          if (restored || !hidden?.appeal) return { ...comment, hidden: restored ? null : hidden };
          return {
            ...comment,
            hidden: { ...hidden, appeal: { ...hidden.appeal, ruling: { reason, at } } },
          };
        });
      }
      case 'window-opened':
        this.#windows ??= new Map(this.#before.windows);
        this.#windows.set(event.window.id, { ...event.window, closedEarly: null });
        return;
      case 'window-closed': {
        const window = (this.#windows ?? this.#before.windows).get(event.window);
        if (!window) return;
        this.#windows ??= new Map(this.#before.windows);
        this.#windows.set(window.id, { ...window, closedEarly: { at, reason: event.reason } });
        return;
      }
      case 'credentials-issued': {
        this.#credentials ??= new Map(this.#before.credentials);
        const before = this.#credentials.get(event.organisation) ?? 0;
        this.#credentials.set(event.organisation, before + event.count);
      }
    }
  }

  #opened(at: string, event: Extract<CommentEvent, { type: 'thread-opened' }>): void {
    const { thread: id, clause, anchor, channel, submission, credential } = event;
    if (this.#threads.has(id)) return;
    this.#use(event.comment);
    if (credential !== null) {
      this.#spent ??= new Set(this.#before.spent);
      this.#spent.add(credential);
    }
    if (submission) this.#receipts = submission.receipt.number;
    this.#threads.set(id, {
      id,
      clause,
      anchor,
      placedFrom: [],
      channel,
      revision: 1,
      openedAt: at,
      changedAt: at,
      comments: [commentOf(at, event)],
      resolved: null,
      submission: submission && {
        ...submission,
        receipt: { ...submission.receipt, at },
        dispositions: [],
      },
      takenUp: [],
    });
  }

  #answered(
    id: string,
    at: string,
    { disposition, as }: Extract<CommentEvent, { type: 'submission-answered' }>,
  ): void {
    this.#change(id, at, (thread) => ({
      ...thread,
      submission: thread.submission && {
        ...thread.submission,
        dispositions: [...thread.submission.dispositions, { disposition, as, at }],
      },
    }));
  }

  #change(id: string, at: string, change: (thread: Thread) => Thread): void {
    const thread = this.#threads.get(id);
    if (!thread) return;
    this.#threads.set(id, { ...change(thread), revision: thread.revision + 1, changedAt: at });
  }

  #onComment(
    { thread: id, comment: on }: { readonly thread: string; readonly comment: string },
    at: string,
    change: (comment: Comment) => Comment,
  ): void {
    this.#change(id, at, (thread) => ({
      ...thread,
      comments: thread.comments.map((comment) => (comment.id === on ? change(comment) : comment)),
    }));
  }

  #use(comment: string): void {
    this.#usedIds ??= new Set(this.#before.usedIds);
    this.#usedIds.add(comment);
  }

  #logged(
    { thread, comment }: { readonly thread: string; readonly comment: string },
    at: string,
    act: ModerationEntry['act'],
  ): void {
    this.#moderation ??= [...this.#before.moderation];
    this.#moderation.push({ thread, comment, at, act });
  }
}

function commentOf(at: string, event: Extract<CommentEvent, { type: 'thread-opened' | 'replied' }>): Comment {
  return {
    id: event.comment,
    author: event.author,
    at,
    body: event.body,
    mentions: event.mentions,
    acknowledged: [],
    earlier: [],
    withdrawn: null,
    hidden: null,
  };
}
