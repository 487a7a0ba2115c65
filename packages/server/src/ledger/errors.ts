/**
 * Why the ledgers cannot be signed. The messages are for the operator: what happened and what to do.
 */
export type LedgerFailure =
  /** The database is older than what was signed. */
  | 'behind'
  /** The database holds other events than those that were signed. */
  | 'forked'
  /** The record of what was signed last is missing, or of other ledgers. */
  | 'unknown-past'
  | 'other-key'
  | 'unusable-key';

/** Nothing was signed, and nothing will be before the operator has acted. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  readonly failure: LedgerFailure;

  constructor(failure: LedgerFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}
