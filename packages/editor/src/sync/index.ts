export type {
  AgreementConnection,
  ClauseRoom,
  ConnectionOptions,
  ConnectionState,
  RoomState,
  SavingState,
  SetAside,
  Watchable,
} from './sync.ts';
