/**
 * A moment: when something of the agreement comes, as far as its terms tell. It lies between the first day on which
 * it can come and the day on which it comes when everybody does what they owe, on the last day. Where one of the two
 * cannot be computed, a gap says why, and names the term that it is owed to.
 */
import { printDuration } from './duration.ts';

export interface Moment {
  /** `2026-03-02`: it cannot come before; null where that is not known. */
  readonly earliest: string | null;
  /** It comes by then if everybody performs in time; null where that cannot be computed. */
  readonly latest: string | null;
  /** Why a bound is missing. Null with both bounds missing: it holds from the beginning. */
  readonly gap: Gap | null;
}

/** Why a day cannot be computed. `of` is the id of the term that leaves it open. */
export type Gap =
  | { readonly why: 'act'; readonly of: string; readonly act: string }
  | { readonly why: 'no-rule'; readonly of: string }
  | { readonly why: 'no-condition'; readonly of: string }
  | { readonly why: 'unknown-name'; readonly of: string; readonly ref: string }
  | { readonly why: 'unreadable'; readonly of: string; readonly words: string }
  | { readonly why: 'drawn'; readonly of: string; readonly words: string }
  /** Everybody performing, it never comes: it waits for a breach, or for what is excluded. */
  | { readonly why: 'unforeseen'; readonly of: string }
  | { readonly why: 'loop'; readonly of: string; readonly loop: readonly string[] };

export const always: Moment = { earliest: null, latest: null, gap: null };
export const on = (date: string): Moment => ({ earliest: date, latest: date, gap: null });
export const open = (gap: Gap): Moment => ({ earliest: null, latest: null, gap });
export const never = (of: string): Moment => open({ why: 'unforeseen', of });

export const isAlways = ({ earliest, latest, gap }: Moment) => !earliest && !latest && !gap;
export const isNever = ({ gap }: Moment) => gap?.why === 'unforeseen';

/** When the last of them has come. */
export function last(moments: readonly Moment[]): Moment {
  return kth(moments.length, moments, '');
}

/** When the first of them has come. */
export function first(moments: readonly Moment[], of: string): Moment {
  return kth(1, moments, of);
}

/** When `k` of them have come. A bound that is not known is taken as early, or as late, as can be. */
export function kth(k: number, moments: readonly Moment[], of: string): Moment {
  const already = moments.filter(isAlways).length;
  const foreseen = moments.filter((moment) => !isAlways(moment) && !isNever(moment));
  const wanted = k - already;
  if (wanted <= 0) return always;
  if (foreseen.length < wanted) return moments.find(isNever) ?? never(of);
  const nth = (bounds: readonly string[]) => bounds.toSorted()[wanted - 1]!;
  const [before, after] = ['', '\uffff'];
  const earliest = nth(foreseen.map((moment) => moment.earliest ?? before));
  const latest = nth(foreseen.map((moment) => moment.latest ?? after));
  return {
    earliest: earliest === before ? null : earliest,
    latest: latest === after ? null : latest,
    gap:
      earliest === before || latest === after
        ? (foreseen.find((moment) => moment.gap && !moment.latest)?.gap ??
          foreseen.find((moment) => moment.gap)?.gap ??
          null)
        : null,
  };
}

/** The moment so much later, as `later` counts; a gap where it cannot be counted. */
export function shifted(
  { earliest, latest, gap }: Moment,
  later: (date: string) => string | null,
  unreadable: Gap,
): Moment {
  const from = earliest && later(earliest);
  const to = latest && later(latest);
  return {
    earliest: from,
    latest: to,
    gap: gap ?? (earliest && !from ? unreadable : latest && !to ? unreadable : null),
  };
}

export function sameMoment(a: Moment, b: Moment): boolean {
  return (
    a.earliest === b.earliest &&
    a.latest === b.latest &&
    (a.gap === b.gap || JSON.stringify(a.gap) === JSON.stringify(b.gap))
  );
}

/** `because M2 has no deadline`, without the `because`. `name`: how a term is written. */
export function gapWords(gap: Gap, name: (id: string) => string): string {
  switch (gap.why) {
    case 'act':
      return `nobody can know the day of this act: ${gap.act}`;
    case 'no-rule':
      return `${name(gap.of)} has no date`;
    case 'no-condition':
      return `${name(gap.of)} has no condition`;
    case 'unknown-name':
      return `${name(gap.of)} counts from "${gap.ref}", which is not in the agreement`;
    case 'unreadable':
      return `"${printDuration(gap.words)}" in ${name(gap.of)} cannot be counted`;
    case 'drawn':
      return `the days of ${name(gap.of)} are drawn by lot (${gap.words})`;
    case 'unforeseen':
      return `${name(gap.of)} waits for what does not happen while everybody performs`;
    case 'loop':
      return `each waits for the other: ${loopWords(gap.loop, name)}`;
  }
}

/** `M2 → T1 → M2` */
export function loopWords(loop: readonly string[], name: (id: string) => string): string {
  return [...loop, loop[0]!].map(name).join(' → ');
}
