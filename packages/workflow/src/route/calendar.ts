/**
 * A calendar: how a body counts the days of its deadlines, and the instant at which a deadline ends. Part of a
 * route, so that a recorded route tells by itself what its durations mean.
 *
 * The counting is that of Regulation (EEC, Euratom) No 1182/71, article 3: the day on which the period begins is
 * not counted (1); months end on the day of the same number or, where there is none, on the last day of the
 * month (2)(c); a period that is not in hours and would end on a day off ends on the next working day (4).
 *
 * An instant is an RFC 3339 string in UTC. Whoever computes one records it: rules on summer time change, and a
 * replay years later must find the deadline that was announced.
 */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { idSchema, nameSchema } from '../agreement/ids.ts';
import { countWords, listWords } from './words.ts';

/** 1 is Monday, 7 is Sunday, as in ISO 8601. */
const weekdaySchema = z.int().min(1).max(7);

/** An ISO 8601 duration in whole units, such as `P10D`, `P2W`, `P1M`, `PT72H`. */
export const durationSchema = z
  .string()
  .regex(
    /^P(?=\d|T\d)(\d{1,3}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,4}D)?(T(?=\d)(\d{1,5}H)?(\d{1,6}M)?)?$/,
    'must be a duration such as P10D, P2W, P1M or PT72H',
  )
  .refine((text) => /[1-9]/.test(text), 'must be longer than nothing');

const timeZoneSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/, 'must be a time zone such as Europe/Vienna')
  .refine(isTimeZone, 'must be a time zone that exists, such as Europe/Vienna');

export const calendarSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  /** IANA name of the time zone in which the body lives its days. */
  timeZone: timeZoneSchema,
  /** What a day of a duration is. Weeks, months and years are always counted by the calendar. */
  counting: z.enum(['calendar-days', 'working-days']),
  weekend: z.array(weekdaySchema).max(6),
  holidays: z.array(z.iso.date()).max(1000),
  /** Where a period goes that would end on a weekend or a holiday. A period in hours is never moved. */
  roll: z.enum(['none', 'next-working-day']),
  /** Local time at which the last day ends, such as `18:00`; null: at the time of day at which it began. */
  closeOfBusiness: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 18:00')
    .nullable(),
  /** The shortest period of a silence procedure, such as `PT72H` (decision 74/544 of the General Assembly). */
  minimumSilence: durationSchema.nullable(),
});
export type Calendar = z.infer<typeof calendarSchema>;

/**
 * The instant at which a period of `duration` ends that begins at the instant `from`. In a duration with both, the
 * days come first and the hours after them; with hours, neither the close of business nor the roll applies, so
 * `PT72H` is seventy-two hours and no minute less.
 */
export function deadline(from: string, duration: string, calendar: Calendar): string {
  const period = Temporal.Duration.from(duration);
  const { years, months, weeks, days, hours, minutes } = period;
  const begins = Temporal.Instant.from(from).toZonedDateTimeISO(calendar.timeZone);
  if (years === 0 && months === 0 && weeks === 0 && days === 0)
    return written(begins.add({ hours, minutes }));
  const inHours = hours !== 0 || minutes !== 0;
  const last = endOfPeriod(
    begins.toPlainDate(),
    period,
    inHours ? { ...calendar, roll: 'none' as const } : calendar,
  );
  const plainTime =
    calendar.closeOfBusiness !== null && !inHours ? calendar.closeOfBusiness : begins.toPlainTime();
  // A local time that summer time skips or repeats is read as Temporal's `compatible`: the later, the earlier.
  return written(last.toZonedDateTime({ timeZone: calendar.timeZone, plainTime }).add({ hours, minutes }));
}

/** What the counting of days needs of a calendar, where no time of day matters. */
export type DayCounting = Pick<Calendar, 'counting' | 'weekend' | 'holidays' | 'roll'>;

/**
 * The day (`2026-03-02`) on which a period ends that begins on the day `from`. With a minus, the period is counted
 * back from there. Hours are no matter of days and are not counted.
 */
export function lastDay(from: string, duration: string, counting: DayCounting): string {
  return endOfPeriod(Temporal.PlainDate.from(from), Temporal.Duration.from(duration), counting).toString();
}

function endOfPeriod(
  begins: Temporal.PlainDate,
  { years, months, weeks, days }: Temporal.Duration,
  counting: DayCounting,
): Temporal.PlainDate {
  let last = begins.add({ years, months, weeks });
  if (counting.counting === 'calendar-days') last = last.add({ days });
  else for (let day = 0; day < Math.abs(days); day += 1) last = nextWorkingDay(last, counting, days);
  const rolls = counting.roll === 'next-working-day' && !isWorking(last, counting);
  return rolls ? nextWorkingDay(last, counting) : last;
}

/** Whether `date` (`2026-03-02`) is neither on a weekend nor a holiday of the calendar. */
export function isWorkingDay(date: string, calendar: Calendar): boolean {
  return isWorking(Temporal.PlainDate.from(date), calendar);
}

/** The local day (`2026-03-02`) on which an instant falls in the calendar's time zone. */
export function localDay(instant: string, calendar: Calendar): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(calendar.timeZone).toPlainDate().toString();
}

/** Negative when the instant `a` is before the instant `b`, however each is written. */
export function compareInstants(a: string, b: string): number {
  return Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b));
}

/** The later of two instants, in the one way in which instants are written. */
export function later(a: string, b: string): string {
  return written(Temporal.Instant.from(compareInstants(a, b) < 0 ? b : a));
}

/**
 * Whether a period of `duration` can end before one of `than` that begins with it. Hours are compared as they are;
 * with days, weeks or months it is tried from noon on each of some days about the end of a February, where months
 * of 29 and of 31 days and, in many places, summer time begin.
 */
export function canBeShorter(duration: string, than: string, calendar: Calendar): boolean {
  const [one, other] = [Temporal.Duration.from(duration), Temporal.Duration.from(than)];
  if (isInHours(one) && isInHours(other)) return Temporal.Duration.compare(one, other) < 0;
  const first = Temporal.PlainDateTime.from('2028-02-15T12:00').toZonedDateTime(calendar.timeZone);
  return Array.from({ length: 46 }, (_, days) => written(first.add({ days }))).some(
    (from) => compareInstants(deadline(from, duration, calendar), deadline(from, than, calendar)) < 0,
  );
}

/** A duration as a sentence says it: `10 working days`, `1 month and 5 days`, `72 hours`. */
export function durationWords(duration: string, calendar: Calendar): string {
  const of = Temporal.Duration.from(duration);
  const day = calendar.counting === 'working-days' ? 'working day' : 'day';
  const units: readonly (readonly [count: number, unit: string])[] = [
    [of.years, 'year'],
    [of.months, 'month'],
    [of.weeks, 'week'],
    [of.days, day],
    [of.hours, 'hour'],
    [of.minutes, 'minute'],
  ];
  return listWords(units.filter(([n]) => n > 0).map(([n, unit]) => countWords(n, unit)));
}

/** The instant itself, or the next one on a whole minute: what is announced to people as the end of a period. */
export function onTheMinute(instant: string): string {
  return written(Temporal.Instant.from(instant).round({ smallestUnit: 'minute', roundingMode: 'ceil' }));
}

/** An instant as a sentence says it, exactly and always in UTC: `2026-03-05 17:00 UTC`. */
export function instantWords(instant: string): string {
  return `${written(Temporal.Instant.from(instant))
    .replace('T', ' ')
    .replace(/(:00)?(\.000)?Z$/, '')} UTC`;
}

function isInHours({ years, months, weeks, days }: Temporal.Duration): boolean {
  return years === 0 && months === 0 && weeks === 0 && days === 0;
}

function isWorking(date: Temporal.PlainDate, { weekend, holidays }: DayCounting): boolean {
  return !weekend.includes(date.dayOfWeek) && !holidays.includes(date.toString());
}

/** The working day after a day, or before it where `direction` is negative. */
function nextWorkingDay(after: Temporal.PlainDate, counting: DayCounting, direction = 1): Temporal.PlainDate {
  const days = Math.sign(direction);
  // Ends: a weekend leaves at least one day of each week, and holidays are a finite list.
  let date = after.add({ days });
  while (!isWorking(date, counting)) date = date.add({ days });
  return date;
}

function written(time: Temporal.Instant | Temporal.ZonedDateTime): string {
  const instant = time instanceof Temporal.ZonedDateTime ? time.toInstant() : time;
  return instant.toString({ smallestUnit: 'millisecond' });
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
