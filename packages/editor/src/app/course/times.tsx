/**
 * Instants for people: in the reader's own zone, and beside a deadline in the zone in which the body that set it
 * lives its days. How far away it is is said in words that change by the minute at most and are never announced by
 * themselves.
 */
import { useSyncExternalStore } from 'react';
import { formatDate, formatDateTime, language, t } from '../messages/messages.ts';
import './times.css';

const minute = 60_000;

/** The present minute. Everything on the screen that depends on it changes together. */
let present = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    present = Date.now();
    timer = setInterval(() => {
      present = Date.now();
      for (const one of listeners) one();
    }, minute / 2);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) clearInterval(timer);
  };
}

export function useNow(): number {
  return useSyncExternalStore(subscribe, () => present);
}

/** `in 3 days`, `in 5 hours`, `2 minutes ago`. */
export function distanceWords(instant: string, now: number): string {
  const away = Date.parse(instant) - now;
  const size = Math.abs(away);
  const [unit, length] = (
    size >= 48 * 60 * minute
      ? ['day', 24 * 60 * minute]
      : size >= 90 * minute
        ? ['hour', 60 * minute]
        : ['minute', minute]
  ) as ['day' | 'hour' | 'minute', number];
  const count = Math.trunc(away / length);
  if (unit === 'minute' && Math.abs(count) < 1) return t(away >= 0 ? 'time.soon' : 'time.justNow');
  return new Intl.RelativeTimeFormat(language(), { numeric: 'always' }).format(count, unit);
}

/** The instant in a zone, `18:00 Europe/Vienna`, with the day where it is another one there; null where nothing differs. */
export function elsewhere(instant: string, timeZone: string): string | null {
  const at = new Date(instant);
  const full = (zone?: string) =>
    new Intl.DateTimeFormat('en-GB', {
      dateStyle: 'short',
      timeStyle: 'short',
      ...(zone === undefined ? {} : { timeZone: zone }),
    }).format(at);
  try {
    if (full(timeZone) === full()) return null;
    const day = (zone?: string) => full(zone).split(',')[0];
    const style: Intl.DateTimeFormatOptions =
      day(timeZone) === day() ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' };
    const there = new Intl.DateTimeFormat(language(), { ...style, hourCycle: 'h23', timeZone }).format(at);
    return t('time.elsewhere', { there, zone: timeZone.replaceAll('_', ' ') });
  } catch {
    // A zone that this browser does not know.
    return null;
  }
}

export function Instant({ at, date = false }: { readonly at: string; readonly date?: boolean }) {
  return (
    <time dateTime={at} title={`${at.slice(0, 16).replace('T', ' ')} UTC`}>
      {date ? formatDate(at) : formatDateTime(at)}
    </time>
  );
}

/** A deadline: the instant here, there, and how far away it is. */
export function DueTime({ at, zone }: { readonly at: string; readonly zone: string | null }) {
  const now = useNow();
  const there = zone === null ? null : elsewhere(at, zone);
  const past = Date.parse(at) < now;
  return (
    <span className={past ? 'due is-past' : 'due'}>
      <Instant at={at} />
      {there !== null && <span className="due-there"> ({there})</span>}
      <span className="due-distance">, {distanceWords(at, now)}</span>
    </span>
  );
}
