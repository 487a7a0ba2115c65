/**
 * A person's pseudonym within one agreement: who does not know the person sees the same key for the same person
 * there, and cannot follow them into another agreement.
 */
import { createHash } from 'node:crypto';

export function personKey(agreement: string, person: string): string {
  return createHash('sha256').update(`${agreement}\n${person}`).digest('base64url').slice(0, 16);
}
