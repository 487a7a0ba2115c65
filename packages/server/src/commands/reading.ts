/**
 * A reading: one state of an agreement with the texts as they stood then. Whoever wants to know what would be allowed
 * asks the decider on it, so no answer is made by a second set of rules.
 */
import { decide, type AgreementState, type Command, type Decision } from '@travaux/workflow/agreement';
import type { Actor } from '@travaux/workflow/policy';
import type { TextsRead } from './current-texts.ts';
import { bringFacts, type KeptText } from './facts.ts';

export interface Reading {
  readonly state: AgreementState;
  readonly texts: TextsRead;
  /** When it was read. */
  readonly now: string;
  /** What a command would lead to on this reading. */
  decide(actor: Actor, command: Command): Promise<Decision>;
}

export function readingOf(state: AgreementState, texts: TextsRead, now: string, kept: KeptText): Reading {
  return {
    state,
    texts,
    now,
    async decide(actor, command) {
      const { facts } = await bringFacts(state, command, now, texts, kept);
      return decide(state, actor, command, facts);
    },
  };
}
