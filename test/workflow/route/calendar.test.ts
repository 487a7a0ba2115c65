/**
 * Deadlines: `from` + duration in a calendar = the instant at which it ends.
 */
import { describe, expect, test } from '@jest/globals';
import {
  calendarSchema,
  canBeShorter,
  compareInstants,
  deadline,
  durationSchema,
  durationWords,
  instantWords,
  isWorkingDay,
  localDay,
  type Calendar,
} from '@travaux/workflow/route';
import fc from 'fast-check';
import { plain, vienna } from './language.ts';

const utc = { ...plain, timeZone: 'UTC' };
const ends = (from: string, duration: string, calendar: Calendar, at: string) =>
  expect(deadline(from, duration, calendar)).toBe(at);

describe('calendar days', () => {
  test.each([
    ['2026-03-02T10:15:30.250Z', 'P10D', '2026-03-12T10:15:30.250Z'],
    ['2026-03-02T10:15:00Z', 'P2W', '2026-03-16T10:15:00.000Z'],
    ['2026-03-02T10:15:00Z', 'PT72H', '2026-03-05T10:15:00.000Z'],
    ['2026-03-02T10:15:00Z', 'P1DT90M', '2026-03-03T11:45:00.000Z'],
    ['2024-02-29T00:00:00Z', 'P1Y', '2025-02-28T00:00:00.000Z'],
  ])('%s + %s = %s', (from, duration, at) => ends(from, duration, utc, at));

  test('a month ends on the same date, or on the last one of its month', () => {
    ends('2026-01-31T12:00:00Z', 'P1M', utc, '2026-02-28T12:00:00.000Z');
    ends('2028-01-31T12:00:00Z', 'P1M', utc, '2028-02-29T12:00:00.000Z');
    ends('2026-01-31T12:00:00Z', 'P2M', utc, '2026-03-31T12:00:00.000Z');
    ends('2026-02-28T12:00:00Z', 'P1M', utc, '2026-03-28T12:00:00.000Z');
  });

  test('days keep the local time when summer time begins or ends, hours do not', () => {
    ends('2026-03-28T11:00:00Z', 'P1D', plain, '2026-03-29T10:00:00.000Z');
    ends('2026-03-28T11:00:00Z', 'PT24H', plain, '2026-03-29T11:00:00.000Z');
    ends('2026-10-24T10:00:00Z', 'P1D', plain, '2026-10-25T11:00:00.000Z');
  });

  test('a local time that summer time skips is read as the hour after it', () => {
    // 02:30 does not exist in Vienna on 29 March 2026.
    ends('2026-03-28T01:30:00Z', 'P1D', plain, '2026-03-29T01:30:00.000Z');
  });

  test('the day is that of the time zone', () => {
    const kiribati = { ...plain, timeZone: 'Pacific/Kiritimati', closeOfBusiness: '17:00' };
    ends('2026-03-01T11:00:00Z', 'P1D', kiribati, '2026-03-03T03:00:00.000Z');
    expect(localDay('2026-03-01T11:00:00Z', kiribati)).toBe('2026-03-02');
  });

  test('a period that would end on a day off may move to the next working day, hours never', () => {
    const rolling: Calendar = { ...utc, roll: 'next-working-day' };
    ends('2026-03-05T10:00:00Z', 'P2D', rolling, '2026-03-09T10:00:00.000Z');
    ends('2026-03-05T10:00:00Z', 'PT48H', rolling, '2026-03-07T10:00:00.000Z');
  });
});

describe('working days', () => {
  test('begin with the next one, skip weekends and holidays, and end with business', () => {
    ends('2026-12-22T09:00:00Z', 'P1D', vienna, '2026-12-23T17:00:00.000Z');
    ends('2026-12-23T09:00:00Z', 'P1D', vienna, '2026-12-28T17:00:00.000Z');
    ends('2026-12-23T09:00:00Z', 'P5D', vienna, '2027-01-05T17:00:00.000Z');
    // From a Saturday, Monday is the first.
    ends('2026-12-19T09:00:00Z', 'P1D', vienna, '2026-12-21T17:00:00.000Z');
  });

  test('weeks and months are those of the calendar, and roll', () => {
    ends('2026-12-10T09:00:00Z', 'P2W', vienna, '2026-12-28T17:00:00.000Z');
    ends('2026-12-06T09:00:00Z', 'P1M', vienna, '2027-01-07T17:00:00.000Z');
    ends('2026-11-25T09:00:00Z', 'P1M3D', vienna, '2026-12-30T17:00:00.000Z');
  });

  test('hours are hours', () => ends('2026-12-24T09:00:00Z', 'PT72H', vienna, '2026-12-27T09:00:00.000Z'));

  test('days and hours together end at an exact time, on whatever day it falls', () => {
    ends('2026-12-22T09:00:00Z', 'P1DT2H', vienna, '2026-12-23T11:00:00.000Z');
    ends('2026-12-18T20:00:00Z', 'P1WT1H', vienna, '2026-12-25T21:00:00.000Z');
  });

  test('a weekend may be Friday and Saturday', () => {
    const cairo = { ...vienna, timeZone: 'Africa/Cairo', weekend: [5, 6], holidays: [] };
    expect([isWorkingDay('2026-03-06', cairo), isWorkingDay('2026-03-08', cairo)]).toEqual([false, true]);
    ends('2026-03-05T08:00:00Z', 'P1D', cairo, '2026-03-08T16:00:00.000Z');
  });
});

test('any deadline is after its beginning, grows with its days, and lands on a working day at close of business', () => {
  const from = fc
    .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2036, 0, 1) })
    .map((ms) => new Date(ms).toISOString());
  const zone = fc.constantFrom('UTC', 'Europe/Vienna', 'America/St_Johns', 'Asia/Kolkata', 'Pacific/Chatham');
  fc.assert(
    fc.property(from, fc.integer({ min: 1, max: 60 }), zone, (at, days, timeZone) => {
      const calendar = { ...vienna, timeZone };
      const end = deadline(at, `P${days}D`, calendar);
      expect(compareInstants(at, end)).toBeLessThan(0);
      expect(compareInstants(end, deadline(at, `P${days + 1}D`, calendar))).toBeLessThan(0);
      expect(isWorkingDay(localDay(end, calendar), calendar)).toBe(true);
      const working = Array.from({ length: 150 }, (_, i) => i + 1)
        .map((i) => new Date(Date.parse(`${localDay(at, calendar)}T00:00:00Z`) + i * 86_400_000))
        .map((day) => day.toISOString().slice(0, 10))
        .filter((day) => isWorkingDay(day, calendar));
      expect(localDay(end, calendar)).toBe(working[days - 1]);
      const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
      expect(clock.format(new Date(end))).toBe('18:00');
    }),
    { numRuns: 200 },
  );
});

test('instants are compared as instants, however they are written', () => {
  expect(compareInstants('2026-03-01T12:00:00Z', '2026-03-01T12:00:00.000Z')).toBe(0);
  expect(compareInstants('2026-03-01T12:00:00.500Z', '2026-03-01T12:00:00Z')).toBeGreaterThan(0);
});

test('which of two periods can be the shorter', () => {
  expect(canBeShorter('P30D', 'P1M', plain)).toBe(true);
  expect(canBeShorter('P31D', 'P1M', plain)).toBe(false);
  expect(canBeShorter('P3D', 'PT72H', plain)).toBe(true); // where summer time begins
  expect(canBeShorter('P3D', 'PT72H', utc)).toBe(false);
  expect(canBeShorter('P2D', 'PT72H', vienna)).toBe(true);
});

test('in words', () => {
  expect(durationWords('P10D', vienna)).toBe('10 working days');
  expect(durationWords('P1M1D', plain)).toBe('1 month and 1 day');
  expect(durationWords('PT72H', vienna)).toBe('72 hours');
  expect(instantWords('2026-03-05T17:00:00.000Z')).toBe('2026-03-05 17:00 UTC');
  expect(instantWords('2026-03-05T17:00:01Z')).toBe('2026-03-05 17:00:01 UTC');
  expect(instantWords('2026-03-05T17:00:00.040Z')).toBe('2026-03-05 17:00:00.040 UTC');
});

test('the grammar', () => {
  for (const good of ['P10D', 'P2W', 'P1M', 'PT72H', 'P1Y2M3W4DT5H6M'])
    expect(durationSchema.safeParse(good).success).toBe(true);
  for (const bad of ['P', 'PT', '10D', 'P0D', 'PT0H', 'P1.5D', '-P1D', 'P1D ', 'p1d', 'P1DT', 'P99999D'])
    expect([bad, durationSchema.safeParse(bad).success]).toEqual([bad, false]);
  expect(calendarSchema.safeParse(vienna).success).toBe(true);
  for (const bad of [
    { timeZone: 'Europe/Nowhere' },
    { timeZone: '+02:00' },
    { weekend: [0] },
    { weekend: [1, 2, 3, 4, 5, 6, 7] },
    { holidays: ['2026-02-30'] },
    { closeOfBusiness: '24:00' },
  ])
    expect([bad, calendarSchema.safeParse({ ...vienna, ...bad }).success]).toEqual([bad, false]);
});
