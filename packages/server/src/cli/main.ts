/** The command line `travaux`: which commands there are, and how they end. */
import { Command, CommanderError, Option } from 'commander';
import { settingsHelp } from '../settings/help.ts';
import { version } from '../ops/version.ts';
import { CommandError, exitCodes, exitCodesHelp } from './exit-codes.ts';
import type { ExportCommandOptions } from './export-command.ts';
import type { ImportCommandOptions } from './import-command.ts';
import type { LintCommandOptions } from './lint-command.ts';
import type { VerifyCommandOptions } from './verify-command.ts';

// Whoever reads the first lines only (`| head`) has had enough, and that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

// Each command loads what it needs when it runs: help does not wait for the whole server.
const startServer = async (demo: boolean, reset = false) => {
  const { serveCommand } = await import('./serve-command.ts');
  await serveCommand(demo, reset);
};

const program = new Command('travaux')
  .description('Co-draft an agreement clause by clause, and decide it by the procedures that diplomacy uses.')
  .version(version, '--version', 'print the version')
  .helpOption('--help', 'print this help')
  .helpCommand(false)
  .exitOverride()
  .configureHelp({ showGlobalOptions: false })
  .addHelpText('after', exitCodesHelp);

const command = (name: string, description: string) =>
  program
    .command(name)
    .description(description)
    .helpOption('--help', 'print this help')
    .exitOverride()
    .allowExcessArguments(false);

command('serve', 'serve an installation whose people come by invitation or from a host platform')
  .addHelpText('after', `\n${settingsHelp()}\n${exitCodesHelp}`)
  .action(() => startServer(false));

command('demo', 'serve a sample agreement that everybody may try from every seat; never in production')
  .addHelpText('after', `\n${settingsHelp()}\n${exitCodesHelp}`)
  .option('--reset', 'begin with the sample as it was; what was written in the demo is deleted')
  .action(({ reset = false }: { readonly reset?: boolean }) => startServer(true, reset));

command('import', 'import files, each as a new agreement')
  .argument('<file...>', 'Akoma Ntoso XML, Markdown, plain text, or the agreement format (JSON)')
  .option(
    '--server <url>',
    'address of the running server (default: this machine, PORT and TRAVAUX_BASE_PATH)',
  )
  .option('--json', 'print one line of JSON for each file')
  .addHelpText(
    'after',
    `
A running server is used when there is one; its operator token is read from TRAVAUX_DATA_DIR, so run this as
the server's user. Otherwise the store is opened directly.
${exitCodesHelp}`,
  )
  .action(async (files: readonly string[], options: ImportCommandOptions) => {
    const { importCommand } = await import('./import-command.ts');
    process.exitCode = await importCommand(files, options);
  });

command('export', 'write out an agreement, all of it, as its text says it now')
  .argument('<agreement>', 'its id: import prints it, and it stands in the address of its pages, after /i/')
  .addOption(
    new Option('--format <format>', 'json is the agreement format, which import reads')
      .choices(['json'])
      .default('json'),
  )
  .option('--out <file>', 'the file to write (default: standard output)')
  .option(
    '--server <url>',
    'address of the running server (default: this machine, PORT and TRAVAUX_BASE_PATH)',
  )
  .addHelpText(
    'after',
    `
Confidential parts are in it: a new file is made for its owner alone. A running server is used when there is
one; its operator token is read from TRAVAUX_DATA_DIR, so run this as the server's user. Otherwise the store is
opened directly.

Exit codes:
  0   done
  1   there is no such agreement
  2   the command or a setting is wrong, or the file cannot be written
  3   the server cannot be reached, or the store is in use or cannot be opened
  70  a fault of the software`,
  )
  .action(async (agreement: string, options: ExportCommandOptions) => {
    const { exportCommand } = await import('./export-command.ts');
    process.exitCode = await exportCommand(agreement, options);
  });

command('lint', 'check files: what in an agreement is missing, contradicts itself or binds nobody')
  .argument('[file...]', 'the formats of import; - reads standard input')
  .option('--json', 'print each finding as a line of JSON: file, rule, severity, where, message')
  .option('--rule <ids>', 'ask these rules only, such as L01,L56')
  .option(
    '--today <date>',
    'the day on which deadlines must still lie ahead, such as 2026-11-25 (default: any)',
  )
  .option(
    '--compare',
    'the files are language versions of one agreement; the first is held against the others',
  )
  .option('--rules', 'list the rules, each with its reason and the case behind it')
  .addHelpText(
    'after',
    `
Reads only the files that it is given, and asks no server.

Exit codes:
  0   no errors; there may be warnings
  1   at least one error was found
  2   the command is wrong, or a file cannot be read or is not in one of the formats
  70  a fault of the software`,
  )
  .action(async (files: readonly string[], options: LintCommandOptions) => {
    const { lintCommand } = await import('./lint-command.ts');
    process.exitCode = await lintCommand(files, options);
  });

command('verify', 'check an exported record, offline: what was recorded, and that nothing of it was changed')
  .argument('<file>', 'a record, as an agreement gives it out (JSON)')
  .option('--key <vkey>', 'the verifier key that you know the log by: name+id+key')
  .option('--checkpoint <file>', 'an older checkpoint of the same log, which the record has to go on from')
  .option('--json', 'print one line of JSON')
  .addHelpText(
    'after',
    `
Reads only the files that it is given, and asks no server.

Exit codes:
  0   the record is in order
  1   something in it is wrong; the first thing is named
  2   the command is wrong, or a file cannot be read
  70  a fault of the software`,
  )
  .action(async (file: string, options: VerifyCommandOptions) => {
    const { verifyCommand } = await import('./verify-command.ts');
    process.exitCode = await verifyCommand(file, options);
  });

command('migrate', 'bring the store to this version; the server does so by itself when it starts')
  .addHelpText('after', exitCodesHelp)
  .action(async () => {
    const { migrateCommand } = await import('./migrate-command.ts');
    process.exitCode = await migrateCommand();
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  } else if (error instanceof CommandError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  } else {
    process.stderr.write(
      `travaux: unexpected fault\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = exitCodes.fault;
  }
}
