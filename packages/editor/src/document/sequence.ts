/**
 * Aligning two sequences: which elements of one stand, in the same order, in the other. What compares texts
 * (blocks, words, tokens) stands on this.
 *
 * The alignment is the shortest one as long as that is cheap. Where two sequences have little in common it is
 * coarser: only what occurs once on each side is kept as an anchor, and what lies between two anchors counts as
 * replaced. It is never wrong: elements that are aligned are equal, and the stretches tile both sequences.
 */
import { diffArrays } from 'diff';

/** `[from, fromEnd)` of the one side against `[to, toEnd)` of the other; equal element by element where `same`. */
export interface Stretch {
  readonly same: boolean;
  readonly from: number;
  readonly fromEnd: number;
  readonly to: number;
  readonly toEnd: number;
}

/** Edits up to which the shortest alignment is sought; the work grows with the square. */
const mostEdits = 600;
/** The same between two anchors of a coarse alignment, of which there may be many. */
const mostEditsBetweenAnchors = 60;

/** @returns stretches in order, `same` and not `same` in turn, none of them empty on both sides */
export function alignSequences(from: readonly string[], to: readonly string[]): Stretch[] {
  const ids = new Map<string, number>();
  const idOf = (key: string) => {
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, ids.size);
    return ids.size - 1;
  };
  const ends = new Stretches();
  align(from.map(idOf), to.map(idOf), ends);
  return ends.list;
}

/** Stretches as they are found, neighbours of one kind joined. */
class Stretches {
  readonly list: Stretch[] = [];
  #from = 0;
  #to = 0;

  add(same: boolean, ofFrom: number, ofTo: number): void {
    if (ofFrom === 0 && ofTo === 0) return;
    const last = this.list.at(-1);
    const joined = last?.same === same;
    const from = joined ? last.from : this.#from;
    const to = joined ? last.to : this.#to;
    this.#from += ofFrom;
    this.#to += ofTo;
    if (joined) this.list.pop();
    this.list.push({ same, from, fromEnd: this.#from, to, toEnd: this.#to });
  }
}

function align(from: readonly number[], to: readonly number[], found: Stretches, coarse = false): void {
  const shorter = Math.min(from.length, to.length);
  let before = 0;
  while (before < shorter && from[before] === to[before]) before += 1;
  let after = 0;
  while (after < shorter - before && from.at(-1 - after) === to.at(-1 - after)) after += 1;
  found.add(true, before, before);
  const innerFrom = from.slice(before, from.length - after);
  const innerTo = to.slice(before, to.length - after);
  if (innerFrom.length === 0 || innerTo.length === 0) {
    found.add(false, innerFrom.length, innerTo.length);
  } else {
    const maxEditLength = coarse ? mostEditsBetweenAnchors : mostEdits;
    const changes = diffArrays(innerFrom, innerTo, { maxEditLength });
    if (changes) {
      for (const { added, removed, value } of changes) {
        found.add(!added && !removed, added ? 0 : value.length, removed ? 0 : value.length);
      }
    } else if (coarse) {
      found.add(false, innerFrom.length, innerTo.length);
    } else {
      alignBetweenAnchors(innerFrom, innerTo, found);
    }
  }
  found.add(true, after, after);
}

function alignBetweenAnchors(from: readonly number[], to: readonly number[], found: Stretches): void {
  let [fromEnd, toEnd] = [0, 0];
  for (const [inFrom, inTo] of longestRise(commonSingles(from, to))) {
    align(from.slice(fromEnd, inFrom), to.slice(toEnd, inTo), found, true);
    found.add(true, 1, 1);
    [fromEnd, toEnd] = [inFrom + 1, inTo + 1];
  }
  align(from.slice(fromEnd), to.slice(toEnd), found, true);
}

type Pair = readonly [from: number, to: number];

/** Places of what occurs exactly once on each side, in the order of `from`. */
function commonSingles(from: readonly number[], to: readonly number[]): Pair[] {
  const places = (sequence: readonly number[]) => {
    const map = new Map<number, number>();
    sequence.forEach((id, at) => map.set(id, map.has(id) ? -1 : at));
    return map;
  };
  const inTo = places(to);
  return [...places(from)].flatMap(([id, at]): Pair[] => {
    const other = inTo.get(id) ?? -1;
    return at < 0 || other < 0 ? [] : [[at, other]];
  });
}

/** The longest run of pairs that rises on both sides, by patience sorting. */
function longestRise(pairs: readonly Pair[]): Pair[] {
  const piles: number[] = [];
  const before: number[] = [];
  pairs.forEach(([, to], n) => {
    let [low, high] = [0, piles.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[piles[middle] ?? 0]?.[1] ?? 0) < to) low = middle + 1;
      else high = middle;
    }
    before[n] = piles[low - 1] ?? -1;
    piles[low] = n;
  });
  const rise: Pair[] = [];
  for (let n = piles.at(-1) ?? -1; n >= 0; n = before[n] ?? -1) {
    const pair = pairs[n];
    if (pair) rise.push(pair);
  }
  return rise.reverse();
}
