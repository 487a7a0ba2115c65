/**
 * One agreement, for every screen about it: what the server says of it, its numbers, the live connection and
 * the sending of commands. The connection (and with it Yjs) is loaded after the first screen is drawn.
 */
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Command, OutlineElement } from '@travaux/workflow/agreement';
import type { Action } from '@travaux/workflow/policy';
import type { Labels } from '../document/numbering.ts';
import type { CoursesView } from '../frames/index.ts';
import type { AgreementView } from '../frames/views.ts';
import type { AgreementConnection } from '../sync/sync.ts';
import { basePath, socketUrl } from './api/base.ts';
import { agreement as readAgreement, courses as fetchCourses, sendCommand, visit } from './api/endpoints.ts';
import { statusOf } from './api/problem.ts';
import { useResource, type Resource } from './api/resource.ts';
import { labelsIn, readableClauses, withVeils } from './outline.ts';
import { useSession } from './session.tsx';
import { useWatched } from './ui/watch.ts';

export type Outcome =
  | { readonly kind: 'done'; readonly version: number }
  /** Somebody else changed the agreement first; `now` is what it is. */
  | { readonly kind: 'conflict'; readonly before: AgreementView; readonly now: AgreementView }
  | { readonly kind: 'failed'; readonly error: Error };

export interface Agreement {
  readonly id: string;
  readonly view: AgreementView;
  readonly labels: Labels;
  readonly elements: ReadonlyMap<string, OutlineElement>;
  readonly connection: AgreementConnection | null;
  readonly rights: ReadonlySet<Action>;
  readonly resource: Resource<AgreementView>;
  /** How far each clause is agreed; comes a moment after the agreement itself. */
  readonly board: Resource<CoursesView>;
  /**
   * Sends a command made against what the person sees.
   * @param seen version of what was on the screen, where that is not the agreement itself
   */
  readonly execute: (command: Command, seen?: number) => Promise<Outcome>;
}

const AgreementContext = createContext<Agreement | null>(null);

export function useAgreement(): Agreement {
  const agreement = useContext(AgreementContext);
  if (!agreement) throw new Error('no AgreementProvider above');
  return agreement;
}

export function useMaybeAgreement(): Agreement | null {
  return useContext(AgreementContext);
}

export function AgreementProvider({
  id,
  children,
}: {
  readonly id: string;
  readonly children: (resource: Resource<AgreementView>, ready: boolean) => ReactNode;
}) {
  const session = useSession();
  const person = session.data?.person?.id ?? null;
  const resource = useResource(id, (signal) => fetchAgreement(id, signal));
  const connection = useConnection(id, person, resource.data !== undefined && session.data !== undefined);
  const view = resource.data;

  const board = useResource(`${id} courses ${person ?? ''}`, (signal) => fetchCourses(id, signal));
  useBoardRefetching(connection, view?.version, board);
  useRefetching(connection, view, resource.refresh, session.refresh);
  useReadableCopies(connection, view);
  useVisit(id, person === null ? undefined : view?.version);

  const { replace } = resource;
  const execute = useCallback(
    async (command: Command, seen?: number): Promise<Outcome> => {
      const before = view;
      if (!before) throw new Error('a command before the agreement was read');
      try {
        const { version } = await sendCommand(id, seen ?? before.version, command);
        replace(await fetchAgreement(id));
        return { kind: 'done', version };
      } catch (error) {
        if (statusOf(error) === 412) {
          try {
            const now = await fetchAgreement(id);
            replace(now);
            return { kind: 'conflict', before, now };
          } catch (second) {
            return { kind: 'failed', error: asError(second) };
          }
        }
        return { kind: 'failed', error: asError(error) };
      }
    },
    [id, view, replace],
  );

  const value = useMemo<Agreement | null>(() => {
    if (!view) return null;
    return {
      id,
      view,
      labels: labelsIn(view),
      elements: new Map(view.elements.map((element) => [element.id, element])),
      connection,
      rights: new Set(view.viewer.rights),
      resource,
      board,
      execute,
    };
  }, [id, view, connection, resource, board, execute]);

  return <AgreementContext value={value}>{children(resource, value !== null)}</AgreementContext>;
}

async function fetchAgreement(id: string, signal?: AbortSignal): Promise<AgreementView> {
  return withVeils(await readAgreement(id, signal));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function useConnection(id: string, person: string | null, wanted: boolean): AgreementConnection | null {
  const [connection, setConnection] = useState<AgreementConnection | null>(null);
  useEffect(() => {
    if (!wanted) return undefined;
    let current: AgreementConnection | null = null;
    let gone = false;
    void import('../sync/index.ts').then(({ connectAgreement }) => {
      if (gone) return;
      current = connectAgreement({
        agreement: id,
        url: socketUrl(),
        storagePrefix: `${basePath()}${person ?? 'public'}`,
        // A room that the reader has left is soon closed: a socket carries a limited number of them.
        timing: { grace: 3000 },
      });
      setConnection(current);
    });
    return () => {
      gone = true;
      setConnection(null);
      current?.close();
    };
  }, [id, person, wanted]);
  return connection;
}

/** The board is as new as the agreement, and follows texts that move under decisions, which no version tells. */
function useBoardRefetching(
  connection: AgreementConnection | null,
  version: number | undefined,
  { data, refresh }: Resource<CoursesView>,
): void {
  const moved = useWatched(connection?.coursesEpoch, 0);
  const read = data?.version ?? Number.POSITIVE_INFINITY;
  useEffect(() => {
    if (version !== undefined && read < version) refresh();
  }, [read, version, refresh]);
  useEffect(() => {
    if (moved > 0) refresh();
  }, [moved, refresh]);
}

const visitPause = 4000;

/**
 * Tells that the person has seen the agreement up to here, for My work to say what changed since. What changes while
 * they look is seen; a visit that cannot be told is told with the next change.
 */
function useVisit(id: string, version: number | undefined): void {
  useEffect(() => {
    if (version === undefined) return undefined;
    const timer = setTimeout(() => visit(id, version).catch(() => {}), visitPause);
    return () => clearTimeout(timer);
  }, [id, version]);
}

/** The device keeps no text that was closed to the person. */
function useReadableCopies(connection: AgreementConnection | null, view: AgreementView | undefined): void {
  useEffect(() => {
    if (view) void connection?.keepOnly(readableClauses(view));
  }, [connection, view]);
}

/** The server tells over the socket that there is something newer, never what. */
function useRefetching(
  connection: AgreementConnection | null,
  view: AgreementView | undefined,
  refresh: () => void,
  refreshSession: () => void,
): void {
  const told = useWatched(connection?.version, 0);
  const epoch = useWatched(connection?.rightsEpoch, 0);
  const version = view?.version ?? Number.POSITIVE_INFINITY;
  useEffect(() => {
    if (told > version) refresh();
  }, [told, version, refresh]);
  useEffect(() => {
    if (epoch === 0) return;
    refresh();
    refreshSession();
  }, [epoch, refresh, refreshSession]);
}
