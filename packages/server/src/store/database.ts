/**
 * A database as the queries see it, whichever it is. The drivers make it.
 */
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './schema.ts';

/** Runs queries one after the other, and a transaction whole. */
export interface Database {
  read<T>(query: (db: Kysely<Tables>) => Promise<T>): Promise<T>;
  write<T>(change: (trx: Transaction<Tables>) => Promise<T>): Promise<T>;
}
