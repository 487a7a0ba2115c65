/**
 * Schemas of comments, for openapi.json. The types of `@travaux/editor/frames` are the contract; the compiler holds
 * these schemas to them.
 */
import type {
  CommentAccepted,
  CommentAuthorView,
  CommentsView,
  CommentView,
  CredentialsView,
  DispositionView,
  ModerationView,
  OwnSubmissionsView,
  OwnSubmissionView,
  PseudonymousCommand,
  ThreadSummaryView,
  ThreadView,
} from '@travaux/editor/frames';
import {
  anchorSchema,
  channelSchema,
  commentCommandSchema,
  dispositionSchema,
  hidingGrounds,
  maxCredentials,
  mentionSchema,
  pseudonymSchema,
  submissionKinds,
} from '@travaux/workflow/comments';
import { idSchema } from '@travaux/workflow/agreement';
import { z } from 'zod';
import { instant, namedClauseSchema, namedSchema } from './named-schemas.ts';

const bytes = z.string().describe('base64url');

const authorSchema = z.object({
  name: z.string(),
  capacity: z.string(),
  own: z.boolean(),
  pseudonym: z.boolean(),
}) satisfies z.ZodType<CommentAuthorView>;

const receiptSchema = z.object({ number: z.int(), at: instant, hash: z.string() });

const dispositionViewSchema = z.object({
  disposition: dispositionSchema,
  where: z.array(namedClauseSchema),
  by: z.string(),
  at: instant,
}) satisfies z.ZodType<DispositionView>;

const summaryFields = {
  id: z.string(),
  clause: namedClauseSchema,
  revision: z.int(),
  channel: channelSchema,
  channelName: z.string(),
  anchor: anchorSchema.nullable(),
  openedAt: instant,
  changedAt: instant,
  author: authorSchema,
  excerpt: z.string().nullable(),
  comments: z.int(),
  state: z.enum(['open', 'resolved', 'withdrawn', 'hidden']),
  submission: z
    .object({
      kind: z.enum(submissionKinds),
      milestone: z.string().nullable(),
      organisation: namedSchema.nullable(),
      receipt: receiptSchema,
      disposition: dispositionViewSchema.nullable(),
      awaitsAnswer: z.boolean(),
    })
    .nullable(),
  callsViewer: z.boolean(),
};
const summarySchema = z.object(summaryFields) satisfies z.ZodType<ThreadSummaryView>;

const commentSchema = z.object({
  id: z.string(),
  author: authorSchema,
  at: instant,
  body: z.string().nullable(),
  mentions: z.array(z.string()),
  earlier: z.array(z.object({ body: z.string(), until: instant })),
  withdrawn: instant.nullable(),
  hidden: z
    .object({
      ground: z.enum(hidingGrounds),
      note: z.string().nullable(),
      at: instant,
      appeal: z
        .object({
          statement: z.string(),
          at: instant,
          ruling: z.object({ reason: z.string(), at: instant }).nullable(),
        })
        .nullable(),
    })
    .nullable(),
  may: z.array(
    z.enum([
      'edit-comment',
      'withdraw-comment',
      'acknowledge-mention',
      'hide-comment',
      'appeal-hiding',
      'rule-on-appeal',
    ]),
  ),
}) satisfies z.ZodType<CommentView>;

const threadActsSchema = z.array(
  z.enum([
    'reply',
    'resolve-thread',
    'reopen-thread',
    'place-thread',
    'answer-submission',
    'take-up-wording',
  ]),
);

export const threadSchema = z.object({
  ...summaryFields,
  said: z.array(commentSchema),
  resolved: z.object({ at: instant, by: z.string() }).nullable(),
  earlierDispositions: z.array(dispositionViewSchema),
  takenUp: z.array(
    z.object({ party: namedSchema, where: namedClauseSchema.nullable(), words: z.string(), at: instant }),
  ),
  placed: z.int(),
  may: threadActsSchema,
}) satisfies z.ZodType<ThreadView>;

export const commentsSchema = z.object({
  threads: z.array(summarySchema),
  channels: z.array(z.object({ channel: channelSchema, name: z.string(), readers: z.string() })),
  windows: z.array(
    z.object({
      id: z.string(),
      organisation: namedSchema,
      scope: z.array(z.object({ element: z.string(), name: z.string() })).nullable(),
      opens: instant,
      closes: instant,
      pseudonymous: z.boolean(),
      closedEarly: z.object({ at: instant, reason: z.string() }).nullable(),
      state: z.enum(['to-come', 'open', 'closed']),
    }),
  ),
  mentionable: z.array(z.object({ mention: mentionSchema, name: z.string(), channels: z.array(z.string()) })),
  pseudonyms: z.object({
    publicKey: bytes.nullable(),
    holders: z.int(),
    fewest: z.int(),
    draws: z.array(z.object({ organisation: namedSchema, left: z.int() })),
  }),
  may: z.object({
    answer: z.boolean(),
    moderate: z.boolean(),
    openWindows: z.boolean(),
    takeUpFor: z.array(namedSchema),
    observeFor: z.array(namedSchema),
  }),
}) satisfies z.ZodType<CommentsView>;

export const commentAcceptedSchema = z.object({
  thread: z.string().nullable(),
  revision: z.int(),
  receipt: receiptSchema.nullable(),
}) satisfies z.ZodType<CommentAccepted>;

export const moderationSchema = z.object({
  entries: z.array(
    z.object({
      thread: z.string(),
      clause: namedClauseSchema,
      receipt: z.int().nullable(),
      at: instant,
      act: z.enum(['hidden', 'appealed', 'upheld', 'restored']),
      ground: z.enum(hidingGrounds).nullable(),
      words: z.string().nullable(),
    }),
  ),
}) satisfies z.ZodType<ModerationView>;

const elementSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url');

export const drawBodySchema = z.strictObject({
  organisation: idSchema,
  /** Blinded serials. */
  blinded: z.array(elementSchema).min(1).max(maxCredentials),
});

export const credentialsSchema = z.object({
  publicKey: bytes,
  evaluated: z.array(bytes),
  proof: bytes,
}) satisfies z.ZodType<CredentialsView>;

const secretSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 random bytes in base64url');

export const ownSubmissionsBodySchema = z.strictObject({ secret: secretSchema });

export const ownSubmissionsSchema = z.object({
  submissions: z.array(
    z.object({
      thread: z.string(),
      clause: namedClauseSchema,
      revision: z.int(),
      kind: z.enum(submissionKinds).nullable(),
      receipt: receiptSchema.nullable(),
      awaitsAnswer: z.boolean(),
      disposition: dispositionViewSchema.nullable(),
      closed: z.boolean(),
      said: z.array(commentSchema),
      may: threadActsSchema,
    }) satisfies z.ZodType<OwnSubmissionView>,
  ),
}) satisfies z.ZodType<OwnSubmissionsView>;

export const pseudonymousSchema = z.strictObject({
  name: pseudonymSchema,
  secret: secretSchema,
  credential: z.string().max(200).nullable(),
  command: commentCommandSchema,
  seen: z.int().nullable(),
}) satisfies z.ZodType<PseudonymousCommand>;
