/** The thread of an import: reads one file, makes the first update of every room, answers, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { nodeOfJson, seedOfNode } from '@travaux/editor/document';
import type { ImportFailure, ImportLimits, ReadyToOpen } from './imported.ts';
import { readFile } from './read-file.ts';

export interface ImportQuestion {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly limits: ImportLimits;
  readonly idSeed: string;
  readonly seedClientId: number;
}

export type ImportAnswer =
  | {
      readonly kind: 'progress';
      readonly stage: 'reading' | 'structuring';
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'result'; readonly result: ReadyToOpen | ImportFailure };

function answer(message: ImportAnswer): void {
  parentPort?.postMessage(message);
}

const { bytes, fileName, limits, idSeed, seedClientId } = workerData as ImportQuestion;
const imported = readFile(
  bytes,
  fileName,
  limits,
  (stage, done, total) => answer({ kind: 'progress', stage, done, total }),
  { idSeed },
);
if (imported.failed) {
  answer({ kind: 'result', result: imported });
} else {
  const seeds = new Map<string, Uint8Array>();
  let done = 0;
  for (const [clause, text] of imported.texts) {
    seeds.set(clause, seedOfNode(nodeOfJson(text), seedClientId));
    done += 1;
    if (done % 50 === 0) answer({ kind: 'progress', stage: 'structuring', done, total: imported.texts.size });
  }
  answer({ kind: 'result', result: { ...imported, seeds } });
}
