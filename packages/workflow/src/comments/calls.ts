/** What comments wait for: mentions that call somebody, and submissions that somebody has to answer. */
import type { PersonId } from '../agreement/participants.ts';
import type { AgreementState } from '../agreement/state.ts';
import { can } from '../policy/can.ts';
import { personOf } from './commenter.ts';
import { isCalled } from './discussing.ts';
import { mayReadThread } from './sight.ts';
import type { CommentsState } from './state.ts';
import { awaitsAnswer, type Comment, type Thread } from './thread.ts';

export interface Call {
  readonly thread: Thread;
  readonly comment: Comment;
}

/**
 * Comments that call a person and that the person has neither acknowledged nor answered: saying something in the
 * thread afterwards is an answer, and so is resolving it.
 */
export function callsOn(
  comments: CommentsState,
  agreement: AgreementState,
  person: PersonId,
): readonly Call[] {
  const calls: Call[] = [];
  const actor = { person, convener: false };
  for (const thread of comments.threads.values()) {
    if (thread.resolved !== null || thread.comments.every(({ mentions }) => mentions.length === 0)) continue;
    if (!mayReadThread(agreement, actor, thread)) continue;
    thread.comments.forEach((comment, index) => {
      if (comment.withdrawn !== null || comment.hidden !== null) return;
      if (comment.acknowledged.includes(person) || personOf(comment.author) === person) return;
      if (!comment.mentions.some((mention) => isCalled(agreement, person, mention))) return;
      const answered = thread.comments.slice(index + 1).some(({ author }) => personOf(author) === person);
      if (!answered) calls.push({ thread, comment });
    });
  }
  return calls;
}

/** Submissions that wait for their answer, the oldest first, for those who give it. */
export function answersDue(
  comments: CommentsState,
  agreement: AgreementState,
  person: PersonId,
): readonly Thread[] {
  const actor = { person, convener: false };
  if (!can(actor, 'answer-comments', { state: agreement })) return [];
  return [...comments.threads.values()].filter(
    (thread) => awaitsAnswer(thread) && mayReadThread(agreement, actor, thread),
  );
}

/** Appeals against the hiding of a comment on which the person may rule. */
export function appealsDue(
  comments: CommentsState,
  agreement: AgreementState,
  person: PersonId,
): readonly Call[] {
  const actor = { person, convener: false };
  if (!can(actor, 'rule-on-appeals', { state: agreement })) return [];
  return [...comments.threads.values()].flatMap((thread) =>
    mayReadThread(agreement, actor, thread)
      ? thread.comments
          .filter(({ hidden }) => hidden?.appeal && !hidden.appeal.ruling && hidden.by !== person)
          .map((comment) => ({ thread, comment }))
      : [],
  );
}
