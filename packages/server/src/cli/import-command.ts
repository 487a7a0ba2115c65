/**
 * `travaux import FILE…`: hands files to a running server, because the store belongs to one process at a time;
 * when none runs, opens the store itself. Who acts is the operator of this machine.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportView, InvitationCreated, MeView, Problem } from '@travaux/editor/frames';
import { createTravaux } from '../travaux.ts';
import { pino } from 'pino';
import { MixedStoreError } from '../auth/demo.ts';
import type { Settings } from '../settings/settings.ts';
import { LedgerError } from '../ledger/errors.ts';
import { StoreOpenError } from '../store/index.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { readOperatorToken } from './operator-token.ts';
import { settingsOf } from './serve-command.ts';

export interface ImportCommandOptions {
  /** Address of a running server; when it is given, the store is never opened here. */
  readonly server?: string;
  readonly json?: boolean;
}

interface Report {
  readonly file: string;
  readonly view: ImportView;
  /** Seat of the secretariat in the new agreement, where nobody has it yet. */
  readonly link: string | null;
}

type Importer = (fileName: string, bytes: Uint8Array) => Promise<{ view: ImportView; link: string | null }>;

export async function importCommand(
  files: readonly string[],
  options: ImportCommandOptions,
): Promise<number> {
  const settings = settingsOf(process.env);
  const { importer, close } = await importerOf(settings, options);
  let worst: number = exitCodes.ok;
  try {
    for (const file of files) {
      const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
        throw new CommandError(exitCodes.usage, `${file} cannot be read (${error.code ?? error.name}).`);
      });
      const report: Report = { file, ...(await importer(basename(file), bytes)) };
      print(report, options.json ?? false);
      if (report.view.state !== 'done') worst = exitCodes.refused;
    }
  } finally {
    await close();
  }
  return worst;
}

async function importerOf(
  settings: Settings,
  { server }: ImportCommandOptions,
): Promise<{ readonly importer: Importer; readonly close: () => Promise<void> }> {
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
    return { importer: overHttp(url, token), close: async () => undefined };
  }
  if (server !== undefined) throw new CommandError(exitCodes.unavailable, `No server answers at ${url}.`);
  return inProcess(settings, url);
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/livez`, { signal: AbortSignal.timeout(5000) });
    return response.ok && (await response.text()).startsWith('ok');
  } catch {
    return false;
  }
}

function overHttp(url: string, token: string): Importer {
  async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
    const response = await fetch(`${url}/api/v1/${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${token}`, ...init.headers },
    }).catch((error: unknown) => {
      throw new CommandError(exitCodes.unavailable, `The server at ${url} broke off: ${reasonOf(error)}.`);
    });
    if (response.ok) return (await response.json()) as T;
    const problem = (await response.json().catch(() => null)) as Problem | null;
    if (response.status === 401 || response.status === 403) {
      throw new CommandError(
        exitCodes.unavailable,
        `The server at ${url} does not accept the operator token of this data directory. Set TRAVAUX_DATA_DIR to the server's.`,
      );
    }
    throw new Refused(problem ?? unknownProblem(response.status));
  }

  return async (fileName, bytes) => {
    try {
      let view = await ask<ImportView>('imports', {
        method: 'POST',
        headers: { 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(fileName) },
        body: bytes as Uint8Array<ArrayBuffer>,
      });
      while (view.state === 'working') {
        await new Promise((resolve) => setTimeout(resolve, 150));
        view = await ask<ImportView>(`imports/${view.id}`);
      }
      return { view, link: view.state === 'done' ? await seat(view.agreement) : null };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { view: { id: '', state: 'failed', problem: error.problem }, link: null };
    }
  };

  async function seat(agreement: string): Promise<string | null> {
    // In the demo the secretariat has its seat already. `me` takes no operator: it says what everybody may know.
    const me = (await (await fetch(`${url}/api/v1/me`)).json()) as MeView;
    if (me.demo) return null;
    const { link } = await ask<InvitationCreated>(`agreements/${agreement}/invitations`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Secretariat', capacity: { role: 'secretariat' } }),
    });
    return link;
  }
}

class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
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

async function inProcess(settings: Settings, url: string) {
  const travaux = await createTravaux({ settings, logger: pino({ level: 'silent' }) }).catch(
    (error: unknown) => {
      if (error instanceof StoreOpenError || error instanceof LedgerError)
        throw new CommandError(exitCodes.unavailable, error.message);
      if (error instanceof MixedStoreError) throw new CommandError(exitCodes.usage, error.message);
      throw error;
    },
  );
  const importer: Importer = (fileName, bytes) =>
    travaux.importFile(fileName, bytes, settings.publicUrl?.href.replace(/\/+$/, '') ?? url);
  return { importer, close: () => travaux.close() };
}

function print({ file, view, link }: Report, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ file, ...view, ...(link === null ? {} : { link }) })}\n`);
    return;
  }
  switch (view.state) {
    case 'done':
      process.stdout.write(
        [
          `${file}: imported as agreement ${view.agreement}`,
          `  ${view.clauses} ${view.clauses === 1 ? 'clause' : 'clauses'}, ${view.remarks.length} ${view.remarks.length === 1 ? 'remark' : 'remarks'}`,
          ...view.remarks.slice(0, 20).map((remark) => `  ${remark.where}: ${remark.sentence}`),
          ...(view.remarks.length > 20 ? [`  … and ${view.remarks.length - 20} more, shown in the app`] : []),
          ...(link === null
            ? []
            : ['  To take the seat of its secretariat, open this link once:', `    ${link}`]),
          '',
        ].join('\n'),
      );
      return;
    case 'failed':
      process.stderr.write(
        [
          `${file}: not imported. ${view.problem.detail}`,
          ...(view.problem.errors ?? [])
            .slice(0, 50)
            .map((error) => `  ${error.path || '(root)'}: ${error.message}`),
          '',
        ].join('\n'),
      );
      return;
    case 'working':
      throw new Error('the import ended at work');
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
  return cause?.code ?? (error instanceof Error ? error.name : 'unknown');
}
