/**
 * A voice: whoever gives one opinion in a review, however many persons may speak with it. A stage names
 * participants ("all parties"); when a clause enters it, they are read once as the voices that are then there.
 */
import { z } from 'zod';
import { idSchema } from '../ids.ts';

export const voiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('party'), party: idSchema }),
  z.strictObject({ kind: z.literal('body'), body: idSchema }),
  /** The persons named for a task, such as the legal drafters; together one voice. */
  z.strictObject({ kind: z.literal('role'), role: idSchema }),
  z.strictObject({ kind: z.literal('organisation'), organisation: idSchema }),
  z.strictObject({ kind: z.literal('secretariat') }),
  z.strictObject({ kind: z.literal('chair') }),
]);
export type Voice = z.infer<typeof voiceSchema>;

/** One string for each voice: `party TOR`, `chair`. */
export function voiceKey(voice: Voice): string {
  switch (voice.kind) {
    case 'party':
      return `party ${voice.party}`;
    case 'body':
      return `body ${voice.body}`;
    case 'role':
      return `role ${voice.role}`;
    case 'organisation':
      return `organisation ${voice.organisation}`;
    case 'secretariat':
    case 'chair':
      return voice.kind;
  }
}

export function sameVoice(a: Voice, b: Voice): boolean {
  return voiceKey(a) === voiceKey(b);
}
