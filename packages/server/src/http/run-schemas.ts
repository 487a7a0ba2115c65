/**
 * Schemas of the stages in a packet, for openapi.json. The types of `@travaux/editor/frames` are the contract; the
 * compiler holds these schemas to them.
 */
import type { OvertakenView, RunView, VoiceView } from '@travaux/editor/frames';
import { opinionSchema, signatureActSchema } from '@travaux/workflow/agreement';
import { editClassSchema, signingCapacities } from '@travaux/workflow/route';
import { z } from 'zod';
import { actorSchema, hash, instant, namedFields, namedSchema } from './named-schemas.ts';

const overtakenSchema = z.object({
  class: editClassSchema,
  reasons: z.array(z.string()),
  packet: z.int(),
}) satisfies z.ZodType<OvertakenView>;

const voiceViewSchema = z.object({
  ...namedFields,
  opinion: z
    .object({
      opinion: opinionSchema,
      at: instant,
      by: actorSchema,
      hash,
      settled: z
        .object({
          how: z.enum(['lifted', 'overridden']),
          at: instant,
          by: z.string().nullable(),
          reason: z.string().nullable(),
        })
        .nullable(),
      overtaken: overtakenSchema.nullable(),
    })
    .nullable(),
}) satisfies z.ZodType<VoiceView>;

const fields = {
  stage: z.string(),
  name: z.string(),
  enteredAt: instant,
  due: instant.nullable(),
  late: z.boolean(),
  consulted: z.array(voiceViewSchema),
  complete: z.boolean(),
};

const reviewSchema = z.object({
  ...fields,
  kind: z.literal('review'),
  order: z.enum(['parallel', 'ordered']),
  required: z.union([z.int(), z.literal('all')]),
  reviewers: z.array(voiceViewSchema),
  overriddenBy: namedSchema.nullable(),
  escalatedTo: namedSchema.nullable(),
});

const signOffSchema = z.object({
  ...fields,
  kind: z.literal('sign-off'),
  capacity: z.enum(signingCapacities),
  survives: z.array(editClassSchema),
  parties: z.array(
    z.object({
      ...namedFields,
      signOff: z
        .object({
          act: signatureActSchema,
          capacity: z.enum(signingCapacities),
          at: instant,
          by: actorSchema,
          hash,
          passkey: z.boolean(),
          escalated: z.boolean(),
          overtaken: overtakenSchema.nullable(),
          conditions: z.array(z.object({ sentence: z.string(), holds: z.boolean() })),
        })
        .nullable(),
      waiting: z.boolean(),
    }),
  ),
});

const breachSchema = z.object({
  ...namedFields,
  how: z.enum(['objection', 'amendment']),
  text: z.string(),
  at: instant,
});

const silenceSchema = z.object({
  ...fields,
  kind: z.literal('silence'),
  period: z.string(),
  basis: z.string(),
  threshold: z.int(),
  addressees: z.array(
    z.object({
      ...namedFields,
      mayBreak: z.boolean(),
      delivery: z
        .object({ at: instant, how: z.enum(['opened', 'recorded']), channel: z.string().nullable() })
        .nullable(),
    }),
  ),
  silence: z
    .object({
      id: z.string(),
      title: z.string(),
      meeting: z.string(),
      announcedAt: instant,
      expiresAt: instant.nullable(),
      ended: z.object({ how: z.enum(['kept', 'broken', 'cancelled']), at: instant }).nullable(),
      breaches: z.array(breachSchema),
      late: z.array(breachSchema),
    })
    .nullable(),
});

const quorum = z.object({ needed: z.int(), of: z.int(), present: z.int() });
const sits = z.enum(['member', 'alternate']);
const vote = z.enum(['in-favour', 'against', 'abstain']);

const seatSchema = z.object({
  ...namedFields,
  party: z.string().nullable(),
  group: z.string().nullable(),
  presides: z.boolean(),
  sitting: z.array(z.object({ person: z.string(), name: z.string(), as: sits, recused: z.boolean() })),
  recused: z.boolean(),
  interests: z.array(
    z.object({
      extent: z.enum(['seat', 'person']),
      reason: z.string(),
      at: instant,
      origin: z.enum(['declared', 'challenged']),
      from: namedSchema.nullable(),
      ruling: z.object({ recused: z.boolean(), reason: z.string(), at: instant }).nullable(),
    }),
  ),
  voted: z.boolean(),
  vote: z
    .object({
      vote,
      explanation: z.string(),
      at: instant,
      sitting: sits,
      hash,
      overtaken: overtakenSchema.nullable(),
    })
    .nullable(),
});

const decisionSchema = z.object({
  outcome: z.enum(['approved', 'rejected']),
  at: instant,
  hash,
  reasons: z.string(),
  rule: z.string(),
  lastResort: z.boolean(),
  count: z.string().nullable(),
  quorum,
  roll: z.array(z.object({ ...namedFields, as: sits })),
  recused: z.array(namedSchema),
  votes: z.array(z.object({ ...namedFields, vote, explanation: z.string() })),
  dissents: z.array(z.object({ ...namedFields, text: z.string(), at: instant })),
});

const committeeSchema = z.object({
  ...fields,
  kind: z.literal('committee'),
  body: namedSchema,
  chair: namedSchema.nullable(),
  rule: z.string(),
  lastResort: z.string().nullable(),
  exhausted: z.object({ at: instant, reason: z.string() }).nullable(),
  secret: z.boolean(),
  votesShown: z.boolean(),
  seats: z.array(seatSchema),
  quorum,
  count: z.string().nullable(),
  decision: decisionSchema.nullable(),
});

export const runSchema = z.discriminatedUnion('kind', [
  reviewSchema,
  signOffSchema,
  silenceSchema,
  committeeSchema,
]) satisfies z.ZodType<RunView>;
