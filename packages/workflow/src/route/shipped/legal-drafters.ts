/**
 * The legal drafters: the persons named to read texts as law. Where nobody is named, the secretariat does it.
 */
import type { TakingPart } from '../asked.ts';
import type { Participant } from '../participant.ts';

/** The id of the task for which they are named. */
export const legalDraftersRole = 'legal-drafters';

export function legalDrafters({ roles }: TakingPart): Participant {
  return roles.get(legalDraftersRole)?.persons.length
    ? { kind: 'role', role: legalDraftersRole }
    : { kind: 'secretariat' };
}
