/**
 * The decider: what a command leads to, given the state. Pure; time, ids and randomness come in with it.
 */
import type { Actor } from '../policy/can.ts';
import type { Command, OpenAgreement } from './commands.ts';
import type { AgreementEvent } from './events.ts';
import { refuse, type Refusal } from './refusal.ts';
import type { AgreementState } from './state.ts';

/** What `decide` must be told about texts, which live in rooms: the number of top-level blocks of a clause. */
export interface TextFacts {
  readonly blockCount?: number;
}

export function decide(
  _state: AgreementState,
  _actor: Actor,
  _command: Command | OpenAgreement,
  _texts: TextFacts = {},
): readonly AgreementEvent[] | Refusal {
  return refuse('not-open', 'not written yet');
}
