export type { AgreementReader, Rooms, Visitor } from './rooms.ts';
