/**
 * Which route a clause takes by default: rules over what it is about and where it stands, in order; the first that
 * fits decides.
 */
import { z } from 'zod';
import { idSchema, nameSchema } from '../ids.ts';

export const routingRulesSchema = z
  .array(
    z.strictObject({
      /** The clause is about one of these, itself or by a division around it; empty: whatever it is about. */
      topics: z.array(nameSchema).max(50),
      /** The clause lies in one of these elements; empty: wherever it lies. */
      within: z.array(idSchema).max(50),
      route: idSchema,
    }),
  )
  .max(200);
export type RoutingRules = z.infer<typeof routingRulesSchema>;
export const noRoutingRules: RoutingRules = [];
