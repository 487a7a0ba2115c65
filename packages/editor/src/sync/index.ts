export { connectAgreement } from './agreement-connection.ts';
export type { ProposedText } from './proposed-text.ts';
export type {
  AgreementConnection,
  ClauseRoom,
  ConnectionOptions,
  ConnectionState,
  ProposalsNews,
  RoomRefusal,
  RoomState,
  SavingState,
  SetAside,
  Timing,
  Watchable,
} from './sync.ts';
