export { connectAgreement } from './agreement-connection.ts';
export type {
  AgreementConnection,
  ClauseRoom,
  ConnectionOptions,
  ConnectionState,
  RoomRefusal,
  RoomState,
  SavingState,
  SetAside,
  Timing,
  Watchable,
} from './sync.ts';
