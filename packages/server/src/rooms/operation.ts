/**
 * What the rooms tell their operator: log lines and figures. Neither ever holds text, names or tokens; a room
 * is named by its id, a person not at all.
 *
 * The tables below are the list of the figures: what is in them is what `/metrics` shows, and what the rooms
 * may count. They follow an update from the socket to the readers.
 */

/** The part of a pino logger that the rooms use. */
export interface RoomLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface Figure {
  readonly help: string;
  /** What the figure is told apart by, if by anything. */
  readonly label?: string;
}

/** Things that are counted. */
export const roomCounters = {
  messages_received: { help: 'Room messages that clients sent' },
  message_bytes_received: { help: 'Bytes of room messages that clients sent' },
  updates_received: { help: 'Updates that clients sent: SyncStep2 and Update messages' },
  update_bytes_received: { help: 'Bytes of updates that clients sent' },
  updates_scanned: { help: 'Updates whose bytes the scan let through' },
  updates_accepted: { help: 'Updates that were let in and brought something new' },
  updates_without_news: { help: 'Updates that held only what the room had: echoes, handshakes' },
  updates_with_gaps: {
    help: 'Updates left out because they refer to what is not there; their client was asked for everything',
  },
  updates_refused: { help: 'Updates that the scan, the gate or the trial refused', label: 'code' },
  words_orphaned: { help: 'Updates of which words found no place, as what they were in was deleted' },
  windows: { help: 'Windows of updates that were judged together' },
  journal_appends: { help: 'Appends to the journal: transactions, each with its fsync' },
  journal_entries: { help: 'Edits that were appended to the journal: what one person did in a window' },
  journal_bytes: { help: 'Bytes of edits that were appended to the journal' },
  journal_failures: { help: 'Appends that failed' },
  broadcasts: { help: 'Updates shown to the others of a room, one for each window with news' },
  messages_sent: { help: 'Messages that were handed to sockets' },
  message_bytes_sent: { help: 'Bytes of messages that were handed to sockets' },
  presence_dropped: { help: 'Presence messages that were dropped: sent too fast, or to a slow reader' },
  sessions_opened: { help: 'Sessions that were let into a room' },
  sessions_ended: { help: 'Sessions that the server ended', label: 'code' },
  sessions_paused: { help: 'Times that a session was paused because its socket was slow' },
  sessions_caught_up: { help: 'Paused sessions that were caught up with one update' },
  sockets_turned_away: { help: 'Sockets that were closed at once, as one too many', label: 'code' },
  sockets_overrun: { help: 'Sockets that were closed because too much waited in them' },
  sockets_silent: { help: 'Sockets that were closed because they did not answer a ping' },
  rooms_loaded: { help: 'Rooms that were loaded from the store' },
  rooms_unloaded: { help: 'Rooms that were put away' },
  rooms_compacted: { help: 'Journals of rooms that were compacted to a snapshot' },
  rooms_rebuilt: { help: 'Rooms that were loaded again because an update broke the document' },
  rooms_failed: { help: 'Rooms that were closed because they could not be written or read' },
} as const satisfies Readonly<Record<string, Figure>>;

/** Spans of time, in seconds. Those of a window are told once for all of its updates. */
export const roomTimings = {
  load: { help: 'Seconds in which a room was loaded' },
  queued: { help: 'Seconds from the arrival of the first update of a window to its judging' },
  gate: { help: 'Seconds in which the updates of a window were judged, applied and checked' },
  append: { help: 'Seconds of an append to the journal, fsync included' },
  broadcast: { help: 'Seconds in which an update was handed to all readers of a room' },
  saved: { help: 'Seconds from the arrival of the first update of a window to its acknowledgement' },
  compact: { help: 'Seconds of a compaction' },
} as const satisfies Readonly<Record<string, Figure>>;

/** Amounts of which the distribution counts. */
export const roomSizes = {
  window_updates: { help: 'Updates in a window' },
  append_entries: { help: 'Edits in an append to the journal' },
} as const satisfies Readonly<Record<string, Figure>>;

/** What there is now. */
export const roomGauges = {
  sockets: { help: 'Sockets that are open' },
  sessions: { help: 'Sessions that are open: clients in rooms' },
  sessions_paused: { help: 'Sessions that are paused until their socket drains' },
  rooms: { help: 'Rooms in memory' },
  rooms_warm: { help: 'Rooms in memory that nobody is in' },
} as const satisfies Readonly<Record<string, Figure>>;

export type RoomCounter = keyof typeof roomCounters;
export type RoomTiming = keyof typeof roomTimings;
export type RoomSize = keyof typeof roomSizes;
export type RoomGauge = keyof typeof roomGauges;

export interface RoomMetrics {
  count(counter: RoomCounter, by: number, label?: string): void;
  time(stage: RoomTiming, seconds: number): void;
  size(size: RoomSize, amount: number): void;
  gauge(gauge: RoomGauge, value: number): void;
}

export const noMetrics: RoomMetrics = { count() {}, time() {}, size() {}, gauge() {} };
