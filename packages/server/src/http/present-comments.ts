/**
 * Presenter of comments: threads as their viewer may see them, and what they may do there, found by asking the decider.
 * Who may not know of a thread is handed nothing of it; nothing here counts what it does not show.
 */
import type {
  CommentAct,
  CommentAuthorView,
  CommentView,
  DispositionView,
  ModerationView,
  SubmissionView,
  ThreadAct,
  ThreadSummaryView,
  ThreadView,
} from '@travaux/editor/frames';
import type { AgreementState } from '@travaux/workflow/agreement';
import {
  awaitsAnswer,
  channelKey,
  decideComment,
  dispositionOf,
  isCalled,
  isCommentRefusal,
  mayReadQuote,
  mayReadThread,
  mayReadWords,
  openingOf,
  personOf,
  wrote,
  type Author,
  type Channel,
  type Comment,
  type CommentCommand,
  type Commenter,
  type CommentsState,
  type GivenDisposition,
  type Thread,
} from '@travaux/workflow/comments';
import { can, capacityName, delegationName, nameFor, sameDelegation } from '@travaux/workflow/policy';
import type { Names } from './course-names.ts';

/** Characters of the first comment that a list shows. */
const excerptLength = 160;

export interface CommentsRead {
  /** The agreement whole: decisions are made on it, while what is shown is named by what the viewer may know. */
  readonly state: AgreementState;
  readonly comments: CommentsState;
  readonly agreement: string;
  readonly now: string;
}

/** The threads that the viewer may know of, in the order in which they were opened. */
export function visibleThreads(names: Names, comments: CommentsState, clause: string | null): Thread[] {
  const sight = new Map<string, boolean>();
  const sees = (thread: Thread) => {
    const key = `${channelKey(thread.channel)} ${thread.clause}`;
    const known = sight.get(key) ?? mayReadThread(names.state, names.viewer, thread);
    sight.set(key, known);
    return known;
  };
  return [...comments.threads.values()].filter(
    (thread) => (clause === null || thread.clause === clause) && sees(thread),
  );
}

export function channelName({ state }: Names, channel: Channel): string {
  switch (channel.kind) {
    case 'delegation':
      return `Delegation of ${state.parties.get(channel.party)?.name ?? channel.party}, internal`;
    case 'parties':
      return 'All parties';
    case 'committee':
      return state.bodies.get(channel.body)?.name ?? channel.body;
    case 'observers':
      return 'Observers and the public';
  }
}

export function presentThreadSummary(names: Names, thread: Thread): ThreadSummaryView {
  const opening = openingOf(thread);
  const shown = mayReadWords(names.state, names.viewer, opening) && stands(opening);
  return {
    id: thread.id,
    clause: names.clause(thread.clause),
    revision: thread.revision,
    channel: thread.channel,
    channelName: channelName(names, thread.channel),
    anchor: mayReadQuote(names.state, names.viewer, thread) ? thread.anchor : null,
    openedAt: thread.openedAt,
    changedAt: thread.changedAt,
    author: presentAuthor(names, opening.author),
    excerpt: shown ? excerptOf(opening.body) : null,
    comments: thread.comments.length,
    state: stateOf(thread, opening),
    submission: presentSubmission(names, thread),
    callsViewer: callsViewer(names, thread),
  };
}

export function presentThread(names: Names, thread: Thread, read: CommentsRead): ThreadView {
  return {
    ...presentThreadSummary(names, thread),
    said: thread.comments.map((comment) => presentComment(names, thread, comment, read)),
    resolved: thread.resolved && {
      at: thread.resolved.at,
      by: delegationName(thread.resolved.as, names.state),
    },
    earlierDispositions: (thread.submission?.dispositions ?? [])
      .slice(0, -1)
      .map((given) => presentDisposition(names, given)),
    takenUp: thread.takenUp.map(({ party, where, words, at }) => ({
      party: names.party(party),
      where: readable(names, where) ? names.clause(where) : null,
      words,
      at,
    })),
    placed: thread.placedFrom.length,
    may: actsOnThread(names, thread, read),
  };
}

export function presentModeration(names: Names, comments: CommentsState): ModerationView {
  const moderates = can(names.viewer, 'moderate-comments', { state: names.state });
  const rules = can(names.viewer, 'rule-on-appeals', { state: names.state });
  return {
    entries: comments.moderation.flatMap((entry) => {
      const thread = comments.threads.get(entry.thread);
      const comment = thread?.comments.find(({ id }) => id === entry.comment);
      if (!thread || !comment || !mayReadThread(names.state, names.viewer, thread)) return [];
      const own = wrote({ kind: 'person', actor: names.viewer }, comment);
      const { act } = entry;
      const words = act.kind === 'hidden' ? act.note : act.kind === 'appealed' ? act.statement : act.reason;
      return [
        {
          thread: thread.id,
          clause: names.clause(thread.clause),
          receipt: thread.submission?.receipt.number ?? null,
          at: entry.at,
          act: act.kind,
          ground: act.kind === 'hidden' ? act.ground : null,
          words: moderates || rules || own ? words : null,
        },
      ];
    }),
  };
}

export function presentComment(
  names: Names,
  thread: Thread,
  comment: Comment,
  read: CommentsRead,
): CommentView {
  const { state, viewer } = names;
  const shown = mayReadWords(state, viewer, comment);
  const own = wrote({ kind: 'person', actor: viewer }, comment);
  const { hidden } = comment;
  const told =
    own || can(viewer, 'moderate-comments', { state }) || can(viewer, 'rule-on-appeals', { state });
  return {
    id: comment.id,
    author: presentAuthor(names, comment.author),
    at: comment.at,
    body: shown ? comment.body : null,
    mentions: shown ? comment.mentions.map((mention) => mentionName(names, mention)) : [],
    earlier: shown ? comment.earlier : [],
    withdrawn: comment.withdrawn,
    hidden: hidden && {
      ground: hidden.ground,
      note: told ? hidden.note : null,
      at: hidden.at,
      appeal: told ? hidden.appeal : null,
    },
    may: actsOnComment(names, thread, comment, read),
  };
}

function presentAuthor(names: Names, author: Author): CommentAuthorView {
  if (author.kind === 'pseudonym') {
    return { name: author.name, capacity: '', own: false, pseudonym: true };
  }
  const { state, viewer } = names;
  const accreditation = state.accreditations.find(
    ({ person, capacity }) => person === author.person && sameDelegation(capacity, author.as),
  );
  return {
    name: accreditation ? nameFor(viewer, accreditation, state) : delegationName(author.as, state),
    capacity: capacityName(author.as, state),
    own: viewer.person === author.person,
    pseudonym: false,
  };
}

function presentSubmission(names: Names, thread: Thread): SubmissionView | null {
  const { submission } = thread;
  if (!submission) return null;
  const given = dispositionOf(thread);
  const { kind, milestone, organisation, receipt } = submission;
  return {
    kind,
    milestone,
    organisation: organisation === null ? null : names.voice({ kind: 'organisation', organisation }),
    receipt,
    disposition: given && presentDisposition(names, given),
    awaitsAnswer: awaitsAnswer(thread),
  };
}

/** @param mayRead the clauses that are named to the viewer */
export function presentDisposition(
  names: Names,
  { disposition, as, at }: GivenDisposition,
  mayRead = (clause: string) => readable(names, clause),
): DispositionView {
  const where = disposition.kind === 'taken-up' ? disposition.where.filter(mayRead) : [];
  return {
    disposition: disposition.kind === 'taken-up' ? { ...disposition, where } : disposition,
    where: where.map((clause) => names.clause(clause)),
    by: delegationName(as, names.state),
    at,
  };
}

function readable({ state, viewer }: Names, clause: string): boolean {
  return can(viewer, 'read-text', { state, clause });
}

export function mentionName(names: Names, mention: Comment['mentions'][number]): string {
  const { state, viewer } = names;
  if (mention.kind === 'voice') return names.voice(mention.voice).name;
  const accreditation = state.accreditations.find(({ person }) => person === mention.person);
  return accreditation ? nameFor(viewer, accreditation, state) : 'A person who is no longer accredited';
}

function callsViewer({ state, viewer: { person } }: Names, thread: Thread): boolean {
  return (
    person !== null &&
    thread.comments.some(
      (comment) =>
        stands(comment) &&
        personOf(comment.author) !== person &&
        comment.mentions.some((mention) => isCalled(state, person, mention)),
    )
  );
}

function stateOf(thread: Thread, opening: Comment): ThreadSummaryView['state'] {
  if (opening.withdrawn !== null) return 'withdrawn';
  if (opening.hidden !== null) return 'hidden';
  return thread.resolved !== null || dispositionOf(thread) !== null ? 'resolved' : 'open';
}

function stands({ withdrawn, hidden }: Comment): boolean {
  return withdrawn === null && hidden === null;
}

function excerptOf(body: string): string {
  if (body.length <= excerptLength) return body;
  const cut = body.slice(0, excerptLength).replace(/[\uD800-\uDBFF]$/, '');
  return `${cut.replace(/\s+\S*$/, '')} …`;
}

// What the viewer may do

/** Stands for words that the person will write. */
const words = 'To be written.';

/** @param by who would do it; the viewer, unless they are under a pseudonym */
export function actsOnThread(
  names: Names,
  thread: Thread,
  read: CommentsRead,
  by: Commenter = { kind: 'person', actor: names.viewer },
): readonly ThreadAct[] {
  const { state, viewer } = names;
  const on = { thread: thread.id };
  const party = state.accreditations.flatMap(({ person, capacity }) =>
    person === viewer.person && capacity.role === 'delegate' ? [capacity.party] : [],
  )[0];
  const questions: readonly CommentCommand[] = [
    { type: 'reply', ...on, comment: 'not-made-yet', body: words, mentions: [] },
    { type: 'resolve-thread', ...on },
    { type: 'reopen-thread', ...on },
    { type: 'place-thread', ...on, anchor: someAnchor },
    { type: 'answer-submission', ...on, disposition: { kind: 'noted', note: words } },
    ...(party === undefined
      ? []
      : [{ type: 'take-up-wording' as const, ...on, party, where: thread.clause, words }]),
  ];
  return questions.filter((one) => accepted(by, one, read)).map(({ type }) => type as ThreadAct);
}

export function actsOnComment(
  names: Names,
  thread: Thread,
  comment: Comment,
  read: CommentsRead,
  by: Commenter = { kind: 'person', actor: names.viewer },
): readonly CommentAct[] {
  const on = { thread: thread.id, comment: comment.id };
  const questions: readonly CommentCommand[] = [
    { type: 'edit-comment', ...on, body: `${comment.body} ${words}` },
    { type: 'withdraw-comment', ...on },
    { type: 'acknowledge-mention', ...on },
    { type: 'hide-comment', ...on, ground: 'abusive', note: '' },
    { type: 'appeal-hiding', ...on, statement: words },
    { type: 'rule-on-appeal', ...on, restored: true, reason: words },
  ];
  return questions.filter((one) => accepted(by, one, read)).map(({ type }) => type as CommentAct);
}

const someAnchor = { from: 'AAAA', to: 'AAAA', quote: words, before: '', after: '', hash: '0'.repeat(64) };

function accepted(
  by: Commenter,
  command: CommentCommand,
  { state, comments, agreement, now }: CommentsRead,
): boolean {
  const decided = decideComment(comments, state, by, command, { now, agreement });
  return !isCommentRefusal(decided) && decided.length > 0;
}

/** Who reads a channel, in one sentence. */
export function readersOf(names: Names, channel: Channel): string {
  switch (channel.kind) {
    case 'delegation':
      return 'Read by the delegates of your own party, and by nobody else.';
    case 'parties':
      return 'Read by the delegates of all parties, the chair and the secretariat.';
    case 'committee':
      return `Read by the members of ${channelName(names, channel)} and the secretariat.`;
    case 'observers':
      return 'Read by everybody who may read the clause, and by the public once it is published.';
  }
}
