export { audienceOf, isShown, type Audience } from './audience.ts';
export {
  accreditationsOf,
  can,
  capacitiesOf,
  operatorActor,
  publicActor,
  rightsOf,
  standingsFor,
  type Action,
  type Actor,
  type Standing,
  type Subject,
} from './can.ts';
export { closedTo, isInCircle, namesAny, type Closed } from './confidentiality.ts';
export { knownTo } from './known-state.ts';
export { capacityName, delegationName, nameFor, sameDelegation, whoMay } from './names.ts';
export { textMode, type TextMode } from './text-mode.ts';
export { votesVisibleTo } from './votes.ts';
