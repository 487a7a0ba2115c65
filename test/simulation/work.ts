/**
 * Work, counted and not timed: how often the blocks of all code ran, as V8 counts them for coverage. The same frames
 * cost the same on every machine, however busy it is.
 */
import { Session } from 'node:inspector';

interface Coverage {
  readonly result: readonly {
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

export class WorkMeter {
  readonly #session = new Session();

  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** Blocks that ran since the last call. */
  take(): number {
    let blocks = 0;
    this.#session.post('Profiler.takePreciseCoverage', (error, { result }: Coverage) => {
      if (error) throw error;
      for (const { functions } of result)
        for (const { ranges } of functions) for (const { count } of ranges) blocks += count;
    });
    return blocks;
  }

  close(): void {
    this.#session.post('Profiler.stopPreciseCoverage');
    this.#session.disconnect();
  }
}
