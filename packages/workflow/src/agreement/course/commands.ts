/**
 * What a person may ask on the courses of clauses. Every act names what was on the screen (`seen`), and for whom
 * the person acts: a party, a seat, a voice. New ids come with the command.
 */
import { z } from 'zod';
import { editClassSchema } from '../../route/edit-class.ts';
import { routeSchema } from '../../route/route.ts';
import { routingRulesSchema } from './routing-rules.ts';
import { idSchema, nameSchema } from '../ids.ts';
import {
  conditionSchema,
  interestExtents,
  opinionSchema,
  passkeyStatementSchema,
  seenSchema,
  signatureActSchema,
} from './acts.ts';
import { hashSchema } from './closure.ts';
import { deadlineSchema } from './deadline.ts';
import { reasonSchema, statementSchema } from '../statement.ts';
import { voiceSchema } from './voice.ts';

const clause = idSchema;
const reason = reasonSchema;
const seen = seenSchema;
const packet = z.int().min(1);
const seat = idSchema;
const party = idSchema;

export const topicSchema = nameSchema;

export const routingCommands = [
  z.strictObject({ type: z.literal('draw-up-route'), route: routeSchema }),
  z.strictObject({ type: z.literal('retire-route'), route: idSchema }),
  z.strictObject({ type: z.literal('set-routing-rules'), rules: routingRulesSchema }),
  z.strictObject({ type: z.literal('set-topics'), element: idSchema, topics: z.array(topicSchema).max(50) }),
  z.strictObject({
    type: z.literal('name-role-holders'),
    role: idSchema,
    name: nameSchema,
    persons: z.array(idSchema).max(100),
  }),
] as const;

export const procedureCommands = [
  z.strictObject({
    type: z.literal('send-clause'),
    clause,
    procedure: idSchema,
    /** Null: the one that the routing rules name. */
    route: idSchema.nullable(),
    /** Of the text that the sender saw. */
    hash: hashSchema,
  }),
  z.strictObject({ type: z.literal('recall-clause'), clause, reason }),
  /** To where the stage returns its clauses. */
  z.strictObject({ type: z.literal('return-clause'), clause, stage: idSchema, reason }),
  z.strictObject({ type: z.literal('renew-packet'), clause, hash: hashSchema }),
  /** Passes a stage that lacks nothing any more, because a condition elsewhere has come to hold. */
  z.strictObject({ type: z.literal('conclude-stage'), clause, stage: idSchema }),
  z.strictObject({ type: z.literal('raise-edit-class'), clause, packet, to: editClassSchema, reason }),
  z.strictObject({ type: z.literal('ask-to-lower-edit-class'), clause, packet, to: editClassSchema, reason }),
  z.strictObject({ type: z.literal('lower-edit-class'), clause, packet, to: editClassSchema }),
] as const;

export const reviewCommands = [
  z.strictObject({ type: z.literal('give-opinion'), clause, seen, of: voiceSchema, opinion: opinionSchema }),
  z.strictObject({ type: z.literal('lift-opinion'), clause, seen, of: voiceSchema }),
  z.strictObject({ type: z.literal('override-opinion'), clause, seen, of: voiceSchema, reason }),
  z.strictObject({ type: z.literal('settle-escalation'), clause, seen, passes: z.boolean(), reason }),
] as const;

export const signOffCommands = [
  z.strictObject({
    type: z.literal('sign-off'),
    clause,
    seen,
    party,
    act: signatureActSchema,
    statement: passkeyStatementSchema.exactOptional(),
  }),
  z.strictObject({ type: z.literal('confirm-ad-referendum'), clause, party, hash: hashSchema }),
  z.strictObject({ type: z.literal('revoke-ad-referendum'), clause, party, reason }),
] as const;

export const silenceCommands = [
  z.strictObject({
    type: z.literal('announce-silence'),
    clause,
    seen,
    silence: idSchema,
    /** The temporary title that tells that the text is under silence. */
    title: nameSchema,
    /** The meeting at which it was announced without objection. */
    meeting: nameSchema,
  }),
  z.strictObject({ type: z.literal('open-silence-notice'), clause, silence: idSchema, party }),
  z.strictObject({
    type: z.literal('record-delivery'),
    clause,
    silence: idSchema,
    party,
    channel: nameSchema,
  }),
  z.strictObject({
    type: z.literal('break-silence'),
    clause,
    silence: idSchema,
    hash: hashSchema,
    party,
    by: z.enum(['objection', 'amendment']),
    text: statementSchema.min(1),
  }),
  /** An extension is this, and another announcement. */
  z.strictObject({ type: z.literal('cancel-silence'), clause, silence: idSchema, reason }),
] as const;

export const committeeCommands = [
  z.strictObject({
    type: z.literal('declare-interest'),
    clause,
    stage: idSchema,
    seat,
    extent: z.enum(interestExtents),
    reason,
  }),
  z.strictObject({
    type: z.literal('challenge-interest'),
    clause,
    stage: idSchema,
    seat,
    from: seat,
    reason,
  }),
  z.strictObject({
    type: z.literal('rule-on-interest'),
    clause,
    stage: idSchema,
    seat,
    recused: z.boolean(),
    reason,
  }),
  z.strictObject({
    type: z.literal('cast-vote'),
    clause,
    seen,
    seat,
    /** Under consensus a vote against is a formal objection. */
    vote: z.enum(['in-favour', 'against', 'abstain']),
    explanation: statementSchema,
  }),
  z.strictObject({ type: z.literal('certify-no-consensus'), clause, seen, reason }),
  z.strictObject({
    type: z.literal('take-decision'),
    clause,
    seen,
    /** Who is present now, seat by seat. A seat that has voted is present without being named. */
    roll: z.array(z.strictObject({ seat, person: idSchema })).max(500),
    reasons: statementSchema,
  }),
  z.strictObject({
    type: z.literal('file-dissent'),
    clause,
    procedure: idSchema,
    stage: idSchema,
    seat,
    text: statementSchema.min(1),
  }),
] as const;

export const ladderCommands = [
  z.strictObject({ type: z.literal('withdraw-clause'), clause, reason }),
  z.strictObject({ type: z.literal('reinstate-clause'), clause }),
  z.strictObject({ type: z.literal('reopen-clause'), clause, hash: hashSchema, reason }),
  z.strictObject({
    type: z.literal('form-package'),
    package: idSchema,
    name: nameSchema,
    clauses: z.array(idSchema).min(2).max(200),
  }),
  z.strictObject({
    type: z.literal('accept-package'),
    package: idSchema,
    party,
    conditions: z.array(conditionSchema).max(50),
  }),
  z.strictObject({ type: z.literal('dissolve-package'), package: idSchema, reason }),
  z.strictObject({ type: z.literal('close-package'), package: idSchema }),
  /** The closing act. */
  z.strictObject({ type: z.literal('adopt-agreement') }),
] as const;

export const systemCommands = [
  /** By the sweep alone: a deadline has come. */
  z.strictObject({ type: z.literal('pass-deadline'), deadline: deadlineSchema }),
] as const;

export const courseCommands = [
  ...routingCommands,
  ...procedureCommands,
  ...reviewCommands,
  ...signOffCommands,
  ...silenceCommands,
  ...committeeCommands,
  ...ladderCommands,
] as const;

export type CourseCommand = z.infer<(typeof courseCommands)[number] | (typeof systemCommands)[number]>;

export type CommandOf<Type extends CourseCommand['type']> = Extract<CourseCommand, { readonly type: Type }>;
