/**
 * What the grammars of fields have in common: what a reading comes to, which names there are, and how words are
 * brought into one form before they are looked at.
 *
 * Whatever a grammar does not print so that it would be read again as the same stands in quotation marks, and what
 * stands in quotation marks is taken as it is. So no value is ever lost by being written down.
 */
import { nearestWords, type Names } from '@travaux/workflow/compliance';
import { fold } from '../../fold.ts';
import { registers, type Register } from '../kind.ts';

export interface Known {
  readonly id: string;
  /** Its name or title; empty where it has none. */
  readonly name: string;
}

/** What the fields of an agreement can refer to. */
export interface Naming {
  /** For days and conditions. */
  readonly names: Names;
  readonly known: ReadonlyMap<Register, readonly Known[]>;
}

/** Why words are not read. */
export interface Problem {
  /** What is wrong, what was expected, and the nearest thing that would be understood. */
  readonly message: string;
  /** What would be read: `a number, such as 95`. */
  readonly expected: string;
  /** The words that are not understood, of all that stand there; empty where something is missing. */
  readonly of: string;
  /** Words that could stand instead of those, nearest first. */
  readonly suggestions: readonly string[];
}

/** `unknown`: names that were read as ids and that nothing in the agreement has. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T; readonly unknown: readonly Problem[] }
  | { readonly ok: false; readonly problem: Problem };

export const value = <T>(read: T, unknown: readonly Problem[] = []): Reading<T> => ({
  ok: true,
  value: read,
  unknown,
});

export function problem(
  words: string,
  expected: string,
  suggestions: readonly string[] = [],
): Reading<never> {
  const near = suggestions.length === 0 ? '' : ` Did you mean ${listed(suggestions, 'or')}?`;
  return {
    ok: false,
    problem: {
      ...{ message: `“${words}” is not read. Expected ${expected}.${near}`, expected },
      ...{ of: words, suggestions },
    },
  };
}

/** `a, b or c` */
export function listed(words: readonly string[], last: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}

const dashes = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/gu;

/** Dashes and digits in one form, for words in which they are no more than that. */
export function plain(words: string): string {
  return words.replace(dashes, '-').replace(/\p{Nd}/gu, (digit) => fold(digit).text);
}

/** Equal for words that differ in case, dashes, underscores and spaces alone. */
export const comparable = (words: string) =>
  plain(words)
    .toLowerCase()
    .replace(/[-_ ]+/gu, ' ')
    .trim();

/** The words in quotation marks, if they are all that there is. */
export function unquoted(words: string): string | null {
  const match = /^["“]((?:\\.|[^"”\\])*)["”]$/u.exec(words);
  return match ? (match[1] ?? '').replace(/\\(.)/gu, '$1') : null;
}

export const quoted = (words: string) => `"${words.replace(/["“”\\]/gu, '\\$&')}"`;

/** Parts between separators that stand outside quotation marks, without the spaces around them. */
export function parts(words: string, separator: RegExp): string[] {
  const found: string[] = [];
  let part = '';
  const pattern = /(?<![^\s(:])["“](?:\\.|[^"”\\])*["”]|[^]/gu;
  for (const [piece] of words.matchAll(pattern)) {
    if (piece.length === 1 && separator.test(piece)) {
      found.push(part.trim());
      part = '';
    } else part += piece;
  }
  found.push(part.trim());
  return found.filter((each) => each !== '');
}

/** The words outside quotation marks. */
export const outsideQuotes = (words: string) => words.replace(/(?<![^\s(:])["“](?:\\.|[^"”\\])*["”]/gu, '');

const idIndexes = new WeakMap<Naming, ReadonlyMap<Register, ReadonlySet<string>>>();

function idsOf(naming: Naming): ReadonlyMap<Register, ReadonlySet<string>> {
  const known = idIndexes.get(naming);
  if (known) return known;
  const ids = new Map(
    [...naming.known].map(([register, all]) => [register, new Set(all.map(({ id }) => id))] as const),
  );
  idIndexes.set(naming, ids);
  return ids;
}

export interface Found {
  readonly id: string;
  /** Null where something in the agreement has this id. */
  readonly unknown: Problem | null;
}

/** Whom or what some words name: by id, or by name. Words that name nothing are taken for an id that is missing. */
export function lookUp(words: string, of: readonly Register[], naming: Naming): Found {
  const verbatim = unquoted(words);
  const asked = verbatim ?? words;
  const ids = idsOf(naming);
  if (of.some((register) => ids.get(register)?.has(asked))) return { id: asked, unknown: null };
  const entries = of.flatMap((register) => naming.known.get(register) ?? []);
  const found =
    verbatim === null
      ? (only(entries.filter(({ id }) => comparable(id) === comparable(asked))) ??
        only(entries.filter(({ name }) => name !== '' && comparable(name) === comparable(asked))))
      : undefined;
  if (found) return { id: found.id, unknown: null };
  const near = nearestWords(
    asked,
    entries.flatMap(({ id, name }) => (name === '' ? [id] : [id, name])),
  );
  const suggestions = near.map((each) => entries.find(({ name }) => name === each)?.id ?? each);
  const ofAnotherKind = registers.find((register) => ids.get(register)?.has(asked));
  const expected = expectedName(of);
  const why = ofAnotherKind
    ? `${asked} is ${articled[ofAnotherKind]}, and not ${expected}.`
    : `Nothing in this agreement is called “${asked}”. Expected ${expected}.`;
  const offered = [...new Set(suggestions)];
  const didYouMean = offered.length === 0 ? '' : ` Did you mean ${listed(offered, 'or')}?`;
  return { id: asked, unknown: { message: why + didYouMean, expected, of: words, suggestions: offered } };
}

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

export const articled: Readonly<Record<Register, string>> = {
  party: 'a party',
  body: 'a body',
  verifier: 'a verifier',
  observer: 'an observer',
  day: 'a day',
  source: 'a source',
  dataStandard: 'a data standard',
  calendar: 'a calendar',
  milestone: 'a milestone',
  tranche: 'a tranche',
  contingency: 'a contingency',
  confidenceBuilding: 'a confidence-building measure',
  report: 'a report',
  audit: 'an audit',
  review: 'a review',
};

export const expectedName = (of: readonly Register[]) =>
  listed(
    of.map((register) => articled[register]),
    'or',
  );

/** Words that are written as they are where they are read again so; else in quotation marks. */
export function written(words: string, isReadAgain: (candidate: string) => boolean): string {
  return words !== '' && !/["“”\\[\]]/u.test(words) && isReadAgain(words) ? words : quoted(words);
}

/** Whether two values of terms are the same; what is undefined is not there. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((each, at) => sameValue(each, b[at]))
    );
  }
  const [old, now] = [a, b].map((each) => Object.entries(each).filter(([, member]) => member !== undefined));
  if (!old || !now || old.length !== now.length) return false;
  return old.every(([key, member]) => sameValue(member, (b as Record<string, unknown>)[key]));
}
