/**
 * How long the words of an act may be, in UTF-16 code units, and how much one event may hold.
 */
import { z } from 'zod';

/** Longest reason that a decision carries. */
export const maxReasonLength = 1000;
export const reasonSchema = z.string().trim().min(1).max(maxReasonLength);

/** Longest comments, explanation of vote, dissent or written objection. */
export const maxStatementLength = 5000;
export const statementSchema = z.string().trim().max(maxStatementLength);

/** Longest route or closure as JSON. An event holds one of each and is at most one leaf of the ledger. */
export const maxRouteLength = 24_000;
export const maxClosureLength = 24_000;
