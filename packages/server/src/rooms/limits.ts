/**
 * The limits of the rooms: what an honest client stays far within and a hostile one runs into. Every number
 * is either a cost that was measured or a size that drafting never reaches; the reasons stand beside them.
 */
import type { ServerOptions } from 'ws';

export interface RoomLimits {
  /**
   * Longest update message, in bytes: what the process can judge within 50 ms (`pnpm bench hostile`). A pasted annex
   * of 35,000 words is about as long.
   */
  readonly updateBytes: number;
  /** Longest state vector and presence message, in bytes. */
  readonly stateVectorBytes: number;
  readonly presenceBytes: number;
  /** Client ids in one update that bring something new. Each reload of a page while offline adds one. */
  readonly clients: number;
  /** Structs (runs of text, nodes, attributes, marks) in one update; bound by the same 50 ms. */
  readonly structs: number;
  /** Runs that one update newly deletes. Costs grow with the square of it. */
  readonly deletedRuns: number;
  /** Structs of others that are passed to find the places of one update: about a microsecond each. */
  readonly placingSteps: number;
  /** Deepest nesting of nodes in a clause: a list in a list in a table in a list is 12. */
  readonly depth: number;
  /** Most runs that a clause's document may hold, deleted ones included, and its largest Yjs clock. */
  readonly clauseStructs: number;
  readonly clock: number;
  /** New Yjs client ids of one person in one room: so many at once, then one every `leaseRefillMs`. */
  readonly leaseBurst: number;
  readonly leaseRefillMs: number;
  /** Client ids of one person in one room, for ever. */
  readonly leases: number;
  /** Answers in a row that still lack what they refer to, before the session is ended. */
  readonly gaps: number;
  /** Token buckets of one session: messages and bytes, at once and per second. */
  readonly messageBurst: number;
  readonly messagesPerSecond: number;
  readonly byteBurst: number;
  readonly bytesPerSecond: number;
  /** Rooms on one multiplexed socket, and openings at once and per second. */
  readonly channels: number;
  readonly openBurst: number;
  readonly opensPerSecond: number;
  /** Sockets of one person at a time: each window of the app has one, each clause of a stock client. */
  readonly socketsPerPerson: number;
  /** Clauses that one person has open at a time, over all sockets. */
  readonly sessionsPerPerson: number;
  /**
   * Sockets of nobody in particular from one address. Those of persons are not counted by address: a whole
   * conference may sit behind one.
   */
  readonly socketsPerAddress: number;
  /** Rooms in memory at a time: at about 35 KiB for 5 kB of text, what a small machine holds. */
  readonly rooms: number;
  /** Refused updates of one person within a minute before rooms no longer open for them. */
  readonly refusalsPerMinute: number;
  /**
   * Least time between two windows of a room. An edit that comes later than that after the last window, as nearly
   * all of a person who types alone do, does not wait. Where edits keep coming they share: each window costs an
   * fsync and a message to each reader, whatever it holds, and those who read do not see a fifth of a second.
   */
  readonly windowMs: number;
  /** The same once `windowUpdates` updates wait: many at once are judged while the next come. */
  readonly fullWindowMs: number;
  readonly windowUpdates: number;
  /** Who moves where in a clause is told at most this often. */
  readonly presenceMs: number;
  /** Unchanged presence is repeated this often at most; clients forget a silent one after 30 s. */
  readonly presenceRefreshMs: number;
  /** Who is where in the agreement is told at most this often. */
  readonly watchMs: number;
  /** Bytes waiting in a socket above which presence is dropped, updates wait, the socket is closed. */
  readonly presenceBacklog: number;
  readonly updateBacklog: number;
  readonly socketBacklog: number;
  readonly pingMs: number;
  /** Stock clients hang up on a server that says nothing for 30 s. */
  readonly keepAliveMs: number;
  /** A room without sessions stays in memory this long, and at most so many of them. */
  readonly warmMs: number;
  readonly warmRooms: number;
  /** Updates after which a room's journal is compacted to a snapshot. */
  readonly compactAfter: number;
}

export const defaultLimits: RoomLimits = {
  updateBytes: 224 << 10,
  stateVectorBytes: 64 << 10,
  presenceBytes: 4 << 10,
  clients: 64,
  structs: 7_500,
  deletedRuns: 5_000,
  placingSteps: 30_000,
  depth: 32,
  clauseStructs: 200_000,
  clock: 2 ** 31,
  leaseBurst: 64,
  leaseRefillMs: 60_000,
  leases: 2_000,
  gaps: 16,
  messageBurst: 600,
  messagesPerSecond: 120,
  byteBurst: 8 << 20,
  bytesPerSecond: 256 << 10,
  channels: 100,
  openBurst: 200,
  opensPerSecond: 20,
  socketsPerPerson: 16,
  sessionsPerPerson: 400,
  socketsPerAddress: 32,
  rooms: 10_000,
  refusalsPerMinute: 20,
  windowMs: 180,
  fullWindowMs: 90,
  windowUpdates: 12,
  presenceMs: 100,
  presenceRefreshMs: 5_000,
  watchMs: 500,
  presenceBacklog: 1 << 20,
  updateBacklog: 4 << 20,
  socketBacklog: 16 << 20,
  pingMs: 30_000,
  keepAliveMs: 20_000,
  warmMs: 30_000,
  warmRooms: 500,
  compactAfter: 200,
};

/**
 * For whoever makes the WebSocketServer. Compression stays off: it costs more than it saves on short updates
 * and lets a few bytes grow to many.
 */
export const webSocketOptions = {
  noServer: true,
  maxPayload: defaultLimits.updateBytes + 1024,
  perMessageDeflate: false,
  clientTracking: false,
  maxFragments: 16,
  maxBufferedChunks: 1024,
} as const satisfies ServerOptions & { readonly maxFragments: number; readonly maxBufferedChunks: number };

/** Lets `burst` through at once and `perSecond` in the long run. */
export class TokenBucket {
  readonly #burst: number;
  readonly #perMs: number;
  #tokens: number;
  #at: number;

  constructor(burst: number, perSecond: number, now: number) {
    this.#burst = burst;
    this.#perMs = perSecond / 1000;
    this.#tokens = burst;
    this.#at = now;
  }

  has(amount: number, now: number): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + Math.max(0, now - this.#at) * this.#perMs);
    this.#at = now;
    return this.#tokens >= amount;
  }

  take(amount: number, now: number): boolean {
    if (!this.has(amount, now)) return false;
    this.#tokens -= amount;
    return true;
  }
}
