/**
 * What the acceptance suite needs to know of a driver: places where stores live, how to come back to one after an
 * orderly end or a kill, and how to make a write fail in its middle.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore, type Store } from '@travaux/server/store';
import Libsql from 'libsql';

/** A step inside a write, named by what it does to which table. */
export type Step =
  | 'insert updates'
  | 'delete updates'
  | 'insert snapshots'
  | 'insert histories'
  | 'insert events'
  | 'insert ledger_nodes'
  | 'insert ledger_salts'
  | 'insert leases'
  | 'insert comment_events';

export interface Place {
  open(): Promise<Store>;
  /** What a new process finds when the one that has `store` open is killed now. */
  openAfterKill(store: Store): Promise<Store>;
  /** From the next `open` on, this step fails; null: none does. Call it while no store is open. */
  failAt(step: Step | null): void;
  remove(): void;
}

export interface Driver {
  readonly name: string;
  place(): Place;
}

export const sqlite: Driver = { name: 'embedded SQLite', place: () => new SqlitePlace() };

export class SqlitePlace implements Place {
  readonly directory = mkdtempSync(join(tmpdir(), 'travaux-store-'));
  #life = 0;

  get file(): string {
    return join(this.directory, `life-${this.#life}`, 'travaux.db');
  }

  open(): Promise<Store> {
    return openSqliteStore({ file: this.file });
  }

  /** The files as they are, written or not by an orderly end. */
  openAfterKill(_store: Store): Promise<Store> {
    const from = this.file;
    this.#life += 1;
    mkdirSync(join(this.file, '..'));
    for (const suffix of ['', '-wal', '-journal']) {
      if (existsSync(from + suffix)) copyFileSync(from + suffix, this.file + suffix);
    }
    return this.open();
  }

  failAt(step: Step | null): void {
    const database = new Libsql(this.file);
    database.exec('DROP TRIGGER IF EXISTS sabotage');
    if (step) {
      const [operation, table] = step.split(' ');
      database.exec(
        `CREATE TRIGGER sabotage BEFORE ${operation} ON ${table} BEGIN SELECT RAISE(ABORT, 'sabotage'); END`,
      );
    }
    database.close();
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
