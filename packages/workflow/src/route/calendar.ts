/**
 * A calendar: how a body counts the days of its deadlines. Part of a route, so that a recorded route tells by
 * itself when its deadlines end.
 */
import { z } from 'zod';
import { idSchema, nameSchema } from '../agreement/ids.ts';

/** 1 is Monday, 7 is Sunday, as in ISO 8601. */
const weekdaySchema = z.int().min(1).max(7);

/** An ISO 8601 duration in whole units, such as `P10D`, `P2W`, `P1M`, `PT72H`. */
export const durationSchema = z
  .string()
  .regex(
    /^P(?=\d|T\d)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,5}D)?(T(?=\d)(\d{1,5}H)?(\d{1,6}M)?)?$/,
    'must be a duration such as P10D, P2W, P1M or PT72H',
  )
  .refine((text) => /[1-9]/.test(text), 'must be longer than nothing');

export const calendarSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  /** IANA name of the time zone in which the body lives its days. */
  timeZone: z.string().regex(/^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/, 'must be a time zone such as Europe/Vienna'),
  /** What a day of a deadline is. Weeks, months and years are always counted by the calendar. */
  counting: z.enum(['calendar-days', 'working-days']),
  weekend: z.array(weekdaySchema).max(6),
  holidays: z.array(z.iso.date()).max(1000),
  /** Where a deadline goes that ends on a day which is not a working day. Hours are never moved. */
  roll: z.enum(['none', 'next-working-day', 'previous-working-day']),
  /** Local time at which the last day ends, such as `18:00`; null: at the time of day at which it began. */
  closeOfBusiness: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 18:00')
    .nullable(),
  /** The shortest period of a silence procedure, such as `PT72H` (decision 74/544 of the General Assembly). */
  minimumSilence: durationSchema.nullable(),
});
export type Calendar = z.infer<typeof calendarSchema>;
