/**
 * The tree of RFC 6962 over the leaves of a log, as what is stored of it: the hash of every complete subtree.
 * A node of `level` l and `index` i is the root of the 2^l leaves from i * 2^l on. A complete subtree never
 * changes any more, so the store only ever adds rows, fewer than two a leaf, and every root and every proof, of
 * any size that the log once had, is put together of at most a few dozen of them.
 *
 * Sizes and indexes are whole numbers; above 2^31 too, so nothing here shifts bits.
 */
import { emptyRoot, nodeHash, type Hash } from './hash.ts';

export interface NodeCoordinate {
  readonly level: number;
  readonly index: number;
}

export interface TreeNode extends NodeCoordinate {
  readonly hash: Hash;
}

/** Gives the hash of a complete subtree that was stored. @throws when it does not have it */
export type HashReader = (node: NodeCoordinate) => Hash;

/** Leaves from `from` on, up to but without `to`. */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

/** The largest power of two that is smaller than `count`. Requires count > 1. */
export function splitOf(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/** The complete subtrees of which a range is made, from left to right. Requires a range that the tree cuts out. */
export function nodesOfRange({ from, to }: LeafRange): readonly NodeCoordinate[] {
  const nodes: NodeCoordinate[] = [];
  for (let at = from; at < to;) {
    let level = 0;
    let width = 1;
    while (width * 2 <= to - at) {
      width *= 2;
      level += 1;
    }
    // The range was cut at powers of two or else the code here has a bug.
    if (at % width !== 0) throw new Error(`no subtree of ${width} leaves begins at leaf ${at}`);
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}

export function rangeHash(range: LeafRange, read: HashReader): Hash {
  return folded(nodesOfRange(range).map(read));
}

export function nodesForRoot(size: number): readonly NodeCoordinate[] {
  return nodesOfRange({ from: 0, to: size });
}

export function rootHash(size: number, read: HashReader): Hash {
  return size === 0 ? emptyRoot : rangeHash({ from: 0, to: size }, read);
}

/** The right edge of a tree: all that is needed to add to it. */
export interface Frontier {
  readonly size: number;
  /** Hashes of the complete subtrees from left to right, each larger than the next: one a bit of `size`. */
  readonly hashes: readonly Hash[];
}

export const emptyFrontier: Frontier = { size: 0, hashes: [] };

/** Adds leaves by their hashes. `nodes` are the complete subtrees that came to be, to be stored. */
export function grow(
  frontier: Frontier,
  leaves: readonly Hash[],
): { readonly frontier: Frontier; readonly nodes: readonly TreeNode[] } {
  const hashes = [...frontier.hashes];
  const nodes: TreeNode[] = [];
  leaves.forEach((leaf, position) => {
    let hash = leaf;
    let level = 0;
    let index = frontier.size + position;
    nodes.push({ level, index, hash });
    while (index % 2 === 1) {
      const left = hashes.pop();
      if (!left) throw new Error(`a frontier of size ${frontier.size} lacks a hash`);
      hash = nodeHash(left, hash);
      level += 1;
      index = (index - 1) / 2;
      nodes.push({ level, index, hash });
    }
    hashes.push(hash);
  });
  return { frontier: { size: frontier.size + leaves.length, hashes }, nodes };
}

export function frontierRoot({ hashes }: Frontier): Hash {
  return hashes.length === 0 ? emptyRoot : folded(hashes);
}

/** The smaller trees at the right are hashed together first. */
function folded(hashes: readonly Hash[]): Hash {
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}
