export { accreditationsOf, can, capacitiesOf, type Action, type Actor, type Subject } from './can.ts';
export { textMode, type TextMode } from './text-mode.ts';
