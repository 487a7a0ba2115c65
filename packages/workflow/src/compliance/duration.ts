/**
 * A duration as people write it: `60 days`, `1 year and 6 months`, `24 hours`. In the terms it is ISO 8601 (`P60D`),
 * which is understood when it is typed as well. A minus turns it round: `minus 10 days` lies before what it counts from.
 */
import { listWords } from '../route/words.ts';
import { read, type Read, type Reader } from './reader.ts';

const pattern =
  /^(-)?P(?=\d|T\d)(?:(\d{1,5})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/;

const units = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;
type Unit = (typeof units)[number];
const letters = ['Y', 'M', 'W', 'D', 'H', 'M', 'S'] as const;
const firstOfClock = units.indexOf('hour');

/** How the days of a period are counted, where it is said. */
export type DayKind = 'calendar_days' | 'working_days';

export interface ReadDuration {
  readonly iso: string;
  /** Null unless the words say `calendar days` or `working days`. */
  readonly days: DayKind | null;
}

/** `60 days` → `P60D`. */
export function parseDuration(text: string): Read<string> {
  return read(text, [], (reader) => durationRule(reader).iso);
}

/** `P60D` → `60 days`; what is no duration stays as it is. */
export function printDuration(iso: string): string {
  const negative = iso.startsWith('-');
  const words = durationWordsOf(negative ? iso.slice(1) : iso, null);
  return words === null ? iso : negative ? `minus ${words}` : words;
}

/** Whether it can be counted with. */
export const isDuration = (iso: string) => pattern.test(iso);

/** `P3M` three times is `P9M`: counted at once, so that the end of a month is not lost on the way. */
export const multipliedDuration = (iso: string, times: number) =>
  iso.replace(/\d+/g, (count) => String(Number(count) * times));

/** The words of a duration that is not negative, its days of the kind that is given; null of what is none. */
export function durationWordsOf(iso: string, days: DayKind | null): string | null {
  const match = pattern.exec(iso);
  if (!match || match[1]) return null;
  const kind = days === 'calendar_days' ? 'calendar ' : days === 'working_days' ? 'working ' : '';
  return listWords(
    units.flatMap((unit, index) => {
      const count = match[index + 2];
      if (count === undefined) return [];
      return [`${count} ${unit === 'day' ? kind : ''}${unit}${Number(count) === 1 ? '' : 's'}`];
    }),
  );
}

const example = 'a duration, such as 60 days, 9 months or P60D';

/** A duration at this place of a text. `dayKinds`: whether it may say which days are counted. */
export function durationRule(reader: Reader, dayKinds = false): ReadDuration {
  const negative = takesMinus(reader);
  const { next } = reader;
  if (next.kind === 'word' && pattern.test(next.words.toUpperCase())) {
    reader.skip();
    return { iso: (negative ? '-' : '') + next.words.toUpperCase(), days: null };
  }
  for (const words of ['30 days', '6 months', '1 year']) reader.offer('example', words, '');
  if (next.kind !== 'word' || !isCount(next.words)) reader.fail(example);
  const parts: { readonly unit: Unit; readonly count: string }[] = [];
  let days: DayKind | null = null;
  for (;;) {
    const count = reader.skip();
    const kind = dayKind(reader, dayKinds);
    const after = reader.next;
    const unit = units.find((name) => reader.takes(`${name}s`) || reader.takes(name));
    if (!unit || (kind && unit !== 'day')) {
      reader.fail(kind ? 'days' : 'years, months, weeks, days, hours, minutes or seconds', [], after);
    }
    const last = parts.at(-1);
    if (last && units.indexOf(unit) <= units.indexOf(last.unit)) {
      reader.fail('the longest part of a duration first', [], count);
    }
    days = kind ?? days;
    parts.push({ unit, count: count.words });
    if (!takesJoint(reader)) break;
  }
  const written = (from: number, to: number) =>
    parts
      .filter(({ unit }) => units.indexOf(unit) >= from && units.indexOf(unit) < to)
      .map(({ unit, count }) => `${count}${letters[units.indexOf(unit)]!}`)
      .join('');
  const clock = written(firstOfClock, units.length);
  return {
    iso: `${negative ? '-' : ''}P${written(0, firstOfClock)}${clock === '' ? '' : `T${clock}`}`,
    days,
  };
}

/** Whether a duration begins at this place. */
export function startsDuration({ next }: Reader): boolean {
  return (
    (next.kind === 'word' && (isCount(next.words) || pattern.test(next.words.toUpperCase()))) ||
    (next.kind === 'word' && next.words.toLowerCase() === 'minus') ||
    (next.kind === 'sign' && /^[-−]$/.test(next.words))
  );
}

const isCount = (words: string) => /^\d{1,5}$/.test(words);

function takesMinus(reader: Reader): boolean {
  return reader.takes('minus') || ['-', '−'].some((sign) => reader.takesSign(sign));
}

function dayKind(reader: Reader, allowed: boolean): DayKind | null {
  if (!allowed) return null;
  if (reader.takes('calendar')) return 'calendar_days';
  return reader.takes('working') ? 'working_days' : null;
}

/** Takes `and` or a comma where another part of the duration follows. */
function takesJoint(reader: Reader): boolean {
  const { next } = reader;
  const joint = next.words === ',' || (next.kind === 'word' && next.words.toLowerCase() === 'and');
  const [count, unit] = [reader.ahead(1), reader.ahead(2)];
  const follows =
    isCount(count.words) && units.some((name) => [name, `${name}s`].includes(unit.words.toLowerCase()));
  if (!joint || !follows) return false;
  reader.skip();
  return true;
}
