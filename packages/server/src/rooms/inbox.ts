/**
 * The inbox of a room: the updates that wait to be judged together, as one window. The first after a quiet moment
 * is taken at once. While edits keep coming, or the last window is on its way to the disk, they are gathered, so
 * that they share one write, one fsync and one message to each reader: gathering saves work, it is never a wait
 * that one edit by itself has to pay.
 */
import type { RoomLimits } from './limits.ts';
import type { Scan } from './scan.ts';
import type { Session } from './session.ts';
import type { Timer, Timers } from './timers.ts';

/** An update that came in, scanned, and waits for its window. */
export interface Incoming {
  readonly session: Session;
  /** Its number among the update-carrying messages of its session. */
  readonly number: number;
  readonly whole: boolean;
  readonly bytes: Uint8Array;
  readonly scan: Scan;
  /** When it came, by `performance.now`. */
  readonly at: number;
}

export interface InboxHost {
  readonly limits: RoomLimits;
  readonly timers: Timers;
  readonly clock: () => number;
  /** There is a window to be judged; whoever judges it takes it. */
  readonly ready: () => void;
}

export class Inbox {
  readonly #host: InboxHost;
  #waiting: Incoming[] = [];
  #timer: Timer | null = null;
  /** When the last window was taken, in milliseconds since the epoch. */
  #taken = -Infinity;

  constructor(host: InboxHost) {
    this.#host = host;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  put(incoming: Incoming): void {
    // The socket may use its buffer again once this turn is over.
    this.#waiting.push({ ...incoming, bytes: incoming.bytes.slice() });
    const { limits, timers, clock } = this.#host;
    const isFull = this.#waiting.length === limits.windowUpdates;
    if (this.#timer !== null && !isFull) return;
    this.#timer?.stop();
    const windowMs = isFull ? Math.min(limits.fullWindowMs, limits.windowMs) : limits.windowMs;
    const quietMs = clock() - this.#taken;
    // A clock that was set back makes nobody wait for longer.
    const wait = Math.min(windowMs, Math.max(0, windowMs - quietMs));
    this.#timer = timers.after(wait, () => this.close());
  }

  /** Ends the gathering: what waits is to be judged as soon as the room's queue comes to it. */
  close(): void {
    if (this.#timer === null) return;
    this.#timer.stop();
    this.#timer = null;
    this.#host.ready();
  }

  /** Everything that waits, also what came since the window was closed: it shares the window. */
  take(): readonly Incoming[] {
    const window = this.#waiting;
    this.#waiting = [];
    this.#taken = this.#host.clock();
    return window;
  }

  clear(): void {
    this.#timer?.stop();
    this.#timer = null;
    this.#waiting = [];
  }
}
