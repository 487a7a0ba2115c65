/** Imports in a thread of their own. Nothing of a file that is refused or too slow is left behind. */
import type { ImportFailure, ImportLimits, ImportProgress, ReadyToOpen } from './imported.ts';
import { inOwnThread, type ThreadOptions } from './own-thread.ts';
import type { ImportAnswer, ImportQuestion } from './worker.ts';

export interface ImportWorkerOptions extends ThreadOptions {
  /** Random and for this import alone: what the ids of its elements are made of. Default: the same each time. */
  readonly idSeed?: string;
  /** Yjs client id of the first texts. Default 1. */
  readonly seedClientId?: number;
}

export function importInWorker(
  bytes: Uint8Array,
  fileName: string,
  limits: ImportLimits,
  progress?: ImportProgress,
  options: ImportWorkerOptions = {},
): Promise<ReadyToOpen | ImportFailure> {
  const question: ImportQuestion = {
    // What is refused at a glance needs no more than this.
    bytes: bytes.subarray(0, limits.maxBytes + 1),
    fileName,
    limits,
    idSeed: options.idSeed ?? '',
    seedClientId: options.seedClientId ?? 1,
  };
  const read = (message: unknown): ReadyToOpen | ImportFailure | undefined => {
    const answer = message as ImportAnswer;
    if (answer.kind === 'result') return answer.result;
    progress?.(answer.stage, answer.done, answer.total);
    return undefined;
  };
  return inOwnThread('worker', question, read, options);
}
