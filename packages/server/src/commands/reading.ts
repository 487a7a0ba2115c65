/**
 * A reading: one state of an agreement with the texts as they stood then. Whoever wants to know what would be allowed
 * asks the decider on it, so no answer is made by a second set of rules.
 */
import { decide, type AgreementState, type Command, type Decision } from '@travaux/workflow/agreement';
import { can, knownTo, type Actor } from '@travaux/workflow/policy';
import type { TextsRead } from './current-texts.ts';
import type { Brought } from './facts.ts';

export interface Reading {
  readonly state: AgreementState;
  readonly texts: TextsRead;
  /** When it was read. */
  readonly now: string;
  /** What a command would lead to on this reading. */
  decide(actor: Actor, command: Command): Promise<Decision>;
}

/**
 * What somebody may know of a reading: without the texts that they may not read. What it answers is decided on the
 * whole all the same.
 */
export function readingFor<Read extends Reading>(viewer: Actor, reading: Read): Read {
  const state = knownTo(viewer, reading.state);
  if (state === reading.state) return reading;
  const read = <V>(map: ReadonlyMap<string, V>): ReadonlyMap<string, V> =>
    new Map([...map].filter(([clause]) => can(viewer, 'read-text', { state, clause })));
  const { clauses, closures, definitions } = reading.texts;
  return {
    ...reading,
    state,
    texts: { clauses: read(clauses), closures: read(closures), definitions: read(definitions) },
  };
}

export function readingOf(
  state: AgreementState,
  texts: TextsRead,
  now: string,
  bring: (command: Command) => Promise<Brought>,
): Reading {
  return {
    state,
    texts,
    now,
    async decide(actor, command) {
      const { facts } = await bring(command);
      return decide(state, actor, command, facts);
    },
  };
}
