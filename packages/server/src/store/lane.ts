/**
 * The lane of a connection: work on it, one piece after the other, in the order in which it was asked for.
 */
import { StoreClosedError } from './errors.ts';

export class Lane {
  #tail: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | null = null;
  readonly #afterEach: () => void;

  constructor(afterEach: () => void) {
    this.#afterEach = afterEach;
  }

  run<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreClosedError());
    return this.#then(work);
  }

  close(work: () => Promise<void>): Promise<void> {
    return (this.#closed ??= this.#then(work));
  }

  #then<T>(work: () => T | Promise<T>): Promise<T> {
    const done = this.#tail.then(work).finally(this.#afterEach);
    this.#tail = done.catch(() => undefined);
    return done;
  }
}
