/**
 * Schemas of how clauses are decided, for openapi.json. The types of `@travaux/editor/frames` are the contract; the
 * compiler holds these schemas to them.
 */
import type {
  ActView,
  ClauseCourseView,
  CourseSummary,
  CoursesView,
  GrantView,
  LogView,
  OutdatedView,
  PreviewView,
  TextView,
  UnderWayView,
  WorkItem,
  WorkView,
} from '@travaux/editor/frames';
import type { Command, Outdating } from '@travaux/workflow/agreement';
import { editClassSchema, routeSchema, rungSchema, type Drawing } from '@travaux/workflow/route';
import { z } from 'zod';
import { actorSchema, clauseFields, hash, instant, namedClauseSchema, namedSchema } from './named-schemas.ts';
import { runSchema } from './run-schemas.ts';

const stageKind = z.enum(['review', 'sign-off', 'silence', 'committee']);
const routeName = z.object({ id: z.string(), name: z.string() });

const grantSchema = z.object({
  rung: rungSchema,
  by: z.string(),
  at: instant,
  version: z.int(),
  hash,
  route: z.string().nullable(),
  stage: z.string().nullable(),
}) satisfies z.ZodType<GrantView>;

const outdatedSchema = z.object({
  what: z.enum(['packet', 'decision']),
  by: z.array(
    z.object({
      kind: z.string() as unknown as z.ZodType<Outdating['kind']>,
      of: namedClauseSchema.nullable(),
      term: z.string().nullable(),
      sentence: z.string(),
    }),
  ),
}) satisfies z.ZodType<OutdatedView>;

const underWaySchema = z.object({
  procedure: z.string(),
  route: routeName,
  since: instant,
  packet: z.int(),
  stages: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: stageKind,
      state: z.enum(['passed', 'current', 'to-come']),
      grants: rungSchema.nullable(),
    }),
  ),
  stage: z.object({ id: z.string(), name: z.string(), kind: stageKind }),
  enteredAt: instant,
  due: instant.nullable(),
  late: z.boolean(),
  waitsFor: z.array(namedSchema),
  sentence: z.string(),
}) satisfies z.ZodType<UnderWayView>;

const summarySchema = z.object({
  ...clauseFields,
  rung: rungSchema,
  granted: grantSchema.nullable(),
  standing: z.enum(['active', 'parked', 'withdrawn']),
  standingReason: z.string().nullable(),
  hash,
  outdated: outdatedSchema.nullable(),
  underWay: underWaySchema.nullable(),
  cameBack: z.object({ at: instant, reason: z.string() }).nullable(),
  awaited: z.array(
    z.object({
      party: z.string(),
      name: z.string(),
      stage: z.string(),
      until: instant,
      onDate: z.enum(['confirm', 'lapse', 'escalate']),
      escalated: z.boolean(),
    }),
  ),
  deferred: rungSchema.nullable(),
  routing: z.object({ route: routeName.nullable(), because: z.string() }),
}) satisfies z.ZodType<CourseSummary>;

const actSchema = z.object({
  type: z.string() as unknown as z.ZodType<Command['type']>,
  as: namedSchema.nullable(),
  on: namedSchema.nullable(),
  command: z.record(z.string(), z.unknown()),
  adds: z.array(z.string() as unknown as z.ZodType<ActView['adds'][number]>),
  choices: z.array(z.string()),
  passkeys: z.array(
    z.object({
      credential: z.string(),
      origin: z.string(),
      algorithm: z.enum(['ES256', 'EdDSA']),
      publicKey: z.string(),
    }),
  ),
}) satisfies z.ZodType<ActView>;

const drawingSchema = z.object({
  title: z.string(),
  nodes: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['review', 'sign-off', 'committee', 'negotiation', 'end']),
      stage: z.string().nullable(),
      label: z.string(),
      sentences: z.array(z.string()),
    }),
  ),
  edges: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      kind: z.enum(['sent', 'passes', 'returns', 'late']),
      sentence: z.string(),
    }),
  ),
}) satisfies z.ZodType<Drawing>;

export const coursesSchema = z.object({
  version: z.int(),
  routes: z.array(
    z.object({
      route: routeSchema,
      retired: z.boolean(),
      underWay: z.int(),
      drawing: drawingSchema,
      text: z.array(z.string()),
    }),
  ),
  routingRules: z.array(
    z.object({
      topics: z.array(z.string()),
      within: z.array(z.object({ element: z.string(), name: z.string() })),
      route: routeName,
      findings: z.array(z.string()),
    }),
  ),
  topics: z.array(z.object({ element: z.string(), topics: z.array(z.string()) })),
  roles: z.array(z.object({ role: z.string(), name: z.string(), holders: z.int() })),
  packages: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      clauses: z.array(namedClauseSchema),
      formedAt: instant,
      closedAt: instant.nullable(),
      acceptances: z.array(
        z.object({ party: z.string(), name: z.string(), at: instant, conditions: z.array(z.string()) }),
      ),
      waitsFor: z.array(namedSchema),
    }),
  ),
  adopted: instant.nullable(),
  clauses: z.array(summarySchema),
  acts: z.array(actSchema),
}) satisfies z.ZodType<CoursesView>;

const textFields = {
  hash,
  text: z
    .object({ type: z.literal('doc'), content: z.array(z.unknown()).exactOptional() })
    .nullable()
    .describe('null: the words of that hash are not kept'),
};
const textSchema = z.object(textFields) satisfies z.ZodType<TextView>;

export const clauseCourseSchema = z.object({
  version: z.int(),
  summary: summarySchema,
  text: textSchema,
  packet: z.object({ ...textFields, packet: z.int() }).nullable(),
  decided: z.object({ ...textFields, grant: grantSchema }).nullable(),
  relies: z.array(
    z.object({
      ...clauseFields,
      as: z.enum(['definition', 'reference']),
      term: z.string().nullable(),
      hash: hash.nullable(),
      packetHash: hash.nullable(),
      decidedHash: hash.nullable(),
    }),
  ),
  renewals: z.array(
    z.object({
      packet: z.int(),
      class: editClassSchema,
      reasons: z.array(z.string()),
      lowering: z.object({ to: editClassSchema, reason: z.string(), askedByViewer: z.boolean() }).nullable(),
    }),
  ),
  run: runSchema.nullable(),
  past: z.array(
    z.object({
      procedure: z.string(),
      stage: z.string(),
      name: z.string(),
      kind: stageKind,
      outcome: z.enum(['passed', 'returned', 'recalled']),
      at: instant,
      hash,
      stands: z.boolean(),
      run: runSchema,
    }),
  ),
  grants: z.array(grantSchema),
  acts: z.array(actSchema),
}) satisfies z.ZodType<ClauseCourseView>;

export const logSchema = z.object({
  version: z.int(),
  entries: z.array(
    z.object({
      version: z.int(),
      at: instant,
      type: z.string(),
      sentence: z.string(),
      actor: actorSchema.nullable(),
      clause: namedClauseSchema.nullable(),
      hash: hash.nullable(),
    }),
  ),
  next: z.int().nullable(),
  kinds: z.array(z.string()),
  actors: z.array(z.string()).describe('As `actor` takes them'),
}) satisfies z.ZodType<LogView>;

const workItemSchema = z.object({
  key: z.string(),
  agreement: z.object({ id: z.string(), shortTitle: z.string() }),
  kind: z.string() as unknown as z.ZodType<WorkItem['kind']>,
  title: z.string(),
  detail: z.string(),
  clause: namedClauseSchema,
  as: namedSchema.nullable(),
  due: instant.nullable(),
  dueKind: z.enum(['stage', 'silence', 'hold', 'ad-referendum']).nullable(),
  late: z.boolean(),
  address: z.string(),
}) satisfies z.ZodType<WorkItem>;

export const workSchema = z.object({
  waiting: z.array(workItemSchema),
  stuck: z.array(workItemSchema),
  changed: z.array(
    z.object({
      agreement: z.object({ id: z.string(), shortTitle: z.string() }),
      from: z.int(),
      to: z.int(),
      clauses: z.int(),
      decided: z.int(),
      returned: z.int(),
      events: z.int(),
      address: z.string(),
    }),
  ),
}) satisfies z.ZodType<WorkView>;

export const previewSchema = z.object({
  version: z.int(),
  effects: z.array(
    z.object({
      kind: z.enum(['freeze', 'open', 'notice', 'rung', 'stage', 'deadline', 'outdated', 'other']),
      sentence: z.string(),
    }),
  ),
}) satisfies z.ZodType<PreviewView>;
