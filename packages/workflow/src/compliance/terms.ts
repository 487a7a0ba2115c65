/**
 * The terms of an agreement: everything in it that a machine can check, as data. Milestones and how they are
 * verified, tranches of relief and their conditions, contingencies, days, and the registers that they name.
 *
 * Terms come from the blocks of the drafted text or from a file of the agreement format, whose shapes and names
 * they keep. Whoever drafts may still owe any of it: nearly every field may be missing, and a missing one is a
 * finding of the linter, never a reason not to read the rest. Fields of the format that nothing here reads are
 * carried along untouched.
 */
import { z } from 'zod';
import { conditionSchema } from './condition.ts';
import { dayRuleSchema } from './day-rule.ts';
import { comparators } from './vocabulary.ts';

const id = z.string().min(1).max(64);
const words = z.string().max(100_000);
/** An ISO 8601 duration. Not checked here: one that does not parse is a finding. */
const duration = z.string().max(100);
const list = <T extends z.ZodType>(of: T) => z.array(of).max(100_000).default([]);
const maybe = <T extends z.ZodType>(of: T) => of.nullish();

export const partySchema = z.looseObject({
  id,
  name: words,
  /** `state`, `regional_organisation`, … */
  type: maybe(words),
  /** `target`, `grantor`, `guarantor`, `host`, … */
  role: maybe(words),
  bloc: maybe(words),
});

export const bodySchema = z.looseObject({
  id,
  name: words,
  /** `committee`, `panel`, `secretariat`, … */
  kind: maybe(words),
  host: maybe(id),
  chair: maybe(id),
  members: list(id),
  /** Seats of a panel that is appointed for a case. */
  seats: maybe(z.number()),
  decision: maybe(
    z.looseObject({
      rule: maybe(words),
      quorum: maybe(z.number()),
      fallback: maybe(
        z.looseObject({
          afterDays: maybe(z.number()),
          rule: maybe(words),
          to: maybe(id),
          threshold: maybe(words),
        }),
      ),
      recusal: maybe(words),
    }),
  ),
  appointment: list(z.looseObject({ by: words, n: maybe(z.number()) })),
  defaultAppointer: maybe(z.looseObject({ who: words, afterDays: maybe(z.number()) })),
  observersMayAttend: maybe(z.boolean()),
  minutes: maybe(words),
});

export const verifierSchema = z.looseObject({
  id,
  name: words,
  type: maybe(words),
  /** Parties of which it is independent. */
  independentOf: list(id),
  /** A day, or a day and a duration: `day:termination+P2Y`. */
  mandateUntil: maybe(words),
});

export const observerSchema = z.looseObject({
  id,
  name: words,
  kind: maybe(words),
  country: maybe(words),
  rights: list(words),
});

export const daySchema = z.looseObject({
  id,
  name: words,
  rule: maybe(dayRuleSchema),
  meaning: maybe(words),
});

export const sourceSchema = z.looseObject({
  id,
  type: maybe(words),
  provider: maybe(words),
  /** Id of a participant, or `third_party`. Two sources with one controller are one source. */
  controlledBy: maybe(words),
  standard: maybe(id),
});

export const dataStandardSchema = z.looseObject({
  id,
  title: maybe(words),
  format: maybe(words),
  signed: maybe(z.boolean()),
  latency: maybe(duration),
});

const quantity = z.union([z.number(), z.boolean(), z.string()]);

export const indicatorSchema = z.looseObject({
  statement: maybe(words),
  observable: maybe(z.boolean()),
  unit: maybe(words),
  baseline: maybe(z.looseObject({ value: maybe(quantity), asOf: maybe(words), source: maybe(id) })),
  target: maybe(z.looseObject({ comparator: maybe(z.enum(comparators)), value: maybe(quantity) })),
  tolerance: maybe(z.number()),
  /** Over which window readings are taken together, and how (`latest`, `mean`, `min`, `max`, `sum`). */
  aggregation: maybe(z.looseObject({ fn: maybe(words), window: maybe(duration) })),
});

export const verificationSchema = z.looseObject({
  modality: list(words),
  leadVerifier: maybe(id),
  coVerifiers: list(id),
  sources: list(id),
  minIndependentSources: maybe(z.number()),
  /** Notice before access. */
  notice: maybe(duration),
  /** What follows when access is refused, as in paragraphs 74 to 78 of annex I of the JCPOA. */
  access: list(z.looseObject({ name: maybe(words), body: maybe(id), within: maybe(duration) })),
  cadence: maybe(duration),
});

export const milestoneSchema = z.looseObject({
  id,
  title: words,
  domain: maybe(words),
  obligors: list(id),
  /** What each of several obligors owes: `{"KES": 121, "SAR": 93}`. */
  allocation: maybe(z.record(z.string(), quantity)),
  clause: maybe(id),
  indicator: maybe(indicatorSchema),
  sustain: maybe(duration),
  deadline: maybe(dayRuleSchema),
  prerequisites: list(id),
  verification: maybe(verificationSchema),
  determination: maybe(
    z.looseObject({
      by: maybe(id),
      within: maybe(duration),
      /** What holds when the body says nothing in time, such as `no_effect`. */
      onSilence: maybe(words),
      basis: maybe(words),
    }),
  ),
  falsePositive: maybe(
    z.looseObject({ confirmBy: maybe(words), within: maybe(duration), holdEffects: maybe(z.boolean()) }),
  ),
  /** 0 none, 1 minimal, 2 intermediate, 3 full: the scale of the Peace Accords Matrix. */
  score: maybe(z.looseObject({ scale: maybe(words), current: maybe(z.number()) })),
  plainSummary: maybe(words),
});

export const trancheSchema = z.looseObject({
  id,
  title: words,
  grantors: list(id),
  measures: list(words),
  instrument: maybe(words),
  /** Where a grantor uses another instrument than the tranche: `{"ALB": "waive"}`. */
  instrumentByGrantor: maybe(z.record(z.string(), words)),
  sector: maybe(words),
  /** Share of the whole regime, in per cent. */
  magnitudePctOfRegime: maybe(z.number()),
  phase: maybe(z.number()),
  condition: maybe(z.looseObject({ text: maybe(words), ast: maybe(conditionSchema) })),
  effect: maybe(
    z.looseObject({
      within: maybe(duration),
      after: maybe(words),
      synchronised: maybe(z.boolean()),
      syncWindow: maybe(duration),
    }),
  ),
  reversible: maybe(z.boolean()),
  snapback: maybe(
    z.looseObject({
      mode: maybe(words),
      triggeredBy: list(id),
      effectiveAfter: maybe(duration),
      windDown: maybe(duration),
      retroactive: maybe(z.boolean()),
      grandfather: maybe(words),
    }),
  ),
  pilot: maybe(
    z.looseObject({
      cap: maybe(z.looseObject({ amount: maybe(z.number()), currency: maybe(words) })),
      expires: maybe(duration),
      renewal: maybe(words),
    }),
  ),
  /** Released in steps of the readings of milestone `of`: at a reading of 3, 25 per cent. */
  proportional: maybe(
    z.looseObject({
      of: maybe(id),
      steps: list(z.looseObject({ at: z.number(), releasePct: z.number() })),
    }),
  ),
  escrow: maybe(words),
  /** Ends the measure after a period unless a body decides by consensus to keep it (S/RES/2734 (2024), annex II). */
  reverseConsensus: maybe(z.looseObject({ terminatesAfter: maybe(duration), unless: maybe(words) })),
  /** What each grantor does until a law is passed. */
  legislative: maybe(z.record(z.string(), words)),
});

export const contingencySchema = z.looseObject({
  id,
  title: words,
  kind: maybe(words),
  trigger: maybe(z.looseObject({ text: maybe(words), ast: maybe(conditionSchema) })),
  definedTerm: maybe(words),
  invokers: list(id),
  notice: maybe(duration),
  cure: maybe(z.looseObject({ period: maybe(duration), extendable: maybe(words) })),
  response: list(z.looseObject({ level: maybe(z.number()), if: maybe(words), do: maybe(words) })),
  leveragePreserved: list(words),
  incentivePreserved: maybe(words),
  restoration: maybe(
    z.looseObject({ condition: maybe(conditionSchema), text: maybe(words), effectWithin: maybe(duration) }),
  ),
});

export const discrepancyProcedureSchema = z.looseObject({
  detect: maybe(words),
  tolerance: maybe(words),
  stages: list(
    z.looseObject({
      n: maybe(z.number()),
      name: maybe(words),
      by: maybe(words),
      within: maybe(duration),
      at: maybe(duration),
      automatic: maybe(z.boolean()),
    }),
  ),
  record: maybe(words),
});

const ladderBranchSchema = z.looseObject({ name: maybe(words), body: maybe(id), days: maybe(z.number()) });
export const disputeLadderSchema = z.looseObject({
  standing: list(id),
  withdrawnPartyStanding: maybe(words),
  steps: list(
    z.looseObject({
      n: maybe(z.number()),
      name: maybe(words),
      body: maybe(id),
      days: maybe(z.number()),
      dayType: maybe(words),
      start: maybe(words),
      extendBy: maybe(words),
      parallel: list(ladderBranchSchema),
      terminal: maybe(z.boolean()),
      default: maybe(words),
      defaultDraft: maybe(words),
      withdrawal: maybe(words),
    }),
  ),
  totalDays: maybe(z.number()),
});

export const confidenceBuildingSchema = z.looseObject({
  id,
  title: words,
  by: maybe(id),
  start: maybe(dayRuleSchema),
  reversible: maybe(z.boolean()),
});

export const reportingSchema = z.looseObject({
  id,
  by: maybe(words),
  to: maybe(words),
  cadence: maybe(duration),
  form: maybe(words),
});

export const auditSchema = z.looseObject({
  id,
  by: maybe(words),
  of: maybe(words),
  schedule: maybe(
    z.looseObject({
      type: maybe(words),
      cadence: maybe(duration),
      rate: maybe(words),
      seedCommitment: maybe(words),
    }),
  ),
  changeRequires: maybe(words),
});

export const reviewSchema = z.looseObject({
  id,
  type: maybe(words),
  cadence: maybe(duration),
  by: maybe(words),
  first: maybe(dayRuleSchema),
  question: maybe(words),
  mayAmend: list(words),
  mayNotAmend: list(words),
});

export const sunsetSchema = z.looseObject({
  /** The day on which the agreement ends. */
  instrument: maybe(words),
  surviving: list(z.looseObject({ clause: id, until: maybe(words), verifier: maybe(id) })),
  relief: list(z.looseObject({ tranche: id, expires: maybe(words) })),
  extension: maybe(z.looseObject({ max: maybe(z.number()), length: maybe(duration), by: maybe(words) })),
});

export const definitionSchema = z.looseObject({ term: words, text: words });

export const calendarTermSchema = z.looseObject({
  id,
  name: maybe(words),
  /** `Sat`, `Sun`, … */
  weekend: list(words),
  /** `2026-12-25` */
  holidays: list(words),
});

export const frameSchema = z.looseObject({
  title: words,
  shortTitle: maybe(words),
  timezone: maybe(words),
  classificationDefault: maybe(words),
  dayCount: maybe(
    z.looseObject({
      default: maybe(words),
      workingDayCalendar: maybe(id),
      dayZero: maybe(words),
      expiry: maybe(words),
    }),
  ),
});

export const termsSchema = z.looseObject({
  agreement: frameSchema,
  calendars: list(calendarTermSchema),
  parties: list(partySchema),
  bodies: list(bodySchema),
  verifiers: list(verifierSchema),
  observers: list(observerSchema),
  days: list(daySchema),
  sources: list(sourceSchema),
  dataStandards: list(dataStandardSchema),
  milestones: list(milestoneSchema),
  tranches: list(trancheSchema),
  contingencies: list(contingencySchema),
  discrepancyProcedure: maybe(discrepancyProcedureSchema),
  disputeLadder: maybe(disputeLadderSchema),
  confidenceBuilding: list(confidenceBuildingSchema),
  reporting: list(reportingSchema),
  audits: list(auditSchema),
  review: list(reviewSchema),
  sunset: maybe(sunsetSchema),
  definitions: list(definitionSchema),
});

export type Terms = z.infer<typeof termsSchema>;
export type Party = z.infer<typeof partySchema>;
export type Body = z.infer<typeof bodySchema>;
export type Verifier = z.infer<typeof verifierSchema>;
export type Observer = z.infer<typeof observerSchema>;
export type Day = z.infer<typeof daySchema>;
export type Source = z.infer<typeof sourceSchema>;
export type DataStandard = z.infer<typeof dataStandardSchema>;
export type Indicator = z.infer<typeof indicatorSchema>;
export type Verification = z.infer<typeof verificationSchema>;
export type Milestone = z.infer<typeof milestoneSchema>;
export type Tranche = z.infer<typeof trancheSchema>;
export type Contingency = z.infer<typeof contingencySchema>;
export type DiscrepancyProcedure = z.infer<typeof discrepancyProcedureSchema>;
export type DisputeLadder = z.infer<typeof disputeLadderSchema>;
export type ConfidenceBuildingMeasure = z.infer<typeof confidenceBuildingSchema>;
export type ReportingDuty = z.infer<typeof reportingSchema>;
export type Audit = z.infer<typeof auditSchema>;
export type Review = z.infer<typeof reviewSchema>;
export type Sunset = z.infer<typeof sunsetSchema>;
export type Definition = z.infer<typeof definitionSchema>;
export type CalendarTerm = z.infer<typeof calendarTermSchema>;
