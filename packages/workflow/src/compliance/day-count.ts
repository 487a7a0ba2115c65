/**
 * How the agreement counts days: its own calendar of weekends and holidays, and what a day is where a term does not
 * say. All dates are local days of the agreement's time zone, written `2026-03-02`.
 */
import { Temporal } from 'temporal-polyfill';
import { lastDay, type DayCounting } from '../route/calendar.ts';
import { isDuration, type DayKind } from './duration.ts';
import type { Terms } from './terms.ts';

export interface Counted {
  readonly calendar?: DayKind | undefined;
  readonly roll?: 'none' | 'next_working_day' | undefined;
}

export interface DayCount {
  /** The day on which a period that begins on `date` ends; null when either is none that can be counted with. */
  after(date: string, duration: string, how?: Counted): string | null;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Whether it is a day that exists, written `2026-03-02`. */
export function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/** Remembers what it counted. */
export function dayCountOf({ agreement, calendars }: Pick<Terms, 'agreement' | 'calendars'>): DayCount {
  const named = calendars.find(({ id }) => id === agreement.dayCount?.workingDayCalendar) ?? calendars[0];
  const days = (named?.weekend ?? ['Sat', 'Sun'])
    .map((day) => weekdays.indexOf(day.slice(0, 3)) + 1)
    .filter((day) => day > 0);
  const base = {
    weekend: days.length < 7 ? days : [],
    holidays: (named?.holidays ?? []).filter(isDate),
  };
  const byDefault = agreement.dayCount?.default === 'working_days' ? 'working_days' : 'calendar_days';
  const counted = new Map<string, string | null>();

  return {
    after(date, duration, { calendar = byDefault, roll = 'none' } = {}) {
      const key = `${date} ${duration} ${calendar} ${roll}`;
      const known = counted.get(key);
      if (known !== undefined) return known;
      const counting: DayCounting = {
        ...base,
        counting: calendar === 'working_days' ? 'working-days' : 'calendar-days',
        roll: roll === 'none' ? 'none' : 'next-working-day',
      };
      const result =
        isDate(date) && isDuration(duration) ? lastDay(date, inWholeDays(duration), counting) : null;
      counted.set(key, result);
      return result;
    },
  };
}

/** Hours are counted as the days that they reach into: within 24 hours is by the next day. */
function inWholeDays(duration: string): string {
  const [date, clock] = duration.split('T');
  if (clock === undefined) return duration;
  const of = (letter: string) => Number(new RegExp(`(\\d+)${letter}`).exec(clock)?.[1] ?? 0);
  const days = Math.ceil((of('H') + of('M') / 60 + of('S') / 3600) / 24);
  const before = Number(/(\d+)D/.exec(date!)?.[1] ?? 0);
  return `${date!.replace(/\d+D/, '')}${before + days}D`;
}
