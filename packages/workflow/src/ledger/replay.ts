/**
 * Replays the events of a record, where all of them are opened: they have to be the life of one agreement.
 */
import type { AgreementEvent } from '../agreement/events.ts';
import { replay } from '../agreement/evolve.ts';
import { initialState } from '../agreement/state.ts';
import type { Leaf } from './leaf.ts';

/** For `VerifyOptions.replay`: what is wrong with the events, as a sentence, or null. */
export function replayFault(leaves: readonly Leaf[]): string | null {
  const events = leaves.map(({ event }) => event as unknown as AgreementEvent);
  const openings = events.flatMap(({ type }, index) => (type === 'agreement-opened' ? [index + 1] : []));
  if (openings[0] !== 1)
    return 'The first event does not open the agreement: the record does not begin at its beginning.';
  if (openings.length > 1) return `Event ${openings[1]} opens the agreement a second time.`;
  let version: number;
  try {
    ({ version } = replay(initialState, events));
  } catch {
    return 'The events cannot be replayed: at least one of them is not an event of an agreement.';
  }
  return version === events.length ? null : 'The events do not add up to the state that they should lead to.';
}
