export { defaultLimits, webSocketOptions, type RoomLimits } from './limits.ts';
export { noMetrics } from './operation.ts';
export type { RoomCounter, RoomGauge, RoomLog, RoomMetrics, RoomTiming } from './operation.ts';
export { presenceKey } from './presence.ts';
export { createRooms, type RoomsOptions } from './registry.ts';
export type { AgreementReader, Rooms, Visitor } from './rooms.ts';
