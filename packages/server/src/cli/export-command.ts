/** `travaux export AGREEMENT`: all of an agreement as a file. */
import { writeFile } from 'node:fs/promises';
import { CommandError, exitCodes } from './exit-codes.ts';
import { installationOf, Refused, type Installation } from './installation.ts';
import { settingsOf } from './serve-command.ts';

export interface ExportCommandOptions {
  readonly format: 'json';
  /** Default: standard output. */
  readonly out?: string;
  /** Address of a running server; when it is given, the store is never opened here. */
  readonly server?: string;
}

export async function exportCommand(agreement: string, options: ExportCommandOptions): Promise<number> {
  const installation = await installationOf(settingsOf(process.env), options.server);
  let file: string | null;
  try {
    file = await fileOf(installation, agreement, options.format);
  } finally {
    if (installation.kind === 'store') await installation.travaux.close();
  }
  if (file === null) {
    process.stderr.write(
      `There is no agreement ${agreement}. Its id stands in the address of its pages, after /i/.\n`,
    );
    return exitCodes.refused;
  }
  if (options.out === undefined) process.stdout.write(file);
  else await write(options.out, file);
  return exitCodes.ok;
}

async function fileOf(
  installation: Installation,
  agreement: string,
  format: ExportCommandOptions['format'],
): Promise<string | null> {
  if (installation.kind === 'store') return installation.travaux.exportAgreement(agreement);
  const path = `agreements/${encodeURIComponent(agreement)}/export?format=${format}`;
  try {
    return await (await installation.server.ask(path)).text();
  } catch (error) {
    if (error instanceof Refused && error.problem.code === 'not-found') return null;
    if (error instanceof Refused) throw new CommandError(exitCodes.unavailable, error.problem.detail);
    throw error;
  }
}

/** Confidential parts are in it: nobody but its owner may read a file that is new. */
async function write(out: string, file: string): Promise<void> {
  await writeFile(out, file, { mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(exitCodes.usage, `${out} cannot be written (${error.code ?? error.name}).`);
  });
}
