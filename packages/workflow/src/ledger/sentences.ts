/**
 * What the opened events of a record say, as sentences. Only the record is at hand: what stands in closed entries is
 * not known, and an event that this version of the program does not know is named by its type.
 */
import type { AgreementEvent } from '../agreement/events.ts';
import { evolve, replay } from '../agreement/evolve.ts';
import { sentenceOf } from '../agreement/sentences.ts';
import { initialState, type AgreementState } from '../agreement/state.ts';
import type { Leaf } from './leaf.ts';

/** One sentence for each leaf, in order; they have to begin with the first. */
export function sentencesOf(leaves: readonly Leaf[]): readonly string[] {
  let state = initialState;
  return leaves.map(({ event }) => {
    const recorded = event as unknown as AgreementEvent;
    // Whose name is in the record may be read by name.
    const person = 'accreditation' in recorded ? recorded.accreditation.person : null;
    const other = `Recorded: ${event.type.replaceAll('-', ' ')}.`;
    try {
      const sentence = sentenceOf(recorded, state, { person, convener: false });
      state = evolve(state, recorded);
      return sentence || other;
    } catch {
      // It comes from a file: its fields need not be those of an event that this program knows.
      return other;
    }
  });
}

/** The agreement as these leaves leave it, as far as they tell. */
export function stateAfter(leaves: readonly Leaf[]): AgreementState {
  try {
    return replay(
      initialState,
      leaves.map(({ event }) => event as unknown as AgreementEvent),
    );
  } catch {
    return initialState;
  }
}
