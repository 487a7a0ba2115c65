/**
 * What may be asked of the comments of an agreement. Each command is a zod schema, because it arrives as JSON from
 * outside. New ids are made by the client (UUID).
 */
import { z } from 'zod';
import { idSchema, nameSchema } from '../agreement/ids.ts';
import { reasonSchema, statementSchema } from '../agreement/statement.ts';
import { anchorSchema } from './anchor.ts';
import { channelSchema } from './channel.ts';
import { maxCommentLength, maxCredentials, maxMentions } from './limits.ts';
import { hidingGrounds, mentionSchema, submissionKinds } from './thread.ts';

/** Control characters mean nothing in a comment; what is invisible besides is kept, and shown as what it is. */
const writtenSchema = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine(
      (text) => !/(?![\n\t])\p{Cc}/u.test(text),
      'must hold no control characters but line breaks and tabs',
    );

const bodySchema = writtenSchema(maxCommentLength);
const mentionsSchema = z.array(mentionSchema).max(maxMentions).readonly();
const instantSchema = z.iso.datetime({ precision: 3 });
const on = { thread: idSchema, comment: idSchema };

export const dispositionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('taken-up'),
    where: z.array(idSchema).min(1).max(50).readonly(),
    note: statementSchema,
  }),
  z.strictObject({ kind: z.literal('noted'), note: statementSchema }),
  z.strictObject({ kind: z.literal('out-of-scope'), reason: reasonSchema }),
]);

const submissionSchema = z.strictObject({
  kind: z.enum(submissionKinds),
  milestone: idSchema.nullable(),
});

export const commentCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('open-thread'),
    ...on,
    clause: idSchema,
    anchor: anchorSchema.nullable(),
    channel: channelSchema,
    body: bodySchema,
    mentions: mentionsSchema,
    /** What an observer's comment is; null for everybody else's. */
    submission: submissionSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('reply'), ...on, body: bodySchema, mentions: mentionsSchema }),
  z.strictObject({ type: z.literal('edit-comment'), ...on, body: bodySchema }),
  z.strictObject({ type: z.literal('withdraw-comment'), ...on }),
  z.strictObject({ type: z.literal('acknowledge-mention'), ...on }),
  z.strictObject({ type: z.literal('resolve-thread'), thread: idSchema }),
  z.strictObject({ type: z.literal('reopen-thread'), thread: idSchema }),
  z.strictObject({ type: z.literal('place-thread'), thread: idSchema, anchor: anchorSchema }),
  z.strictObject({ type: z.literal('answer-submission'), thread: idSchema, disposition: dispositionSchema }),
  z.strictObject({
    type: z.literal('take-up-wording'),
    thread: idSchema,
    party: idSchema,
    where: idSchema,
    words: writtenSchema(maxCommentLength),
  }),
  z.strictObject({
    type: z.literal('hide-comment'),
    ...on,
    ground: z.enum(hidingGrounds),
    note: statementSchema,
  }),
  z.strictObject({ type: z.literal('appeal-hiding'), ...on, statement: writtenSchema(maxCommentLength) }),
  z.strictObject({ type: z.literal('rule-on-appeal'), ...on, restored: z.boolean(), reason: reasonSchema }),
  z.strictObject({
    type: z.literal('open-window'),
    window: z.strictObject({
      id: idSchema,
      organisation: idSchema,
      scope: z.array(idSchema).min(1).max(500).readonly().nullable(),
      opens: instantSchema,
      closes: instantSchema,
      pseudonymous: z.boolean(),
    }),
  }),
  z.strictObject({ type: z.literal('close-window'), window: idSchema, reason: reasonSchema }),
]);
export type CommentCommand = z.infer<typeof commentCommandSchema>;

/** Drawing credentials for an organisation; the blinded ones beside it are the host's question. */
export const drawCredentialsSchema = z.strictObject({
  type: z.literal('draw-credentials'),
  organisation: idSchema,
  count: z.int().min(1).max(maxCredentials),
});
export type DrawCredentials = z.infer<typeof drawCredentialsSchema>;

/** The name under which somebody at risk writes. */
export const pseudonymSchema = nameSchema.max(60);
