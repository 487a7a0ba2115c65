export { calendarSchema, durationSchema, type Calendar } from './calendar.ts';
export {
  baseSchema,
  decisionRuleSchema,
  decisionTermsSchema,
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
