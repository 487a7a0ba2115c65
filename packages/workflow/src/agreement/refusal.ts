/**
 * A refusal is an expected "no": a value, never a throw. Its `code` is stable (clients and tests rely on it),
 * its `sentence` is for a delegate: what is wrong, where, and what to do. HTTP statuses and socket close codes
 * are mapped from the code by the server, in one file each.
 */
export type RefusalCode =
  /** The actor's capacities do not include this right. */
  | 'not-allowed'
  /** The command was made against another version of the agreement than the current one. */
  | 'version-conflict'
  /** Names something that does not exist, or no longer. */
  | 'unknown-element'
  | 'unknown-participant'
  /** The agreement was already opened, or not yet. */
  | 'already-open'
  | 'not-open'
  /** An id, a party or an accreditation exists already. */
  | 'already-exists'
  | 'used-id'
  /** The place does not exist, or would put an element inside itself or a clause. */
  | 'impossible-place'
  | 'too-deep'
  | 'too-many'
  /** A number that cannot be: a suffix with nothing before it, an empty label. */
  | 'impossible-number'
  /** The clause is frozen: its text cannot be changed or split until it is taken up again. */
  | 'frozen-clause'
  /** A split at a block that the clause does not have, or that would leave one side without text. */
  | 'impossible-split'
  | 'heading-too-long'
  /** The last secretariat member of an agreement cannot be removed. */
  | 'last-secretariat'
  /** A field fails its grammar. */
  | 'invalid-field';

export interface Refusal {
  readonly refused: true;
  readonly code: RefusalCode;
  readonly sentence: string;
}

export function refuse(code: RefusalCode, sentence: string): Refusal {
  return { refused: true, code, sentence };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as Refusal).refused === true;
}
