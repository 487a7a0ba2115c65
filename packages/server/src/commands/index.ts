export { createDesk, type Accepted, type Desk, type DeskOptions, type DeskRooms } from './desk.ts';
