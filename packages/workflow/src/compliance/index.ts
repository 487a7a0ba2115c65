export { completions, type Completion, type TextForm } from './completions.ts';
export { parseCondition, printCondition } from './condition-text.ts';
export { conditionWords } from './condition-words.ts';
export {
  conditionSchema,
  milestoneStandings,
  trancheStandings,
  type Condition,
  type MilestoneStanding,
  type TrancheStanding,
} from './condition.ts';
export { ruleMoment } from './dating.ts';
export { parseDate, parseDayRule, printDate, printDayRule } from './day-rule-text.ts';
export { dayRuleSchema, type DayRule, type LongStop } from './day-rule.ts';
export { consequencesOf, type Consequences } from './engine.ts';
export type { Entry, EntryKind } from './entries.ts';
export {
  criticalPath,
  dependencyGraph,
  lastRelief,
  type DependencyGraph,
  type GraphEdge,
  type GraphNode,
} from './graph.ts';
export { isDuration, parseDuration, printDuration } from './duration.ts';
export type { NodeId } from './leaning.ts';
export { gapWords, loopWords, type Gap, type Moment } from './moment.ts';
export { namesOf, nearestNames, nearestWords, type Name, type NameKind, type Names } from './names.ts';
export type { Read, TextFault, UnknownName } from './reader.ts';
export { scheduleOf, type Schedule } from './schedule.ts';
export { blockerWords, happeningWords, type Blocker, type Happening } from './simulation/happening.ts';
export {
  allInTime,
  type Invocation,
  type NonDelivery,
  type Performance,
  type Scenario,
} from './simulation/scenario.ts';
export { simulate, type CurvePoint, type Simulation } from './simulation/simulation.ts';
export {
  momentWords,
  namer,
  summaryOf,
  type PartySummary,
  type Summary,
  type SummaryLine,
} from './summary.ts';
export { termsSchema, type Terms } from './terms.ts';
export { negated, truthOf, type Fact, type Facts, type Truth } from './truth.ts';
export { comparators, instruments } from './vocabulary.ts';
