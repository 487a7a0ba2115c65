/**
 * The ledger at a thousand, a hundred thousand and a million leaves: how fast it grows, what a proof costs to build
 * and to check, and what it would cost without the stored hashes; and what an exported record costs to check.
 */
import {
  consistencyProof,
  emptyFrontier,
  formatRecord,
  frontierRoot,
  grow,
  inclusionProof,
  leafHash,
  leafText,
  nodeHash,
  noteSigner,
  provesConsistency,
  provesInclusion,
  rootHash,
  signCheckpoint,
  verifyRecord,
  type Hash,
  type HashReader,
} from '@travaux/workflow/ledger';
import { machine, median, ms, percentile, ratio, seconds, table } from './report.ts';

const sizes = [1_000, 100_000, 1_000_000];
const rounds = 200;
/** Leaves that one commit adds. */
const batch = 1_000;

function timed<T>(work: () => T): { readonly took: number; readonly result: T } {
  const began = performance.now();
  const result = work();
  return { took: performance.now() - began, result };
}

function naiveRoot(leaves: readonly Hash[]): Hash {
  let row: readonly Hash[] = leaves;
  while (row.length > 1) {
    const above: Hash[] = [];
    for (let index = 0; index < row.length; index += 2) {
      const right = row[index + 1];
      above.push(right ? nodeHash(row[index]!, right) : row[index]!);
    }
    row = above;
  }
  return row[0]!;
}

function leaves(count: number): Hash[] {
  return Array.from({ length: count }, (_, index) =>
    leafHash(new Uint8Array(new Uint32Array([index]).buffer)),
  );
}

function measured(size: number): Record<string, string> {
  const hashes = leaves(size);
  const levels: Hash[][] = [];
  let frontier = emptyFrontier;
  const growing = timed(() => {
    for (let from = 0; from < size; from += batch) {
      const grown = grow(frontier, hashes.slice(from, from + batch));
      for (const { level, index, hash } of grown.nodes) (levels[level] ??= [])[index] = hash;
      frontier = grown.frontier;
    }
  });
  const read: HashReader = ({ level, index }) => levels[level]![index]!;
  const root = frontierRoot(frontier);
  const building: number[] = [];
  const checking: number[] = [];
  const growth: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const index = (round * 7_919) % size;
    const { took, result } = timed(() => inclusionProof(index, size, read));
    building.push(took);
    const check = timed(() => provesInclusion(result, index, size, hashes[index]!, root));
    if (!check.result) throw new Error(`leaf ${index} was not proved`);
    checking.push(check.took);
    const earlier = index + 1;
    const earlierRoot = rootHash(earlier, read);
    const both = timed(() =>
      provesConsistency(consistencyProof(earlier, size, read), earlier, size, earlierRoot, root),
    );
    if (!both.result) throw new Error(`size ${earlier} was not proved`);
    growth.push(both.took);
  }
  const naive = timed(() => naiveRoot(hashes));
  const once = median(building) + median(checking);
  return {
    leaves: size.toLocaleString('en'),
    'appended a second': Math.round(size / (growing.took / 1000)).toLocaleString('en'),
    'inclusion: build': `${median(building).toFixed(3)} ms`,
    'inclusion: check': `${median(checking).toFixed(3)} ms`,
    'both, p99': `${percentile(
      building.map((value, index) => value + checking[index]!),
      99,
    ).toFixed(3)} ms`,
    'consistency: both': `${median(growth).toFixed(3)} ms`,
    'naive root': ms(naive.took),
    ratio: ratio(naive.took, once),
  };
}

function recordOf(events: number): Record<string, string> {
  const signer = noteSigner('example.org/agreements/a', new Uint8Array(32).fill(1));
  const texts = Array.from({ length: events }, (_, index) =>
    leafText({
      agreement: 'a',
      version: index + 1,
      at: '2026-03-01T12:00:00.000Z',
      by: 'dana',
      event: {
        type: 'element-renamed',
        id: `e${index}`,
        heading: `Article ${index}: co-operation of the Parties`,
      },
      salt: new Uint8Array(32).fill(index % 256),
      pseudonymKey: new Uint8Array(32),
    }),
  );
  const { frontier } = grow(
    emptyFrontier,
    texts.map((text) => leafHash(Buffer.from(text))),
  );
  const checkpoint = signCheckpoint(
    { origin: signer.name, size: events, root: frontierRoot(frontier) },
    signer,
  );
  const file = Buffer.from(formatRecord(signer, [checkpoint], texts));
  const { took, result } = timed(() => verifyRecord(file));
  if (!result.verified) throw new Error(result.sentence);
  return {
    'record of': `${events.toLocaleString('en')} events`,
    size: `${(file.length / 1e6).toFixed(2)} MB`,
    'checked in': took < 1000 ? ms(took) : seconds(took),
  };
}

machine();
table(sizes.map(measured));
console.log();
table([1_000, 10_000, 100_000].map(recordOf));
