export * from './commands.ts';
export { circleSchema, liesWithin, type Circle } from './circle.ts';
export {
  apartFromCount,
  confidentialityOf,
  isOpenToAll,
  notConfidential,
  type Confidentiality,
} from './confidentiality.ts';
export * from './course/acts.ts';
export { adoptionObstacles } from './course/closing-act.ts';
export {
  holdsRole,
  isDelegateOf,
  presidesOver,
  seatOf,
  signingOf,
  sitsIn,
  speaksWith,
  type Signing,
} from './course/capacity.ts';
export { outdated, type Closure, type Outdating, type Reliance } from './course/closure.ts';
export type { CourseCommand } from './course/commands.ts';
export { countOf } from './course/committee.ts';
export { courseOf, isProvisional, noCourse } from './course/course.ts';
export type * from './course/course.ts';
export {
  deadlineSchema,
  dueDeadlines,
  nextDeadline,
  runningDeadlines,
  type Deadline,
} from './course/deadline.ts';
export { openAdReferendum } from './course/ad-referendum.ts';
export type { SetAside } from './set-aside.ts';
export { setAsideIn } from './setting-aside.ts';
export { heldUpByErrors } from './course/errors-found.ts';
export { pendingChallenges } from './course/interest.ts';
export { suspendedAgreements } from './course/ladder.ts';
export { stageOf } from './course/motion.ts';
export type { CourseEvent, EventOf, SuspendedAgreement } from './course/events.ts';
export type * from './course/package.ts';
export { routingRulesSchema, type RoutingRules } from './course/routing-rules.ts';
export {
  isRecusedPerson,
  opinionStands,
  overtakenBy,
  recusedSeats,
  signOffStands,
  standingVotes,
} from './course/renewal.ts';
export { askedNow, opinionOf, reviewPasses, standingNegatives } from './course/review-count.ts';
export { conditionsHold, signOffMissing } from './course/sign-off-count.ts';
export type * from './course/stage-run.ts';
export { clauseName, granterName, outdatingWords, partyName, seatName, voiceName } from './course/words.ts';
export { sameVoice, voiceKey, voiceSchema, type Voice } from './course/voice.ts';
export { actionOf, decide } from './decide.ts';
export { withPlaces } from './element-name.ts';
export type { Decision } from './decision.ts';
export { passkeysOf } from './enrolling.ts';
export type * from './events.ts';
export { evolve, replay } from './evolve.ts';
export { factsNeeded, type ErrorFinding, type FactName, type Facts } from './facts.ts';
export { idSchema } from './ids.ts';
export { maxReasonLength, maxStatementLength } from './limits.ts';
export {
  childrenOf,
  divisionKinds,
  emptyOutline,
  isWithin,
  maxHeadingLength,
  maxOutlineDepth,
  maxOutlineElements,
  readingOrder,
} from './outline.ts';
export type {
  Clause,
  ClauseId,
  Division,
  DivisionKind,
  ElementId,
  ElementNumber,
  Outline,
  OutlineElement,
} from './outline.ts';
export { sameCapacity } from './participants.ts';
export type * from './participants.ts';
export type { EnrolPasskey, Passkey } from './passkey.ts';
export {
  delayOf,
  publicationPolicySchema,
  publishedKinds,
  type PublicationPolicy,
  type PublishedKind,
  type PublishedText,
} from './publication.ts';
export { isRefusal, refuse, type Refusal, type RefusalCode } from './refusal.ts';
export { circleWords, confidentialityWords, sentenceOf } from './sentences.ts';
export { initialState, type AgreementState, type DrawnRoute } from './state.ts';
