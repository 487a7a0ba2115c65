/**
 * The text form of a day rule, for people to read and to write:
 *
 *     60 calendar days after Adoption Day, or the next working day
 *     the earlier of (90 days after Finalisation Day) and (the day of "mutual consent of all parties")
 *     the day on which verified(M1, M2), not later than 30 June 2027, failing which strategic_review
 *
 * What is printed is read again as the same rule. A rule that is not well formed, such as one with a date that does
 * not exist, is printed as well as it can be and then not read: it is shown to whoever drafts, with what is wrong.
 */
import { Temporal } from 'temporal-polyfill';
import { conditionRule, printCondition, reference } from './condition-text.ts';
import type { DayRule, LongStop, RelativeRule } from './day-rule.ts';
import { durationRule, durationWordsOf, isDuration, startsDuration, type ReadDuration } from './duration.ts';
import { lookUp, type NameKind, type Names } from './names.ts';
import { isOneWord, quoted, read, type Read, type Reader } from './reader.ts';

export function parseDayRule(text: string, names: Names): Read<DayRule> {
  return read(text, names, dayRule);
}

export function printDayRule(rule: DayRule, names: Names): string {
  const provided = rule.provided ? `, provided that ${printCondition(rule.provided, names)}` : '';
  const { notLaterThan } = rule;
  return `${core(rule, names)}${provided}${notLaterThan ? `, not later than ${longStop(notLaterThan, names)}` : ''}`;
}

/** `2 March 2026` → `2026-03-02`. */
export function parseDate(text: string): Read<string> {
  return read(text, [], (reader) => date(reader) ?? reader.fail(dateExample));
}

/** `2026-03-02` → `2 March 2026`; what is no date stays as it is. */
export function printDate(iso: string): string {
  const [, year, month, day] = /^(\d{4})-(0[1-9]|1[0-2])-(\d{2})$/.exec(iso) ?? [];
  return year ? `${Number(day)} ${months[Number(month) - 1]!} ${year}` : iso;
}

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
];

const anchors: readonly NameKind[] = ['day', 'milestone', 'tranche'];
const dateExample = 'a date, such as 2 March 2026';
const ruleExample = 'a day, such as 60 days after Adoption Day or 2 March 2026';

/** Words that end an unknown name after `after` and `before`. */
const stops = ['and', 'provided', 'not', 'or', 'failing', 'together'];

export function dayRule(reader: Reader): DayRule {
  let rule = coreRule(reader);
  if (reader.takesAfterComma('provided that', 'what must hold, or the day never comes')) {
    rule = { ...rule, provided: conditionRule(reader) };
  }
  if (reader.takesAfterComma('not later than', 'the last day on which it may come')) {
    rule = { ...rule, notLaterThan: longStopRule(reader) };
  }
  return rule;
}

function coreRule(reader: Reader): DayRule {
  if (reader.takesSign('(')) return bracketed(reader);
  for (const [words, type] of [
    ['the earlier of', 'earliestOf'],
    ['the earliest of', 'earliestOf'],
    ['the later of', 'latestOf'],
    ['the latest of', 'latestOf'],
  ] as const) {
    if (reader.takes(words)) return { type, of: members(reader) };
  }
  if (reader.takes('the day on which', 'the day on which a condition becomes true')) {
    const when = conditionRule(reader);
    if (!reader.takes('together with', 'what else must happen')) return { type: 'event', when };
    return { type: 'event', when, and: reader.takesWords() ?? reader.fail('words in quotation marks') };
  }
  if (reader.takes('the day of', 'the day on which somebody acts', 'the day of "')) {
    return { type: 'act', act: reader.takesWords() ?? reader.fail('an act, in quotation marks') };
  }
  if (reader.takes('on')) {
    const on = date(reader);
    return on === null ? relative(reader, { iso: 'P0D', days: null }, 1) : { type: 'absolute', date: on };
  }
  const absolute = date(reader);
  if (absolute !== null) return { type: 'absolute', date: absolute };
  if (startsDuration(reader)) return counted(reader);
  durationHints(reader);
  const { next } = reader;
  if (next.kind === 'word' || next.kind === 'quoted') {
    const known = lookUp(next.words, reader.names);
    if (known ?? reader.names.some(({ id, name }) => beginsWith(name, next.words) || id === next.words)) {
      return relative(reader, { iso: 'P0D', days: null }, 1);
    }
  }
  reader.offerNames(anchors);
  return reader.fail(ruleExample);
}

const beginsWith = (name: string, word: string) => name.toLowerCase().startsWith(`${word.toLowerCase()} `);

function durationHints(reader: Reader): void {
  for (const words of ['30 days after ', '10 working days before ', '6 months after ']) {
    reader.offer('example', words, '');
  }
  reader.offer('example', '2 March 2026', '');
}

/** `60 days after …`; a period that names no beginning counts from the day on which commitments take effect. */
function counted(reader: Reader): DayRule {
  const duration = durationRule(reader, true);
  if (reader.takes('after') || reader.takes('from')) return relative(reader, duration, 1);
  if (reader.takes('before')) return relative(reader, duration, -1);
  const start = reader.names.find((name) => name.start);
  if (!start) reader.fail('"after" or "before" and a day');
  return withCounting(reader, { type: 'relative', anchor: start.id, offset: duration.iso }, duration.days);
}

function relative(reader: Reader, { iso, days }: ReadDuration, direction: 1 | -1): RelativeRule {
  const anchor = reader.reference(anchors, 'a day, milestone or tranche', stops);
  return withCounting(
    reader,
    { type: 'relative', anchor, offset: direction === 1 ? iso : turned(iso) },
    days,
  );
}

const turned = (iso: string) => (iso.startsWith('-') ? iso.slice(1) : `-${iso}`);

function withCounting(reader: Reader, rule: RelativeRule, days: ReadDuration['days']): RelativeRule {
  const calendar =
    days ??
    (reader.takesAfterComma('in calendar days', 'every day counts')
      ? 'calendar_days'
      : reader.takesAfterComma('in working days', 'weekends and holidays do not count')
        ? 'working_days'
        : undefined);
  const roll = reader.takesAfterComma('or the next working day', 'where it would end on a day off')
    ? 'next_working_day'
    : reader.takesAfterComma('on any day', 'also where it ends on a day off')
      ? 'none'
      : undefined;
  return { ...rule, ...(calendar && { calendar }), ...(roll && { roll }) };
}

function members(reader: Reader): DayRule[] {
  const list = [coreRule(reader)];
  while (reader.takesSeparator(['provided that', 'not later than']) || reader.takes('and')) {
    list.push(coreRule(reader));
  }
  return list;
}

function bracketed(reader: Reader): DayRule {
  const rule = dayRule(reader);
  reader.needsSign(')');
  return rule;
}

function longStopRule(reader: Reader): LongStop {
  const by = date(reader);
  if (by === null) return coreRule(reader);
  if (!reader.takesAfterComma('failing which', 'what happens if it has not come')) return { date: by };
  return {
    date: by,
    effect: reader.takesWords() ?? reader.fail('what happens then, such as strategic_review'),
  };
}

/** `2 March 2026`, `March 2, 2026` or `2026-03-02`; null where no date begins. */
function date(reader: Reader): string | null {
  const first = reader.next;
  const second = reader.ahead(1);
  const [, ...iso] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(first.words) ?? [];
  if (first.kind === 'word' && iso.length > 0) {
    reader.skip();
    return existing(reader, Number(iso[0]), Number(iso[1]), Number(iso[2]), first);
  }
  const monthFirst = monthOf(first.words);
  const month = monthFirst || monthOf(second.words);
  const day = monthFirst ? second : first;
  if (month === 0 || !/^\d{1,2}$/.test(day.words)) return null;
  reader.skip();
  reader.skip();
  if (monthFirst) reader.takesSign(',');
  const year = reader.next;
  if (!/^\d{4}$/.test(year.words)) reader.fail('a year of four digits');
  reader.skip();
  return existing(reader, Number(year.words), month, Number(day.words), first);
}

const monthOf = (words: string) => months.findIndex((name) => name.toLowerCase() === words.toLowerCase()) + 1;

function existing(reader: Reader, year: number, month: number, day: number, at: Reader['next']): string {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
  } catch {
    const named = months[month - 1];
    return reader.fail(
      named
        ? `a day of ${named} ${year}, which has ${Temporal.PlainYearMonth.from({ year, month }).daysInMonth} days`
        : 'a month from 01 to 12',
      [],
      at,
    );
  }
}

function core(rule: DayRule, names: Names): string {
  switch (rule.type) {
    case 'absolute':
      return printDate(rule.date);
    case 'relative':
      return relativeWords(rule, names);
    case 'earliestOf':
    case 'latestOf': {
      const [two, more] = rule.type === 'earliestOf' ? ['earlier', 'earliest'] : ['later', 'latest'];
      const list = rule.of.map((member) => `(${printDayRule(member, names)})`);
      const last = list.length > 1 ? ` and ${list.at(-1)!}` : '';
      return `the ${list.length === 2 ? two : more} of ${(last ? list.slice(0, -1) : list).join(', ')}${last}`;
    }
    case 'event': {
      const beside = rule.and === undefined ? '' : ` together with ${quoted(rule.and)}`;
      return `the day on which ${printCondition(rule.when, names)}${beside}`;
    }
    case 'act':
      return `the day of ${quoted(rule.act)}`;
  }
}

function relativeWords({ anchor, offset, calendar, roll }: RelativeRule, names: Names): string {
  const day = reference(anchor, names);
  const before = offset.startsWith('-');
  const iso = before ? offset.slice(1) : offset;
  const onlyDays = /^P\d+D$/.test(iso);
  const said = onlyDays && offset !== 'P0D';
  const words = durationWordsOf(iso, said ? (calendar ?? null) : null) ?? offset;
  const period =
    offset === 'P0D' ? `on ${day}` : `${words} ${before && isDuration(iso) ? 'before' : 'after'} ${day}`;
  const counting =
    said || !calendar ? '' : calendar === 'calendar_days' ? ', in calendar days' : ', in working days';
  const rolled =
    roll === 'next_working_day' ? ', or the next working day' : roll === 'none' ? ', on any day' : '';
  return period + counting + rolled;
}

function longStop(stop: LongStop, names: Names): string {
  if (!('type' in stop)) {
    const effect = stop.effect;
    const words = effect === undefined ? '' : isOneWord(effect) ? effect : quoted(effect);
    return `${printDate(stop.date)}${words === '' ? '' : `, failing which ${words}`}`;
  }
  const whole = printDayRule(stop, names);
  // A date alone would be read as a long-stop date, and limits of its own as those of the rule.
  const bare = stop.type !== 'absolute' && !stop.provided && !stop.notLaterThan;
  return bare ? whole : `(${whole})`;
}
