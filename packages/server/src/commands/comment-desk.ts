/**
 * The desk of comments: where what people say becomes events, beside the desk of the agreement. Commands on one
 * agreement's comments run one after the other; another node may be first, and then the decision is taken anew.
 *
 * The order of a command: the state of the agreement, decision, append (durable), state in memory, notice, answer.
 * Nothing of a comment is logged.
 */
import type { AgreementState } from '@travaux/workflow/agreement';
import {
  decideComment,
  isCommentRefusal,
  mayReadThread,
  noComments,
  openingOf,
  recordedInstant,
  refuseComment,
  replayComments,
  threadOfEvent,
  wrote,
  type CommentCommand,
  type CommentRefusal,
  type CommentRefusalCode,
  type Commenter,
  type CommentsState,
  type DrawCredentials,
  type RecordedComment,
  type Thread,
} from '@travaux/workflow/comments';
import { isProposalRefusal, type ProposalRefusalCode } from '@travaux/workflow/proposals';
import type { Desk } from './desk.ts';
import type { ProposalDesk, TakenWording } from './proposal-desk.ts';
import { ConflictError, type CommentStore } from '../store/store.ts';
import { StateCache } from './state-cache.ts';
import { Turns } from './turns.ts';

export interface CommentDesk {
  /** The current comments; empty when nothing was ever said. */
  state(agreement: string): Promise<CommentsState>;
  /**
   * @param seen revision of the thread that the sender saw, for a command that acts on what was said; null: none given
   */
  execute(
    agreement: string,
    by: Commenter,
    command: CommentCommand | DrawCredentials,
    seen: number | null,
  ): Promise<AcceptedComment | CommentRefusal>;
  /** Forgets every state, for the reset of a demo. */
  clear(): void;
}

export interface AcceptedComment {
  readonly refused?: never;
  /** The thread as it is now; null for what is on none. */
  readonly thread: Thread | null;
}

export interface CommentDeskOptions {
  readonly store: CommentStore;
  readonly agreements: Pick<Desk, 'state'>;
  /** Where a wording that a party takes up becomes a proposal of that party. */
  readonly proposals: Pick<ProposalDesk, 'takeUp'>;
  /** The present instant, as `Date.prototype.toISOString` writes it. */
  readonly clock: () => string;
  /** Told of threads that changed, once it is durable; of none when windows did. */
  readonly tell: (agreement: string, threads: readonly Thread[]) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Times that a decision is taken again because another node was first. */
const attempts = 8;

/** Commands whose sense depends on what was said before: whoever gives them says which revision they saw. */
const onWhatWasSaid: ReadonlySet<string> = new Set([
  'edit-comment',
  'resolve-thread',
  'reopen-thread',
  'place-thread',
  'answer-submission',
  'hide-comment',
  'rule-on-appeal',
] satisfies CommentCommand['type'][]);

export function wantsRevision(command: CommentCommand | DrawCredentials): boolean {
  return onWhatWasSaid.has(command.type);
}

export function createCommentDesk(options: CommentDeskOptions): CommentDesk {
  const { store, agreements, proposals, clock, tell, onError } = options;
  const states = new StateCache<CommentsState>(async (agreement, known) => {
    const events = await store.events(agreement, known?.version ?? 0);
    return replayComments(known ?? noComments, events);
  });
  const turns = new Turns();
  const current = async (agreement: string) => (await states.get(agreement)) ?? noComments;

  async function execute(
    ...[agreement, by, command, seen]: Parameters<CommentDesk['execute']>
  ): Promise<AcceptedComment | CommentRefusal> {
    for (let attempt = 1; ; attempt += 1) {
      const state = await agreements.state(agreement);
      if (!state?.facts) return refuseComment('unknown-thread', 'There is no such agreement.');
      const comments = await current(agreement);
      const conflict = conflictOf(comments, state, by, command, seen);
      if (conflict) return conflict;
      const now = clock();
      const decided = decideComment(comments, state, by, command, { now, agreement });
      if (isCommentRefusal(decided)) return decided;
      const about = 'thread' in command ? command.thread : null;
      if (decided.length === 0) return { thread: threadOf(comments, about) };
      const recorded = decided.map((event, index): RecordedComment => ({
        version: comments.version + index + 1,
        at: recordedInstant(by, now),
        by: by.kind === 'person' ? by.actor.person : null,
        event,
      }));
      try {
        const taken = takenWording(comments, state, command);
        if (taken && by.kind === 'person') {
          const said = { expectedVersion: comments.version, events: recorded };
          const kept = await proposals.takeUp(agreement, state, by.actor, taken, said);
          if (isProposalRefusal(kept)) return refuseComment(codeOf(kept.code), kept.sentence);
        } else await store.append(agreement, comments.version, recorded);
      } catch (error) {
        if (!(error instanceof ConflictError) || attempt >= attempts) throw error;
        await states.refreshed(agreement);
        continue;
      }
      const next = replayComments(comments, recorded);
      states.set(agreement, next);
      const changed = new Set(decided.flatMap((event) => threadOfEvent(event) ?? []));
      await tell(
        agreement,
        [...changed].flatMap((id) => threadOf(next, id) ?? []),
      ).catch(onError);
      return { thread: threadOf(next, about) };
    }
  }

  return {
    state: current,
    execute: (...asked) => turns.run(asked[0], () => execute(...asked)),
    clear: () => states.clear(),
  };
}

function threadOf(comments: CommentsState, id: string | null): Thread | null {
  return id === null ? null : (comments.threads.get(id) ?? null);
}

/** What a party takes up, and whose it was as the party is shown it; null for every other command. */
function takenWording(
  comments: CommentsState,
  { organisations }: AgreementState,
  command: CommentCommand | DrawCredentials,
): TakenWording | null {
  if (command.type !== 'take-up-wording') return null;
  const { thread: id, party, where, words } = command;
  const thread = threadOf(comments, id);
  if (!thread?.submission) throw new Error('a wording was taken up that is none of an observer');
  const { organisation, receipt } = thread.submission;
  const { author } = openingOf(thread);
  const source =
    author.kind === 'pseudonym' ? author.name : (organisations.get(organisation ?? '')?.name ?? organisation);
  const origin = { kind: 'taken-up', thread: id, number: receipt.number, source: source ?? '' } as const;
  return { party, where, words, origin };
}

/** Why the wording cannot be kept, as a refusal of the act on the comment. */
function codeOf(code: ProposalRefusalCode): CommentRefusalCode {
  switch (code) {
    case 'not-allowed':
    case 'not-yours':
    case 'unknown-clause':
    case 'too-many':
    case 'used-id':
    case 'nothing-changed':
      return code;
    case 'unknown-proposal':
    case 'text-changed':
    case 'closed-proposal':
      throw new Error(`a wording that is taken up cannot be refused as ${code}`);
  }
}

/** Whoever may not know of the thread is left to the decider, which says that there is none. */
function conflictOf(
  comments: CommentsState,
  state: AgreementState,
  by: Commenter,
  command: CommentCommand | DrawCredentials,
  seen: number | null,
): CommentRefusal | null {
  if (!wantsRevision(command) || !('thread' in command)) return null;
  const thread = comments.threads.get(command.thread);
  if (!thread || thread.revision === seen || !knows(state, by, thread)) return null;
  return refuseComment(
    'version-conflict',
    'The thread has changed since you last saw it. Look at what was said, then do it again.',
  );
}

function knows(state: AgreementState, by: Commenter, thread: Thread): boolean {
  return by.kind === 'person'
    ? mayReadThread(state, by.actor, thread)
    : thread.comments.some((comment) => wrote(by, comment));
}
