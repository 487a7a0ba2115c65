/**
 * The one connection to an embedded database: opened with the settings that make it durable, held exclusively,
 * watched for failures of the disk, and let go of cleanly.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Libsql from 'libsql';
import { StoreBrokenError, StoreOpenError } from './errors.ts';
import { sqliteMigrations, type Migration } from './sqlite-migrations.ts';

/** A prepared statement, as far as the store uses it. */
export interface Statement {
  readonly reader: boolean;
  all(parameters: readonly unknown[]): unknown[];
  run(parameters: readonly unknown[]): { changes: number; lastInsertRowid: number | bigint };
  iterate(parameters: readonly unknown[]): IterableIterator<unknown>;
}

export interface SqliteConnection {
  prepare(sql: string): Statement;
  /** All of `work` or nothing; one fsync. */
  transaction<T>(work: () => T): T;
  readonly inTransaction: boolean;
  /** The failure of the disk after which nothing may be written any more. */
  readonly broken: StoreBrokenError | null;
  close(): void;
}

/** "TRAV": tells our files from other SQLite databases. */
const applicationId = 0x54524156;
/** More statements than the store has; one that is built to the number of its rows is not worth keeping. */
const keptStatements = 200;
const longestKeptStatement = 2_000;

export function openConnection(
  file: string,
  migrations: readonly Migration[] = sqliteMigrations,
): SqliteConnection {
  if (file !== ':memory:') makeDirectory(dirname(resolve(file)));
  let connection: Connection;
  try {
    connection = new Connection(file);
  } catch (error) {
    throw new StoreOpenError('unusable', `The database ${file} cannot be opened or created.`, {
      cause: error,
    });
  }
  try {
    // Exclusive before the log is opened: then no shared memory is used and no second connection can exist, which
    // keeps clear of a corruption in this SQLite's WAL code that needs two.
    connection.pragma('locking_mode = EXCLUSIVE');
    const step = stepOf(connection, file, migrations.length);
    configure(connection, file);
    migrate(connection, migrations, step);
    return connection;
  } catch (error) {
    connection.abandon();
    throw explained(error, file);
  }
}

class Connection implements SqliteConnection {
  broken: StoreBrokenError | null = null;
  readonly #database: InstanceType<typeof Libsql>;
  readonly #statements = new Map<string, Statement>();

  constructor(file: string) {
    this.#database = new Libsql(file);
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  prepare(sql: string): Statement {
    const kept = this.#statements.get(sql);
    if (kept) return kept;
    const native = this.#watched(() => this.#database.prepare(sql));
    const statement: Statement = {
      reader: native.reader,
      all: (parameters) => this.#watched(() => native.all(parameters)),
      run: (parameters) => {
        // SQLite has rolled back by itself after some failures; rolling back again would hide their cause.
        if (/^rollback$/i.test(sql) && !this.inTransaction) return { changes: 0, lastInsertRowid: 0 };
        return this.#watched(() => native.run(parameters));
      },
      iterate: (parameters) => this.#watched(() => native.iterate(parameters)),
    };
    if (sql.length <= longestKeptStatement) {
      if (this.#statements.size >= keptStatements) this.#statements.clear();
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  exec(sql: string): void {
    this.#watched(() => this.#database.exec(sql));
  }

  pragma(setting: string): unknown {
    const statement = this.#database.prepare(`PRAGMA ${setting}`);
    if (!statement.reader) return void statement.run([]);
    const [row] = statement.all([]);
    return row === undefined ? undefined : Object.values(row as Record<string, unknown>)[0];
  }

  transaction<T>(work: () => T): T {
    this.prepare('BEGIN IMMEDIATE').run([]);
    try {
      const result = work();
      this.prepare('COMMIT').run([]);
      return result;
    } catch (error) {
      this.prepare('ROLLBACK').run([]);
      throw error;
    }
  }

  /**
   * Writes everything into the one file and lets go of it. libsql keeps a closed database and its lock alive for
   * as long as any statement of it is not collected, so the lock is given up by hand first. A write-ahead log
   * that was opened exclusively can only be left by leaving it altogether.
   */
  close(): void {
    this.#statements.clear();
    // Closing would write again what the disk has failed to write. The end of the process lets go of the file.
    if (this.broken) return;
    try {
      this.pragma('journal_mode = DELETE');
      this.#release();
    } finally {
      this.#database.close();
    }
  }

  /** Closes what was not opened, as it was found. */
  abandon(): void {
    this.#statements.clear();
    try {
      this.#release();
    } catch {
      // There is nothing to save, and the failure to open is what the operator is told.
    } finally {
      this.#database.close();
    }
  }

  #release(): void {
    this.pragma('locking_mode = NORMAL');
    this.#database.prepare('SELECT count(*) FROM sqlite_schema').all([]);
  }

  #watched<T>(work: () => T): T {
    if (this.broken) throw this.broken;
    try {
      return work();
    } catch (error) {
      if (isDiskFailure(error)) {
        this.broken = new StoreBrokenError(
          `the disk failed under the database (${codeOf(error)}); restart when it is repaired`,
          { cause: error },
        );
        throw this.broken;
      }
      throw error;
    }
  }
}

/** How many migrations made the file; 0 for a new one. Changes nothing, so that a file of others stays theirs. */
function stepOf(connection: Connection, file: string, known: number): number {
  const step = Number(connection.pragma('user_version'));
  const tables = connection.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all([]);
  if (tables.length > 0 && Number(connection.pragma('application_id')) !== applicationId) {
    throw new StoreOpenError(
      'foreign',
      `${file} is a database of another program. Choose another file for the data.`,
    );
  }
  if (step > known) {
    throw new StoreOpenError(
      'newer',
      `The database ${file} was written by a newer version of Travaux: its tables are at step ${step}, this version knows ${known}. Start the newer version, or restore a backup from before the update.`,
    );
  }
  return step;
}

/** Each setting is read back: SQLite ignores what it does not know or cannot do, and these are promises. */
function configure(connection: Connection, file: string): void {
  const inMemory = file === ':memory:';
  const settings: readonly (readonly [setting: string, to: string, reads: string | number])[] = [
    ['journal_mode', 'WAL', inMemory ? 'memory' : 'wal'],
    ['synchronous', 'FULL', 2],
    ['foreign_keys', 'ON', 1],
    ['trusted_schema', 'OFF', 0],
    ['cell_size_check', 'ON', 1],
    ['locking_mode', 'EXCLUSIVE', 'exclusive'],
  ];
  for (const [setting, to, reads] of settings) {
    connection.pragma(`${setting} = ${to}`);
    const now = connection.pragma(setting);
    if (now !== reads) throw new Error(`${setting} is ${String(now)} where it must be ${reads}`);
  }
}

/** All missing steps or none. Writes in any case, so that the lock is held from here on. */
function migrate(connection: Connection, migrations: readonly Migration[], step: number): void {
  connection.transaction(() => {
    for (const migration of migrations.slice(step)) connection.exec(migration.sql);
    connection.pragma(`application_id = ${applicationId}`);
    connection.pragma(`user_version = ${migrations.length}`);
  });
}

function explained(error: unknown, file: string): unknown {
  if (error instanceof StoreOpenError) return error;
  const code = codeOf(error);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new StoreOpenError(
      'locked',
      `The database ${file} is in use by another process, probably a server that is running. Stop it first, or choose another file.`,
      { cause: error },
    );
  }
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) {
    return new StoreOpenError('foreign', `${file} is not a database, or it is damaged. Restore a backup.`, {
      cause: error,
    });
  }
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|IOERR|FULL)/.test(code)) {
    return new StoreOpenError('unusable', `The database ${file} cannot be written (${code}).`, {
      cause: error,
    });
  }
  return error;
}

function codeOf(error: unknown): string {
  const cause = error instanceof StoreBrokenError ? error.cause : error;
  const code = (cause as { readonly code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}

function isDiskFailure(error: unknown): boolean {
  return /^SQLITE_(IOERR|CORRUPT|NOTADB)/.test(codeOf(error));
}

/** A directory that was made a moment ago is only on disk when the one above it is. */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  try {
    const first = mkdirSync(directory, { recursive: true, mode: 0o700 });
    if (first === undefined || process.platform === 'win32') return;
    const above = openSync(dirname(first), 'r');
    try {
      fsyncSync(above);
    } finally {
      closeSync(above);
    }
  } catch (error) {
    throw new StoreOpenError('unusable', `The directory ${directory} cannot be made.`, { cause: error });
  }
}
