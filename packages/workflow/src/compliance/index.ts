export {
  conditionSchema,
  milestoneStandings,
  trancheStandings,
  type Condition,
  type MilestoneStanding,
  type TrancheStanding,
} from './condition.ts';
export { dayRuleSchema, type DayRule, type LongStop } from './day-rule.ts';
export { comparators, instruments, termsSchema, type Terms } from './terms.ts';
