/**
 * The state of an agreement: what `evolve` makes of its events. Derived, never stored as truth, and never
 * changed in place by its readers.
 */
import type { AgreementFacts, Source } from './events.ts';
import { emptyOutline, type ElementId, type Outline } from './outline.ts';
import type { Accreditation, Body, Organisation, Party, Verifier } from './participants.ts';

export interface AgreementState {
  /** Number of events so far; 0 before the agreement is opened. */
  readonly version: number;
  /** null until the agreement is opened. */
  readonly facts: AgreementFacts | null;
  readonly source: Source | null;
  readonly parties: ReadonlyMap<string, Party>;
  readonly bodies: ReadonlyMap<string, Body>;
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly verifiers: ReadonlyMap<string, Verifier>;
  readonly accreditations: readonly Accreditation[];
  readonly outline: Outline;
  /** Parked clauses, each with the reason that was given; what is not here is under negotiation. */
  readonly parked: ReadonlyMap<ElementId, string>;
  /** Ids that were ever used, so that a deleted clause's room is never given to another text. */
  readonly usedIds: ReadonlySet<ElementId>;
}

export const initialState: AgreementState = {
  version: 0,
  facts: null,
  source: null,
  parties: new Map(),
  bodies: new Map(),
  organisations: new Map(),
  verifiers: new Map(),
  accreditations: [],
  outline: emptyOutline,
  parked: new Map(),
  usedIds: new Set(),
};
