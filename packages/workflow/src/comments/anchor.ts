/**
 * An anchor: the words of a clause that a thread is about. Two Yjs relative positions follow the words wherever other
 * edits move them; the quotation with a little of what stood around it finds them again where the positions have
 * collapsed; the hash says on which text the author chose them. What cannot be found any more is an orphan: the thread
 * stays, with its quotation, and can be placed again. To these rules the positions are opaque.
 */
import { z } from 'zod';
import { maxContextLength, maxPositionLength, maxQuoteLength } from './limits.ts';

const positionSchema = z
  .string()
  .min(1)
  .max(maxPositionLength)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64');

export const anchorSchema = z.strictObject({
  /** Yjs relative positions, encoded and in base64: before the first character and behind the last. */
  from: positionSchema,
  to: positionSchema,
  quote: z.string().min(1).max(maxQuoteLength),
  /** What stood before and behind the words, in the same clause. */
  before: z.string().max(maxContextLength),
  after: z.string().max(maxContextLength),
  /** SHA-256 of the canonical text of the clause that the author saw, hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal'),
});
export type Anchor = z.infer<typeof anchorSchema>;
