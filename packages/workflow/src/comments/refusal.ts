/**
 * A refusal of a command on comments: the same shape as those of an agreement, with codes of its own where the reason
 * is one that only comments know.
 */
export type CommentRefusalCode =
  /** The actor's capacities do not include this right. */
  | 'not-allowed'
  /** The thread was changed since the sender saw it. */
  | 'version-conflict'
  | 'unknown-clause'
  | 'unknown-participant'
  /** There is no such thread or comment, or the actor may not know of it. */
  | 'unknown-thread'
  | 'unknown-comment'
  /** An id exists already. */
  | 'used-id'
  | 'too-many'
  /** The channel is not one in which the actor may write. */
  | 'not-in-channel'
  /** No window of the organisation is open, or not on this clause. */
  | 'window-closed'
  | 'outside-window'
  /** An observer's comment says what kind it is; the comments of others do not. */
  | 'kind-missing'
  | 'kind-not-yours'
  /** Somebody is mentioned who may not read the thread. */
  | 'cannot-read'
  /** Only the author of a comment does this. */
  | 'not-yours'
  | 'withdrawn-comment'
  | 'hidden-comment'
  | 'not-hidden'
  /** The comment was answered: what was answered stays as it was. */
  | 'answered-comment'
  /** An observer's comment is closed by its answer, never by resolving it. */
  | 'needs-answer'
  | 'not-a-submission'
  | 'resolved-thread'
  | 'not-resolved'
  | 'nothing-changed'
  | 'appealed-already'
  | 'no-appeal'
  /** Whoever hid a comment does not rule on the appeal against it. */
  | 'second-person'
  | 'impossible-date'
  | 'unknown-window'
  | 'quota-used'
  /** The credential was used before, or is none. */
  | 'credential-void'
  | 'too-few-organisations';

export interface CommentRefusal {
  readonly refused: true;
  readonly code: CommentRefusalCode;
  readonly sentence: string;
}

export function refuseComment(code: CommentRefusalCode, sentence: string): CommentRefusal {
  return { refused: true, code, sentence };
}

export function isCommentRefusal(value: unknown): value is CommentRefusal {
  return typeof value === 'object' && value !== null && (value as CommentRefusal).refused === true;
}
