/**
 * What may be asked of the proposals of an agreement. Each command is a zod schema, because it arrives as JSON from
 * outside. The texts themselves do not come this far: the host reads them, and the rules see their hashes.
 */
import { z } from 'zod';
import { idSchema } from '../agreement/ids.ts';
import { statementSchema } from '../agreement/statement.ts';
import { originSchema, textHashSchema } from './proposal.ts';

export const keepProposalSchema = z.strictObject({
  type: z.literal('keep-proposal'),
  /** Made by the client (UUID): asked for twice, it is kept once. */
  proposal: idSchema,
  party: idSchema,
  clause: idSchema,
  base: textHashSchema,
  text: textHashSchema,
  reason: statementSchema,
  origin: originSchema,
});

export const proposalActSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('give-reason'), proposal: idSchema, reason: statementSchema }),
  /** Its changes were put into the text of the clause, as ordinary edits of the one who says so. */
  z.strictObject({ type: z.literal('incorporate-proposal'), proposal: idSchema }),
  z.strictObject({ type: z.literal('withdraw-proposal'), proposal: idSchema }),
]);

export const proposalCommandSchema = z.discriminatedUnion('type', [keepProposalSchema, proposalActSchema]);
export type ProposalCommand = z.infer<typeof proposalCommandSchema>;
