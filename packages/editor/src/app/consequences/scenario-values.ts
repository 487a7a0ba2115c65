/**
 * What somebody types into a scenario, read by the same grammar as the text of the agreement. What cannot be is
 * refused with a sentence, and the scenario stays as it was.
 */
import { parseDate, parseDuration, printDate, type Terms } from '@travaux/workflow/compliance';
import { t } from '../messages/messages.ts';

export type Typed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

const ok = <T>(value: T): Typed<T> => ({ ok: true, value });
const refused = (message: string): Typed<never> => ({ ok: false, message });

/** `3 months`, `P3M`, and a number alone for days. */
export function periodTyped(text: string): Typed<string> {
  const words = text.trim();
  const read = parseDuration(/^\d+$/u.test(words) ? `${words} days` : words);
  if (!read.ok) return refused(t('consequences.periodWanted'));
  return read.value.startsWith('-') ? refused(t('consequences.periodForward')) : ok(read.value);
}

/** The same; nothing typed is never. */
export const periodOrNever = (text: string): Typed<string | null> =>
  text.trim() === '' ? ok(null) : periodTyped(text);

/** A reading of an indicator that does not reach its target; nothing typed is none. */
export function readingTyped(text: string, target: Target | null): Typed<number | null> {
  const words = text.trim().replace(/\s/gu, '').replace('−', '-');
  if (words === '') return ok(null);
  const reading = /^-?\d+(?:\.\d+)?$/u.test(words) ? Number(words) : Number.NaN;
  if (!Number.isFinite(reading)) return refused(t('consequences.numberWanted'));
  return target && meets(reading, target) ? refused(t('consequences.readingMeets')) : ok(reading);
}

/** A day from `first` on, which is the first that the agreement knows of. */
export function dayTyped(text: string, first: string | null): Typed<string> {
  const read = parseDate(text.trim());
  if (!read.ok) return refused(t('consequences.dayWanted'));
  return first !== null && read.value < first
    ? refused(t('consequences.dayTooEarly', { day: printDate(first) }))
    : ok(read.value);
}

export interface Target {
  readonly comparator: string;
  readonly value: number;
}

/** The target of a milestone, where it is a number. */
export function targetOf({ indicator }: Terms['milestones'][number]): Target | null {
  const { comparator, value } = indicator?.target ?? {};
  return comparator && typeof value === 'number' ? { comparator, value } : null;
}

function meets(reading: number, { comparator, value }: Target): boolean {
  switch (comparator) {
    case '>=':
      return reading >= value;
    case '<=':
      return reading <= value;
    case '>':
      return reading > value;
    case '<':
      return reading < value;
    case '==':
      return reading === value;
    case '!=':
      return reading !== value;
    default:
      return false;
  }
}
