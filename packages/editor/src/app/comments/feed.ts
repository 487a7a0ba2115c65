/**
 * The comments of an agreement, live: read once, then thread by thread as the server tells that one changed. What the
 * person may no longer see goes at once.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CommentsView, ThreadSummaryView, ThreadView } from '../../frames/index.ts';
import { useAgreement } from '../agreement.tsx';
import { commentThread, comments } from '../api/endpoints.ts';
import { statusOf } from '../api/problem.ts';
import { useResource, type Resource } from '../api/resource.ts';
import { useWatched } from '../ui/watch.ts';

export interface CommentsFeed {
  readonly resource: Resource<CommentsView>;
  /** In the order in which they were opened; undefined until they were read. */
  readonly threads: readonly ThreadSummaryView[] | undefined;
  /** Reads a thread again, as after one's own act. */
  readonly refreshThread: (thread: string) => Promise<void>;
}

/** Threads that changed since the list was read: as they are now, or null where they are gone. */
type Patches = ReadonlyMap<string, ThreadView | null>;
const none: Patches = new Map();

/** @param clause null: of the whole agreement */
export function useComments(clause: string | null = null): CommentsFeed {
  const { id, view, connection } = useAgreement();
  const key = `${id} comments ${clause ?? ''} ${view.viewer.key}`;
  const resource = useResource(key, (signal) => comments(id, clause, signal));
  const { data, refresh } = resource;
  const [patched, setPatched] = useState<{ readonly of: CommentsView | undefined; readonly map: Patches }>({
    of: undefined,
    map: none,
  });
  const patches = patched.of === data ? patched.map : none;

  const refreshThread = useCallback(
    async (thread: string) => {
      let now: ThreadView | null;
      try {
        now = await commentThread(id, thread);
      } catch (error) {
        if (statusOf(error) !== 404) return;
        now = null;
      }
      setPatched((was) => ({
        of: data,
        map: new Map([...(was.of === data ? was.map : none), [thread, now]]),
      }));
    },
    [id, data],
  );

  useEffect(() => {
    const news = connection?.commentsNews;
    return news?.subscribe(() => {
      const { threads } = news.current;
      if (threads.length === 0 || threads.length > 20) refresh();
      else for (const thread of threads) void refreshThread(thread);
    });
  }, [connection, refresh, refreshThread]);

  useRereading(refresh);

  const threads = useMemo(() => {
    if (!data) return undefined;
    if (patches.size === 0) return data.threads;
    const known = new Set(data.threads.map((one) => one.id));
    const added = [...patches].flatMap(([thread, now]) =>
      now && !known.has(thread) && (clause === null || now.clause.clause === clause) ? [now] : [],
    );
    return [
      ...data.threads.flatMap((one) => (patches.has(one.id) ? (patches.get(one.id) ?? []) : [one])),
      ...added,
    ];
  }, [data, patches, clause]);
  return { resource, threads, refreshThread };
}

/**
 * Reads again when the agreement or the rights of the person changed: a clause may have become confidential, and what
 * was said on it then goes with it.
 */
function useRereading(refresh: () => void): void {
  const { view, connection } = useAgreement();
  const rights = useWatched(connection?.rightsEpoch, 0);
  const seen = useRef({ version: view.version, rights });
  useEffect(() => {
    const was = seen.current;
    seen.current = { version: view.version, rights };
    if (was.version !== view.version || was.rights !== rights) refresh();
  }, [view.version, rights, refresh]);
}

/** One thread, whole, and read again whenever it changes. */
export function useThread(thread: string): Resource<ThreadView> {
  const { id, view, connection } = useAgreement();
  const resource = useResource(`${id} thread ${thread} ${view.viewer.key}`, (signal) =>
    commentThread(id, thread, signal),
  );
  const { refresh } = resource;
  useEffect(() => {
    const news = connection?.commentsNews;
    return news?.subscribe(() => {
      const { threads } = news.current;
      if (threads.length === 0 || threads.includes(thread)) refresh();
    });
  }, [connection, refresh, thread]);
  useRereading(refresh);
  return resource;
}
