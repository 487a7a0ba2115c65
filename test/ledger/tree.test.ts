/**
 * The tree, its proofs and its tiles: the published vectors of RFC 6962 logs, and a naive tree beside it that does
 * what the standard says word for word.
 */
import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import {
  consistencyProof,
  emptyFrontier,
  emptyRoot,
  firstNodeOf,
  frontierRoot,
  grow,
  inclusionProof,
  leafHash,
  nodeHash,
  nodesForConsistency,
  nodesForInclusion,
  nodesForRoot,
  parseTilePath,
  provesConsistency,
  provesInclusion,
  rootHash,
  tilePath,
  widthIn,
  type Hash,
  type HashReader,
  type NodeCoordinate,
} from '@travaux/workflow/ledger';
import fc from 'fast-check';
import { vectors } from './vectors.ts';

/** The leaves of the vectors that Certificate Transparency has used since its first tests. */
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** A log with its stored nodes; reading one that was not asked for beforehand is an error. */
class Log {
  readonly leaves: readonly Hash[];
  readonly #nodes = new Map<string, Hash>();
  reads = 0;

  constructor(leaves: readonly Hash[], batches: readonly number[] = [leaves.length]) {
    this.leaves = leaves;
    let frontier = emptyFrontier;
    for (const batch of batches) {
      const grown = grow(frontier, leaves.slice(frontier.size, frontier.size + batch));
      for (const { level, index, hash } of grown.nodes) {
        expect(this.#nodes.has(`${level}/${index}`)).toBe(false);
        this.#nodes.set(`${level}/${index}`, hash);
      }
      frontier = grown.frontier;
    }
    expect(frontier.size).toBe(leaves.length);
    expect(hex(frontierRoot(frontier))).toBe(hex(naiveRoot(leaves)));
  }

  only(nodes: readonly NodeCoordinate[]): HashReader {
    const allowed = new Set(nodes.map(({ level, index }) => `${level}/${index}`));
    return ({ level, index }) => {
      const hash = this.#nodes.get(`${level}/${index}`);
      if (!hash || !allowed.has(`${level}/${index}`))
        throw new Error(`node ${level}/${index} is not at hand`);
      this.reads += 1;
      return hash;
    };
  }

  root = (size: number) => rootHash(size, this.only(nodesForRoot(size)));
  inclusion = (index: number, size: number) =>
    inclusionProof(index, size, this.only(nodesForInclusion(index, size)));
  consistency = (earlier: number, size: number) =>
    consistencyProof(earlier, size, this.only(nodesForConsistency(earlier, size)));
}

const hex = (hash: Hash) => bytesToHex(hash);
const leavesOf = (count: number) =>
  Array.from({ length: count }, (_, n) => leafHash(Uint8Array.of(n, n >> 8)));
const powerBelow = (n: number) => 2 ** (Math.ceil(Math.log2(n)) - 1);

function naiveRoot(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return emptyRoot;
  if (leaves.length === 1) return leaves[0]!;
  const k = powerBelow(leaves.length);
  return nodeHash(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

/** PATH(m, D[n]) of RFC 6962, 2.1.1. */
function naivePath(m: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length === 1) return [];
  const k = powerBelow(leaves.length);
  return m < k
    ? [...naivePath(m, leaves.slice(0, k)), naiveRoot(leaves.slice(k))]
    : [...naivePath(m - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))];
}

/** SUBPROOF(m, D[n], b) of RFC 6962, 2.1.2. */
function naiveSubproof(m: number, leaves: readonly Hash[], whole: boolean): Hash[] {
  if (m === leaves.length) return whole ? [] : [naiveRoot(leaves)];
  const k = powerBelow(leaves.length);
  return m <= k
    ? [...naiveSubproof(m, leaves.slice(0, k), whole), naiveRoot(leaves.slice(k))]
    : [...naiveSubproof(m - k, leaves.slice(k), false), naiveRoot(leaves.slice(0, k))];
}

const flipped = (hash: Hash, at: number) => hash.map((byte, index) => (index === at ? byte ^ 1 : byte));

describe('published vectors', () => {
  const log = new Log(inputs.map((input) => leafHash(hexToBytes(input))));

  test.each(roots.map((root, size) => [size, root] as const))('root of %i leaves', (size, root) => {
    expect(hex(log.root(size))).toBe(root);
  });

  test.each(vectors.merkle.inclusion)('$name', ({ leafIdx, treeSize, leafHash, root, proof, wantErr }) => {
    const good = provesInclusion(proof.map(bytes), leafIdx, treeSize, bytes(leafHash), bytes(root));
    // Stricter than the standard's own tests in one thing: a hash has 32 bytes.
    expect(good).toBe(!wantErr && bytes(root).length === 32);
  });

  test.each(vectors.merkle.consistency)('$name', ({ size1, size2, root1, root2, proof, wantErr }) => {
    const good = provesConsistency(proof.map(bytes), size1, size2, bytes(root1), bytes(root2));
    expect(good).toBe(!wantErr && bytes(root1).length === 32 && bytes(root2).length === 32);
  });

  function bytes(text: string | null): Uint8Array {
    return base64.decode(text ?? '');
  }
});

describe('beside a naive tree', () => {
  const log = new Log(leavesOf(70), [1, 2, 3, 30, 0, 34]);

  test('every root, inclusion and consistency of up to 70 leaves', () => {
    for (let size = 1; size <= 70; size += 1) {
      const some = log.leaves.slice(0, size);
      expect(hex(log.root(size))).toBe(hex(naiveRoot(some)));
      for (let index = 0; index < size; index += 1) {
        const proof = log.inclusion(index, size);
        expect(proof.map(hex)).toEqual(naivePath(index, some).map(hex));
        expect(provesInclusion(proof, index, size, log.leaves[index]!, log.root(size))).toBe(true);
      }
      for (let earlier = 1; earlier <= size; earlier += 1) {
        const proof = log.consistency(earlier, size);
        expect(proof.map(hex)).toEqual(naiveSubproof(earlier, some, true).map(hex));
        expect(provesConsistency(proof, earlier, size, log.root(earlier), log.root(size))).toBe(true);
      }
    }
  });

  test('a proof for anything else proves nothing', () => {
    const place = fc.nat(69);
    fc.assert(
      fc.property(place, place, place, fc.nat(31), fc.nat(20), (a, b, other, byte, step) => {
        const [index, last] = [Math.min(a, b), Math.max(a, b)];
        const size = last + 1;
        const proof = log.inclusion(index, size);
        const leaf = log.leaves[index]!;
        const root = log.root(size);
        const holds = (p: readonly Hash[], i = index, s = size, l = leaf, r = root) =>
          provesInclusion(p, i, s, l, r);
        expect(holds(proof)).toBe(true);
        expect(holds(proof, index, size, flipped(leaf, byte))).toBe(false);
        expect(holds(proof, index, size, leaf, flipped(root, byte))).toBe(false);
        expect(holds([...proof, root])).toBe(false);
        expect(holds(proof.slice(1))).toBe(proof.length === 0);
        if (other !== index) expect(holds(proof, other)).toBe(false);
        const at = step % Math.max(1, proof.length);
        if (proof.length > 0) {
          expect(holds(proof.map((hash, n) => (n === at ? flipped(hash, byte) : hash)))).toBe(false);
        }
        expect(holds(proof, index, size, leaf.subarray(1))).toBe(false);
        expect(holds(proof, -1)).toBe(false);
        expect(holds(proof, size)).toBe(false);
        expect(holds(proof, 0.5)).toBe(false);
      }),
    );
  });

  test('two logs that part are never consistent', () => {
    const branch = new Log(log.leaves.map((leaf, index) => (index === 20 ? flipped(leaf, 0) : leaf)));
    for (let earlier = 21; earlier < 70; earlier += 1) {
      const proof = branch.consistency(earlier, 70);
      expect(provesConsistency(proof, earlier, 70, log.root(earlier), branch.root(70))).toBe(false);
      expect(
        provesConsistency(log.consistency(earlier, 70), earlier, 70, log.root(earlier), branch.root(70)),
      ).toBe(false);
    }
    expect(provesConsistency(branch.consistency(20, 70), 20, 70, log.root(20), branch.root(70))).toBe(true);
  });

  test('a proof is not built for what is not there', () => {
    for (const [index, size] of [
      [3, 3],
      [-1, 3],
      [0, 0],
      [0.5, 3],
      [0, 2 ** 53],
    ] as const) {
      expect(() => log.inclusion(index, size)).toThrow(RangeError);
    }
    expect(() => log.consistency(4, 3)).toThrow(RangeError);
    expect(log.consistency(0, 3)).toEqual([]);
  });

  test('a proof reads few nodes, however many leaves there are', () => {
    const size = 1_000_000_007;
    for (const index of [0, 1, 999_999, 536_870_912, size - 1]) {
      expect(nodesForInclusion(index, size).length).toBeLessThan(60);
      expect(nodesForConsistency(index + 1, size).length).toBeLessThan(60);
    }
  });
});

describe('tiles', () => {
  test.each([
    [{ level: 0, index: 0, width: 256 }, '0/000'],
    [{ level: 0, index: 1_234_067, width: 256 }, '0/x001/x234/067'],
    [{ level: 1, index: 999, width: 17 }, '1/999.p/17'],
    [{ level: 63, index: 1000, width: 1 }, '63/x001/000.p/1'],
  ])('%o is at %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  test.each([
    '0/0',
    '0/0000',
    '00/000',
    '64/000',
    '0/x000/001',
    '0/001/002',
    '0/000.p/0',
    '0/000.p/256',
    '0/000.p/01',
    '-1/000',
    '0/000/',
    '0/../000',
    '0/x0a1/000',
    '0/000.p/',
    '',
    '0/000.P/3',
  ])('%s is no tile', (path) => {
    expect(parseTilePath(path)).toBe(null);
  });

  test('the example of the standard: 70,000 leaves', () => {
    const widths = (level: number, count: number) =>
      Array.from({ length: count }, (_, index) => widthIn(70_000, { level, index }));
    expect(widths(0, 275).filter((width) => width === 256)).toHaveLength(273);
    expect(widths(0, 275).slice(272)).toEqual([256, 112, 0]);
    expect(widths(1, 3)).toEqual([256, 17, 0]);
    expect(widths(2, 2)).toEqual([1, 0]);
    expect(widthIn(256, { level: 1, index: 0 })).toBe(1);
    expect(firstNodeOf({ level: 1, index: 1, width: 17 })).toEqual({ level: 8, index: 256 });
  });
});
