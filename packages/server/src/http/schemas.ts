/**
 * Schemas of what the API answers, for openapi.json. The types of `@travaux/editor/frames` are the contract;
 * the compiler holds these schemas to them.
 */
import type {
  AgreementSummary,
  AgreementTextView,
  AgreementView,
  AuthorshipView,
  ClauseTextView,
  CommandAccepted,
  DemoView,
  ImportRemark,
  ImportView,
  InvitationCreated,
  InvitationOffer,
  InvitationView,
  MeView,
  PeopleView,
  Problem,
  SearchView,
} from '@travaux/editor/frames';
import {
  accreditationSchema,
  bodySchema,
  capacitySchema,
  circleSchema,
  elementSchema,
  factsSchema,
  organisationSchema,
  partySchema,
  sourceSchema,
  verifierSchema,
} from '@travaux/workflow/agreement';
import type { Action } from '@travaux/workflow/policy';
import { z } from 'zod';

const instant = z.string().describe('RFC 3339 instant in UTC');

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().describe('Stable code of the refusal'),
  detail: z.string().describe('For people: what is wrong, where, and what to do'),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).exactOptional(),
}) satisfies z.ZodType<Problem>;

export const remarkSchema = z.object({
  code: z.string(),
  where: z.string(),
  sentence: z.string(),
}) satisfies z.ZodType<ImportRemark>;

export const summarySchema = z.object({
  id: z.string(),
  title: z.string(),
  shortTitle: z.string(),
  language: z.string(),
  capacities: z.array(capacitySchema),
  clauses: z.int(),
  openedAt: instant,
  changedAt: instant,
}) satisfies z.ZodType<AgreementSummary>;

export const meSchema = z.object({
  person: z.object({ id: z.string(), name: z.string() }).nullable(),
  convener: z.boolean(),
  demo: z.boolean(),
  agreements: z.array(summarySchema),
  importLimit: z.int(),
}) satisfies z.ZodType<MeView>;

export const agreementSchema = z.object({
  id: z.string(),
  version: z.int(),
  facts: factsSchema,
  source: sourceSchema.nullable(),
  parties: z.array(partySchema),
  bodies: z.array(bodySchema),
  organisations: z.array(organisationSchema),
  verifiers: z.array(verifierSchema),
  elements: z.array(elementSchema),
  parked: z.array(z.strictObject({ clause: z.string(), reason: z.string() })),
  errorsSetAside: z.array(
    z.strictObject({
      clause: z.string(),
      rule: z.string(),
      place: z.string(),
      hash: z.string(),
      reason: z.string(),
      at: z.string(),
    }),
  ),
  confidential: z.array(
    z.object({
      element: z.string(),
      readable: z.boolean(),
      apart: z.boolean(),
      sentence: z.string(),
      circles: z.object({ knownTo: circleSchema, readBy: circleSchema }).nullable(),
      set: z.object({ knownTo: circleSchema, readBy: circleSchema }).nullable(),
    }),
  ),
  viewer: z.object({
    capacities: z.array(capacitySchema),
    rights: z.array(z.string() as unknown as z.ZodType<Action>),
    key: z.string(),
    name: z.string(),
  }),
  importReport: z.array(remarkSchema),
}) satisfies z.ZodType<AgreementView>;

export const clauseTextSchema = z.object({
  id: z.string(),
  seq: z.int(),
  text: z.object({ type: z.literal('doc'), content: z.array(z.unknown()).exactOptional() }),
}) satisfies z.ZodType<ClauseTextView>;

export const textSchema = z.object({
  version: z.int(),
  clauses: z.array(clauseTextSchema),
}) satisfies z.ZodType<AgreementTextView>;

export const authorshipSchema = z.object({
  clause: z.string(),
  seq: z.int(),
  authors: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      party: z.string().nullable(),
      kind: z.enum(['person', 'delegation', 'source']),
    }),
  ),
  text: z.array(
    z.object({
      client: z.int(),
      clock: z.int(),
      length: z.int(),
      by: z.int(),
      at: instant.nullable(),
    }),
  ),
  deletions: z.array(z.object({ by: z.int(), at: instant, characters: z.int() })),
  olderDeletions: z.int(),
}) satisfies z.ZodType<AuthorshipView>;

export const searchSchema = z.object({
  query: z.string(),
  total: z.int(),
  hits: z.array(
    z.object({
      clause: z.string(),
      excerpt: z.string(),
      from: z.int(),
      to: z.int(),
      index: z.int(),
    }),
  ),
}) satisfies z.ZodType<SearchView>;

export const invitationSchema = z.object({
  id: z.string(),
  name: z.string(),
  capacity: capacitySchema,
  createdAt: instant,
  expiresAt: instant,
  acceptedAt: instant.nullable(),
}) satisfies z.ZodType<InvitationView>;

export const peopleSchema = z.object({
  accreditations: z.array(accreditationSchema.extend({ lastSeenAt: instant.nullable() })),
  passkeys: z.array(
    z.object({
      credential: z.string(),
      party: z.string(),
      name: z.string(),
      own: z.boolean(),
      since: instant,
      until: instant.nullable(),
    }),
  ),
  invitations: z.array(invitationSchema),
}) satisfies z.ZodType<PeopleView>;

export const invitationCreatedSchema = z.object({
  invitation: invitationSchema,
  link: z.string(),
}) satisfies z.ZodType<InvitationCreated>;

export const offerSchema = z.object({
  agreementTitle: z.string(),
  name: z.string(),
  capacityName: z.string(),
  expiresAt: instant,
}) satisfies z.ZodType<InvitationOffer>;

export const acceptedInvitationSchema = z.object({ agreement: z.string().nullable() });

export const demoSchema = z.object({
  publicSlug: z.string(),
  agreement: z.object({ id: z.string(), title: z.string() }),
  identities: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      capacityName: z.string(),
      description: z.string(),
      role: z.enum([
        'delegate',
        'committee-member',
        'observer',
        'verifier',
        'chair',
        'secretariat',
        'public',
      ]),
      party: z.string().nullable(),
    }),
  ),
}) satisfies z.ZodType<DemoView>;

export const enteredSchema = z.object({ address: z.string() });

export const openedSchema = z.object({ id: z.string(), version: z.int() });

export const commandAcceptedSchema = z.object({ version: z.int() }) satisfies z.ZodType<CommandAccepted>;

export const importSchema = z.discriminatedUnion('state', [
  z.object({
    id: z.string(),
    state: z.literal('working'),
    stage: z.enum(['receiving', 'reading', 'structuring', 'storing']),
    done: z.number(),
    total: z.number(),
  }),
  z.object({
    id: z.string(),
    state: z.literal('done'),
    agreement: z.string(),
    clauses: z.int(),
    remarks: z.array(remarkSchema),
  }),
  z.object({ id: z.string(), state: z.literal('failed'), problem: problemSchema }),
]) satisfies z.ZodType<ImportView>;
