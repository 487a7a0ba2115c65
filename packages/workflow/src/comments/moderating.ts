/**
 * Decisions of moderation: on form only, by a ground of a closed list, logged, told to the author, who may appeal.
 * It reaches the observers' channel alone: what parties and bodies say among themselves nobody moderates.
 */
import type { AgreementState } from '../agreement/state.ts';
import { can } from '../policy/can.ts';
import { whoMay } from '../policy/names.ts';
import type { CommentCommand } from './commands.ts';
import type { Commenter } from './commenter.ts';
import type { CommentDecision } from './decision.ts';
import { standsFault } from './discussing.ts';
import { actorOf, commentIn, ownComment, threadFor } from './guards.ts';
import { refuseComment } from './refusal.ts';
import type { CommentsState } from './state.ts';

type CommandOf<Type extends CommentCommand['type']> = Extract<CommentCommand, { type: Type }>;

export function hideComment(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  { thread: id, comment: on, ground, note }: CommandOf<'hide-comment'>,
): CommentDecision {
  const thread = threadFor(comments, agreement, by, id);
  if ('refused' in thread) return thread;
  const actor = actorOf(by);
  if (actor.person === null || !can(actor, 'moderate-comments', { state: agreement })) {
    return refuseComment('not-allowed', `Only ${whoMay('moderate-comments')} may hide a comment.`);
  }
  if (thread.channel.kind !== 'observers') {
    return refuseComment('not-in-channel', "Only the observers' channel is moderated.");
  }
  const comment = commentIn(thread, on);
  if ('refused' in comment) return comment;
  const fault = standsFault(comment);
  if (fault) return fault;
  return [
    { type: 'comment-hidden', thread: thread.id, comment: comment.id, ground, note, person: actor.person },
  ];
}

export function appealHiding(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  { thread: id, comment: on, statement }: CommandOf<'appeal-hiding'>,
): CommentDecision {
  const thread = threadFor(comments, agreement, by, id);
  if ('refused' in thread) return thread;
  const comment = ownComment(by, thread, on);
  if ('refused' in comment) return comment;
  if (comment.hidden === null) return refuseComment('not-hidden', 'The comment is not hidden.');
  if (comment.hidden.appeal) {
    return refuseComment('appealed-already', 'You have appealed against this already. One appeal is heard.');
  }
  return [{ type: 'hiding-appealed', thread: thread.id, comment: comment.id, statement }];
}

export function ruleOnAppeal(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  { thread: id, comment: on, restored, reason }: CommandOf<'rule-on-appeal'>,
): CommentDecision {
  const thread = threadFor(comments, agreement, by, id);
  if ('refused' in thread) return thread;
  const actor = actorOf(by);
  if (!can(actor, 'rule-on-appeals', { state: agreement })) {
    return refuseComment('not-allowed', `Only ${whoMay('rule-on-appeals')} may rule on an appeal.`);
  }
  const comment = commentIn(thread, on);
  if ('refused' in comment) return comment;
  const { hidden } = comment;
  if (!hidden?.appeal || hidden.appeal.ruling) {
    return refuseComment('no-appeal', 'No appeal is open on this comment.');
  }
  if (hidden.by === actor.person) {
    return refuseComment(
      'second-person',
      'Whoever hid a comment does not rule on the appeal against it. Ask somebody else of the secretariat, or the chair.',
    );
  }
  return [{ type: 'appeal-ruled', thread: thread.id, comment: comment.id, restored, reason }];
}
