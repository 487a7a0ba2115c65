/**
 * A thread of its own for what reads files: a long or hostile one never holds up the people who are typing, has its
 * own bound of memory, and is stopped when its time is over.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ImportFailure } from './imported.ts';

export interface ThreadOptions {
  /** The work is ended after this long. */
  readonly timeoutMs?: number;
  /** Ends it at once; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly maxMemoryMb?: number;
}

const defaultTimeout = 60_000;
const defaultMemory = 512;

/**
 * @param file name of the thread's file beside this one, without its ending
 * @param read takes each message of the thread, and returns the answer when it is one
 */
export function inOwnThread<Answer>(
  file: 'worker' | 'lint-thread',
  question: unknown,
  read: (message: unknown) => Answer | undefined,
  { timeoutMs = defaultTimeout, signal, maxMemoryMb = defaultMemory }: ThreadOptions,
): Promise<Answer | ImportFailure> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(...entry(file, maxMemoryMb, question));
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

    worker.on('message', (message: unknown) => {
      const answer = read(message);
      if (answer !== undefined) settle(() => resolve(answer));
    });
    worker.on('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        fail('too-many-elements', 'Reading this file takes more memory than it may have.');
      } else {
        settle(() => reject(error));
      }
    });
    worker.on('exit', (code) =>
      settle(() => reject(new Error(`the reading thread ended with code ${code} before it answered`))),
    );
  });
}

/**
 * The thread runs the file beside this one: the built one in production. From the TypeScript sources (tests, `pnpm
 * dev`) it needs tsx to read them, whichever way this file itself was loaded.
 */
function entry(name: string, maxMemoryMb: number, workerData: unknown): ConstructorParameters<typeof Worker> {
  const resourceLimits = { maxOldGenerationSizeMb: maxMemoryMb };
  if (!import.meta.url.endsWith('.ts')) {
    return [new URL(`./${name}.js`, import.meta.url), { workerData, resourceLimits, execArgv: [] }];
  }
  // `require` finds the CommonJS build of tsx; a thread of ES modules needs the other one, which lies beside it.
  const found = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/u, '.mjs');
  const tsx = pathToFileURL(found).href;
  const file = new URL(`./${name}.ts`, import.meta.url).href;
  const start = `import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(file)}); });`;
  return [start, { eval: true, workerData, resourceLimits, execArgv: ['--conditions=source'] }];
}
