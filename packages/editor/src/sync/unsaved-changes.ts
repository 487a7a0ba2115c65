/**
 * Which changes of a room's document are on the server's disk, from acknowledgements alone.
 *
 * A change is one Yjs update of local origin. The changes of a document are numbered from 1; every message
 * that carries updates covers all changes up to some number, and an acknowledgement says how many of the
 * session's messages are on disk. What earlier visits on this device left unsent is counted as well: the first
 * message of every session (SyncStep2) carries it.
 */
import type { Coverage } from './channel-socket.ts';

/** What the device remembers of one document with unsent changes; one record per document and visit. */
export interface UnsentRecord {
  readonly clause: string;
  /** Yjs client id of the document: also who wrote the unsent pieces. */
  readonly client: number;
  readonly made: number;
  readonly saved: number;
  /** Up to this clock the server confirmed the client's pieces. */
  readonly clock: number;
}

export interface UnsavedChanges {
  readonly count: number;
  /** A change was made here; the client's clock is now `clock`. */
  changed(clock: number): void;
  /** What a message that is made now covers. */
  coverage(): Coverage;
  /** A new session begins. */
  opened(): void;
  /** What the server has of each client, as it says itself. */
  serverHas(stateVector: ReadonlyMap<number, number>): void;
  sent(n: number, coverage: Coverage): void;
  /** @returns the records of earlier visits that this acknowledgement settled */
  saved(n: number): readonly UnsentRecord[];
  /** Up to which clock the server has a client's pieces; null: all of them. */
  confirmedUpTo(client: number): number | null;
  record(): UnsentRecord;
}

export function unsavedChanges(
  clause: string,
  client: number,
  earlierVisits: readonly UnsentRecord[],
): UnsavedChanges {
  let made = 0;
  let saved = 0;
  let clock = 0;
  let confirmed = 0;
  let earlier = earlierVisits;
  let toldInThisSession = false;
  const inFlight: { n: number; coverage: Coverage }[] = [];

  return {
    get count() {
      return made - saved + earlier.reduce((sum, record) => sum + record.made - record.saved, 0);
    },
    changed(now) {
      made++;
      clock = now;
    },
    coverage: () => ({ made, clock }),
    opened() {
      inFlight.length = 0;
      toldInThisSession = false;
    },
    serverHas(stateVector) {
      const has = (id: number) => stateVector.get(id) ?? 0;
      // The first word of a session is exact, even when the server lost something (a restored backup); a
      // later one may be older than an acknowledgement.
      confirmed = toldInThisSession ? Math.max(confirmed, has(client)) : has(client);
      earlier = earlier.map((record) => ({ ...record, clock: has(record.client) }));
      toldInThisSession = true;
    },
    sent(n, coverage) {
      inFlight.push({ n, coverage });
    },
    saved(n) {
      let covered: Coverage | null = null;
      while (inFlight[0] !== undefined && inFlight[0].n <= n) covered = inFlight.shift()!.coverage;
      if (covered === null) return [];
      saved = Math.max(saved, covered.made);
      confirmed = Math.max(confirmed, covered.clock);
      const settled = earlier;
      earlier = [];
      return settled;
    },
    confirmedUpTo(id) {
      if (id === client) return confirmed;
      return earlier.find((record) => record.client === id)?.clock ?? null;
    },
    record: () => ({ clause, client, made, saved, clock: confirmed }),
  };
}
