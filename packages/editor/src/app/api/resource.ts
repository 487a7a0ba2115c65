/**
 * Something read from the server and shown on a screen. What was read last stays visible while it is read
 * again and when that fails, so that a screen never goes blank on a passing fault.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { statusOf } from './problem.ts';

export interface Resource<T> {
  readonly data: T | undefined;
  readonly error: Error | undefined;
  readonly loading: boolean;
  readonly refresh: () => void;
  /** Takes over what a write answered, without another read. */
  readonly replace: (data: T) => void;
}

interface Snapshot<T> {
  readonly key: string;
  readonly data: T | undefined;
  readonly error: Error | undefined;
  /** Which reading it came of; another one than the present means that one is under way. */
  readonly round: number;
}

/** A passing fault, or a session to be renewed, leaves on the screen what was read; the loss of the right to it does not. */
function mayNotBeShown(error: unknown): boolean {
  return [403, 404, 410].includes(statusOf(error) ?? 0);
}

/** @param key says what is read; another key drops what was there */
export function useResource<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Resource<T> {
  const [snapshot, setSnapshot] = useState<Snapshot<T>>({
    key,
    data: undefined,
    error: undefined,
    round: -1,
  });
  const [round, setRound] = useState(0);
  const loader = useRef(load);
  useEffect(() => {
    loader.current = load;
  });

  useEffect(() => {
    const abort = new AbortController();
    loader.current(abort.signal).then(
      (data) => {
        if (!abort.signal.aborted) setSnapshot({ key, data, error: undefined, round });
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        setSnapshot((was) => ({
          key,
          data: was.key === key && !mayNotBeShown(error) ? was.data : undefined,
          error: error instanceof Error ? error : new Error(String(error)),
          round,
        }));
      },
    );
    return () => abort.abort();
  }, [key, round]);

  const refresh = useCallback(() => setRound((n) => n + 1), []);
  const replace = useCallback(
    (data: T) => setSnapshot((was) => ({ key, data, error: undefined, round: was.round })),
    [key],
  );
  const current = snapshot.key === key ? snapshot : null;
  const loading = current?.round !== round;
  const { data, error } = current ?? {};
  return useMemo(
    () => ({ data, error, loading, refresh, replace }),
    [data, error, loading, refresh, replace],
  );
}
