/**
 * A value that screens watch: an immutable snapshot, replaced as a whole. It tells its listeners only when the
 * snapshot became another one, so that useSyncExternalStore never draws for nothing.
 */
import type { Watchable } from './sync.ts';

export interface Watched<T> extends Watchable<T> {
  /** Replaces the snapshot; an equal one (by `equal`) is kept, so that its identity lasts. */
  set(next: T): void;
}

export function watched<T>(initial: T, equal: (a: T, b: T) => boolean = Object.is): Watched<T> {
  const listeners = new Set<() => void>();
  let current = initial;
  return {
    get current() {
      return current;
    },
    set(next) {
      if (equal(current, next)) return;
      current = next;
      // A copy: a listener may end its own or another's subscription.
      for (const listener of [...listeners]) if (listeners.has(listener)) listener();
    },
    subscribe(listener) {
      // Wrapped, so that one function subscribed twice is two subscriptions.
      const own = () => listener();
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },
  };
}

/** Equality of small flat snapshots, such as the states of the contract. */
export function sameFields<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys(a) as (keyof T)[];
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}
