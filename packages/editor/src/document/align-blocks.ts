/**
 * Aligning the blocks of two texts: which block became which, which was split into several or joined from several,
 * which is gone and which is new. Blocks keep their order here; what moved is found among the gone and the new.
 *
 * Equal blocks are anchors. Between two anchors, blocks are paired by how many words they share, in the order that
 * keeps most words together. When there are very many, each is compared only with those in its own part of the gap.
 */
import type { Node } from 'prosemirror-model';
import { canonicalNode } from './canonical.ts';
import { alignSequences } from './sequence.ts';
import { wordsOf } from './words.ts';

export type BlockStep =
  | { readonly kind: 'equal' | 'pair'; readonly from: Node; readonly to: Node }
  | { readonly kind: 'split'; readonly from: Node; readonly to: readonly Node[] }
  | { readonly kind: 'joined'; readonly from: readonly Node[]; readonly to: Node }
  | { readonly kind: 'gone'; readonly from: Node }
  | { readonly kind: 'new'; readonly to: Node };

/** Comparisons of two words that one gap may cost. */
const budget = 4_000_000;
/** Share of words that two blocks must have in common to be taken for one that was changed. */
const leastLikeness = 0.4;
/** The same where nothing else could have become of them. */
const leastLikenessOfOnly = 0.15;
/** A short block that is contained in a long one is taken for a part of it from this many words on. */
const leastWordsOfPart = 4;

/** What comparing needs to know of nodes, worked out once for each. */
export class BlockFacts {
  readonly #keys = new WeakMap<Node, string>();
  readonly #words = new WeakMap<Node, Int32Array>();
  readonly #ids = new Map<string, number>();

  key(node: Node): string {
    const known = this.#keys.get(node);
    if (known !== undefined) return known;
    const key = canonicalNode(node);
    this.#keys.set(node, key);
    return key;
  }

  /** Its words as numbers, sorted, each as often as it occurs. */
  words(node: Node): Int32Array {
    const known = this.#words.get(node);
    if (known) return known;
    const words = Array.from(
      wordsOf(node.textBetween(0, node.content.size, ' ', (leaf) => leaf.type.spec.leafText?.(leaf) ?? '')),
      (word) => {
        const id = this.#ids.get(word) ?? this.#ids.size;
        this.#ids.set(word, id);
        return id;
      },
    );
    const all = Int32Array.from([...words, ...this.#name(node, words.length + 1)]).sort();
    this.#words.set(node, all);
    return all;
  }

  /** What a structured block or a field is called weighs as much as all of its words: what it says may change. */
  #name({ type, attrs }: Node, weight: number): number[] {
    const name =
      type.name === 'field'
        ? (attrs.name as string)
        : type.name === 'term'
          ? (attrs.id as string | null)
          : null;
    if (name === null) return [];
    const key = `${type.name} ${name}`;
    const id = this.#ids.get(key) ?? this.#ids.size;
    this.#ids.set(key, id);
    return Array.from({ length: weight }, () => id);
  }
}

/** How many elements two sorted lists have in common. */
export function inCommon(a: Int32Array, b: Int32Array): number {
  let [i, j, common] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const [x = 0, y = 0] = [a[i], b[j]];
    if (x === y) common += 1;
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return common;
}

/** From 0 (no word in common) to 1 (the same words); blocks without words are alike. */
export function likeness(a: Int32Array, b: Int32Array): number {
  const all = a.length + b.length;
  return all === 0 ? 1 : (2 * inCommon(a, b)) / all;
}

export function alignBlocks(from: readonly Node[], to: readonly Node[], facts: BlockFacts): BlockStep[] {
  const stretches = alignSequences(
    from.map((node) => facts.key(node)),
    to.map((node) => facts.key(node)),
  );
  return stretches.flatMap(({ same, from: f, fromEnd, to: t, toEnd }): BlockStep[] => {
    const [old, now] = [from.slice(f, fromEnd), to.slice(t, toEnd)];
    if (same) return old.map((node, n) => ({ kind: 'equal', from: node, to: now[n] ?? node }));
    return alignGap(old, now, facts);
  });
}

function alignGap(from: readonly Node[], to: readonly Node[], facts: BlockFacts): BlockStep[] {
  const steps: BlockStep[] = [];
  let [f, t] = [0, 0];
  const until = (fromEnd: number, toEnd: number) => {
    for (const node of from.slice(f, fromEnd)) steps.push({ kind: 'gone', from: node });
    for (const node of to.slice(t, toEnd)) steps.push({ kind: 'new', to: node });
    [f, t] = [fromEnd, toEnd];
  };
  const pairs = bestPairs(from, to, facts);
  pairs.forEach(([i, j], n) => {
    const old = from[i];
    const now = to[j];
    if (!old || !now) return;
    const [nextFrom, nextTo] = pairs[n + 1] ?? [from.length, to.length];
    const parts = partsOf(old, to, j, t, nextTo, facts);
    const sources = parts.length > 1 ? [i] : partsOf(now, from, i, f, nextFrom, facts);
    until(sources[0] ?? i, parts[0] ?? j);
    const olds = from.slice(f, f + sources.length);
    const nows = to.slice(t, t + parts.length);
    if (nows.length > 1) steps.push({ kind: 'split', from: old, to: nows });
    else if (olds.length > 1) steps.push({ kind: 'joined', from: olds, to: now });
    else steps.push({ kind: 'pair', from: old, to: now });
    f += olds.length;
    t += nows.length;
  });
  until(from.length, to.length);
  return steps;
}

/** Whether two blocks can be one that was changed: both hold text, or they are containers of one kind. */
function sameNature(a: Node, b: Node): boolean {
  // What says something else of itself, or is something else, is not what it was.
  if (a.type.name === 'field' || b.type.name === 'field')
    return a.type === b.type && a.attrs.name === b.attrs.name;
  if (a.type.name === 'term' && b.type === a.type) return a.attrs.kind === b.attrs.kind;
  return a.isTextblock ? b.isTextblock : a.type === b.type;
}

type Places = readonly [from: number, to: number];

/** Pairs of places, rising on both sides, that keep most words together. */
function bestPairs(from: readonly Node[], to: readonly Node[], facts: BlockFacts): Places[] {
  if (from.length === 0 || to.length === 0) return [];
  const words = (nodes: readonly Node[]) => nodes.reduce((sum, node) => sum + facts.words(node).length, 0);
  const cost = (words(from) + from.length) * to.length + (words(to) + to.length) * from.length;
  const parts = Math.min(Math.ceil(cost / budget), from.length, to.length);
  const start = (nodes: readonly Node[], part: number) => Math.floor((nodes.length * part) / parts);
  return Array.from({ length: parts }).flatMap((_, part) => {
    const [f, t] = [start(from, part), start(to, part)];
    const old = from.slice(f, start(from, part + 1));
    const now = to.slice(t, start(to, part + 1));
    return pairsAmongFew(old, now, facts).map(([i, j]): Places => [f + i, t + j]);
  });
}

function pairsAmongFew(from: readonly Node[], to: readonly Node[], facts: BlockFacts): Places[] {
  const [only, other] = [from[0], to[0]];
  if (from.length === 1 && to.length === 1 && only && other && sameNature(only, other)) {
    return likeness(facts.words(only), facts.words(other)) >= leastLikenessOfOnly ? [[0, 0]] : [];
  }
  const width = to.length + 1;
  const best = new Float64Array((from.length + 1) * width);
  const gains = new Map<number, number>();
  from.forEach((old, i) => {
    to.forEach((now, j) => {
      let value = Math.max(best[i * width + j + 1] ?? 0, best[(i + 1) * width + j] ?? 0);
      if (sameNature(old, now)) {
        const gain = gainOf(facts.words(old), facts.words(now));
        if (gain > 0) gains.set(i * width + j, gain);
        value = Math.max(value, gain > 0 ? (best[i * width + j] ?? 0) + gain : 0);
      }
      best[(i + 1) * width + j + 1] = value;
    });
  });
  const pairs: Places[] = [];
  for (let i = from.length, j = to.length; i > 0 && j > 0;) {
    const value = best[i * width + j] ?? 0;
    const gain = gains.get((i - 1) * width + j - 1);
    if (gain !== undefined && value === (best[(i - 1) * width + j - 1] ?? 0) + gain) {
      pairs.push([i - 1, j - 1]);
      [i, j] = [i - 1, j - 1];
    } else if (value === best[(i - 1) * width + j]) i -= 1;
    else j -= 1;
  }
  return pairs.reverse();
}

function gainOf(a: Int32Array, b: Int32Array): number {
  const like = likeness(a, b);
  if (like >= leastLikeness) return like + 0.01;
  const shorter = Math.min(a.length, b.length);
  const common = inCommon(a, b);
  return common >= leastWordsOfPart && common >= 0.8 * shorter ? like + 0.01 : 0;
}

/**
 * The places around `at` of blocks that `whole` became (or was made of): those whose words are its words. Only
 * blocks that are alike in build can be parts, and only blocks between `first` and `end` are free.
 */
function partsOf(
  whole: Node,
  among: readonly Node[],
  at: number,
  first: number,
  end: number,
  facts: BlockFacts,
): number[] {
  const parts = [at];
  const shape = shapeOf(whole);
  const middle = among[at];
  if (shape === null || !middle || shapeOf(middle) !== shape) return parts;
  const all = facts.words(whole);
  let words = facts.words(middle);
  const take = (n: number): boolean => {
    const node = among[n];
    if (!node || shapeOf(node) !== shape) return false;
    const own = facts.words(node);
    if (own.length === 0 || inCommon(own, all) < 0.6 * own.length) return false;
    const together = Int32Array.from([...words, ...own]).sort();
    if (likeness(together, all) <= likeness(words, all)) return false;
    words = together;
    return true;
  };
  for (let n = at - 1; n >= first && take(n); n -= 1) parts.unshift(n);
  for (let n = at + 1; n < end && take(n); n += 1) parts.push(n);
  return parts;
}

/** The blocks from this one to the one that holds its text, when each holds nothing but the next; else null. */
export function chainOf(node: Node): Node[] | null {
  if (node.type.name === 'field') return null;
  if (node.isTextblock) return [node];
  const [child, second] = node.children;
  const rest = child && !second ? chainOf(child) : null;
  return rest && [node, ...rest];
}

/** Blocks of one shape can be split into each other: paragraphs, or items with one paragraph each. */
function shapeOf(node: Node): string | null {
  const chain = chainOf(node);
  return chain && chain.map(({ type }) => type.name).join(' ');
}
