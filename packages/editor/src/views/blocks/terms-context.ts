/**
 * What the blocks of one clause are told of the rest of the agreement, by the app that has all of its clauses.
 */
import type { DayRule } from '@travaux/workflow/compliance';
import type { Register } from '../../document/blocks/kind.ts';

export interface NamedTerm {
  readonly register: Register;
  readonly id: string;
  /** Its title or name; empty while it has none. */
  readonly name: string;
  /** What else it is known by: the meaning of a day, the kind of a contingency. */
  readonly about: string;
  /** The clause in which its block stands; null for what the agreement knows without a block. */
  readonly clause: string | null;
}

/** Replaced whole when something of it has changed. */
export interface TermsContext {
  readonly named: readonly NamedTerm[];
  /** Null where the day cannot be computed now. */
  dateOf(rule: DayRule): DatedRule | null;
}

export interface DatedRule {
  /** `2026-07-17`: when everybody does what they owe in time, on the last day. */
  readonly date: string;
  /** Whether it can come no earlier. */
  readonly exact: boolean;
}

export const noTerms: TermsContext = { named: [], dateOf: () => null };
