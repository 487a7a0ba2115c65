/**
 * A day rule: how the day on which something begins or falls due is found. It is part of the terms of an agreement
 * (`terms.ts`); `schedule.ts` turns it into a date once the days and events that it leans on are known.
 *
 * The shapes are those of the agreement format, so that a rule is written down as it was read.
 */
import { z } from 'zod';
import { conditionSchema, type Condition } from './condition.ts';

export type DayRule = AbsoluteRule | RelativeRule | EarliestOfRule | LatestOfRule | EventRule | ActRule;

/** What each rule may add: a condition without which the day never comes, and the last day on which it may. */
interface Limits {
  readonly provided?: Condition | undefined;
  /** The long-stop date. `effect` says what happens on it, such as `strategic_review`. */
  readonly notLaterThan?: LongStop | undefined;
}

export type LongStop = { readonly date: string; readonly effect?: string | undefined } | DayRule;

export interface AbsoluteRule extends Limits {
  readonly type: 'absolute';
  /** `2026-03-02` */
  readonly date: string;
}

export interface RelativeRule extends Limits {
  readonly type: 'relative';
  /** Id of a day, milestone or tranche. */
  readonly anchor: string;
  /** An ISO 8601 duration; `-P10D` lies before the anchor. */
  readonly offset: string;
  readonly calendar?: 'calendar_days' | 'working_days' | undefined;
  readonly roll?: 'none' | 'next_working_day' | undefined;
}

export interface EarliestOfRule extends Limits {
  readonly type: 'earliestOf';
  readonly of: readonly DayRule[];
}

export interface LatestOfRule extends Limits {
  readonly type: 'latestOf';
  readonly of: readonly DayRule[];
}

/** The day on which a condition becomes true. */
export interface EventRule extends Limits {
  readonly type: 'event';
  readonly when: Condition;
  /** What must happen beside it, in words. */
  readonly and?: string | undefined;
}

/** The day on which somebody does something that no condition can tell, such as giving consent. */
export interface ActRule extends Limits {
  readonly type: 'act';
  readonly act: string;
}

const limits = {
  provided: z.lazy(() => conditionSchema).optional(),
  get notLaterThan(): z.ZodOptional<z.ZodType<LongStop>> {
    return longStopSchema.optional();
  },
};

export const dayRuleSchema: z.ZodType<DayRule> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.looseObject({ type: z.literal('absolute'), date: z.string(), ...limits }),
    z.looseObject({
      type: z.literal('relative'),
      anchor: z.string(),
      offset: z.string(),
      calendar: z.enum(['calendar_days', 'working_days']).optional(),
      roll: z.enum(['none', 'next_working_day']).optional(),
      ...limits,
    }),
    z.looseObject({ type: z.literal('earliestOf'), of: z.array(dayRuleSchema).max(100), ...limits }),
    z.looseObject({ type: z.literal('latestOf'), of: z.array(dayRuleSchema).max(100), ...limits }),
    z.looseObject({ type: z.literal('event'), when: conditionSchema, and: z.string().optional(), ...limits }),
    z.looseObject({ type: z.literal('act'), act: z.string(), ...limits }),
  ]),
);

const longStopSchema: z.ZodType<LongStop> = z.lazy(() =>
  z.union([dayRuleSchema, z.looseObject({ date: z.string(), effect: z.string().optional() })]),
);
