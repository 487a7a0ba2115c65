/**
 * Imports in a thread of their own: a long or hostile file never holds up the people who are typing, has its own
 * bound of memory, and is stopped when its time is over. Nothing of it is left behind.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ImportFailure, ImportLimits, ImportProgress, ReadyToOpen } from './imported.ts';
import type { ImportAnswer, ImportQuestion } from './worker.ts';

export interface ImportWorkerOptions {
  /** The import is ended after this long. */
  readonly timeoutMs?: number;
  /** Ends it at once; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Put before every id, so that rooms of two agreements never share one: letters, digits, `.`, `-`, `_`. */
  readonly idPrefix?: string;
  /** Yjs client id of the first texts. Default 1. */
  readonly seedClientId?: number;
  readonly maxMemoryMb?: number;
}

const defaultTimeout = 60_000;
const defaultMemory = 512;

export function importInWorker(
  bytes: Uint8Array,
  fileName: string,
  limits: ImportLimits,
  progress?: ImportProgress,
  options: ImportWorkerOptions = {},
): Promise<ReadyToOpen | ImportFailure> {
  const { timeoutMs = defaultTimeout, signal, maxMemoryMb = defaultMemory } = options;
  // What is refused at a glance needs no thread.
  if (bytes.byteLength > limits.maxBytes) bytes = bytes.subarray(0, limits.maxBytes + 1);
  const question: ImportQuestion = {
    bytes,
    fileName,
    limits,
    idPrefix: options.idPrefix ?? '',
    seedClientId: options.seedClientId ?? 1,
  };

  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(...entry(maxMemoryMb, question));
    let settled = false;
    const settle = (finish: () => void) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      void worker.terminate();
      finish();
    };
    const fail = (code: ImportFailure['code'], sentence: string) =>
      settle(() => resolve({ failed: true, code, sentence }));
    const timer = setTimeout(() => {
      fail(
        'took-too-long',
        `Reading this file took longer than ${Math.round(timeoutMs / 1000)} seconds, so it was stopped.`,
      );
    }, timeoutMs);
    const onAbort = () => settle(() => reject(signal?.reason as Error));
    signal?.addEventListener('abort', onAbort, { once: true });

    worker.on('message', (answer: ImportAnswer) => {
      if (answer.kind === 'progress') progress?.(answer.stage, answer.done, answer.total);
      else settle(() => resolve(answer.result));
    });
    worker.on('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        fail('too-many-elements', 'Reading this file takes more memory than an import may have.');
      } else {
        settle(() => reject(error));
      }
    });
    worker.on('exit', (code) =>
      settle(() => reject(new Error(`the import thread ended with code ${code} before it answered`))),
    );
  });
}

/**
 * The thread runs the file beside this one: the built one in production. From the TypeScript sources (tests, `pnpm
 * dev`) it needs tsx to read them, whichever way this file itself was loaded.
 */
function entry(maxMemoryMb: number, workerData: ImportQuestion): ConstructorParameters<typeof Worker> {
  const resourceLimits = { maxOldGenerationSizeMb: maxMemoryMb };
  if (!import.meta.url.endsWith('.ts')) {
    return [new URL('./worker.js', import.meta.url), { workerData, resourceLimits, execArgv: [] }];
  }
  // `require` finds the CommonJS build of tsx; a thread of ES modules needs the other one, which lies beside it.
  const found = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/u, '.mjs');
  const tsx = pathToFileURL(found).href;
  const file = new URL('./worker.ts', import.meta.url).href;
  const start = `import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(file)}); });`;
  return [start, { eval: true, workerData, resourceLimits, execArgv: ['--conditions=source'] }];
}
