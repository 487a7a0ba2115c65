/** Reads the small snapshots of the sync client (and of our own stores) from React. */
import { useSyncExternalStore } from 'react';
import type { Watchable } from '../../sync/sync.ts';

/** @param fallback returned while there is nothing to watch; must be the same object each time */
export function useWatched<T>(watchable: Watchable<T> | undefined | null, fallback: T): T {
  return useSyncExternalStore(
    (listener) => watchable?.subscribe(listener) ?? (() => {}),
    () => (watchable ? watchable.current : fallback),
  );
}

/** A value of one's own that others watch. */
export class Watched<T> implements Watchable<T> {
  #current: T;
  readonly #listeners = new Set<() => void>();

  constructor(initial: T) {
    this.#current = initial;
  }

  get current(): T {
    return this.#current;
  }

  set(value: T): void {
    if (Object.is(value, this.#current)) return;
    this.#current = value;
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
