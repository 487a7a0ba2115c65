/**
 * A window: when, and on which parts of the agreement, an accredited organisation may comment. Opened and closed by
 * those who run the process.
 */
import { isWithin, type ClauseId, type ElementId } from '../agreement/outline.ts';
import type { OrganisationId } from '../agreement/participants.ts';
import type { AgreementState } from '../agreement/state.ts';

export type WindowId = string;

export interface CommentWindow {
  readonly id: WindowId;
  readonly organisation: OrganisationId;
  /** Clauses and divisions, with everything inside them; null: the whole agreement. */
  readonly scope: readonly ElementId[] | null;
  /** RFC 3339 instants; open from the first until, and without, the second. */
  readonly opens: string;
  readonly closes: string;
  /** Whether the organisation, which is at risk, may also comment under a pseudonym. */
  readonly pseudonymous: boolean;
  /** Why and when it was closed before its time; null: it was not. */
  readonly closedEarly: { readonly at: string; readonly reason: string } | null;
}

export function isOpen(window: CommentWindow, now: string): boolean {
  return window.opens <= now && now < window.closes && window.closedEarly === null;
}

export function covers(window: CommentWindow, state: AgreementState, clause: ClauseId): boolean {
  return window.scope === null || window.scope.some((id) => isWithin(state.outline, clause, id));
}
