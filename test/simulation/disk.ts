/**
 * The disk of the simulation: a store in memory that forgets, when the server crashes, what was not yet synced.
 * A write is a transaction: it becomes durable as a whole at one instant, and is acknowledged at that instant or
 * later; a crash in between leaves it durable and unacknowledged. Writes can be slow, find the disk full (nothing
 * is written), or meet a failing fsync (nobody knows what is written, and every later write fails).
 *
 * Wrong disks break one promise each; the simulation has to notice, or it would notice nothing.
 */
import {
  ConflictError,
  FrozenError,
  RoomExistsError,
  type Commit,
  type HistoryRow,
  type JournalEntry,
  type Projection,
  type RoomHistory,
  type RoomRecord,
  type RoomSeed,
  type Store,
} from '@travaux/server/store';
import type { RecordedEvent } from '@travaux/workflow/agreement';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

export type WrongDisk =
  'acknowledges before it syncs' | 'tears the last write' | 'deletes before it compacts';

/** Is told of everything at the instant at which it becomes durable. */
export interface DiskWitness {
  created(seed: RoomSeed): void;
  appended(entry: JournalEntry): void;
  compacted(room: string): void;
}

interface RoomFile {
  readonly agreement: string;
  isFrozen: boolean;
  seq: number;
  snapshot: Uint8Array | null;
  snapshotSeq: number;
  updates: {
    readonly seq: number;
    readonly bytes: Uint8Array;
    readonly person: string | null;
    readonly at: string;
  }[];
  history: { readonly seq: number; readonly bytes: Uint8Array } | null;
  readonly leases: Map<number, string | null>;
}

export class FaultDisk {
  readonly #time: VirtualTime;
  readonly #random: Random;
  readonly #witness: DiskWitness;
  readonly #wrong: WrongDisk | null;
  readonly #rooms = new Map<string, RoomFile>();
  readonly #events = new Map<string, RecordedEvent[]>();
  readonly #projections = new Map<string, Projection>();
  #mount: Mount | null = null;
  /** Milliseconds that a write takes on average. */
  slowness = 1;
  isFull = false;
  /** The next write meets a failing fsync. */
  failsNext = false;

  constructor(time: VirtualTime, random: Random, witness: DiskWitness, wrong: WrongDisk | null) {
    this.#time = time;
    this.#random = random;
    this.#witness = witness;
    this.#wrong = wrong;
  }

  /** @param broken told when the disk has failed: the process must end */
  mount(broken: () => void): Store {
    const mount = new Mount(this.#time, this, broken);
    this.#mount = mount;
    return {
      journal: {
        owner: (room) => mount.read(() => this.#rooms.get(room)?.agreement ?? null),
        load: (room) => mount.read(() => this.load(room)),
        append: (entries) => {
          const written = mount.write(
            () => this.#append(entries),
            () => this.#tornAppend(entries),
          );
          if (this.#wrong !== 'acknowledges before it syncs') return written;
          written.catch(() => {});
          return Promise.resolve();
        },
        compact: (room, seq, state, history) => mount.write(() => this.#compact(room, seq, state, history)),
        history: (room) => mount.read(() => this.#history(room)),
        heads: (agreement) =>
          mount.read(
            () =>
              new Map(
                [...this.#rooms].filter(([, r]) => r.agreement === agreement).map(([id, r]) => [id, r.seq]),
              ),
          ),
        projections: (agreement) =>
          mount.read(
            () =>
              new Map([...this.#projections].filter(([id]) => this.#rooms.get(id)?.agreement === agreement)),
          ),
        saveProjections: (entries) =>
          mount.write(() => {
            for (const [room, projection] of entries) {
              const older = this.#projections.get(room);
              if (older === undefined || older.seq < projection.seq) this.#projections.set(room, projection);
            }
          }),
      },
      agreements: {
        list: unused,
        events: (agreement, after = 0) =>
          mount.read(() => (this.#events.get(agreement) ?? []).filter((event) => event.version > after)),
        commit: (commit) => mount.write(() => this.#commit(commit)),
        texts: unused,
        importReport: unused,
        source: unused,
        clear: unused,
      },
      ledgers: undefined as never,
      comments: undefined as never,
      proposals: undefined as never,
      people: undefined as never,
      ping: unused,
      close: unused,
    };
  }

  /** The server is killed, or the power fails. */
  crash(): void {
    this.#mount?.die(this.#random, this.#wrong === 'tears the last write');
    this.#mount = null;
  }

  latency(): number {
    return this.#random.exponential(this.slowness);
  }

  get random(): Random {
    return this.#random;
  }

  /** What is durable, without a mount. */
  load(room: string): RoomRecord | null {
    const file = this.#rooms.get(room);
    if (file === undefined) return null;
    return {
      agreement: file.agreement,
      seq: file.seq,
      snapshot: file.snapshot,
      snapshotSeq: file.snapshotSeq,
      updates: file.updates.map(({ bytes }) => bytes),
      leases: new Map(file.leases),
    };
  }

  #append(entries: readonly JournalEntry[]): void {
    this.#checkEntries(entries);
    for (const entry of entries) this.#put(entry);
  }

  #tornAppend(entries: readonly JournalEntry[]): void {
    this.#append(entries.slice(0, Math.ceil(entries.length / 2)));
    // The half of an entry: it counts, but its bytes are not there.
    const next = entries[Math.ceil(entries.length / 2)];
    const file = next && this.#rooms.get(next.room);
    if (file && next) file.seq = next.seq;
  }

  #checkEntries(entries: readonly JournalEntry[]): void {
    const due = new Map<string, number>();
    for (const { room, seq, leases, person } of entries) {
      const file = this.#rooms.get(room);
      const next = (due.get(room) ?? file?.seq ?? -1) + 1;
      if (file === undefined || seq !== next)
        throw new ConflictError(`update ${seq} is not the next of ${room}`);
      if (file.isFrozen) throw new FrozenError(`room ${room} is frozen`);
      due.set(room, next);
      for (const client of leases) {
        if (file.leases.has(client) && file.leases.get(client) !== person)
          throw new ConflictError(`client ${client} of ${room} is another's`);
      }
    }
  }

  #put(entry: JournalEntry): void {
    const file = this.#rooms.get(entry.room)!;
    file.seq = entry.seq;
    file.updates.push({
      seq: entry.seq,
      bytes: entry.update.slice(),
      person: entry.person,
      at: entry.at,
    });
    for (const client of entry.leases) file.leases.set(client, entry.person);
    this.#witness.appended(entry);
  }

  #compact(room: string, seq: number, state: Uint8Array, history: Uint8Array): void {
    const file = this.#rooms.get(room);
    if (file === undefined || seq > file.seq) throw new ConflictError(`${room} has no update ${seq}`);
    if (seq <= file.snapshotSeq) return;
    if (this.#wrong !== 'deletes before it compacts') file.snapshot = state.slice();
    file.snapshotSeq = seq;
    file.updates = file.updates.filter((update) => update.seq > seq);
    this.#saveHistory({ room, seq, bytes: history });
    this.#witness.compacted(room);
  }

  #saveHistory({ room, seq, bytes }: HistoryRow): void {
    const file = this.#rooms.get(room);
    if (file !== undefined && seq > (file.history?.seq ?? 0)) file.history = { seq, bytes: bytes.slice() };
  }

  #history(room: string): RoomHistory | null {
    const file = this.#rooms.get(room);
    if (file === undefined) return null;
    return {
      agreement: file.agreement,
      seq: file.seq,
      base: file.history?.bytes ?? null,
      baseSeq: file.history?.seq ?? 0,
      snapshot: file.snapshot,
      snapshotSeq: file.snapshotSeq,
      updates: file.updates.map(({ bytes, ...update }) => ({ ...update, update: bytes })),
    };
  }

  #commit({ agreement, expectedVersion, events, ...more }: Commit): void {
    const { rooms = [], edits = [], histories = [], freezes = [], read = [] } = more;
    const recorded = this.#events.get(agreement) ?? [];
    if (recorded.length !== expectedVersion) throw new ConflictError(`version ${recorded.length}`);
    this.#checkEntries(edits);
    for (const { room, seq } of read)
      if (this.#rooms.get(room)?.seq !== seq) throw new ConflictError(`${room} is not at ${seq}`);
    for (const { room } of rooms) if (this.#rooms.has(room)) throw new RoomExistsError(room);
    this.#events.set(agreement, [...recorded, ...events]);
    for (const entry of edits) this.#put(entry);
    for (const seed of rooms) {
      this.#rooms.set(seed.room, {
        agreement,
        isFrozen: false,
        seq: seed.update === null ? 0 : 1,
        snapshot: null,
        snapshotSeq: 0,
        updates:
          seed.update === null
            ? []
            : [{ seq: 1, bytes: seed.update, person: null, at: '2026-01-01T00:00:00.000Z' }],
        leases: new Map(),
        history: null,
      });
      this.#witness.created(seed);
    }
    for (const { room, frozen } of freezes) {
      const file = this.#rooms.get(room);
      if (file !== undefined) file.isFrozen = frozen;
    }
    for (const history of histories) this.#saveHistory(history);
  }
}

interface Work {
  /** Does all of it or throws. */
  readonly apply: () => unknown;
  /** What a torn write leaves; null: it cannot be torn. */
  readonly torn: (() => void) | null;
  readonly isWrite: boolean;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/** The disk as one life of the server sees it: one thing after the other. */
class Mount {
  readonly #time: VirtualTime;
  readonly #disk: FaultDisk;
  readonly #onBroken: () => void;
  readonly #waiting: Work[] = [];
  /** What is under way and not durable yet. */
  #current: Work | null = null;
  #isBusy = false;
  #isDead = false;
  #isBroken = false;

  constructor(time: VirtualTime, disk: FaultDisk, onBroken: () => void) {
    this.#time = time;
    this.#disk = disk;
    this.#onBroken = onBroken;
  }

  read<T>(apply: () => T): Promise<T> {
    return this.#add(apply, null, false);
  }

  write(apply: () => void, torn: (() => void) | null = null): Promise<void> {
    return this.#add(apply, torn, true);
  }

  die(random: Random, tears: boolean): void {
    this.#isDead = true;
    const work = this.#current;
    if (work === null || !work.isWrite || this.#isBroken) return;
    if (tears && work.torn !== null) quietly(work.torn);
    // It may have reached the disk as a whole, only the answer did not come.
    else if (random.chance(0.3)) quietly(work.apply);
  }

  #add<T>(apply: () => T, torn: (() => void) | null, isWrite: boolean): Promise<T> {
    return new Promise<T>((done, failed) => {
      this.#waiting.push({ apply, torn, isWrite, done: done as (value: unknown) => void, failed });
      if (!this.#isBusy) this.#next();
    });
  }

  #next(): void {
    const work = this.#waiting.shift();
    this.#isBusy = work !== undefined;
    if (work === undefined || this.#isDead) return;
    this.#current = work;
    this.#time.at(this.#time.now + (work.isWrite ? this.#disk.latency() : 0.1), () => {
      if (this.#isDead) return;
      this.#current = null;
      this.#finish(work);
    });
  }

  #finish(work: Work): void {
    const disk = this.#disk;
    if (work.isWrite) {
      if (this.#isBroken) return this.#answer(() => work.failed(new Error('the disk has failed')));
      if (disk.failsNext) {
        disk.failsNext = false;
        this.#isBroken = true;
        if (disk.random.chance(0.5)) quietly(work.apply);
        this.#onBroken();
        return this.#answer(() => work.failed(new Error('fsync failed')));
      }
      if (disk.isFull) return this.#answer(() => work.failed(new Error('the disk is full')));
    }
    let value: unknown;
    try {
      value = work.apply();
    } catch (error) {
      return this.#answer(() => work.failed(error));
    }
    this.#answer(() => work.done(value));
  }

  /** Durable or refused at once, known a little later. */
  #answer(say: () => void): void {
    this.#time.at(this.#time.now + this.#disk.random.exponential(0.2), () => {
      if (this.#isDead) return;
      say();
      this.#next();
    });
  }
}

function quietly(work: () => unknown): void {
  try {
    work();
  } catch {
    // It would have been refused anyway.
  }
}

function unused(): Promise<never> {
  return Promise.reject(new Error('not part of the simulation'));
}
