/** `travaux import FILE…`: files become agreements, each one of its own. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportView, InvitationCreated } from '@travaux/editor/frames';
import { CommandError, exitCodes } from './exit-codes.ts';
import { installationOf, Refused, type RunningServer } from './installation.ts';
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
  const found = await installationOf(settingsOf(process.env), options.server);
  const importer: Importer =
    found.kind === 'server'
      ? overHttp(found.server)
      : (fileName, bytes) => found.travaux.importFile(fileName, bytes, found.url);
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
    if (found.kind === 'store') await found.travaux.close();
  }
  return worst;
}

function overHttp(server: RunningServer): Importer {
  const ask = async <T>(path: string, init?: RequestInit) =>
    (await (await server.ask(path, init)).json()) as T;
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
    // In the demo the secretariat has its seat already.
    if (await server.isDemo()) return null;
    const { link } = await ask<InvitationCreated>(`agreements/${agreement}/invitations`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Secretariat', capacity: { role: 'secretariat' } }),
    });
    return link;
  }
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
