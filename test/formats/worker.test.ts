/** The thread that an import runs in: its answer, its bounds, its end. */
import { describe, expect, test } from '@jest/globals';
import { clauseHash, jsonOfDoc } from '@travaux/editor/document';
import { defaultImportLimits, importInWorker, type ReadyToOpen } from '@travaux/server/formats';
import * as Y from 'yjs';

const utf8 = (text: string) => new TextEncoder().encode(text);
const text = '## Article 1\n\n1. One [two]\n2. See Article 1';

async function ready(options?: Parameters<typeof importInWorker>[4]): Promise<ReadyToOpen> {
  const result = await importInWorker(utf8(text), 'x.md', defaultImportLimits, undefined, options);
  if (result.failed) throw new Error(result.sentence);
  return result;
}

describe('an import in its own thread', () => {
  test('gives the agreement, and the first update of every room', async () => {
    const result = await ready({ idSeed: 'k' });
    expect(result.mediaType).toBe('text/markdown');
    expect([...result.seeds.keys()]).toEqual([...result.texts.keys()]);
    for (const [clause, seed] of result.seeds) {
      const ydoc = new Y.Doc();
      Y.applyUpdate(ydoc, seed);
      const json = result.texts.get(clause);
      expect(json && clauseHash(json)).toBe(clauseHash(jsonOfDoc(ydoc)));
      ydoc.destroy();
    }
  });

  test('equal files give equal bytes', async () => {
    const [one, other] = [await ready(), await ready()];
    expect([...one.seeds.values()].map((seed) => Buffer.from(seed).toString('hex'))).toEqual(
      [...other.seeds.values()].map((seed) => Buffer.from(seed).toString('hex')),
    );
  });

  test('says how far it is, and what is wrong', async () => {
    const stages = new Set<string>();
    await importInWorker(utf8(text), 'x.md', defaultImportLimits, (stage) => stages.add(stage));
    expect([...stages]).toEqual(['reading', 'structuring']);
    const failure = await importInWorker(utf8('%PDF-1.7'), 'x.md', defaultImportLimits);
    expect(failure.failed && failure.code).toBe('unknown-format');
  });

  test('is stopped when its time is over', async () => {
    const result = await importInWorker(utf8(text), 'x.md', defaultImportLimits, undefined, { timeoutMs: 1 });
    expect(result.failed && result.code).toBe('took-too-long');
  });

  test('ends at once when it is called off', async () => {
    const stop = new AbortController();
    const result = importInWorker(utf8(text), 'x.md', defaultImportLimits, undefined, {
      signal: stop.signal,
    });
    stop.abort(new Error('called off'));
    await expect(result).rejects.toThrow('called off');
  });
});
