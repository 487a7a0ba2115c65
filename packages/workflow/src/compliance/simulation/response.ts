/**
 * A graded response of a contingency, as far as its words say something that a simulation can do: `pause next
 * tranche`, `suspend the latest tranche`, `snapback T2-T5`, `toll deadlines of M6-M8`. All else stays words.
 */
import { parseDuration } from '../duration.ts';
import type { Contingency, Terms } from '../terms.ts';

/** The ids that responses can name, each with its place in the agreement. */
export interface Nameable {
  readonly tranches: ReadonlyMap<string, number>;
  readonly milestones: ReadonlyMap<string, number>;
}

export const nameableIn = ({ tranches, milestones }: Terms): Nameable => ({
  tranches: placesOf(tranches),
  milestones: placesOf(milestones),
});

type GradedResponse = Contingency['response'][number];

export type Response =
  | { readonly does: 'pause' }
  | { readonly does: 'suspend-latest' }
  | { readonly does: 'reverse'; readonly tranches: readonly string[] }
  | { readonly does: 'toll'; readonly milestones: readonly string[] }
  | { readonly does: 'words' };

export function responseOf({ do: words }: GradedResponse, nameable: Nameable): Response {
  const said = words ?? '';
  if (/\b(snap-?back|reverse|re-?impose|reinstate)/i.test(said)) {
    const tranches = mentioned(said, nameable.tranches);
    if (tranches.length > 0) return { does: 'reverse', tranches };
  }
  if (/\btoll/i.test(said)) return { does: 'toll', milestones: mentioned(said, nameable.milestones) };
  if (/\bsuspend\b.*\b(latest|last)\b.*\btranche/i.test(said)) return { does: 'suspend-latest' };
  if (/\bpause\b.*\btranche/i.test(said)) return { does: 'pause' };
  return { does: 'words' };
}

export interface Occasion {
  /** 0 to 3, the least of the milestones that it is about; null where it is about none. */
  readonly score: number | null;
  readonly concealed: boolean;
}

/** Whether it is the answer to the occasion; or the period that must first have passed since it began. */
export function fits(
  { if: words }: GradedResponse,
  { score, concealed }: Occasion,
): boolean | { readonly after: string } {
  const said = words ?? '';
  const [, wanted] = /\bscore\b[^=]*=\s*([0-3])/i.exec(said) ?? [];
  if (wanted !== undefined && score === Number(wanted)) return true;
  if (concealed && /conceal/i.test(said)) return true;
  const [, period] = /(?:>|longer than|more than)\s*([^,;]+)$/i.exec(said) ?? [];
  const read = period === undefined ? null : parseDuration(period.trim());
  return read?.ok ? { after: read.value } : said === '';
}

const placesOf = (terms: readonly { readonly id: string }[]): ReadonlyMap<string, number> =>
  new Map([...new Set(terms.map(({ id }) => id))].map((id, place) => [id, place]));

/** The ids that words mention, `T2-T5` standing for all from the one to the other, in the order of their places. */
function mentioned(words: string, places: ReadonlyMap<string, number>): string[] {
  const found = new Set<number>();
  for (const token of words.split(/[\s,;()]+/)) {
    const own = places.get(token);
    if (own !== undefined) found.add(own);
    const dashes = [...token.matchAll(/[-–]/g)].map(({ index }) => index);
    const from = dashes.flatMap((dash) => places.get(token.slice(0, dash)) ?? []);
    const to = dashes.flatMap((dash) => places.get(token.slice(dash + 1)) ?? []);
    if (from.length === 0 || to.length === 0) continue;
    for (let place = Math.min(...from); place <= Math.max(...to); place += 1) found.add(place);
  }
  return [...places].flatMap(([id, place]) => (found.has(place) ? [id] : []));
}
