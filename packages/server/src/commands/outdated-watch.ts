/**
 * The watch for outdated decisions: when a text is edited on which a decision stands, or is put back as it was, those
 * who have a board open are told, though nothing happened to the agreement itself. Edits are gathered, so that who
 * types in a definition costs one look and at most one notice in a while.
 */
import { courseOf, outdated, type AgreementState } from '@travaux/workflow/agreement';
import type { Timer, Timers } from '../rooms/timers.ts';
import type { Desk } from './desk.ts';
import type { Reading } from './reading.ts';

export interface OutdatedWatchOptions {
  readonly desk: Pick<Desk, 'agreementOf' | 'reading' | 'onCommit'>;
  readonly timers: Timers;
  readonly tell: (agreement: string) => Promise<void>;
  readonly onError?: (error: unknown) => void;
}

export interface OutdatedWatch {
  /** Texts of these rooms have new updates on disk. */
  edited(rooms: Iterable<string>): void;
  close(): void;
}

/** How long edits are gathered, in milliseconds. */
const gatherMs = 400;

export function createOutdatedWatch(options: OutdatedWatchOptions): OutdatedWatch {
  const { desk, timers, tell, onError = () => undefined } = options;
  const waiting = new Map<string, Timer>();
  /** What was outdated when it was looked at last, by agreement. */
  const known = new Map<string, string>();
  let closed = false;

  function soon(agreement: string): void {
    if (closed || waiting.has(agreement)) return;
    waiting.set(
      agreement,
      timers.after(gatherMs, () => {
        waiting.delete(agreement);
        void look(agreement).catch(onError);
      }),
    );
  }

  async function look(agreement: string): Promise<void> {
    const reading = await desk.reading(agreement);
    if (closed || !reading) return;
    const now = outdatedIn(reading);
    const before = known.get(agreement);
    known.set(agreement, now);
    if (before !== now) await tell(agreement);
  }

  // Commits are told of by themselves; here they only change what is compared with.
  desk.onCommit((agreement) => {
    if (known.has(agreement)) soon(agreement);
  });

  return {
    edited(rooms) {
      for (const room of rooms) {
        const agreement = desk.agreementOf(room);
        if (agreement !== null) soon(agreement);
      }
    },
    close() {
      closed = true;
      for (const timer of waiting.values()) timer.stop();
      waiting.clear();
    },
  };
}

/** Every decision that is outdated, with by what, as one text to compare. */
function outdatedIn({ state, texts }: Reading): string {
  return JSON.stringify(
    boundClauses(state).flatMap((clause) => {
      const { underWay, text } = courseOf(state, clause);
      const decided = underWay?.text ?? text;
      const found = decided && outdated(decided, texts.closures.get(clause) ?? null);
      return found ? [[clause, found]] : [];
    }),
  );
}

function boundClauses(state: AgreementState): readonly string[] {
  return [...state.courses].flatMap(([clause, { underWay, text }]) => (underWay || text ? [clause] : []));
}
