export { closeCodes, type CloseCode } from './close-codes.ts';
export {
  messageAwareness,
  messageOrphaned,
  messageQueryAwareness,
  messageSaved,
  messageSync,
  syncStep1,
  syncStep2,
  syncUpdate,
} from './messages.ts';
export {
  decodeClientFrame,
  decodeServerFrame,
  encodeClientFrame,
  encodeServerFrame,
  type Channel,
  type ClientFrame,
  type Notice,
  type Present,
  type ServerFrame,
} from './mux.ts';
export type * from './comment-views.ts';
export type * from './course-views.ts';
export type * from './proposal-views.ts';
export type * from './run-views.ts';
export type * from './views.ts';
export type * from './work-views.ts';
