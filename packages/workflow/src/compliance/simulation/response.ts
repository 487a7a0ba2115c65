/**
 * A graded response of a contingency, as far as its words say something that a simulation can do: `pause next
 * tranche`, `suspend the latest tranche`, `snapback T2-T5`, `toll deadlines of M6-M8`. All else stays words.
 */
import { parseDuration } from '../duration.ts';
import type { Contingency, Terms } from '../terms.ts';

type GradedResponse = Contingency['response'][number];

export type Response =
  | { readonly does: 'pause' }
  | { readonly does: 'suspend-latest' }
  | { readonly does: 'reverse'; readonly tranches: readonly string[] }
  | { readonly does: 'toll'; readonly milestones: readonly string[] }
  | { readonly does: 'words' };

export function responseOf({ do: words }: GradedResponse, terms: Terms): Response {
  const said = words ?? '';
  if (/\b(snap-?back|reverse|re-?impose|reinstate)/i.test(said)) {
    const tranches = mentioned(said, idsOf(terms.tranches));
    if (tranches.length > 0) return { does: 'reverse', tranches };
  }
  if (/\btoll/i.test(said)) return { does: 'toll', milestones: mentioned(said, idsOf(terms.milestones)) };
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

const idsOf = (terms: readonly { readonly id: string }[]) => terms.map(({ id }) => id);

/** The ids that words mention, `T2-T5` standing for all from the one to the other, in the order of `ids`. */
function mentioned(words: string, ids: readonly string[]): string[] {
  const tokens = words.split(/[\s,;()]+/);
  const found = new Set<string>();
  for (const token of tokens) {
    if (ids.includes(token)) found.add(token);
    const from = ids.findIndex((id) => [`${id}-`, `${id}–`].some((start) => token.startsWith(start)));
    const to = ids.findLastIndex((id) => [`-${id}`, `–${id}`].some((end) => token.endsWith(end)));
    if (from >= 0 && to >= from) for (const id of ids.slice(from, to + 1)) found.add(id);
  }
  return ids.filter((id) => found.has(id));
}
