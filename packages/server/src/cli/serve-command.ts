/** `travaux serve` and `travaux demo`: the server until it is told to stop. */
import { createLog } from '../ops/log.ts';
import { endOnSignals, serve } from '../ops/serve.ts';
import { readSettings, SettingsError, unknownSettings, type Settings } from '../settings/settings.ts';
import { howToReset, MixedStoreError, OldDemoError } from '../auth/demo.ts';
import { LedgerError } from '../ledger/errors.ts';
import { StoreOpenError } from '../store/index.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { newToken } from '../auth/token.ts';
import { removeOperatorToken, writeOperatorToken } from './operator-token.ts';

export async function serveCommand(demo: boolean, resetDemo = false): Promise<void> {
  const settings = settingsOf({ ...process.env, ...(demo ? { TRAVAUX_DEMO: '1' } : {}) });
  const log = createLog(settings.logLevel);
  for (const name of unknownSettings(process.env)) log.warn({ name }, 'unknown setting');
  const token = newToken();
  const running = await serve({
    settings,
    logger: log,
    operatorToken: token,
    resetDemo,
    // What is on disk is whole; only a new process can tell what the last write was.
    onBroken: () => process.exit(exitCodes.unavailable),
  }).catch((error: unknown) => {
    throw startFailure(error, settings);
  });
  // Only now: a second server that finds the store taken must not replace the token of the first.
  writeOperatorToken(settings.dataDir, token);
  endOnSignals(running, log, () => removeOperatorToken(settings.dataDir));
  try {
    await running.travaux.ready();
  } catch (error) {
    await running.stop();
    throw startFailure(error, settings);
  }
  log.info({ demo: settings.demo }, 'ready');

  const address = settings.publicUrl?.href.replace(/\/+$/, '') ?? running.url;
  const link = await running.travaux.setupLink(address);
  // In one write: who waits for the address has the link too.
  process.stdout.write(
    [
      '',
      ...(link === null
        ? []
        : [
            'Nobody has an account yet. Open this link once, within 7 days, to become the first convener:',
            `  ${link}`,
          ]),
      `Travaux${settings.demo ? ' (demo)' : ''} is ready at ${address}/`,
      '',
      '',
    ].join('\n'),
  );
}

/** @throws CommandError with everything that is wrong */
export function settingsOf(env: Readonly<Record<string, string | undefined>>): Settings {
  try {
    return readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) throw new CommandError(exitCodes.usage, error.message);
    throw error;
  }
}

function startFailure(error: unknown, settings: Settings): unknown {
  if (error instanceof LedgerError && settings.demo)
    return new CommandError(exitCodes.unavailable, `${error.message} Or, as this is the demo: ${howToReset}`);
  if (error instanceof StoreOpenError || error instanceof LedgerError || error instanceof OldDemoError)
    return new CommandError(exitCodes.unavailable, error.message);
  if (error instanceof MixedStoreError) return new CommandError(exitCodes.usage, error.message);
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new CommandError(
        exitCodes.unavailable,
        `Port ${settings.port} is in use. Stop what uses it, or set PORT to another one.`,
      );
    case 'EACCES':
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new CommandError(
        exitCodes.usage,
        `The server cannot listen on ${settings.host}, port ${settings.port}. Check HOST and PORT.`,
      );
    default:
      return error;
  }
}
