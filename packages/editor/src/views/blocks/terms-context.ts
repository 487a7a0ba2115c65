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
  /** `2026-07-17` where the day can be computed now. */
  dateOf(rule: DayRule): string | null;
}

export const noTerms: TermsContext = { named: [], dateOf: () => null };
