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
export { participantsWords, participantWords, partiesOf, voicesOf, type TakingPart } from './asked.ts';
export { refusedRoute, routeFindings } from './checks.ts';
export {
  drawRoute,
  textOfDrawing,
  type DrawnEdge,
  type DrawnNode,
  type Drawing,
  type Terminal,
} from './drawing.ts';
export type { RouteFault, RouteFinding } from './finding.ts';
export {
  routingFindings,
  routingOf,
  type Routable,
  type Routing,
  type RoutingFinding,
  type RoutingRule,
} from './routing.ts';
export { seatsOf } from './seat.ts';
export { legalDraftersRole } from './shipped/legal-drafters.ts';
export { multilateralSilence } from './shipped/multilateral-silence.ts';
export { plainBilateral } from './shipped/plain-bilateral.ts';
export { sanctionsRelief, type ReliefBodies } from './shipped/sanctions-relief.ts';
export {
  decideSilence,
  evolveSilence,
  silenceExpiry,
  silenceNotice,
  undelivered,
  type Breach,
  type Delivery,
  type Silence,
  type SilenceAct,
  type SilenceFact,
  type SilenceTerms,
} from './silence.ts';
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
