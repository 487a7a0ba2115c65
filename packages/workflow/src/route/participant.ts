/**
 * Whom a stage of a route addresses: who must act in it, who is consulted, who is informed.
 */
import { z } from 'zod';
import { idSchema, nameSchema } from '../agreement/ids.ts';

/**
 * - `role`: persons named for a task rather than for a party, such as the legal drafters; together one voice;
 * - `observers`: the accredited observers. They are consulted or informed, and never decide.
 */
export const participantSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('party'), party: idSchema }),
  z.strictObject({ kind: z.literal('all-parties') }),
  /** The parties of one regional or interest group. */
  z.strictObject({ kind: z.literal('group'), group: nameSchema }),
  z.strictObject({ kind: z.literal('body'), body: idSchema }),
  z.strictObject({ kind: z.literal('role'), role: idSchema }),
  z.strictObject({ kind: z.literal('secretariat') }),
  z.strictObject({ kind: z.literal('chair') }),
  z.strictObject({ kind: z.literal('observers') }),
]);
export type Participant = z.infer<typeof participantSchema>;

/** Parties that a stage asks one by one: all of them, whoever they are when the stage begins, or these. */
export const partyChoiceSchema = z.union([z.literal('all'), z.array(idSchema).min(1).max(500)]);
export type PartyChoice = z.infer<typeof partyChoiceSchema>;
