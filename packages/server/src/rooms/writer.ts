/**
 * The journal writer: while one append is on its way to the disk, the entries of all rooms that come meanwhile
 * wait together and become the next transaction, with one fsync for all of them.
 *
 * A room hands in its next entries only when the last ones are written, so the entries of a room are always in
 * order, and one append holds at most one group of a room.
 */
import type { JournalEntry, JournalStore } from '../store/store.ts';
import type { RoomMetrics } from './operation.ts';

interface Waiting {
  readonly entries: readonly JournalEntry[];
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/** Keeps one transaction, and so the wait of everybody in it, short. */
const entriesPerAppend = 1_000;

export class JournalWriter {
  readonly #journal: JournalStore;
  readonly #metrics: RoomMetrics;
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;

  constructor(journal: JournalStore, metrics: RoomMetrics) {
    this.#journal = journal;
    this.#metrics = metrics;
  }

  /** Resolves when the entries are on disk; rejects when none of them is. */
  append(entries: readonly JournalEntry[]): Promise<void> {
    return new Promise((written, failed) => {
      this.#waiting.push({ entries, written, failed });
      // Begins in the next turn of the event loop, so that rooms whose windows end together share the append.
      this.#running ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.#run());
    });
  }

  /** Resolves when everything that was handed in is written or refused. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      let count = 0;
      let groups = 0;
      for (const { entries } of this.#waiting) {
        if (groups > 0 && count + entries.length > entriesPerAppend) break;
        count += entries.length;
        groups++;
      }
      await this.#write(this.#waiting.splice(0, groups));
    }
    this.#running = null;
  }

  async #write(groups: readonly Waiting[]): Promise<void> {
    const entries = groups.flatMap((group) => group.entries);
    const begun = performance.now();
    try {
      await this.#journal.append(entries);
    } catch (error) {
      this.#metrics.count('journal_failures', 1);
      // One room's entries may be the reason (another node wrote first): the others are not to suffer. After a
      // failed fsync the store refuses everything, so asking it once more a room writes nothing twice.
      if (groups.length > 1) for (const group of groups) await this.#write([group]);
      else for (const group of groups) group.failed(error);
      return;
    }
    this.#metrics.time('append', (performance.now() - begun) / 1000);
    this.#metrics.count('journal_appends', 1);
    this.#metrics.count('journal_entries', entries.length);
    this.#metrics.count(
      'journal_bytes',
      entries.reduce((sum, { update }) => sum + update.length, 0),
    );
    this.#metrics.size('append_entries', entries.length);
    for (const group of groups) group.written();
  }
}
