/**
 * Imports: files on their way to becoming agreements. Each is one job that its owner follows by polling; what it
 * leads to is one transaction, so a job that fails leaves nothing behind.
 */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { ImportView, Problem } from '@travaux/editor/frames';
import { isRefusal, type OpenAgreement } from '@travaux/workflow/agreement';
import type { Logger } from 'pino';
import type { Viewer } from '../auth/viewer.ts';
import type { Desk } from '../commands/desk.ts';
import type { ImportFailure, Imported, ImportProgress, ReadyToOpen } from '../formats/imported.ts';
import { describe } from '../ops/describe.ts';
import { problem, problemOfFailure, problemOfRefusal } from './problem.ts';

export type ReadUpload = (
  file: { readonly fileName: string; readonly bytes: Uint8Array },
  progress: ImportProgress,
  signal: AbortSignal,
) => Promise<ReadyToOpen | ImportFailure>;

export type Participants = Pick<
  OpenAgreement,
  'parties' | 'bodies' | 'organisations' | 'verifiers' | 'accreditations'
>;

/** May give an imported agreement its participants; the demo does, so that every window can open it. */
export type Casting = (
  imported: Imported['open'],
  accreditations: Participants['accreditations'],
) => Participants;

export interface Imports {
  /** Receives the bytes, then works on by itself. */
  begin(
    viewer: Viewer,
    fileName: string,
    bytes: Readable,
  ): Promise<{ readonly view: ImportView } | { readonly problem: Problem; readonly retryAfter?: number }>;
  /** null: no such import, or somebody else's. */
  view(viewer: Viewer, id: string): ImportView | null;
  /** Opens a file that is already in memory, and waits for it. */
  run(viewer: Viewer, fileName: string, bytes: Uint8Array): Promise<ImportView>;
  /** Stops what is at work; nothing of it is kept. */
  close(): Promise<void>;
}

export interface ImportOptions {
  readonly desk: Pick<Desk, 'open'>;
  readonly read: ReadUpload;
  readonly cast?: Casting | undefined;
  readonly maxBytes: number;
  readonly onEnd?: (outcome: 'done' | 'failed') => void;
  readonly log: Logger;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Finished jobs are kept this long for their owner to ask about. */
const keptFor = 3_600_000;
/** Files at once over all persons: each is held in memory while it is received and read. */
const atOnce = 4;

interface Job {
  readonly owner: string;
  view: ImportView;
  endedAt: number | null;
}

export function createImports(options: ImportOptions): Imports {
  const { desk, read, cast, maxBytes, onEnd, log, now, newId } = options;
  const jobs = new Map<string, Job>();
  const stop = new AbortController();
  const running = new Set<Promise<unknown>>();

  const ownerOf = (viewer: Viewer) => viewer.actor.person ?? (viewer.operator ? 'operator' : 'public');
  const active = (owner?: string) =>
    [...jobs.values()].filter((job) => job.endedAt === null && (owner === undefined || job.owner === owner));

  function start(owner: string): { readonly id: string; readonly job: Job } {
    const at = now().getTime();
    for (const [id, job] of jobs) if (job.endedAt !== null && at - job.endedAt > keptFor) jobs.delete(id);
    const id = newId();
    const job: Job = {
      owner,
      view: { id, state: 'working', stage: 'receiving', done: 0, total: 0 },
      endedAt: null,
    };
    jobs.set(id, job);
    return { id, job };
  }

  async function work(id: string, job: Job, viewer: Viewer, fileName: string, bytes: Uint8Array) {
    const say = (stage: 'reading' | 'structuring' | 'storing', done: number, total: number) => {
      job.view = { id, state: 'working', stage, done, total };
    };
    const end = (view: ImportView) => {
      job.view = view;
      job.endedAt = now().getTime();
      if (view.state !== 'working') onEnd?.(view.state);
      return view;
    };
    try {
      say('reading', 0, bytes.byteLength);
      const ready = await read({ fileName, bytes }, say, stop.signal);
      stop.signal.throwIfAborted();
      if (ready.failed) return end({ id, state: 'failed', problem: problemOfFailure(ready) });
      const { open, mediaType, remarks } = ready;
      const rooms = [...ready.seeds].map(([room, update]) => {
        const text = ready.texts.get(room);
        return text === undefined ? { room, update } : { room, update, json: JSON.stringify(text) };
      });
      say('storing', 0, rooms.length);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const own =
        viewer.actor.person === null
          ? []
          : [
              {
                person: viewer.actor.person,
                name: viewer.name,
                capacity: { role: 'secretariat' as const },
              },
            ];
      const agreement = newId();
      const outcome = await desk.open(
        agreement,
        {
          type: 'open-agreement',
          ...open,
          accreditations: own,
          ...cast?.(open, own),
          source: { fileName, mediaType, sha256 },
        },
        viewer.actor,
        { rooms, source: { sha256, bytes }, importReport: JSON.stringify(remarks) },
      );
      if (isRefusal(outcome)) return end({ id, state: 'failed', problem: problemOfRefusal(outcome) });
      const clauses = open.elements.filter((element) => element.kind === 'clause').length;
      return end({ id, state: 'done', agreement, clauses, remarks });
    } catch (error) {
      if (stop.signal.aborted) {
        return end({
          id,
          state: 'failed',
          problem: problem(
            'import-cancelled',
            'The server is going down. Import the file again in a moment.',
          ),
        });
      }
      log.error({ importId: id, error: describe(error) }, 'import failed unexpectedly');
      return end({
        id,
        state: 'failed',
        problem: problem(
          'internal-error',
          `Something went wrong on the server. Nothing was imported. Tell the operator this id: ${id}.`,
        ),
      });
    }
  }

  return {
    async begin(viewer, fileName, stream) {
      const owner = ownerOf(viewer);
      if (active(owner).length > 0) {
        return {
          problem: problem('import-running', 'Another import of yours is running. Wait until it is done.'),
          retryAfter: 2,
        };
      }
      if (active().length >= atOnce) {
        return {
          problem: problem('too-many-requests', 'Several imports are running. Try again in a few seconds.'),
          retryAfter: 5,
        };
      }
      const { id, job } = start(owner);
      const abandon = (found: Problem) => {
        jobs.delete(id);
        return { problem: found };
      };
      const chunks: Uint8Array[] = [];
      let size = 0;
      try {
        for await (const chunk of stream as AsyncIterable<Uint8Array>) {
          size += chunk.byteLength;
          if (size > maxBytes) return abandon(tooLarge(maxBytes));
          chunks.push(chunk);
        }
      } catch (error) {
        if (stream.destroyed) {
          return abandon(problem('invalid-request', 'The file broke off while it was being received.'));
        }
        jobs.delete(id);
        throw error;
      }
      if (size === 0) return abandon(problem('empty-file', 'The file is empty.'));
      const done = work(id, job, viewer, fileName, Buffer.concat(chunks, size));
      running.add(done);
      void done.finally(() => running.delete(done));
      return { view: job.view };
    },

    view(viewer, id) {
      const job = jobs.get(id);
      return job && job.owner === ownerOf(viewer) ? job.view : null;
    },

    async run(viewer, fileName, bytes) {
      const { id, job } = start(ownerOf(viewer));
      try {
        return await work(id, job, viewer, fileName, bytes);
      } finally {
        jobs.delete(id);
      }
    },

    async close() {
      stop.abort();
      await Promise.all(running);
    },
  };
}

export function tooLarge(maxBytes: number): Problem {
  return problem(
    'too-large',
    `The file is longer than ${maxBytes.toLocaleString('en')} bytes, the most that an import takes here.`,
  );
}
