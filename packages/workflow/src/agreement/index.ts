export * from './commands.ts';
export { actionOf, decide, type Decision, type TextFacts } from './decide.ts';
export type * from './events.ts';
export { evolve, replay } from './evolve.ts';
export { idSchema } from './ids.ts';
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
export { initialState, type AgreementState } from './state.ts';
