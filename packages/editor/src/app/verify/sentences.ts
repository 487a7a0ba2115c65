/**
 * What the opened events of a record say, as sentences. Only the record is at hand: what stands in closed entries is
 * not known, and an event that this version of the program does not know is named by its type.
 */
import { evolve, initialState, sentenceOf, type AgreementEvent } from '@travaux/workflow/agreement';
import type { Leaf } from '@travaux/workflow/ledger';
import { say } from '../messages/verifying.ts';

/** One sentence for each leaf, in order. */
export function sentencesOf(leaves: readonly Leaf[]): readonly string[] {
  let state = initialState;
  return leaves.map(({ event }) => {
    const recorded = event as unknown as AgreementEvent;
    // Whose name is in the record may be read by name.
    const person = 'accreditation' in recorded ? recorded.accreditation.person : null;
    const other = say('record.other', { type: event.type.replaceAll('-', ' ') });
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
