/**
 * `travaux verify FILE`: checks an exported record, from the file alone. It asks no server and opens no store, so it
 * runs anywhere, and whoever runs it trusts nobody but the key.
 */
import { readFile } from 'node:fs/promises';
import { namedPlaces } from '@travaux/editor/document';
import {
  formatVerifierKey,
  parseVerifierKey,
  replayFault,
  sentencesOf,
  stateAfter,
  verifyRecord,
  type Check,
  type Verdict,
  type Verified,
} from '@travaux/workflow/ledger';
import { CommandError, exitCodes } from './exit-codes.ts';

export interface VerifyCommandOptions {
  readonly key?: string;
  /** File with an older checkpoint of the same log. */
  readonly checkpoint?: string;
  readonly json?: boolean;
}

export async function verifyCommand(file: string, options: VerifyCommandOptions): Promise<number> {
  const { key, checkpoint, json = false } = options;
  if (key !== undefined && !parseVerifierKey(key.trim())) {
    throw new CommandError(
      exitCodes.usage,
      'The key is not a verifier key: it looks like name+1234abcd+AY… and is published with the ledger.',
    );
  }
  const verdict = verifyRecord(await contents(file), {
    replay: replayFault,
    ...(key === undefined ? {} : { key: key.trim() }),
    ...(checkpoint === undefined ? {} : { checkpoint: (await contents(checkpoint)).toString('utf8') }),
  });
  process.stdout.write(json ? `${JSON.stringify(summary(file, verdict))}\n` : report(file, verdict, options));
  return verdict.verified ? exitCodes.ok : exitCodes.refused;
}

async function contents(file: string): Promise<Buffer> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(exitCodes.usage, `${file} cannot be read (${error.code ?? error.name}).`);
  });
}

function report(file: string, verdict: Verdict, options: VerifyCommandOptions): string {
  if (!verdict.verified)
    return `${file} is NOT in order.\n${verdict.sentence}\n(${verdict.code}, at ${verdict.where})\n`;
  const { origin, size, closed, missingTexts, root, key } = verdict;
  const lines = [
    `${file} is in order.`,
    '',
    `It is the record of ${origin}: ${counted(size, 'event')}, ${closed === 0 ? 'all of them shown' : `${size - closed} of them shown and ${closed} as hashes only`}.`,
    ...verdict.made.flatMap((check) => [
      `- ${said(check, verdict)}`,
      ...(check === 'passkeys' ? signedLines(verdict) : []),
    ]),
    ...(missingTexts.length > 0
      ? [
          `Not in the file: ${counted(missingTexts.length, 'text')} that decisions name. Their hashes are signed.`,
        ]
      : []),
    '',
    `root        ${root}`,
    `key         ${formatVerifierKey(parseVerifierKey(key)!)}`,
    '',
    ...(options.key === undefined
      ? [
          'You gave no key, so the one in the file was taken at its word. Compare it with the one that you know the log by, or give it with --key.',
        ]
      : []),
    ...(options.checkpoint === undefined
      ? ['Keep this file: given a later one, --checkpoint shows that nothing was rewritten in between.']
      : []),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function said(check: Check, { size, texts, signedActs }: Verified): string {
  switch (check) {
    case 'form':
      return 'The file is written as a record is, to the last byte.';
    case 'key':
      return 'It is signed with the key that you gave.';
    case 'signature':
      return 'The checkpoint is signed by the log.';
    case 'entries':
      return 'Every event that is shown has its hash and stands in its place; none is missing.';
    case 'root':
      return `The ${counted(size, 'event')} make up the root that was signed.`;
    case 'continuation':
      return 'It goes on from the checkpoint that you kept: nothing before it was rewritten.';
    case 'texts':
      return `${counted(texts.size, 'clause text')} have the hashes that decisions name.`;
    case 'passkeys':
      return `${counted(signedActs.length, 'sign-off')} signed with a passkey, each by a key that was enrolled before:`;
    case 'replay':
      return 'The events are the life of one agreement, from its opening on.';
  }
}

/** The acts by their entries, as the record itself names things. */
function signedLines({ signedActs, leaves }: Verified): readonly string[] {
  const end = stateAfter(leaves);
  const sentences = sentencesOf(leaves).map((sentence) => namedPlaces(sentence, end));
  const sentenceIn = new Map(leaves.map(({ version }, index) => [version, sentences[index] ?? '']));
  return signedActs.map(
    ({ entry, at, enrolledIn, since }) =>
      `    entry ${entry}, ${at}: ${sentenceIn.get(entry) ?? ''} Key enrolled in entry ${enrolledIn}, ${since}.`,
  );
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function summary(file: string, verdict: Verdict): object {
  if (!verdict.verified) return { file, ...verdict };
  const { origin, key, size, root, closed, missingTexts, signedActs, made } = verdict;
  return { file, verified: true, origin, key, size, root, closed, missingTexts, signedActs, made };
}
