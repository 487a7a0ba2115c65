export { StoreBrokenError, StoreClosedError, StoreOpenError, type OpenFailure } from './errors.ts';
export { openSqliteStore, type SqliteOptions } from './sqlite.ts';
export * from './store.ts';
