/**
 * The sweep: lets deadlines pass when their instant has come, by itself, also those that were missed while the server
 * was down. It sleeps until the next one that it knows of. Every node of an installation has its own sweep; that each
 * deadline happens once is the desk's and the store's doing, because it is a command on an expected version.
 *
 * It goes by the clock and never by how long it slept: a timer that fires early, or a clock that was set back, makes
 * it look and sleep again. Now and then it looks at everything anew, for a clock that was set forward, and for what
 * another node left behind.
 */
import { compareInstants } from '@travaux/workflow/route';
import type { Timer, Timers } from '../rooms/timers.ts';
import type { Desk } from './desk.ts';

export interface SweepOptions {
  readonly desk: Pick<Desk, 'list' | 'passDeadlines' | 'onCommit'>;
  /** The present instant, as `Date.prototype.toISOString` writes it. */
  readonly clock: () => string;
  readonly timers: Timers;
  readonly onError?: (error: unknown) => void;
  /** A deadline that is due cannot be passed, as when the clock is behind the record. */
  readonly onRefusal?: (agreement: string, code: string) => void;
}

export interface Sweep {
  /** Looks at every agreement and lets pass what was missed. Resolves when that is done. */
  start(): Promise<void>;
  /** Nothing more begins; resolves when what was begun is done. */
  close(): Promise<void>;
}

/** How often everything is looked at anew, in milliseconds. */
const lookAgainMs = 60_000;
/** How long to wait after a deadline could not be passed. */
const tryAgainMs = 5_000;

export function createSweep(options: SweepOptions): Sweep {
  const { desk, clock, timers, onError = () => undefined, onRefusal = () => undefined } = options;
  /** When each agreement wants to be looked at. */
  const due = new Map<string, string>();
  /** At which version each was looked at last. */
  const seen = new Map<string, number>();
  /** Agreements that are being looked at, and whether to do so once more after that. */
  const looking = new Map<string, { again: boolean; readonly done: Promise<void> }>();
  let timer: Timer | null = null;
  /** How long was slept since everything was looked at, in milliseconds. */
  let slept = 0;
  let closed = false;

  function look(agreement: string, atLeast = 0): Promise<void> {
    const running = looking.get(agreement);
    if (running) {
      running.again = true;
      return running.done;
    }
    const entry = { again: false, done: Promise.resolve() };
    looking.set(agreement, entry);
    return Object.assign(entry, { done: lookUntilDone(agreement, entry, atLeast) }).done;
  }

  async function lookUntilDone(agreement: string, entry: { again: boolean }, atLeast: number): Promise<void> {
    do {
      entry.again = false;
      await lookOnce(agreement, atLeast);
    } while (entry.again && !closed);
    looking.delete(agreement);
    sleep();
  }

  async function lookOnce(agreement: string, atLeast: number): Promise<void> {
    if (closed) return;
    due.delete(agreement);
    try {
      const { version, next, refused } = await desk.passDeadlines(agreement, atLeast);
      seen.set(agreement, version);
      for (const { code } of refused) onRefusal(agreement, code);
      if (refused.length > 0) due.set(agreement, later(clock(), tryAgainMs));
      else if (next !== null) due.set(agreement, next);
    } catch (error) {
      onError(error);
      due.set(agreement, later(clock(), tryAgainMs));
    }
  }

  function sleep(): void {
    timer?.stop();
    timer = null;
    if (closed) return;
    const now = Date.parse(clock());
    let wait = lookAgainMs;
    for (const instant of due.values()) wait = Math.min(wait, Date.parse(instant) - now);
    const ms = Math.max(1, wait);
    timer = timers.after(ms, () => {
      slept += ms;
      void wake();
    });
  }

  async function wake(): Promise<void> {
    timer = null;
    if (closed) return;
    const all = slept >= lookAgainMs;
    if (all) slept = 0;
    const asked = all ? await changedElsewhere() : new Map<string, number>();
    const now = clock();
    for (const [agreement, at] of due) {
      if (compareInstants(at, now) <= 0 && !asked.has(agreement)) asked.set(agreement, 0);
    }
    // One by one: after a start the states of all of them are loaded.
    for (const [agreement, atLeast] of asked) await look(agreement, atLeast);
    sleep();
  }

  /** Agreements at another version than the one that was looked at, with that version. */
  async function changedElsewhere(): Promise<Map<string, number>> {
    try {
      const rows = await desk.list();
      return new Map(
        rows.filter(({ id, version }) => seen.get(id) !== version).map(({ id, version }) => [id, version]),
      );
    } catch (error) {
      onError(error);
      return new Map();
    }
  }

  desk.onCommit((agreement) => {
    // Not here: whoever committed is still in the agreement's turn.
    if (!closed) void look(agreement);
  });

  return {
    async start() {
      slept = lookAgainMs;
      await wake();
    },
    async close() {
      closed = true;
      timer?.stop();
      timer = null;
      await Promise.all([...looking.values()].map(({ done }) => done));
    },
  };
}

function later(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}
