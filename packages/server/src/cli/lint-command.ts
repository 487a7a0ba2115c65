/**
 * `travaux lint FILE…`: what the linter finds in files, without a server or a store. Findings go to standard output,
 * one a line with `--json`; what keeps a file from being read goes to standard error.
 */
import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { rules } from '@travaux/workflow/lint';
import { defaultImportLimits, lintInThread, type Linted, type LintedFinding } from '../formats/index.ts';
import { CommandError, exitCodes } from './exit-codes.ts';

export interface LintCommandOptions {
  readonly json?: boolean;
  /** `L01,L02` */
  readonly rule?: string;
  readonly today?: string;
  /** The files are language versions of one agreement. */
  readonly compare?: boolean;
  /** Lists the rules instead. */
  readonly rules?: boolean;
}

export async function lintCommand(files: readonly string[], options: LintCommandOptions): Promise<number> {
  if (options.rules) {
    process.stdout.write(listOfRules(options.json ?? false));
    return exitCodes.ok;
  }
  if (files.length === 0)
    throw new CommandError(exitCodes.usage, 'Name at least one file, or - for standard input.');
  if (options.compare && files.length < 2)
    throw new CommandError(exitCodes.usage, 'To compare language versions, name at least two files.');
  if (files.filter((file) => file === '-').length > 1)
    throw new CommandError(exitCodes.usage, 'Standard input can be read once only.');
  const wanted = { rules: wantedRules(options.rule), today: dayOf(options.today) };

  const totals = { error: 0, warning: 0, information: 0 };
  let unread = 0;
  const read = await Promise.all(files.map(async (file) => ({ file, bytes: await contents(file) })));
  const ended = inOrder(read, async ({ file, bytes }, at) => {
    if (bytes instanceof CommandError) return bytes;
    const versions = options.compare && at === 0 ? read.slice(1) : [];
    return lintInThread(
      { bytes, fileName: basename(file) },
      versions.flatMap((version) =>
        version.bytes instanceof CommandError
          ? []
          : [{ bytes: version.bytes, fileName: basename(version.file) }],
      ),
      defaultImportLimits,
      wanted,
    );
  });
  for await (const [{ file }, linted] of ended) {
    if (linted instanceof CommandError) {
      process.stderr.write(`${linted.message}\n`);
      unread += 1;
      continue;
    }
    if (linted.failed) {
      const more = (linted.errors ?? [])
        .slice(0, 50)
        .map((error) => `  ${error.path || '$'}: ${error.message}\n`);
      const line = linted.line === undefined ? '' : `, line ${linted.line}`;
      process.stderr.write(`${file}${line}: ${linted.sentence}\n${more.join('')}`);
      unread += 1;
      continue;
    }
    for (const { severity } of linted.findings) totals[severity] += 1;
    print(file, linted, options.json ?? false);
  }
  if (!options.json) process.stdout.write(summary(files.length - unread, totals));
  if (unread > 0) return exitCodes.usage;
  return totals.error > 0 ? exitCodes.refused : exitCodes.ok;
}

/** Works on a few at a time, and gives what comes of them in order. */
async function* inOrder<T, R>(
  items: readonly T[],
  work: (item: T, at: number) => Promise<R>,
): AsyncGenerator<readonly [T, R]> {
  const running: Promise<R>[] = [];
  for (const [at, item] of items.entries()) {
    for (let next = running.length; next < items.length && next < at + availableParallelism(); next += 1) {
      const one = items[next];
      if (one === undefined) break;
      const result = work(one, next);
      // A fault is told when its turn comes.
      result.catch(() => undefined);
      running.push(result);
    }
    const result = running[at];
    if (result !== undefined) yield [item, await result];
  }
}

function wantedRules(given: string | undefined): readonly string[] | undefined {
  const ids = given
    ?.split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  const unknown = ids?.find((id) => !rules.some((rule) => rule.id === id));
  if (unknown !== undefined)
    throw new CommandError(exitCodes.usage, `There is no rule ${unknown}. travaux lint --rules lists them.`);
  return ids;
}

function dayOf(given: string | undefined): string | null {
  if (given === undefined) return null;
  const day = new Date(`${given}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/u.test(given) ||
    Number.isNaN(day.getTime()) ||
    !day.toISOString().startsWith(given)
  )
    throw new CommandError(exitCodes.usage, `${given} is no date. Write it as 2026-11-25.`);
  return given;
}

/** No more is kept of a file than shows that it is too long. */
async function contents(file: string): Promise<Uint8Array | CommandError> {
  const source: Readable = file === '-' ? process.stdin : createReadStream(file);
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of source as AsyncIterable<Buffer>) {
      parts.push(part);
      length += part.length;
      if (length > defaultImportLimits.maxBytes) break;
    }
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return new CommandError(exitCodes.usage, `${file} cannot be read (${code ?? name}).`);
  }
  return Buffer.concat(parts);
}

function print(file: string, { findings }: Linted, json: boolean): void {
  if (json) {
    for (const { words, ...finding } of findings) {
      process.stdout.write(`${JSON.stringify({ file, ...finding, ...(words === null ? {} : { words }) })}\n`);
    }
    return;
  }
  if (findings.length === 0) return;
  const width = Math.min(36, Math.max(...findings.map(({ where }) => where.length)));
  const line = ({ where, severity, message, rule }: LintedFinding) =>
    `  ${where.padEnd(width)}  ${severity.padEnd(11)}  ${rule.padEnd(4)}  ${message}\n`;
  process.stdout.write(`${file}\n${findings.map(line).join('')}\n`);
}

function summary(files: number, totals: Readonly<Record<LintedFinding['severity'], number>>): string {
  const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
  const found = [
    counted(totals.error, 'error'),
    counted(totals.warning, 'warning'),
    ...(totals.information > 0 ? [`${totals.information} for information`] : []),
  ];
  return `${counted(files, 'file')}: ${found.join(', ')}.\n`;
}

function listOfRules(json: boolean): string {
  return rules
    .map(({ id, severity, title, reason, precedent }) =>
      json
        ? `${JSON.stringify({ id, severity, title, reason, precedent })}\n`
        : `${id.padEnd(4)}  ${severity.padEnd(11)}  ${title}\n      ${reason}\n${precedent === null ? '' : `      ${precedent}\n`}\n`,
    )
    .join('');
}
