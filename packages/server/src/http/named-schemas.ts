/** Schemas of what is named in the views of how clauses are decided: clauses, deciders, and persons who acted. */
import type { ActorView, Named, NamedClause } from '@travaux/editor/frames';
import { voiceSchema } from '@travaux/workflow/agreement';
import { z } from 'zod';

export const instant = z.string().describe('RFC 3339 instant in UTC');
export const hash = z.string().describe('SHA-256 of a canonical text, hexadecimal');

export const clauseFields = { clause: z.string(), number: z.string(), heading: z.string() };
export const namedClauseSchema = z.object(clauseFields) satisfies z.ZodType<NamedClause>;

const voiceKinds = voiceSchema.options.map((option) => option.shape.kind.value);
export const namedFields = {
  kind: z.enum([...voiceKinds, 'seat']),
  id: z.string(),
  name: z.string(),
};
export const namedSchema = z.object(namedFields) satisfies z.ZodType<Named>;

export const actorSchema = z.object({
  name: z.string(),
  capacity: z.string(),
}) satisfies z.ZodType<ActorView>;
