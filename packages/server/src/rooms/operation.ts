/**
 * What the rooms tell their operator: log lines and figures. Neither ever holds text, names or tokens; a room
 * is named by its id, a person not at all.
 */

/** The part of a pino logger that the rooms use. */
export interface RoomLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** Things that are counted. */
export type RoomCounter =
  | 'updates_received'
  | 'update_bytes_received'
  | 'updates_accepted'
  /** Echoes of what the room has already. */
  | 'updates_without_news'
  /** Updates that refer to what is not there; the client is asked for everything. */
  | 'updates_with_gaps'
  /** `label` is the close code. */
  | 'sessions_refused'
  | 'journal_appends'
  | 'journal_entries'
  | 'journal_failures'
  | 'messages_sent'
  | 'message_bytes_sent'
  | 'presence_dropped'
  | 'sessions_paused'
  | 'sockets_overrun'
  | 'words_orphaned'
  | 'rooms_loaded'
  | 'rooms_unloaded'
  | 'rooms_compacted'
  | 'rooms_rebuilt';

/** Spans of time, in seconds, by the stage of an update's life. */
export type RoomTiming =
  | 'load'
  /** From the arrival of an update to its verdict. */
  | 'gate'
  | 'append'
  /** From the arrival of an update to its acknowledgement. */
  | 'saved'
  | 'compact';

export type RoomGauge = 'sockets' | 'sessions' | 'rooms';

export interface RoomMetrics {
  count(counter: RoomCounter, by: number, label?: string): void;
  time(stage: RoomTiming, seconds: number): void;
  gauge(gauge: RoomGauge, value: number): void;
}

export const noMetrics: RoomMetrics = { count() {}, time() {}, gauge() {} };
