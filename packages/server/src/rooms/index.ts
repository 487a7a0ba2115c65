export type { RoomAuthorship } from './histories.ts';
export { defaultLimits, webSocketOptions, type RoomLimits } from './limits.ts';
export { noMetrics, roomCounters, roomGauges, roomSizes, roomTimings } from './operation.ts';
export type {
  Figure,
  RoomCounter,
  RoomGauge,
  RoomLog,
  RoomMetrics,
  RoomSize,
  RoomTiming,
} from './operation.ts';
export { presenceKey } from './presence.ts';
export { createRooms, type RoomsOptions } from './registry.ts';
export { processTimers, type Timer, type Timers } from './timers.ts';
export type { AgreementReader, Rooms, Visitor } from './rooms.ts';
