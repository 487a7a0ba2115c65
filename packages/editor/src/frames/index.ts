export { closeCodes, type CloseCode } from './close-codes.ts';
export { messageAwareness, messageQueryAwareness, messageSaved, messageSync } from './messages.ts';
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
export type * from './views.ts';
