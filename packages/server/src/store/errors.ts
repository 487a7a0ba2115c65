/**
 * What may go wrong with a store as a whole. The messages are for the operator: what is wrong and what to do.
 */
export type OpenFailure =
  /** Another process has it. */
  | 'locked'
  /** Written by a newer version of this software. */
  | 'newer'
  /** Not a database of this software, or damaged. */
  | 'foreign'
  /** The place cannot be read or written. */
  | 'unusable';

/** The store could not be opened. Nothing was changed. */
export class StoreOpenError extends Error {
  override readonly name = 'StoreOpenError';
  readonly reason: OpenFailure;

  constructor(reason: OpenFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/**
 * The disk failed under the store. What was acknowledged is safe; whether the last write arrived cannot be known
 * in this process, because a failed fsync may have dropped pages that a second one would report as written. So
 * every later write fails too, and the process has to end and start again from what is on disk.
 */
export class StoreBrokenError extends Error {
  override readonly name = 'StoreBrokenError';
}

/** The store was closed. */
export class StoreClosedError extends Error {
  override readonly name = 'StoreClosedError';

  constructor() {
    super('the store is closed');
  }
}
