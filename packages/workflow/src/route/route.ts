/**
 * A route: the ordered stages by which a clause is decided, as data. The secretariat draws it up before a clause
 * is sent along it; a route in which a clause could get stuck is refused (checks.ts). A clause under way keeps the
 * route as it was when it was sent.
 *
 * A clause enters the first stage with its text frozen. A stage that is passed grants its rung, if any, and leads
 * to the next one; the last one ends the route. A stage that is not passed returns the clause, with reasons, to
 * the negotiation or to an earlier stage.
 */
import { z } from 'zod';
import { idSchema, nameSchema } from '../agreement/ids.ts';
import { calendarSchema, durationSchema } from './calendar.ts';
import { decisionRuleSchema, decisionTermsSchema } from './decision-rule.ts';
import { editClassSchema } from './edit-class.ts';
import { participantSchema, partyChoiceSchema } from './participant.ts';
import { rungSchema } from './rung.ts';

export type RouteId = string;
export type StageId = string;

/** In what capacity a person signs off, lowest first: each includes the ones before it. */
export const signingCapacities = ['agree-ad-referendum', 'agree', 'full-powers'] as const;
export type SigningCapacity = (typeof signingCapacities)[number];

const stageFields = {
  id: idSchema,
  name: nameSchema,
  /** How long the stage lasts from its beginning; null: without a deadline. A silence procedure has its period. */
  within: durationSchema.nullable(),
  /** Where a clause goes that does not pass: `negotiation`, or the id of an earlier stage. */
  onReturn: z.union([z.literal('negotiation'), z.strictObject({ stage: idSchema })]),
  /** What the clause has reached when it passes; null: nothing new. */
  grants: rungSchema.nullable(),
  informed: z.array(participantSchema).max(50),
  /** Their opinion is asked for and recorded; the stage passes without it. */
  consulted: z.array(participantSchema).max(50),
};

/**
 * Opinions on a text: none, positive, positive with comments, negative. A negative opinion keeps the stage from
 * passing until its author lifts it or a higher body overrides it with a reason.
 */
export const reviewStageSchema = z.strictObject({
  ...stageFields,
  kind: z.literal('review'),
  reviewers: z.array(participantSchema).max(50),
  /** Positive opinions that are needed, with or without comments. */
  required: z.union([z.literal('all'), z.int().min(1).max(500)]),
  /** `ordered`: a reviewer is asked once the one before has given an opinion that is not negative. */
  order: z.enum(['parallel', 'ordered']),
  /**
   * When the deadline passes:
   * - `counts-as-no-opinion`: who has said nothing has no opinion, and no opinion does not keep the stage from
   *   passing;
   * - `returns`: the clause is returned;
   * - `escalates`: the body in `overriddenBy` decides whether the stage passes.
   */
  onDeadline: z.enum(['counts-as-no-opinion', 'returns', 'escalates']),
  /** The higher body that may override a negative opinion, with a reason. */
  overriddenBy: idSchema.nullable(),
});
export type ReviewStage = z.infer<typeof reviewStageSchema>;

/** Each party signs off by an act of its own. */
export const explicitFormSchema = z.strictObject({
  kind: z.literal('explicit'),
  /** When the deadline passes with signatures missing. `stays-open`: they are shown as late, and may still come. */
  onDeadline: z.enum(['stays-open', 'returns']),
});

/** The parties agree by not objecting before a period ends (silence.ts). */
export const silenceFormSchema = z.strictObject({
  kind: z.literal('silence'),
  period: durationSchema,
  /** Who may break the silence; the addressees of the procedure unless they are fewer. */
  mayBreak: partyChoiceSchema,
  /** How many objections or amendments break it. */
  threshold: z.int().min(1).max(500),
  /** The rule that allows this text to be put under silence, as it is cited in the notice. */
  basis: z.string().trim().min(1).max(1000),
});
export type SilenceForm = z.infer<typeof silenceFormSchema>;

export const signOffStageSchema = z.strictObject({
  ...stageFields,
  kind: z.literal('sign-off'),
  parties: partyChoiceSchema,
  form: z.discriminatedUnion('kind', [explicitFormSchema, silenceFormSchema]),
  /** Edits after which a sign-off still stands. Everything else makes it outdated. */
  survives: z.array(editClassSchema).max(6),
  /** The least capacity in which a person may sign off here. */
  capacity: z.enum(signingCapacities),
  /** Whether nobody can agree while the linter finds errors on the clause. Not said: no. */
  mendErrors: z.boolean().exactOptional(),
});
export type SignOffStage = z.infer<typeof signOffStageSchema>;

export const committeeStageSchema = z.strictObject({
  ...stageFields,
  kind: z.literal('committee'),
  body: idSchema,
  terms: decisionTermsSchema,
  /** The rule of a last-resort vote, once the chair has certified that efforts at consensus are exhausted. */
  lastResort: decisionRuleSchema.nullable(),
  /** Votes are seen by nobody else until one's own is cast. */
  secretUntilCast: z.boolean(),
  /** When the deadline passes, the votes that were cast decide; this is for when there was no quorum. */
  onDeadline: z.enum(['stays-open', 'returns']),
});
export type CommitteeStage = z.infer<typeof committeeStageSchema>;

export const stageSchema = z.discriminatedUnion('kind', [
  reviewStageSchema,
  signOffStageSchema,
  committeeStageSchema,
]);
export type Stage = z.infer<typeof stageSchema>;

export const maxStages = 24;

export const routeSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  calendar: calendarSchema,
  stages: z.array(stageSchema).max(maxStages),
});
export type Route = z.infer<typeof routeSchema>;
