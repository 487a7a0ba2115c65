/**
 * What somebody sees of a thread. Where a channel or a clause is closed to them, there is no thread; of what was
 * withdrawn or hidden there is the fact, and for its author also the words.
 */
import type { AgreementState } from '../agreement/state.ts';
import type { Actor } from '../policy/can.ts';
import { can } from '../policy/can.ts';
import { mayReadChannel } from './channel.ts';
import { wrote } from './commenter.ts';
import { openingOf, type Comment, type Thread } from './thread.ts';

export function mayReadThread(
  state: AgreementState,
  actor: Actor,
  { channel, clause }: Pick<Thread, 'channel' | 'clause'>,
): boolean {
  return mayReadChannel(state, actor, channel, clause);
}

/** Whether the words of a comment, and its earlier ones, are shown to the viewer. */
export function mayReadWords(state: AgreementState, actor: Actor, comment: Comment): boolean {
  if (wrote({ kind: 'person', actor }, comment)) return true;
  if (comment.withdrawn !== null) return false;
  // Whoever moderates, or rules on an appeal, has to see what it is about.
  return (
    comment.hidden === null || can(actor, 'moderate-comments', { state }) || ruling(state, actor, comment)
  );
}

function ruling(state: AgreementState, actor: Actor, { hidden }: Comment): boolean {
  return hidden?.appeal != null && can(actor, 'rule-on-appeals', { state });
}

/** The quotation was chosen by the author of the thread, so it is shown when their words are. */
export function mayReadQuote(state: AgreementState, actor: Actor, thread: Thread): boolean {
  return mayReadWords(state, actor, openingOf(thread));
}
