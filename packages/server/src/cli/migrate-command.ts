/** `travaux migrate`: brings the store of a server that is not running to this version, and says so. */
import { join } from 'node:path';
import { openSqliteStore, StoreOpenError } from '../store/index.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { settingsOf } from './serve-command.ts';

export async function migrateCommand(): Promise<number> {
  const settings = settingsOf(process.env);
  try {
    // Opening is what migrates.
    const store = await openSqliteStore({ file: join(settings.dataDir, 'travaux.sqlite') });
    await store.ping();
    await store.close();
  } catch (error) {
    if (error instanceof StoreOpenError) throw new CommandError(exitCodes.unavailable, error.message);
    throw error;
  }
  process.stdout.write(`The store in ${settings.dataDir} is up to date.\n`);
  return exitCodes.ok;
}
