/**
 * Every string that a person reads goes through `t`. The English catalogues are the type: a key that is in none of
 * them does not compile. Counted strings have the plural forms of the language (`_one`, `_other`, …).
 */
import i18next from 'i18next';
import type { englishWords } from '../../views/words.ts';
import type { check } from './en/check.ts';
import type { comments } from './en/comments.ts';
import type { consequences } from './en/consequences.ts';
import type { deciding } from './en/deciding.ts';
import type { office } from './en/office.ts';
import type { passkeys } from './en/passkeys.ts';
import type { proposals } from './en/proposals.ts';
import type { text } from './en/text.ts';
import { en } from './en.ts';

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type Key =
  | keyof typeof office
  | keyof typeof en
  | keyof typeof passkeys
  | keyof typeof proposals
  | keyof typeof text
  | keyof typeof englishWords
  | keyof typeof check
  | keyof typeof comments
  | keyof typeof consequences
  | keyof typeof deciding;
export type MessageKey = Key extends infer K ? (K extends `${infer Stem}_${PluralForm}` ? Stem : K) : never;

export type MessageValues = Readonly<Record<string, string | number>>;

void i18next.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  keySeparator: false,
  nsSeparator: false,
  // React escapes what it shows.
  interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
  initAsync: false,
});

/** Words that come with the screens that say them. */
export function addMessages(words: Readonly<Record<string, string>>): void {
  i18next.addResources('en', 'translation', words);
}

/** BCP 47 tag of the language of the interface. */
export function language(): string {
  return i18next.language;
}

export function t(key: MessageKey, values?: MessageValues): string {
  return i18next.t(key, values ?? {});
}

/** For keys made from data, such as `action.<id>`; the key itself is shown when it has no message. */
export function tDynamic(key: string, values?: MessageValues): string {
  return i18next.t(key, values ?? {});
}

export function hasMessage(key: string): boolean {
  return i18next.exists(key);
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(i18next.language).format(value);
}

export function formatTime(instant: number | string): string {
  return new Intl.DateTimeFormat(i18next.language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant));
}

export function formatDate(instant: number | string): string {
  return new Intl.DateTimeFormat(i18next.language, { dateStyle: 'medium' }).format(new Date(instant));
}

export function formatDateTime(instant: number | string): string {
  return new Intl.DateTimeFormat(i18next.language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(instant),
  );
}

export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(i18next.language, { type: 'conjunction' }).format(items);
}

export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([i18next.language], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The lookup that the views ask; undefined lets them fall back on words of their own. */
export function translate(key: string, values?: MessageValues): string | undefined {
  return hasMessage(key) ? tDynamic(key, values) : undefined;
}
