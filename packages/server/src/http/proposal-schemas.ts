/**
 * Schemas of private proposals, for openapi.json. The types of `@travaux/editor/frames` are the contract; the compiler
 * holds these schemas to them.
 */
import type {
  KeepProposal,
  ProposalActCommand,
  ProposalsView,
  ProposalTextView,
  ProposalView,
} from '@travaux/editor/frames';
import {
  keepProposalSchema,
  originSchema,
  proposalActSchema,
  setAsideSchema,
} from '@travaux/workflow/proposals';
import { z } from 'zod';
import { instant, namedClauseSchema, namedSchema } from './named-schemas.ts';

const textSchema = z
  .object({ type: z.literal('doc'), content: z.array(z.unknown()).exactOptional() })
  .describe('The text of a clause: its ProseMirror document as JSON');

const closed = { by: z.string(), at: instant };

const proposalFields = {
  id: z.string(),
  reference: z.string(),
  party: namedSchema,
  clause: namedClauseSchema,
  reason: z.string(),
  origin: originSchema,
  keptBy: z.string(),
  keptAt: instant,
  status: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('private') }),
    z.object({ kind: z.enum(['incorporated', 'withdrawn']), ...closed }),
  ]),
  may: z.array(z.enum(['give-reason', 'incorporate-proposal', 'withdraw-proposal'])),
};
export const proposalSchema = z.object(proposalFields) satisfies z.ZodType<ProposalView>;

export const proposalsSchema = z.object({
  proposals: z.array(proposalSchema),
  parties: z.array(namedSchema),
}) satisfies z.ZodType<ProposalsView>;

export const proposalTextSchema = z.object({
  ...proposalFields,
  base: textSchema,
  text: textSchema,
}) satisfies z.ZodType<ProposalTextView>;

/** From outside comes the text itself, and only what was set aside: a wording is taken up where it was commented on. */
const keepBodySchema = z.strictObject({
  ...keepProposalSchema.shape,
  text: textSchema,
  origin: setAsideSchema,
}) satisfies z.ZodType<KeepProposal>;

export const proposalBodySchema = z.discriminatedUnion('type', [
  keepBodySchema,
  proposalActSchema,
]) satisfies z.ZodType<KeepProposal | ProposalActCommand>;
