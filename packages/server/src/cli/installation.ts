/**
 * The installation that a command works on: a running server where there is one, because the store belongs to one
 * process at a time; else the store in the data directory, which is opened here. Who acts is the operator of this
 * machine.
 */
import type { MeView, Problem } from '@travaux/editor/frames';
import { pino } from 'pino';
import { MixedStoreError } from '../auth/demo.ts';
import { LedgerError } from '../ledger/errors.ts';
import type { Settings } from '../settings/settings.ts';
import { StoreOpenError } from '../store/index.ts';
import { createTravaux, type Travaux } from '../travaux.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { readOperatorToken } from './operator-token.ts';

export type Installation =
  | { readonly kind: 'server'; readonly server: RunningServer }
  /** `url`: under which its server answers when it runs. Who opened it MUST close it. */
  | { readonly kind: 'store'; readonly travaux: Travaux; readonly url: string };

export interface RunningServer {
  /**
   * What it answers to a request of the operator, below `/api/v1/`.
   * @throws Refused with the problem that it answered, CommandError where it cannot be talked to
   */
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>;
  /** Whether it is the demo. */
  readonly isDemo: () => Promise<boolean>;
}

/** What a server did not do, and why. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** `server`: address of a running server; when it is given, the store is never opened here. */
export async function installationOf(settings: Settings, server: string | undefined): Promise<Installation> {
  const url = (server ?? `http://localhost:${settings.port}${settings.basePath}`).replace(/\/+$/, '');
  if (!URL.canParse(url)) throw new CommandError(exitCodes.usage, `${url} is not an address.`);
  if (await answers(url)) {
    const token = readOperatorToken(settings.dataDir);
    if (token === null) {
      throw new CommandError(
        exitCodes.unavailable,
        `A server answers at ${url}, but its operator token is not in ${settings.dataDir}. Run this as the server's user, with the same TRAVAUX_DATA_DIR.`,
      );
    }
    return { kind: 'server', server: runningServer(url, token) };
  }
  if (server !== undefined) throw new CommandError(exitCodes.unavailable, `No server answers at ${url}.`);
  const travaux = await createTravaux({ settings, logger: pino({ level: 'silent' }) }).catch(
    (error: unknown) => {
      if (error instanceof StoreOpenError || error instanceof LedgerError)
        throw new CommandError(exitCodes.unavailable, error.message);
      if (error instanceof MixedStoreError) throw new CommandError(exitCodes.usage, error.message);
      throw error;
    },
  );
  return { kind: 'store', travaux, url: settings.publicUrl?.href.replace(/\/+$/, '') ?? url };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/livez`, { signal: AbortSignal.timeout(5000) });
    return response.ok && (await response.text()).startsWith('ok');
  } catch {
    return false;
  }
}

function runningServer(url: string, token: string): RunningServer {
  return {
    async ask(path, init = {}) {
      const response = await fetch(`${url}/api/v1/${path}`, {
        ...init,
        headers: { Authorization: `Bearer ${token}`, ...init.headers },
      }).catch((error: unknown) => {
        throw new CommandError(exitCodes.unavailable, `The server at ${url} broke off: ${reasonOf(error)}.`);
      });
      if (response.ok) return response;
      const problem = (await response.json().catch(() => null)) as Problem | null;
      if (response.status === 401 || response.status === 403) {
        throw new CommandError(
          exitCodes.unavailable,
          `The server at ${url} does not accept the operator token of this data directory. Set TRAVAUX_DATA_DIR to the server's.`,
        );
      }
      throw new Refused(problem ?? unknownProblem(response.status));
    },
    async isDemo() {
      // `me` takes no operator: it says what everybody may know.
      return ((await (await fetch(`${url}/api/v1/me`)).json()) as MeView).demo;
    },
  };
}

function unknownProblem(status: number): Problem {
  return {
    type: 'about:blank',
    title: 'Unexpected answer',
    status,
    code: 'unexpected-answer',
    detail: `The server answered with status ${status}.`,
  };
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
  return cause?.code ?? (error instanceof Error ? error.name : 'unknown');
}
