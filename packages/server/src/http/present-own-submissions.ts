/**
 * Presenter of submissions to whoever shows the secret that they were made with. Nothing is known of them but that
 * they wrote these words, so they see their own words with what became of them; and what others said to them as long
 * as every observer who holds credentials may read it, for they could be any of these.
 */
import type { CommentView, OwnSubmissionView } from '@travaux/editor/frames';
import {
  awaitsAnswer,
  dispositionOf,
  type Comment,
  type Commenter,
  type Thread,
  wrote,
} from '@travaux/workflow/comments';
import { can, knownTo, publicActor, type Actor } from '@travaux/workflow/policy';
import { Names } from './course-names.ts';
import {
  actsOnComment,
  actsOnThread,
  presentComment,
  presentDisposition,
  type CommentsRead,
} from './present-comments.ts';
import { isOpen } from './present.ts';

type Pseudonym = Extract<Commenter, { kind: 'pseudonym' }>;

export function presentOwnSubmissions(read: CommentsRead, by: Pseudonym): readonly OwnSubmissionView[] {
  const own = [...read.comments.threads.values()].filter(({ comments }) =>
    comments.some((comment) => wrote(by, comment)),
  );
  if (own.length === 0) return [];
  const readers = holdersOf(read);
  // What each of them may know is less than what any one of them may.
  const state = readers.reduce((part, actor) => knownTo(actor, part), read.state);
  if (!isOpen(state)) return [];
  const names = new Names(state, publicActor);
  const all = (clause: string) =>
    readers.length > 0 && readers.every((actor) => can(actor, 'read-text', { state, clause }));
  return own.map((thread) => presentOwn(names, thread, read, by, all));
}

function holdersOf({ state, comments }: CommentsRead): readonly Actor[] {
  return state.accreditations.flatMap(({ person, capacity }) =>
    capacity.role === 'observer' && comments.credentials.has(capacity.organisation)
      ? [{ person, convener: false }]
      : [],
  );
}

function presentOwn(
  names: Names,
  thread: Thread,
  read: CommentsRead,
  by: Pseudonym,
  mayRead: (clause: string) => boolean,
): OwnSubmissionView {
  const open = mayRead(thread.clause);
  const given = dispositionOf(thread);
  const { submission } = thread;
  return {
    thread: thread.id,
    clause: names.clause(thread.clause),
    revision: thread.revision,
    kind: submission?.kind ?? null,
    receipt: submission?.receipt ?? null,
    awaitsAnswer: awaitsAnswer(thread),
    disposition: open && given ? presentDisposition(names, given, mayRead) : null,
    closed: !open,
    said: thread.comments.flatMap((comment) => {
      if (wrote(by, comment)) return [presentOwnComment(names, thread, comment, read, by)];
      return open ? [presentComment(names, thread, comment, read)] : [];
    }),
    may: actsOnThread(names, thread, read, by),
  };
}

function presentOwnComment(
  names: Names,
  thread: Thread,
  comment: Comment,
  read: CommentsRead,
  by: Pseudonym,
): CommentView {
  const { body, earlier, hidden } = comment;
  const shown = presentComment(names, thread, comment, read);
  return {
    ...shown,
    author: { ...shown.author, own: true },
    body,
    earlier,
    hidden: hidden && { ground: hidden.ground, note: hidden.note, at: hidden.at, appeal: hidden.appeal },
    may: actsOnComment(names, thread, comment, read, by),
  };
}
