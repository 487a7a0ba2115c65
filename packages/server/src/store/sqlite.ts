/**
 * The embedded store: SQLite in this process, one file, one connection, one writer. For one machine it needs
 * nothing else; the choice is measured in the design, section 8.
 */
import { Kysely, SqliteDialect } from 'kysely';
import { agreementStore } from './agreements.ts';
import { commentStore } from './comments.ts';
import type { Database } from './database.ts';
import type { StoreBrokenError } from './errors.ts';
import { journalStore, notNext } from './journal.ts';
import { Lane } from './lane.ts';
import { ledgerStore } from './ledger.ts';
import { proposalStore } from './proposals.ts';
import { peopleStore } from './people.ts';
import type { Tables } from './schema.ts';
import { openConnection, type SqliteConnection } from './sqlite-connection.ts';
import { Loads } from './sqlite-loads.ts';
import { ConflictError, type JournalEntry, type Store } from './store.ts';

export interface SqliteOptions {
  /** Path of the database file, made with its directory if it is not there; or `:memory:`. */
  readonly file: string;
  /** Told once when the disk has failed: the process must end, and a new one open the file. */
  readonly onBroken?: (error: StoreBrokenError) => void;
}

/** @throws StoreOpenError with a sentence for the operator */
export async function openSqliteStore({ file, onBroken }: SqliteOptions): Promise<Store> {
  const connection = openConnection(file);
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({
      database: {
        prepare: (sql: string) => connection.prepare(sql),
        // The connection is closed below, in its own order.
        close: () => undefined,
      },
    }),
  });
  let told = false;
  const lane = new Lane(() => {
    if (!connection.broken || told) return;
    told = true;
    onBroken?.(connection.broken);
  });
  const database: Database = {
    read: (query) => lane.run(() => query(db)),
    write: (change) => lane.run(() => db.transaction().execute(change)),
  };
  const appends = new Appends(connection, lane);
  const loads = new Loads(connection, lane);
  return {
    agreements: agreementStore(database),
    ledgers: ledgerStore(database),
    journal: journalStore(database, {
      append: (entries) => appends.append(entries),
      load: (room) => loads.load(room),
      owner: (room) => loads.owner(room),
      heads: (agreement) => loads.heads(agreement),
      projections: (agreement) => loads.projections(agreement),
    }),
    comments: commentStore(database),
    proposals: proposalStore(database),
    people: peopleStore(database),
    ping: () =>
      lane.run(() => {
        if (connection.broken) throw connection.broken;
        connection.prepare('SELECT 1').all([]);
      }),
    close: () =>
      lane.close(async () => {
        await db.destroy();
        connection.close();
      }),
  };
}

interface WaitingAppend {
  readonly entries: readonly JournalEntry[];
  readonly done: () => void;
  readonly failed: (reason: unknown) => void;
}

/**
 * The hot path: every accepted edit. Appends that wait at the same time share one transaction and one fsync;
 * each stands or falls alone, and none is acknowledged before the fsync.
 */
class Appends {
  readonly #connection: SqliteConnection;
  readonly #lane: Lane;
  #waiting: WaitingAppend[] = [];

  constructor(connection: SqliteConnection, lane: Lane) {
    this.#connection = connection;
    this.#lane = lane;
  }

  append(entries: readonly JournalEntry[]): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ entries, done, failed });
      if (this.#waiting.length > 1) return;
      this.#lane
        .run(() => {
          const batch = this.#waiting;
          this.#waiting = [];
          this.#write(batch);
        })
        .catch((reason: unknown) => {
          // Only a closed lane comes here with appends still waiting.
          const refused = this.#waiting;
          this.#waiting = [];
          for (const append of refused) append.failed(reason);
        });
    });
  }

  #write(batch: readonly WaitingAppend[]): void {
    try {
      this.#connection.transaction(() => {
        for (const append of batch) this.#insert(append.entries);
      });
    } catch (reason) {
      const [only, ...others] = batch;
      if (only && others.length === 0) return only.failed(reason);
      // One of them is wrong, so all of it was rolled back: now each for itself. Broken, it fails each at once.
      for (const append of batch) this.#write([append]);
      return;
    }
    for (const append of batch) append.done();
  }

  #insert(entries: readonly JournalEntry[]): void {
    for (const { room, seq, update, person, at, leases } of entries) {
      const next = this.#run(
        'UPDATE rooms SET seq = ? WHERE id = ? AND seq = ? AND frozen = 0',
        seq,
        room,
        seq - 1,
      );
      if (next !== 1) throw notNext(room, seq, this.#isFrozen(room));
      this.#run(
        'INSERT INTO updates (room, seq, bytes, person, at) VALUES (?, ?, ?, ?, ?)',
        room,
        seq,
        update,
        person,
        at,
      );
      for (const client of leases) this.#lease(room, client, person);
    }
  }

  #isFrozen(room: string): boolean {
    const [record] = this.#connection.prepare('SELECT frozen FROM rooms WHERE id = ?').all([room]) as {
      frozen: number;
    }[];
    return record?.frozen === 1;
  }

  #lease(room: string, client: number, person: string | null): void {
    const made = this.#run(
      'INSERT INTO leases (room, client, person) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      room,
      client,
      person,
    );
    if (made === 1) return;
    const [held] = this.#connection
      .prepare('SELECT person FROM leases WHERE room = ? AND client = ?')
      .all([room, client]) as { person: string | null }[];
    if (held?.person !== person) throw new ConflictError(`client ${client} of room ${room} is another's`);
  }

  #run(sql: string, ...parameters: unknown[]): number {
    return this.#connection.prepare(sql).run(parameters).changes;
  }
}
