/** Decisions on what is said: open a thread, reply, edit, withdraw, resolve, place again, acknowledge a mention. */
import { speaksWith } from '../agreement/course/capacity.ts';
import type { ClauseId } from '../agreement/outline.ts';
import type { Capacity } from '../agreement/participants.ts';
import type { AgreementState } from '../agreement/state.ts';
import { instantWords } from '../route/calendar.ts';
import { can } from '../policy/can.ts';
import { nameFor } from '../policy/names.ts';
import { mayReadChannel, writersOf, type Channel } from './channel.ts';
import { recordedInstant, type Commenter } from './commenter.ts';
import type { CommentCommand } from './commands.ts';
import type { CommentDecision } from './decision.ts';
import type { CommentFacts } from './facts.ts';
import { actorOf, commentIn, ownComment, threadFor } from './guards.ts';
import { maxCommentsInThread, maxThreads } from './limits.ts';
import { receiptHash } from './receipt.ts';
import { refuseComment, type CommentRefusal } from './refusal.ts';
import type { CommentsState } from './state.ts';
import { dispositionOf, openingOf, type Author, type Mention, type Thread } from './thread.ts';
import { covers, isOpen } from './window.ts';

type CommandOf<Type extends CommentCommand['type']> = Extract<CommentCommand, { type: Type }>;

export function openThread(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  command: CommandOf<'open-thread'>,
  facts: CommentFacts,
): CommentDecision {
  const { thread, comment, clause, anchor, channel, body, mentions, submission } = command;
  if (agreement.outline.elements.get(clause)?.kind !== 'clause' || !knowsClause(agreement, by, clause)) {
    return refuseComment('unknown-clause', 'There is no such clause, or you may not see it.');
  }
  if (comments.threads.has(thread) || comments.usedIds.has(comment)) return usedId();
  if (comments.threads.size >= maxThreads) {
    return refuseComment('too-many', `An agreement has at most ${maxThreads} threads.`);
  }
  const author = authorIn(comments, agreement, by, channel, clause, facts);
  if ('refused' in author) return author;
  const observes = author.kind === 'pseudonym' || author.as.role === 'observer';
  if (observes && !submission) {
    return refuseComment(
      'kind-missing',
      'Say what kind of comment this is: legal, implementation, rights or evidence.',
    );
  }
  if (!observes && submission) {
    return refuseComment('kind-not-yours', 'Only comments of observers have a kind. Leave it out.');
  }
  const unseen = unreadable(agreement, by, mentions, channel, clause);
  if (unseen) return unseen;
  if (by.kind === 'pseudonym') {
    const fault = credentialFault(comments, by);
    if (fault) return fault;
  }
  const number = comments.receipts + 1;
  const organisation =
    author.kind === 'person' && author.as.role === 'observer' ? author.as.organisation : null;
  return [
    {
      type: 'thread-opened',
      thread,
      comment,
      clause,
      anchor,
      channel,
      author,
      body,
      mentions,
      submission: submission && {
        ...submission,
        organisation,
        receipt: {
          number,
          hash: receiptHash({
            agreement: facts.agreement,
            author: author.kind === 'pseudonym' ? author.name : (organisation ?? ''),
            body,
            clause,
            kind: submission.kind,
            number,
            quote: anchor?.quote ?? null,
            received: recordedInstant(by, facts.now),
          }),
        },
      },
      credential: by.kind === 'pseudonym' ? by.credential : null,
    },
  ];
}

export function reply(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  command: CommandOf<'reply'>,
  facts: CommentFacts,
): CommentDecision {
  const thread = threadFor(comments, agreement, by, command.thread);
  if ('refused' in thread) return thread;
  if (comments.usedIds.has(command.comment)) return usedId();
  if (thread.comments.length >= maxCommentsInThread) {
    return refuseComment('too-many', `A thread has at most ${maxCommentsInThread} comments. Open another.`);
  }
  const author = authorIn(comments, agreement, by, thread.channel, thread.clause, facts);
  if ('refused' in author) return author;
  const { comment, body, mentions } = command;
  const unseen = unreadable(agreement, by, mentions, thread.channel, thread.clause);
  if (unseen) return unseen;
  return [{ type: 'replied', thread: thread.id, comment, author, body, mentions }];
}

export function editComment(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  command: CommandOf<'edit-comment'>,
): CommentDecision {
  const thread = threadFor(comments, agreement, by, command.thread);
  if ('refused' in thread) return thread;
  const comment = ownComment(by, thread, command.comment);
  if ('refused' in comment) return comment;
  const fault = standsFault(comment);
  if (fault) return fault;
  const answered = comment === openingOf(thread) ? dispositionOf(thread) : null;
  if (answered) {
    return refuseComment(
      'answered-comment',
      `The comment was answered at ${instantWords(answered.at)}, so it stays as it was then. Add a reply.`,
    );
  }
  if (comment.body === command.body) return [];
  return [{ type: 'comment-edited', thread: thread.id, comment: comment.id, body: command.body }];
}

export function withdrawComment(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  command: CommandOf<'withdraw-comment'>,
): CommentDecision {
  const thread = threadFor(comments, agreement, by, command.thread);
  if ('refused' in thread) return thread;
  const comment = ownComment(by, thread, command.comment);
  if ('refused' in comment) return comment;
  if (comment.withdrawn !== null) return [];
  return [{ type: 'comment-withdrawn', thread: thread.id, comment: comment.id }];
}

export function acknowledgeMention(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  command: CommandOf<'acknowledge-mention'>,
): CommentDecision {
  const thread = threadFor(comments, agreement, by, command.thread);
  if ('refused' in thread) return thread;
  const comment = commentIn(thread, command.comment);
  if ('refused' in comment) return comment;
  const { person } = actorOf(by);
  if (person === null || comment.acknowledged.includes(person)) return [];
  if (!comment.mentions.some((mention) => isCalled(agreement, person, mention))) {
    return refuseComment('not-yours', 'You are not mentioned in this comment.');
  }
  return [{ type: 'mention-acknowledged', thread: thread.id, comment: comment.id, person }];
}

export function resolveThread(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  { thread: id, type }: CommandOf<'resolve-thread' | 'reopen-thread'>,
): CommentDecision {
  const thread = threadFor(comments, agreement, by, id);
  if ('refused' in thread) return thread;
  const [as] = writersOf(agreement, actorOf(by), thread.channel, thread.clause);
  if (!as) return notInChannel();
  if (thread.submission) {
    return refuseComment(
      'needs-answer',
      "An observer's comment is closed by its answer: taken up, noted, or out of scope with the reason.",
    );
  }
  const resolves = type === 'resolve-thread';
  if (resolves === (thread.resolved !== null)) {
    return resolves
      ? refuseComment('resolved-thread', 'The thread is resolved already.')
      : refuseComment('not-resolved', 'The thread is open already.');
  }
  return [{ type: resolves ? 'thread-resolved' : 'thread-reopened', thread: thread.id, as }];
}

export function placeThread(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  { thread: id, anchor }: CommandOf<'place-thread'>,
): CommentDecision {
  const thread = threadFor(comments, agreement, by, id);
  if ('refused' in thread) return thread;
  const opening = openingOf(thread);
  const own = !('refused' in ownComment(by, thread, opening.id));
  if (!own && !mayPlace(agreement, by, thread, opening.author)) {
    return refuseComment(
      'not-yours',
      'Only its author, others of the same delegation or organisation, or the secretariat may place a thread again.',
    );
  }
  return [{ type: 'thread-placed', thread: thread.id, anchor }];
}

/** Whoever could have written it for the same delegation; and whoever runs the process, as a clerk does. */
function mayPlace(agreement: AgreementState, by: Commenter, thread: Thread, author: Author): boolean {
  if (by.kind === 'pseudonym') return false;
  if (can(by.actor, 'moderate-comments', { state: agreement })) return true;
  if (author.kind === 'pseudonym') return false;
  const { as } = author;
  return writersOf(agreement, by.actor, thread.channel, thread.clause).some(
    (own) =>
      (own.role === 'delegate' && as.role === 'delegate' && own.party === as.party) ||
      (own.role === 'observer' && as.role === 'observer' && own.organisation === as.organisation),
  );
}

/** Whether a mention calls a person. */
export function isCalled(agreement: AgreementState, person: string, mention: Mention): boolean {
  switch (mention.kind) {
    case 'person':
      return mention.person === person;
    case 'voice':
      return speaksWith(agreement, { person, convener: false }, mention.voice);
  }
}

function knowsClause(agreement: AgreementState, by: Commenter, clause: ClauseId): boolean {
  if (by.kind === 'person') return can(by.actor, 'read-text', { state: agreement, clause });
  // Under a pseudonym one comments as some observer, so on what observers may read.
  return observersOf(agreement).some((actor) => can(actor, 'read-text', { state: agreement, clause }));
}

function observersOf(agreement: AgreementState) {
  return agreement.accreditations
    .filter(({ capacity }) => capacity.role === 'observer')
    .map(({ person }) => ({ person, convener: false }));
}

/** As whom somebody writes in a channel. */
function authorIn(
  comments: CommentsState,
  agreement: AgreementState,
  by: Commenter,
  channel: Channel,
  clause: ClauseId,
  { now }: CommentFacts,
): Author | CommentRefusal {
  if (by.kind === 'pseudonym') {
    if (channel.kind !== 'observers') return notInChannel();
    const fault = windowFault(comments, agreement, null, clause, now);
    return fault ?? { kind: 'pseudonym', name: by.name, key: by.key };
  }
  const { person } = by.actor;
  const writers = writersOf(agreement, by.actor, channel, clause);
  if (person === null || writers.length === 0) return notInChannel();
  let refused: CommentRefusal | null = null;
  for (const as of writers) {
    const fault = as.role === 'observer' ? windowFault(comments, agreement, as, clause, now) : null;
    if (fault === null) return { kind: 'person', person, as };
    refused ??= fault;
  }
  return refused ?? notInChannel();
}

/** @param observer null: any organisation that may comment under a pseudonym */
function windowFault(
  comments: CommentsState,
  agreement: AgreementState,
  observer: Extract<Capacity, { role: 'observer' }> | null,
  clause: ClauseId,
  now: string,
): CommentRefusal | null {
  const own = [...comments.windows.values()].filter((window) =>
    observer ? window.organisation === observer.organisation : window.pseudonymous,
  );
  const open = own.filter((window) => isOpen(window, now));
  if (open.some((window) => covers(window, agreement, clause))) return null;
  if (open.length > 0) {
    return refuseComment(
      'outside-window',
      'Your window for comments is open, but not on this clause. "Your comments" lists the parts that it is open on.',
    );
  }
  const next = own.filter((window) => window.opens > now && !window.closedEarly).map(({ opens }) => opens);
  const soonest = next.sort()[0];
  return refuseComment(
    'window-closed',
    soonest === undefined
      ? 'No window for comments is open for you. You can read all comments and answers; ask the secretariat when the next one opens.'
      : `Your window for comments opens at ${instantWords(soonest)}. Keep your words until then.`,
  );
}

function credentialFault(
  comments: CommentsState,
  { credential }: Extract<Commenter, { kind: 'pseudonym' }>,
): CommentRefusal | null {
  if (credential === null || comments.spent.has(credential)) {
    return refuseComment(
      'credential-void',
      'This credential is not genuine, or was used before. Each is good for one comment: draw another.',
    );
  }
  return null;
}

/** A mention of somebody who could not follow it would tell them of the thread. */
function unreadable(
  agreement: AgreementState,
  by: Commenter,
  mentions: readonly Mention[],
  channel: Channel,
  clause: ClauseId,
): CommentRefusal | null {
  for (const mention of mentions) {
    const called = agreement.accreditations.filter(({ person }) => isCalled(agreement, person, mention));
    const known =
      mention.kind === 'voice' || called.some((one) => nameFor(actorOf(by), one, agreement) === one.name);
    const reads = called.some(({ person }) =>
      mayReadChannel(agreement, { person, convener: false }, channel, clause),
    );
    if (known && reads) continue;
    return refuseComment(
      'cannot-read',
      'Somebody whom you mention may not read this channel, or does not take part. Take the mention out, or write in another channel.',
    );
  }
  return null;
}

export function standsFault({
  withdrawn,
  hidden,
}: Pick<Thread['comments'][number], 'withdrawn' | 'hidden'>): CommentRefusal | null {
  if (withdrawn !== null) {
    return refuseComment('withdrawn-comment', 'The comment was withdrawn. Write a new one.');
  }
  if (hidden === null) return null;
  return refuseComment(
    'hidden-comment',
    'The comment is hidden. Its author may appeal; until that is decided it stays as it is.',
  );
}

function notInChannel(): CommentRefusal {
  return refuseComment('not-in-channel', 'You do not write in this channel. Choose one of yours.');
}

function usedId(): CommentRefusal {
  return refuseComment('used-id', 'The id of the new comment is in use already. Do it again with a new id.');
}
