/**
 * The timers of the rooms: those of the process, or those of a test that lets time pass by hand. Together with
 * the clock they are all that the rooms know of time.
 */
export interface Timers {
  /** Runs once, after so many milliseconds; after 0, in the next turn of the event loop. */
  after(ms: number, run: () => void): Timer;
  /** Runs every so many milliseconds. */
  every(ms: number, run: () => void): Timer;
}

export interface Timer {
  stop(): void;
}

/** None of them keeps the process alive: sockets and the host do. */
export const processTimers: Timers = {
  after(ms, run) {
    if (ms <= 0) {
      const handle = setImmediate(run);
      return { stop: () => clearImmediate(handle) };
    }
    const handle = setTimeout(run, ms).unref();
    return { stop: () => clearTimeout(handle) };
  },
  every(ms, run) {
    const handle = setInterval(run, ms).unref();
    return { stop: () => clearInterval(handle) };
  },
};
