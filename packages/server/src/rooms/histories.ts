/**
 * The histories of rooms: replays of their journals, kept for the rooms that were asked for last, so that a clause
 * that is looked at while it is written costs only what is new in it.
 */
import type { HistoryRow, JournalEntry, JournalStore, RoomSeed } from '../store/store.ts';
import type { Attributed } from './clause-history.ts';
import { Replay, type Authored } from './replay.ts';

export interface RoomAuthorship {
  readonly seq: number;
  /** Who wrote the text, stretch by stretch in reading order. */
  readonly text: readonly Authored[];
  /** What was deleted, the latest first. */
  readonly deletions: readonly Attributed[];
}

/** A replay holds a document and what was deleted from it. */
const keptReplays = 32;
/** Longest turn of the event loop that a replay takes. */
const turnMs = 10;

export class Histories {
  readonly #journal: JournalStore;
  readonly #kept = new Map<string, Replay>();
  /** One piece of work on a room after the other: a replay goes forward only. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(journal: JournalStore) {
    this.#journal = journal;
  }

  /** @returns null when there is no such room */
  authorship(room: string): Promise<RoomAuthorship | null> {
    return this.#inTurn(room, async () => {
      const replay = await this.#replay(room, Number.POSITIVE_INFINITY, this.#kept.get(room));
      if (replay === null) return null;
      this.#keep(room, replay);
      return { seq: replay.seq, text: replay.text(), deletions: replay.deletions() };
    });
  }

  /** The history up to an update, for the snapshot that sums the journal up to it. */
  upTo(room: string, seq: number): Promise<Uint8Array> {
    return this.#inTurn(room, async () => {
      const replay = await this.#replay(room, seq, undefined);
      // What is kept began at the snapshot before.
      this.#forget(room);
      if (replay === null) throw new Error(`room ${room} is gone`);
      const history = replay.encode();
      replay.destroy();
      return history;
    });
  }

  /**
   * The histories after a split: in the old room the blocks that go are not deleted by anybody, and in the new one
   * they are not written by whoever split.
   */
  ofSplit(edit: JournalEntry, atBlock: number, seed: RoomSeed): Promise<readonly HistoryRow[]> {
    return this.#inTurn(edit.room, async () => {
      const replay = await this.#replay(edit.room, edit.seq - 1, undefined);
      this.#forget(edit.room);
      if (replay === null) throw new Error(`room ${edit.room} is gone`);
      const rows = [{ room: edit.room, seq: edit.seq, bytes: replay.encode() }];
      if (seed.update !== null) {
        rows.push({ room: seed.room, seq: 1, bytes: replay.historyOfBlocks(atBlock, seed.update) });
      }
      replay.destroy();
      return rows;
    });
  }

  clear(): void {
    for (const room of [...this.#kept.keys()]) this.#forget(room);
  }

  async #replay(room: string, upTo: number, kept: Replay | undefined): Promise<Replay | null> {
    const record = await this.#journal.history(room);
    if (record === null) return null;
    // A stored history is always gone on from, so that what is shown does not depend on what is in memory.
    const replay = kept?.goesOnFrom(record) ? kept : new Replay(record);
    let turn = performance.now();
    for (const update of record.updates) {
      if (update.seq > upTo) break;
      replay.advance(update);
      if (performance.now() - turn > turnMs) {
        await new Promise<void>((resolve) => setImmediate(resolve));
        turn = performance.now();
      }
    }
    return replay;
  }

  #keep(room: string, replay: Replay): void {
    if (this.#kept.get(room) !== replay) this.#forget(room);
    this.#kept.delete(room);
    this.#kept.set(room, replay);
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size > keptReplays) this.#forget(oldest);
  }

  #forget(room: string): void {
    this.#kept.get(room)?.destroy();
    this.#kept.delete(room);
  }

  #inTurn<T>(room: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(room) ?? Promise.resolve();
    const done = before.then(work);
    const settled = done.catch(() => {});
    this.#turns.set(room, settled);
    void settled.then(() => {
      if (this.#turns.get(room) === settled) this.#turns.delete(room);
    });
    return done;
  }
}
