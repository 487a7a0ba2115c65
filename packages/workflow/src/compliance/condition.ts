/**
 * A condition: what must be true before a day comes, relief takes effect or a contingency is triggered. A tree of
 * `and`, `or`, `not` and `at least k of` over facts of the agreement, in the shapes of the agreement format.
 *
 * It is three-valued when it is asked (`truth.ts`): true, false, not yet known.
 */
import { z } from 'zod';

export type Condition =
  | { readonly op: 'and'; readonly args: readonly Condition[] }
  | { readonly op: 'or'; readonly args: readonly Condition[] }
  | { readonly op: 'not'; readonly args: readonly [Condition] }
  | { readonly op: 'atLeast'; readonly k: number; readonly args: readonly Condition[] }
  | { readonly op: 'milestone'; readonly ref: string; readonly is: MilestoneStanding }
  /** `ref` was verified and held without a break for an ISO 8601 duration. */
  | { readonly op: 'sustained'; readonly ref: string; readonly for: string }
  | { readonly op: 'reached'; readonly ref: string }
  | { readonly op: 'tranche'; readonly ref: string; readonly is: TrancheStanding }
  | { readonly op: 'contingencyActive'; readonly ref: string }
  | { readonly op: 'ladderOutcome'; readonly step: number; readonly is: string }
  | { readonly op: 'discrepancyOpen'; readonly longerThan?: string | undefined }
  | { readonly op: 'discrepancyClosed' }
  | { readonly op: 'relief_overdue'; readonly longerThan?: string | undefined };

export const milestoneStandings = ['verified', 'not_verified', 'reported', 'missed'] as const;
export type MilestoneStanding = (typeof milestoneStandings)[number];

export const trancheStandings = ['in_effect', 'not_in_effect', 'reversed'] as const;
export type TrancheStanding = (typeof trancheStandings)[number];

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.looseObject({ op: z.literal('and'), args: z.array(conditionSchema).max(1000) }),
    z.looseObject({ op: z.literal('or'), args: z.array(conditionSchema).max(1000) }),
    z.looseObject({ op: z.literal('not'), args: z.tuple([conditionSchema]) }),
    z.looseObject({
      op: z.literal('atLeast'),
      k: z.int().min(0).max(1000),
      args: z.array(conditionSchema).max(1000),
    }),
    z.looseObject({ op: z.literal('milestone'), ref: z.string(), is: z.enum(milestoneStandings) }),
    z.looseObject({ op: z.literal('sustained'), ref: z.string(), for: z.string() }),
    z.looseObject({ op: z.literal('reached'), ref: z.string() }),
    z.looseObject({ op: z.literal('tranche'), ref: z.string(), is: z.enum(trancheStandings) }),
    z.looseObject({ op: z.literal('contingencyActive'), ref: z.string() }),
    z.looseObject({ op: z.literal('ladderOutcome'), step: z.int().min(1).max(100), is: z.string() }),
    z.looseObject({ op: z.literal('discrepancyOpen'), longerThan: z.string().optional() }),
    z.looseObject({ op: z.literal('discrepancyClosed') }),
    z.looseObject({ op: z.literal('relief_overdue'), longerThan: z.string().optional() }),
  ]),
);
