/**
 * What a person says with an act: a reason, which is never empty, or a statement, which may be.
 */
import { z } from 'zod';
import { maxReasonLength, maxStatementLength } from './limits.ts';

export const reasonSchema = z.string().trim().min(1).max(maxReasonLength);
export const statementSchema = z.string().trim().max(maxStatementLength);
