/**
 * A package: clauses that are accepted only together. It closes in one act, when each of them has been agreed or
 * lacks only agreements that wait for one another. While one is open, the agreement is not adopted.
 */
import type { ClauseId } from '../outline.ts';
import type { PartyId } from '../participants.ts';
import type { Condition } from './acts.ts';

export type PackageId = string;

/** A party accepts the package as a whole; with conditions, only while these hold. */
export interface PackageAcceptance {
  readonly party: PartyId;
  readonly conditions: readonly Condition[];
  readonly at: string;
}

export interface Package {
  readonly id: PackageId;
  readonly name: string;
  readonly clauses: readonly ClauseId[];
  readonly formedAt: string;
  /** One for each party, the latest. */
  readonly acceptances: readonly PackageAcceptance[];
  readonly closedAt: string | null;
}
