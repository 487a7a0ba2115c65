export {
  calendarSchema,
  canBeShorter,
  compareInstants,
  deadline,
  durationSchema,
  durationWords,
  instantWords,
  isWorkingDay,
  localDay,
  type Calendar,
} from './calendar.ts';
export {
  baseSchema,
  decisionRuleSchema,
  decisionTermsSchema,
  fewest,
  quorumSchema,
  shareSchema,
  type Base,
  type DecisionRule,
  type DecisionTerms,
  type Quorum,
  type RecusalEffect,
  type Share,
} from './decision-rule.ts';
export {
  compareEditClasses,
  editClasses,
  editClassSchema,
  survivedByDefault,
  type EditClass,
} from './edit-class.ts';
export { participantSchema, partyChoiceSchema, type Participant, type PartyChoice } from './participant.ts';
export {
  compareRungs,
  lowestRung,
  rungs,
  rungSchema,
  rungWords,
  type ClauseStanding,
  type Rung,
} from './rung.ts';
export {
  maxStages,
  routeSchema,
  signingCapacities,
  stageSchema,
  type CommitteeStage,
  type ReviewStage,
  type Route,
  type RouteId,
  type SignOffStage,
  type SigningCapacity,
  type SilenceForm,
  type Stage,
  type StageId,
} from './route.ts';
export { seatsOf } from './seat.ts';
export {
  quorumOf,
  tally,
  type Ballot,
  type CastVote,
  type Counts,
  type GroupCount,
  type Needed,
  type Question,
  type RollEntry,
  type Tally,
  type Vote,
} from './tally.ts';
export { ruleWords, tallySentence } from './tally-words.ts';
