export { completions, type Completion, type TextForm } from './completions.ts';
export { parseCondition, printCondition } from './condition-text.ts';
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
export { isDuration, parseDuration, printDuration } from './duration.ts';
export { namesOf, nearestNames, nearestWords, type Name, type NameKind, type Names } from './names.ts';
export type { Read, TextFault, UnknownName } from './reader.ts';
export { scheduleOf, type Schedule } from './schedule.ts';
export { termsSchema, type Terms } from './terms.ts';
export { comparators, instruments } from './vocabulary.ts';
