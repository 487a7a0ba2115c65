/** What decisions on comments ask first: that the thing is there for the one who asks, and that it is theirs to change. */
import type { AgreementState } from '../agreement/state.ts';
import { publicActor } from '../policy/can.ts';
import { mayReadChannel } from './channel.ts';
import { wrote, type Commenter } from './commenter.ts';
import { refuseComment, type CommentRefusal } from './refusal.ts';
import type { CommentsState } from './state.ts';
import type { Comment, Thread } from './thread.ts';

/** The thread, when the one who asks may know of it. Who may not is told the same as if there were none. */
export function threadFor(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  id: string,
): Thread | CommentRefusal {
  const thread = comments.threads.get(id);
  if (thread && mayKnow(agreement, by, thread)) return thread;
  return refuseComment('unknown-thread', 'There is no such thread, or you may not see it.');
}

function mayKnow(agreement: AgreementState, by: Commenter, { channel, clause, comments }: Thread): boolean {
  switch (by.kind) {
    case 'person':
      return mayReadChannel(agreement, by.actor, channel, clause);
    // Nothing is known of them but that they wrote it; their own thread is all that they reach in this way.
    case 'pseudonym':
      return comments.some((comment) => wrote(by, comment));
  }
}

export function commentIn(thread: Thread, id: string): Comment | CommentRefusal {
  const comment = thread.comments.find((one) => one.id === id);
  return comment ?? refuseComment('unknown-comment', 'There is no such comment in this thread.');
}

export function ownComment(by: Commenter, thread: Thread, id: string): Comment | CommentRefusal {
  const comment = commentIn(thread, id);
  if ('refused' in comment || wrote(by, comment)) return comment;
  return refuseComment('not-yours', 'Only its author may do that with a comment. Write a reply instead.');
}

export function actorOf(by: Commenter) {
  return by.kind === 'person' ? by.actor : publicActor;
}
