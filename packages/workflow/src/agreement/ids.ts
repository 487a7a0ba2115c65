/**
 * Ids and names as they arrive from outside: the grammar that every command, event and route shares.
 */
import { z } from 'zod';

/** Ids are short, printable and safe in URLs and file names. */
export const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'must be an id: letters, digits and . _ : -');

export const nameSchema = z.string().trim().min(1).max(200);
