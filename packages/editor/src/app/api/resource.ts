/**
 * Something read from the server and shown on a screen. What was read last stays visible while it is read
 * again and when that fails, so that a screen never goes blank on a passing fault.
 */
import { useCallback, useEffect, useRef, useState } from 'react';

export interface Resource<T> {
  readonly data: T | undefined;
  readonly error: Error | undefined;
  readonly loading: boolean;
  refresh(): void;
  /** Takes over what a write answered, without another read. */
  replace(data: T): void;
}

interface Snapshot<T> {
  readonly key: string;
  readonly data: T | undefined;
  readonly error: Error | undefined;
  readonly loading: boolean;
}

/** @param key says what is read; another key drops what was there */
export function useResource<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Resource<T> {
  const [snapshot, setSnapshot] = useState<Snapshot<T>>({
    key,
    data: undefined,
    error: undefined,
    loading: true,
  });
  const [round, setRound] = useState(0);
  const loader = useRef(load);
  useEffect(() => {
    loader.current = load;
  });

  useEffect(() => {
    const abort = new AbortController();
    setSnapshot((was) =>
      was.key === key ? { ...was, loading: true } : { key, data: undefined, error: undefined, loading: true },
    );
    loader.current(abort.signal).then(
      (data) => {
        if (!abort.signal.aborted) setSnapshot({ key, data, error: undefined, loading: false });
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        setSnapshot((was) => ({
          key,
          data: was.key === key ? was.data : undefined,
          error: error instanceof Error ? error : new Error(String(error)),
          loading: false,
        }));
      },
    );
    return () => abort.abort();
  }, [key, round]);

  const refresh = useCallback(() => setRound((n) => n + 1), []);
  const replace = useCallback(
    (data: T) => setSnapshot({ key, data, error: undefined, loading: false }),
    [key],
  );
  const current = snapshot.key === key ? snapshot : { data: undefined, error: undefined, loading: true };
  return { data: current.data, error: current.error, loading: current.loading, refresh, replace };
}
