/**
 * Grammars of time: durations, dates, instants, and the rules of days and conditions, which are read by the package
 * of the rules itself.
 */
import {
  parseCondition,
  parseDate,
  parseDayRule,
  parseDuration,
  printCondition,
  printDate,
  printDayRule,
  printDuration,
  type Condition,
  type DayRule,
  type Read,
} from '@travaux/workflow/compliance';
import { lookUp, parts, problem, quoted, unquoted, value, type Naming, type Reading } from './reading.ts';

function reading<T>(words: string, read: Read<T>): Reading<T> {
  if (read.ok) {
    return value(
      read.value,
      read.unknown.map(({ message, nearest, offset, length }) => ({
        message,
        expected: 'the name of something in this agreement',
        of: words.slice(offset, offset + length),
        suggestions: nearest,
      })),
    );
  }
  const { message, expected, nearest, offset, length } = read.fault;
  const of = words.slice(offset, offset + length);
  return { ok: false, problem: { message, expected, of, suggestions: nearest } };
}

export const readDay = (words: string, { names }: Naming): Reading<DayRule> =>
  reading(words, parseDayRule(words, names));
export const dayWords = (rule: DayRule, { names }: Naming) => printDayRule(rule, names);

export const readCondition = (words: string, { names }: Naming): Reading<Condition> =>
  reading(words, parseCondition(words, names));
export const conditionWords = (condition: Condition, { names }: Naming) => printCondition(condition, names);

export function readDuration(words: string): Reading<string> {
  const verbatim = unquoted(words);
  return verbatim === null ? reading(words, parseDuration(words)) : value(verbatim);
}

/** In words where they are read again as the same, as in ISO 8601 where that is, or else in quotation marks. */
export function printDurationExactly(iso: string): string {
  const again = (words: string) => {
    const read = readDuration(words);
    return read.ok && read.value === iso;
  };
  return [printDuration(iso), iso].find(again) ?? quoted(iso);
}

/** `day:termination+P2Y` is written `2 years after Termination Day`. */
export function readInstant(words: string, naming: Naming): Reading<string> {
  const verbatim = unquoted(words);
  if (verbatim !== null) return value(verbatim);
  const [, period, name = ''] = /^(?:(.+?)\s+after\s+)?(.+)$/iu.exec(words) ?? [];
  const day = lookUp(name, ['day', 'milestone', 'tranche'], naming);
  const length = period === undefined ? null : readDuration(period);
  if (length && !length.ok) {
    return problem(words, 'a day, or a time after one, such as 2 years after Termination Day');
  }
  return value(length ? `${day.id}+${length.value}` : day.id, day.unknown ? [day.unknown] : []);
}

export function instantWords(instant: string, naming: Naming): string[] {
  const [, day = instant, period] = /^([^+]+)(?:\+(.+))?$/u.exec(instant) ?? [];
  const name = naming.known.get('day')?.find(({ id }) => id === day)?.name;
  const said = (of: string) => (period === undefined ? of : `${printDurationExactly(period)} after ${of}`);
  return [...(name ? [said(name)] : []), said(day), quoted(instant)];
}

export function readDates(words: string): Reading<string[]> {
  const dates: string[] = [];
  for (const part of parts(words, /[;]/u)) {
    const verbatim = unquoted(part);
    const read = verbatim === null ? parseDate(part) : null;
    if (read && !read.ok) return problem(part, 'dates, such as 25 December 2026; 1 January 2027');
    dates.push(verbatim ?? (read?.ok ? read.value : ''));
  }
  return value(dates);
}

export const datesWords = (dates: readonly string[]): string =>
  dates
    .map((date) => {
      const words = printDate(date);
      const read = parseDate(words);
      return read.ok && read.value === date ? words : quoted(date);
    })
    .join('; ');
