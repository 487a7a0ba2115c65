/**
 * The ladder of a clause: how far it has been agreed, from a first proposal to adoption. Each rung names the body
 * that granted it, the hash of the text and the time; a rung is granted by passing a stage of a route, or by the
 * closing act. Until that act every rung is provisional: nothing is agreed until everything is agreed.
 *
 * Whether a clause is parked or withdrawn is another matter (its standing): a parked clause keeps its rung.
 */
import { z } from 'zod';

export const rungs = [
  'proposed',
  'under-negotiation',
  'agreed-in-group',
  'agreed-ad-referendum',
  'agreed',
  'scrubbed',
  'adopted',
] as const;
export type Rung = (typeof rungs)[number];
export const rungSchema = z.enum(rungs);

/** Whether work on a clause goes on. Not a rung: it says nothing about how far the clause was agreed. */
export type ClauseStanding = 'active' | 'parked' | 'withdrawn';

/** Negative when `a` is the lower rung, positive when it is the higher one. */
export function compareRungs(a: Rung, b: Rung): number {
  return rungs.indexOf(a) - rungs.indexOf(b);
}

/** A text is at the lowest rung of its parts; null for a text without parts. */
export function lowestRung(parts: Iterable<Rung>): Rung | null {
  let lowest: Rung | null = null;
  for (const part of parts) if (lowest === null || compareRungs(part, lowest) < 0) lowest = part;
  return lowest;
}

const words: Readonly<Record<Rung, string>> = {
  proposed: 'proposed',
  'under-negotiation': 'under negotiation',
  'agreed-in-group': 'agreed in group',
  'agreed-ad-referendum': 'agreed ad referendum',
  agreed: 'agreed',
  scrubbed: 'scrubbed',
  adopted: 'adopted',
};

/** The rung as a sentence calls it: `agreed ad referendum`. */
export function rungWords(rung: Rung): string {
  return words[rung];
}
