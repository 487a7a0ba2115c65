export * from './commands.ts';
export * from './course/acts.ts';
export { outdated, type Closure, type Outdating, type Reliance } from './course/closure.ts';
export type { CourseCommand } from './course/commands.ts';
export { courseOf, isProvisional, noCourse } from './course/course.ts';
export type * from './course/course.ts';
export {
  deadlineSchema,
  dueDeadlines,
  nextDeadline,
  runningDeadlines,
  type Deadline,
} from './course/deadline.ts';
export type * from './course/package.ts';
export {
  isRecusedPerson,
  opinionStands,
  overtakenBy,
  recusedSeats,
  signOffStands,
  standingVotes,
} from './course/renewal.ts';
export type * from './course/stage-run.ts';
export { sameVoice, voiceKey, voiceSchema, type Voice } from './course/voice.ts';
export { actionOf, decide, type Decision } from './decide.ts';
export type * from './events.ts';
export { evolve, replay } from './evolve.ts';
export { factsNeeded, type FactName, type Facts } from './facts.ts';
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
export { isRefusal, refuse, type Refusal, type RefusalCode } from './refusal.ts';
export { initialState, type AgreementState, type DrawnRoute } from './state.ts';
