/**
 * Proofs about a tree: that it holds a leaf (inclusion; RFC 6962 calls it an audit path) and that it begins with
 * all of an earlier tree (consistency). Building one reads at most about two hashes a level of the tree; checking
 * one needs nothing but the proof.
 *
 * Both walk from the root down to where they end and note what they leave at their side. A proof is the hashes of
 * those sides, the last one first.
 */
import { nodeHash, sameHash, hashLength, type Hash } from './hash.ts';
import { nodesOfRange, rangeHash, splitOf } from './tree.ts';
import type { HashReader, LeafRange, NodeCoordinate } from './tree.ts';

interface Side {
  readonly range: LeafRange;
  readonly at: 'left' | 'right';
}

/** Sides of the way to one leaf, from the leaf up. Requires 0 <= index < size. */
function sidesOfLeaf(index: number, size: number): readonly Side[] {
  const sides: Side[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const split = from + splitOf(to - from);
    if (index < split) {
      sides.push({ at: 'right', range: { from: split, to } });
      to = split;
    } else {
      sides.push({ at: 'left', range: { from, to: split } });
      from = split;
    }
  }
  return sides.reverse();
}

/**
 * The way to the right edge of the earlier tree, from there up. `start` is the part of the earlier tree in which
 * it ends; null when that is the whole of it, so that its root is known already. Requires 0 < earlier <= size.
 */
function sidesOfEarlier(
  earlier: number,
  size: number,
): { readonly start: LeafRange | null; readonly sides: readonly Side[] } {
  const sides: Side[] = [];
  let from = 0;
  let to = size;
  while (earlier !== to) {
    const split = from + splitOf(to - from);
    if (earlier <= split) {
      sides.push({ at: 'right', range: { from: split, to } });
      to = split;
    } else {
      sides.push({ at: 'left', range: { from, to: split } });
      from = split;
    }
  }
  return { start: from === 0 ? null : { from, to }, sides: sides.reverse() };
}

function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  if (!isIndex(index) || !isIndex(size) || index >= size) {
    throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
  }
  return sidesOfLeaf(index, size).map(({ range }) => range);
}

function consistencyRanges(earlier: number, size: number): readonly LeafRange[] {
  if (!isIndex(earlier) || !isIndex(size) || earlier > size) {
    throw new RangeError(`a tree of ${size} leaves does not begin with one of ${earlier}`);
  }
  if (earlier === 0) return [];
  const { start, sides } = sidesOfEarlier(earlier, size);
  return [...(start ? [start] : []), ...sides.map(({ range }) => range)];
}

/** What has to be at hand for `inclusionProof`. */
export function nodesForInclusion(index: number, size: number): readonly NodeCoordinate[] {
  return inclusionRanges(index, size).flatMap(nodesOfRange);
}

/** @throws RangeError unless 0 <= index < size */
export function inclusionProof(index: number, size: number, read: HashReader): readonly Hash[] {
  return inclusionRanges(index, size).map((range) => rangeHash(range, read));
}

/** What has to be at hand for `consistencyProof`. */
export function nodesForConsistency(earlier: number, size: number): readonly NodeCoordinate[] {
  return consistencyRanges(earlier, size).flatMap(nodesOfRange);
}

/** @throws RangeError unless 0 <= earlier <= size */
export function consistencyProof(earlier: number, size: number, read: HashReader): readonly Hash[] {
  return consistencyRanges(earlier, size).map((range) => rangeHash(range, read));
}

/** Whether the tree of `size` leaves with this root has this leaf at `index`. */
export function provesInclusion(
  proof: readonly Hash[],
  index: number,
  size: number,
  leaf: Hash,
  root: Hash,
): boolean {
  if (!isIndex(index) || !isIndex(size) || index >= size || !areHashes([...proof, leaf, root])) return false;
  const sides = sidesOfLeaf(index, size);
  if (sides.length !== proof.length) return false;
  const computed = sides.reduce(
    (hash, { at }, step) => (at === 'left' ? nodeHash(proof[step]!, hash) : nodeHash(hash, proof[step]!)),
    leaf,
  );
  return sameHash(computed, root);
}

/** Whether the tree of `size` leaves with root `root` begins with the tree of `earlier` leaves with its root. */
export function provesConsistency(
  proof: readonly Hash[],
  earlier: number,
  size: number,
  earlierRoot: Hash,
  root: Hash,
): boolean {
  if (!isIndex(earlier) || !isIndex(size) || earlier > size) return false;
  if (!areHashes([...proof, earlierRoot, root])) return false;
  if (earlier === size) return proof.length === 0 && sameHash(earlierRoot, root);
  // Every tree begins with the empty one.
  if (earlier === 0) return proof.length === 0;
  const { start, sides } = sidesOfEarlier(earlier, size);
  if (proof.length !== sides.length + (start ? 1 : 0)) return false;
  const hashes = start ? proof : [earlierRoot, ...proof];
  let before = hashes[0]!;
  let now = before;
  sides.forEach(({ at }, step) => {
    const side = hashes[step + 1]!;
    if (at === 'left') before = nodeHash(side, before);
    now = at === 'left' ? nodeHash(side, now) : nodeHash(now, side);
  });
  return sameHash(before, earlierRoot) && sameHash(now, root);
}

const isIndex = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const areHashes = (hashes: readonly Hash[]): boolean => hashes.every((hash) => hash.length === hashLength);
