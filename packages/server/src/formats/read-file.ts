/**
 * Reading a file: from bytes to an agreement, or to the reason why not. Which format it is, its content tells; the
 * name only decides between Markdown and plain text. Pure, and as slow as the file is long: a server calls it in a
 * worker (`importInWorker`).
 */
import { readAkn } from './akn.ts';
import { readAgreementJson } from './agreement-json.ts';
import { decodeText, refuseBinary } from './bytes.ts';
import type { Imported, ImportFailure, ImportLimits, ImportProgress } from './imported.ts';
import { readMarkdown } from './markdown.ts';
import { readPlainText } from './plain.ts';
import { Unreadable } from './unreadable.ts';

export interface ReadOptions {
  /** Random and for this file alone: what the ids of its elements are made of. Default: the same each time. */
  readonly idSeed?: string;
}

/** What is handed to the reader of each format. */
export interface Reading {
  readonly idSeed: string;
  readonly fileName: string;
  readonly limits: ImportLimits;
  readonly progress?: ImportProgress | undefined;
}

export type Format = 'akn' | 'agreement-json' | 'markdown' | 'plain';

export const mediaTypes: Readonly<Record<Format, string>> = {
  akn: 'application/akn+xml',
  'agreement-json': 'application/json',
  markdown: 'text/markdown',
  plain: 'text/plain',
};

export function readFile(
  bytes: Uint8Array,
  fileName: string,
  limits: ImportLimits,
  progress?: ImportProgress,
  options: ReadOptions = {},
): (Imported & { readonly mediaType: string }) | ImportFailure {
  return orFailure(() => {
    progress?.('reading', 0, bytes.byteLength);
    const { text, format } = openFile(bytes, fileName, limits);
    const reading: Reading = { idSeed: options.idSeed ?? '', fileName, limits, progress };
    return { ...readers[format](text, reading), mediaType: mediaTypes[format] };
  });
}

/** The text of a file and what it is written in. @throws Unreadable */
export function openFile(
  bytes: Uint8Array,
  fileName: string,
  limits: ImportLimits,
): { readonly text: string; readonly format: Format } {
  if (bytes.byteLength === 0) throw new Unreadable('empty-file', 'This file is empty.');
  if (bytes.byteLength > limits.maxBytes) throw tooLarge(bytes.byteLength, limits.maxBytes);
  refuseBinary(bytes);
  const text = decodeText(bytes);
  if (text.trim() === '') throw new Unreadable('empty-file', 'There is no text in this file.');
  return { text, format: formatOf(text, fileName) };
}

/** What reading gives, or why it gave up. */
export function orFailure<T>(read: () => T): T | ImportFailure {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return error.failure;
    if (error instanceof RangeError && /call stack/iu.test(error.message)) {
      return {
        failed: true,
        code: 'too-deep',
        sentence: 'Something in this file is nested too deeply to be read.',
      };
    }
    throw error;
  }
}

const readers: Readonly<Record<Format, (text: string, reading: Reading) => Imported>> = {
  akn: (text, reading) => readAkn(text, reading.limits, reading),
  'agreement-json': readAgreementJson,
  markdown: readMarkdown,
  plain: readPlainText,
};

/** Told by how the content begins; Markdown and plain text by their marks, or by the name in doubt. */
export function formatOf(text: string, fileName: string): Format {
  const start = text.trimStart();
  if (start.startsWith('<')) {
    // A Markdown file may begin with HTML, and only its name tells.
    if (/^<(\?xml|!--|!doctype|[a-z][\w.-]*:)/iu.test(start) || /^<akomaNtoso[\s>]/u.test(start))
      return 'akn';
    if (!/\.(md|markdown|txt)$/iu.test(fileName)) return 'akn';
  }
  if (/^[{[]\s*["}\]{[]/u.test(start) && !/\.(md|markdown|txt)$/iu.test(fileName)) return 'agreement-json';
  if (start.startsWith('{') && /\.json$/iu.test(fileName)) return 'agreement-json';
  if (/\.json$/iu.test(fileName)) return 'agreement-json';
  if (/\.(md|markdown)$/iu.test(fileName)) return 'markdown';
  if (/\.txt$/iu.test(fileName)) return 'plain';
  return /^#{1,6} \S|^\[\^[^\]]+\]:|^(?:={3,}|-{3,})\s*$|\*\*\S|\]\(https?:/mu.test(text)
    ? 'markdown'
    : 'plain';
}

function tooLarge(size: number, most: number): Unreadable {
  const mebibytes = (n: number) => `${(n / 1024 / 1024).toFixed(1)} MB`;
  return new Unreadable(
    'too-large',
    `This file has ${mebibytes(size)}. The longest file that can be imported here has ${mebibytes(most)}.`,
  );
}
