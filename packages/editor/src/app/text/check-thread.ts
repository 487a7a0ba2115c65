/**
 * The check in a thread of its own, as the screen sees it: a question with the texts, an answer with what is found.
 * One question at a time.
 */
import type { ClauseJson } from '../../document/clause-json.ts';
import type { CheckedFinding, CheckSource } from './check-engine.ts';

/** All that a text does not know itself. The same object as before where nothing has changed. */
export type CheckContext = Omit<CheckSource, 'texts'>;

export interface CheckQuestion {
  /** Null: as before. */
  readonly context: CheckContext | null;
  /** Ids of the clauses, in reading order. */
  readonly order: readonly string[];
  /** Clauses whose text is another than in the question before. */
  readonly changed: readonly (readonly [id: string, text: ClauseJson])[];
}

export type CheckAnswer = readonly CheckedFinding[];

export class CheckThread {
  readonly #worker = new Worker(new URL('./check-worker.ts', import.meta.url), { type: 'module' });
  readonly #told = new Map<string, ClauseJson>();
  #context: CheckContext | null = null;

  ask(context: CheckContext, texts: CheckSource['texts'], then: (answer: CheckAnswer) => void): void {
    const question: CheckQuestion = {
      context: context === this.#context ? null : context,
      order: texts.map(({ id }) => id),
      changed: texts.flatMap(({ id, text }) => (this.#told.get(id) === text ? [] : [[id, text] as const])),
    };
    this.#context = context;
    for (const [id, text] of question.changed) this.#told.set(id, text);
    this.#worker.addEventListener('message', ({ data }: MessageEvent<CheckAnswer>) => then(data), {
      once: true,
    });
    this.#worker.postMessage(question);
  }

  close(): void {
    this.#worker.terminate();
  }
}
