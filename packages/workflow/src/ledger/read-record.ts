/**
 * Reads the file of a record: every byte has to be where the one way of writing a record puts it. What the fields
 * say is checked by `verifyRecord`.
 */
import { utf8 } from '@scure/base';
import { JsonError, type Json } from './canonical-json.ts';
import { parseJson } from './parse-json.ts';
import { recordFormat, recordLimits, type RecordFile } from './record.ts';
import { finding, type Finding } from './verdict.ts';

export function readRecord(bytes: Uint8Array): RecordFile | Finding {
  const wrong = (code: 'not-a-record' | 'unknown-format', where: string, sentence: string) =>
    finding('form', code, where, sentence);
  const text = textOf(bytes);
  if (text === null) {
    return finding(
      'form',
      'not-text',
      'the file',
      'The file is not UTF-8 text: it is not a record, or it was damaged on its way.',
    );
  }
  let value: Json;
  try {
    value = parseJson(text, { limits: recordLimits });
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return finding(
      'form',
      'not-json',
      error.at,
      `The file is not a record: ${error.message}. It was changed, cut, or is something else.`,
    );
  }
  try {
    parseJson(text, { limits: recordLimits, canonical: true });
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return finding(
      'form',
      'not-canonical',
      error.at,
      `The file is not written as a record is, from ${error.at} on: something was added to it or moved, or a program wrote it anew.`,
    );
  }
  if (!hasFields(value, ['checkpoints', 'entries', 'format', 'key', 'origin', 'texts'])) {
    return wrong('not-a-record', 'the file', 'The file does not have the fields of a record.');
  }
  const { format, origin, key, checkpoints, entries, texts } = value;
  if (format !== recordFormat) {
    return wrong(
      'unknown-format',
      'format',
      `The file says that its format is ${JSON.stringify(format)}; this program knows ${recordFormat}.`,
    );
  }
  if (typeof origin !== 'string' || typeof key !== 'string') {
    return wrong('not-a-record', 'origin', 'The name of the log or its key is missing.');
  }
  if (!isListOf(checkpoints, isText) || checkpoints.length === 0) {
    return wrong('not-a-record', 'checkpoints', 'The record has no signed checkpoint.');
  }
  const isEntry = (entry: Json) =>
    hasFields(entry, ['hash', 'leaf']) &&
    isHash(entry['hash']) &&
    (entry['leaf'] === null || isText(entry['leaf']));
  if (!isListOf(entries, isEntry)) {
    const place = isListOf(entries, () => true) ? entries.findIndex((entry) => !isEntry(entry)) + 1 : 0;
    return wrong('not-a-record', `entry ${place}`, `Entry ${place} is not an entry of a record.`);
  }
  const isClauseText = (entry: Json) =>
    hasFields(entry, ['hash', 'text']) && isHash(entry['hash']) && isText(entry['text']);
  if (!isListOf(texts, isClauseText)) {
    return wrong('not-a-record', 'texts', 'The texts are not written as texts of a record are.');
  }
  return value as unknown as RecordFile;
}

function hasFields(value: Json, names: readonly string[]): value is { readonly [key: string]: Json } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length === names.length &&
    names.every((name) => Object.hasOwn(value, name))
  );
}

function isListOf(value: Json | undefined, item: (value: Json) => boolean): value is readonly Json[] {
  return Array.isArray(value) && value.every(item);
}

/** Strict: every byte stays, a byte order mark too. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return utf8.encode(bytes);
  } catch {
    return null;
  }
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string';
}

function isHash(value: Json | undefined): boolean {
  return typeof value === 'string' && /^[\da-f]{64}$/.test(value);
}
