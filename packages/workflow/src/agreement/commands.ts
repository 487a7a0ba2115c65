/**
 * What a person may ask of an agreement. Each command is a zod schema, because it arrives as JSON from
 * outside: the same schema validates at the edge, types `decide`, and describes the command in openapi.json.
 */
import { z } from 'zod';
import { signingCapacities } from '../route/route.ts';
import { circleSchema } from './circle.ts';
import { hashSchema } from './course/closure.ts';
import { courseCommands, systemCommands } from './course/commands.ts';
import { idSchema, nameSchema } from './ids.ts';
import { publicationPolicySchema } from './publication.ts';
import { reasonSchema } from './statement.ts';
import { divisionKinds, maxHeadingLength } from './outline.ts';

const headingSchema = z.string().trim().max(maxHeadingLength);

export const elementNumberSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sequence') }),
  z.strictObject({ kind: z.literal('suffix') }),
  z.strictObject({ kind: z.literal('literal'), label: z.string().trim().min(1).max(40) }),
  z.strictObject({ kind: z.literal('none') }),
]);

export const placeSchema = z.strictObject({ parent: idSchema.nullable(), after: idSchema.nullable() });

export const partySchema = z.strictObject({ id: idSchema, name: nameSchema, group: nameSchema.nullable() });
export const bodySchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  members: z.array(idSchema).max(500).readonly(),
  seats: z
    .array(z.strictObject({ id: idSchema, party: idSchema.nullable(), group: nameSchema.nullable() }))
    .max(500)
    .readonly()
    .exactOptional(),
  chair: idSchema.exactOptional(),
});
export const organisationSchema = z.strictObject({ id: idSchema, name: nameSchema });
export const verifierSchema = z.strictObject({ id: idSchema, name: nameSchema });

export const capacitySchema = z.discriminatedUnion('role', [
  z.strictObject({
    role: z.literal('delegate'),
    party: idSchema,
    signing: z.enum(['none', ...signingCapacities]).exactOptional(),
    scope: z.array(idSchema).min(1).max(500).readonly().exactOptional(),
  }),
  z.strictObject({
    role: z.literal('committee-member'),
    body: idSchema,
    party: idSchema.nullable(),
    seat: idSchema.exactOptional(),
    alternate: z.literal(true).exactOptional(),
  }),
  z.strictObject({ role: z.literal('observer'), organisation: idSchema }),
  z.strictObject({ role: z.literal('verifier'), verifier: idSchema }),
  z.strictObject({ role: z.literal('chair') }),
  z.strictObject({ role: z.literal('secretariat') }),
]);

export const accreditationSchema = z.strictObject({
  person: idSchema,
  name: nameSchema,
  capacity: capacitySchema,
});

export const factsSchema = z.strictObject({
  title: z.string().trim().min(1).max(1000),
  shortTitle: z.string().trim().min(1).max(200),
  language: z
    .string()
    .regex(/^[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a BCP 47 language tag such as en or zh-Hant'),
  direction: z.enum(['ltr', 'rtl']),
  clauseNumbering: z.enum(['plain', 'dotted']),
});

export const sourceSchema = z.strictObject({
  fileName: z.string().min(1).max(255),
  mediaType: z.string().min(1).max(127),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const elementFields = {
  id: idSchema,
  parent: idSchema.nullable(),
  heading: headingSchema,
  number: elementNumberSchema,
};
export const elementSchema = z.union([
  z.strictObject({ ...elementFields, kind: z.literal('clause') }),
  z.strictObject({ ...elementFields, kind: z.enum(divisionKinds) }),
]);

/** Commands that a person sends one at a time over `POST …/commands`. New ids are made by the client (UUID). */
export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('retitle-agreement'),
    title: z.string().trim().min(1).max(1000),
    shortTitle: z.string().trim().min(1).max(200),
  }),
  z.strictObject({ type: z.literal('add-party'), party: partySchema }),
  z.strictObject({ type: z.literal('constitute-body'), body: bodySchema }),
  z.strictObject({ type: z.literal('admit-organisation'), organisation: organisationSchema }),
  z.strictObject({ type: z.literal('name-verifier'), verifier: verifierSchema }),
  z.strictObject({ type: z.literal('accredit-person'), accreditation: accreditationSchema }),
  z.strictObject({ type: z.literal('end-accreditation'), accreditation: accreditationSchema }),
  z.strictObject({ type: z.literal('revoke-passkey'), credential: z.string().min(1).max(1400) }),
  z.strictObject({ type: z.literal('add-element'), element: elementSchema, after: idSchema.nullable() }),
  z.strictObject({ type: z.literal('move-element'), id: idSchema, to: placeSchema }),
  z.strictObject({ type: z.literal('rename-element'), id: idSchema, heading: headingSchema }),
  z.strictObject({ type: z.literal('renumber-element'), id: idSchema, number: elementNumberSchema }),
  z.strictObject({
    type: z.literal('split-clause'),
    clause: idSchema,
    /** Index of the first top-level block that goes to the new clause; at least 1. */
    atBlock: z.int().min(1).max(100_000),
    into: idSchema,
  }),
  z.strictObject({
    type: z.literal('park-clause'),
    clause: idSchema,
    reason: reasonSchema,
  }),
  z.strictObject({ type: z.literal('take-up-clause'), clause: idSchema }),
  z.strictObject({
    type: z.literal('set-error-aside'),
    clause: idSchema,
    rule: z.string().regex(/^L\d{2}[a-z]?$/),
    place: z.string().max(300),
    /** Of the text in which the error was seen. */
    hash: hashSchema,
    reason: reasonSchema,
  }),
  z.strictObject({
    type: z.literal('set-confidentiality'),
    element: idSchema,
    knownTo: circleSchema,
    readBy: circleSchema,
  }),
  z.strictObject({ type: z.literal('set-publication'), policy: publicationPolicySchema.nullable() }),
  z.strictObject({ type: z.literal('publish-texts'), clauses: z.array(idSchema).min(1).max(1000) }),
  z.strictObject({ type: z.literal('delete-element'), id: idSchema }),
  ...courseCommands,
]);
export type Command = z.infer<typeof commandSchema>;

/** Commands that no person sends: the operator's own sweep does. */
export const systemCommandSchema = z.discriminatedUnion('type', [...systemCommands]);
export type SystemCommand = z.infer<typeof systemCommandSchema>;

/** Opens an agreement whole, as an import or a blank start does: one transaction, many events. */
export const openAgreementSchema = z.strictObject({
  type: z.literal('open-agreement'),
  facts: factsSchema,
  source: sourceSchema.nullable(),
  parties: z.array(partySchema),
  bodies: z.array(bodySchema),
  organisations: z.array(organisationSchema),
  verifiers: z.array(verifierSchema),
  accreditations: z.array(accreditationSchema),
  /** In reading order: an element comes after its parent and after its elder siblings. */
  elements: z.array(elementSchema),
});
export type OpenAgreement = z.infer<typeof openAgreementSchema>;
