/**
 * The decider of comments: what a command leads to, given the comments and the agreement that they are on. Pure; the
 * time comes in with the command.
 */
import type { AgreementState } from '../agreement/state.ts';
import { can } from '../policy/can.ts';
import { whoMay } from '../policy/names.ts';
import { closeWindow, drawCredentials, openWindow, pseudonymityFault } from './admitting.ts';
import { answerSubmission, takeUpWording } from './answering.ts';
import type { CommentCommand, DrawCredentials } from './commands.ts';
import type { Commenter } from './commenter.ts';
import type { CommentDecision } from './decision.ts';
import {
  acknowledgeMention,
  editComment,
  openThread,
  placeThread,
  reply,
  resolveThread,
  withdrawComment,
} from './discussing.ts';
import type { CommentFacts } from './facts.ts';
import { appealHiding, hideComment, ruleOnAppeal } from './moderating.ts';
import { refuseComment } from './refusal.ts';
import type { CommentsState } from './state.ts';

export function decideComment(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  command: CommentCommand | DrawCredentials,
  facts: CommentFacts,
): CommentDecision {
  if (by.kind === 'person' && !can(by.actor, 'read-comments', { state: agreement })) {
    return refuseComment('not-allowed', `Only ${whoMay('read-comments')} see comments.`);
  }
  if (by.kind === 'pseudonym') {
    const fault = pseudonymityFault(comments);
    if (fault) return fault;
  }
  switch (command.type) {
    case 'open-thread':
      return openThread(comments, agreement, by, command, facts);
    case 'reply':
      return reply(comments, agreement, by, command, facts);
    case 'edit-comment':
      return editComment(comments, agreement, by, command);
    case 'withdraw-comment':
      return withdrawComment(comments, agreement, by, command);
    case 'acknowledge-mention':
      return acknowledgeMention(comments, agreement, by, command);
    case 'resolve-thread':
    case 'reopen-thread':
      return resolveThread(comments, agreement, by, command);
    case 'place-thread':
      return placeThread(comments, agreement, by, command);
    case 'answer-submission':
      return answerSubmission(comments, agreement, by, command);
    case 'take-up-wording':
      return takeUpWording(comments, agreement, by, command);
    case 'hide-comment':
      return hideComment(comments, agreement, by, command);
    case 'appeal-hiding':
      return appealHiding(comments, agreement, by, command);
    case 'rule-on-appeal':
      return ruleOnAppeal(comments, agreement, by, command);
    case 'open-window':
      return openWindow(comments, agreement, by, command, facts);
    case 'close-window':
      return closeWindow(comments, agreement, by, command, facts);
    case 'draw-credentials':
      return drawCredentials(comments, agreement, by, command, facts);
  }
}
