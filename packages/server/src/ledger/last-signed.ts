/**
 * What was signed last, of each ledger: a small store of its own, beside the database and never in the same
 * backup. A signed root can never be taken back; so before one is signed it is written here, with an fsync, by a
 * compare-and-swap on what was signed before it. A database that was restored from a backup does not know what was
 * signed since; this file does, and the server then refuses to run rather than sign a second root for one size.
 *
 * Only the notary writes it.
 */
import { emptyRoot, type Hash } from '@travaux/workflow/ledger';
import { bytesOf } from '../store/schema.ts';
import { openConnection, type SqliteConnection } from '../store/sqlite-connection.ts';
import type { Migration } from '../store/sqlite-migrations.ts';

export interface Signed {
  readonly agreement: string;
  /** Name of the log, fixed when it began. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  /** The agreement is being thrown away (reset of a demo): it may be missing from the database. */
  readonly discarded: boolean;
}

const migrations: readonly Migration[] = [
  {
    name: 'the key, and what it signed last',
    sql: `
      CREATE TABLE signer (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        public_key BLOB NOT NULL
      ) STRICT;

      CREATE TABLE signed (
        agreement TEXT PRIMARY KEY NOT NULL,
        origin TEXT NOT NULL,
        size INTEGER NOT NULL CHECK (size >= 0),
        root BLOB NOT NULL,
        discarded INTEGER NOT NULL DEFAULT 0 CHECK (discarded IN (0, 1))
      ) STRICT, WITHOUT ROWID;
    `,
  },
];

/** Every method is durable when it returns. */
export class LastSigned {
  readonly #connection: SqliteConnection;

  /** @throws StoreOpenError with a sentence for the operator */
  constructor(file: string) {
    this.#connection = openConnection(file, migrations);
  }

  /** The public key under which all of this was signed; null: nothing was yet. */
  publicKey(): Uint8Array | null {
    const [row] = this.#connection.prepare('SELECT public_key FROM signer').all([]) as {
      public_key: Uint8Array;
    }[];
    return row ? bytesOf(row.public_key) : null;
  }

  /** Once and for ever. */
  setPublicKey(key: Uint8Array): void {
    this.#write('INSERT INTO signer (only, public_key) VALUES (1, ?)', key);
  }

  all(): readonly Signed[] {
    const rows = this.#connection
      .prepare('SELECT agreement, origin, size, root, discarded FROM signed')
      .all([]) as {
      agreement: string;
      origin: string;
      size: number;
      root: Uint8Array;
      discarded: number;
    }[];
    return rows.map((row) => ({ ...row, root: bytesOf(row.root), discarded: row.discarded === 1 }));
  }

  /** Before the first event of an agreement: from now on it counts that the database has forgotten nothing of it. */
  begin(agreement: string, origin: string): void {
    this.#write(
      'INSERT INTO signed (agreement, origin, size, root) VALUES (?, ?, 0, ?)',
      agreement,
      origin,
      emptyRoot,
    );
  }

  /** @returns false when something else than `from` was signed last; nothing is changed then */
  advance(from: Signed, to: { readonly size: number; readonly root: Hash }): boolean {
    const changed = this.#write(
      'UPDATE signed SET size = ?, root = ?, discarded = 0 WHERE agreement = ? AND size = ? AND root = ?',
      to.size,
      to.root,
      from.agreement,
      from.size,
      from.root,
    );
    return changed === 1;
  }

  discardAll(): void {
    this.#write('UPDATE signed SET discarded = 1');
  }

  /** Forgets a discarded ledger, once the database has. */
  forget(agreement: string): void {
    this.#write('DELETE FROM signed WHERE agreement = ? AND discarded = 1', agreement);
  }

  close(): void {
    this.#connection.close();
  }

  #write(sql: string, ...parameters: unknown[]): number {
    return this.#connection.transaction(() => this.#connection.prepare(sql).run(parameters).changes);
  }
}
