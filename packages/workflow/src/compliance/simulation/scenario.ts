/**
 * A scenario: what everybody does in a simulation. Whatever it does not mention is done in time, on its last day, and
 * no contingency is invoked. All periods are ISO 8601 durations.
 */
export interface Scenario {
  /** By id of the milestone. */
  readonly milestones: Readonly<Record<string, Performance>>;
  /** By id of the tranche: its grantors do not deliver their instruments in time. */
  readonly nonDelivery: Readonly<Record<string, NonDelivery>>;
  readonly invocations: readonly Invocation[];
  /** Whether whoever has standing complains of a breach, and so begins the dispute ladder. */
  readonly complaints: boolean;
  /** Whether pilots are renewed as often as they may be. */
  readonly renewals: boolean;
}

export type Performance =
  | { readonly how: 'on-time' }
  /** So long after the deadline. */
  | { readonly how: 'late'; readonly by: string }
  /**
   * Reported in time and found to be met in part: `score` 1 minimal, 2 intermediate; `reading` is that of its
   * indicator. `completedAfter` the determination it is met in full; null: never.
   */
  | {
      readonly how: 'partly';
      readonly score: 1 | 2;
      readonly reading: number | null;
      readonly completedAfter: string | null;
    }
  /** Verified on false reports, which an adverse reading shows so long after, and a second source confirms. */
  | { readonly how: 'falsely-reported'; readonly foundAfter: string; readonly metAfter: string | null }
  /** Met; but so long after, two sources differ, for so long, until it is found that nothing was wrong. */
  | { readonly how: 'false-alarm'; readonly after: string; readonly lasts: string }
  | { readonly how: 'not-at-all' };

export interface NonDelivery {
  /** Of the tranche's grantors; empty: all. */
  readonly grantors: readonly string[];
  /** So long after the day on which relief was due; null: never. */
  readonly deliveredAfter: string | null;
}

export interface Invocation {
  readonly contingency: string;
  /** `2027-05-01`: the day of the notice. */
  readonly on: string;
  /** So long after the notice what it is about is cured; null: never. */
  readonly curedAfter: string | null;
}

/** Everybody does everything in time. */
export const allInTime: Scenario = {
  ...{ milestones: {}, nonDelivery: {}, invocations: [], complaints: true, renewals: true },
};
