/**
 * Ids of imported elements. An id neither counts nor tells what it is of: a gap between the ids that somebody sees
 * would tell them of an element that they may not know of.
 */
import { createHash } from 'node:crypto';

/**
 * @param seed random, used for one import, kept nowhere; equal seeds give equal ids
 * @param place of the element in its file, from 0
 * @returns 96 bits, so that ids differ over all agreements: a room is known by its clause's id alone
 */
export function newElementId(seed: string, place: number): string {
  const digest = createHash('sha256').update(`${seed} ${place}`).digest('hex');
  return `e${digest.slice(0, 24)}`;
}
