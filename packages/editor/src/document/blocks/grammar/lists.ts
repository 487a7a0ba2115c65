/**
 * Grammars of names and lists: codes, ids, phrases, and what is given for each of several parties.
 */
import type { Register } from '../kind.ts';
import { codeOf, codeWords, codeWritten } from './codes.ts';
import { numberOf, quantityWords, readQuantity, type Quantity } from './quantities.ts';
import {
  comparable,
  lookUp,
  parts,
  problem,
  quoted,
  unquoted,
  value,
  written,
  type Naming,
  type Problem,
  type Reading,
} from './reading.ts';

const semicolon = /;/u;

export const readCodes = (words: string, known: readonly string[]): Reading<string[]> =>
  value(parts(words, /[,;]/u).map((part) => codeOf(part, known)));
export const codesWords = (codes: readonly string[], known: readonly string[]) =>
  codes.map((code) => codeWritten(code, known, /[,;]/u)).join(', ');

export const readPhrases = (words: string): Reading<string[]> =>
  value(parts(words, semicolon).map((part) => unquoted(part) ?? part));
export const phrasesWords = (phrases: readonly string[]) =>
  phrases.map((phrase) => written(phrase, (words) => readsAs(words, phrase))).join('; ');

const readsAs = (words: string, phrase: string) => parts(words, semicolon)[0] === phrase;

export function readId(
  words: string,
  of: readonly Register[],
  also: readonly string[],
  naming: Naming,
): Reading<string> {
  const somebody = also.find((each) => comparable(each) === comparable(words));
  if (somebody !== undefined && unquoted(words) === null) return value(somebody);
  if (parts(words, /[,;]/u).length > 1) return problem(words, 'one name only');
  const { id, unknown } = lookUp(words, of, naming);
  return value(id, unknown ? [unknown] : []);
}

export function idWords(
  id: string,
  of: readonly Register[],
  also: readonly string[],
  naming: Naming,
): string[] {
  return [...(also.includes(id) ? [codeWords(id)] : []), id, quoted(id)].filter((words) => {
    const read = readId(words, of, also, naming);
    return read.ok && read.value === id;
  });
}

export function readIds(words: string, of: readonly Register[], naming: Naming): Reading<string[]> {
  const unknown: Problem[] = [];
  const ids = parts(words, /[,;]/u).flatMap((part) => {
    const whole = lookUp(part, of, naming);
    // "KES and SAR" are two, unless that is the name of one.
    const several = whole.unknown && unquoted(part) === null ? part.split(/\s+(?:and|or)\s+/iu) : [part];
    return several.map((each) => {
      const found = lookUp(each, of, naming);
      if (found.unknown) unknown.push(found.unknown);
      return found.id;
    });
  });
  return value(ids, unknown);
}

/** An id as it is written in a list. */
export function idInList(id: string, of: readonly Register[], naming: Naming): string {
  return written(id, (words) => {
    const read = readIds(words, of, naming);
    return read.ok && read.value.length === 1 && read.value[0] === id;
  });
}

export const idsWords = (ids: readonly string[], of: readonly Register[], naming: Naming) =>
  ids.map((id) => idInList(id, of, naming)).join(', ');

/** `ALB, UNR or TOR; KES` */
export function readGroups(words: string, naming: Naming): Reading<string[][]> {
  const unknown: Problem[] = [];
  const groups = parts(words, semicolon).map((part) => {
    const read = readIds(part, ['party'], naming);
    if (!read.ok) return [];
    unknown.push(...read.unknown);
    return read.value;
  });
  return value(groups, unknown);
}

export const groupsWords = (groups: readonly (readonly string[])[], naming: Naming) =>
  groups.map((group) => idsWords(group, ['party'], naming)).join('; ');

const anAllocation = 'what each party owes, such as KES 121; SAR 93';

export function readAllocation(words: string, naming: Naming): Reading<Record<string, Quantity>> {
  const unknown: Problem[] = [];
  const shares: [string, Quantity][] = [];
  for (const part of parts(words, semicolon)) {
    const [, who = '', share = ''] = /^(["“](?:\\.|[^"”\\])*["”]|\S+?):?\s+(.+)$/u.exec(part) ?? [];
    const quantity = readQuantity(share);
    if (who === '' || !quantity.ok) return problem(part, anAllocation);
    const party = lookUp(who, ['party'], naming);
    if (party.unknown) unknown.push(party.unknown);
    shares.push([party.id, quantity.value]);
  }
  return twice(shares, words) ?? value(Object.fromEntries(shares), unknown);
}

export const allocationWords = (shares: Readonly<Record<string, Quantity>>): string[] =>
  [(id: string) => id, quoted].map((as) =>
    Object.entries(shares)
      .map(([id, quantity]) => `${as(id)} ${quantityWords(quantity)}`)
      .join('; '),
  );

function twice(entries: readonly (readonly [string, unknown])[], words: string): Reading<never> | null {
  const names = entries.map(([name]) => name);
  const again = names.find((name, at) => names.indexOf(name) !== at);
  return again === undefined ? null : problem(words, `${again} once only`);
}

const keyed = /^(["“](?:\\.|[^"”\\])*["”]|[^"“]*?):\s+(.+)$/u;

/** What holds for each of several parties, in words, or as a code of `known`. */
export function readByParty(
  words: string,
  known: readonly string[] | null,
  naming: Naming,
): Reading<Record<string, string>> {
  const unknown: Problem[] = [];
  const entries: [string, string][] = [];
  for (const part of parts(words, semicolon)) {
    const [, who = '', what = ''] = keyed.exec(part) ?? [];
    if (who === '') return problem(part, 'a party, a colon, and what holds for it, such as ALB: waive');
    const party = lookUp(who, ['party'], naming);
    if (party.unknown) unknown.push(party.unknown);
    entries.push([party.id, known === null ? (unquoted(what) ?? what) : codeOf(what, known)]);
  }
  return twice(entries, words) ?? value(Object.fromEntries(entries), unknown);
}

export const byPartyWords = (
  entries: Readonly<Record<string, string>>,
  known: readonly string[] | null,
): string[] =>
  [(id: string) => id, quoted].map((as) =>
    Object.entries(entries)
      .map(([id, what]) => {
        const said =
          known === null ? written(what, (each) => readsAs(each, what)) : codeWritten(what, known, semicolon);
        return `${as(id)}: ${said}`;
      })
      .join('; '),
  );

/** `parties: all; technical: 2` */
export function readNamedValues(words: string): Reading<Record<string, string | number>> {
  const entries: [string, string | number][] = [];
  for (const part of parts(words, semicolon)) {
    const [, name = '', what = ''] = keyed.exec(part) ?? [];
    if (name === '') return problem(part, 'a name, a colon, and what holds for it, such as technical: 2');
    const number = numberOf(what);
    entries.push([codeOf(name, []), number ?? unquoted(what) ?? what]);
  }
  return twice(entries, words) ?? value(Object.fromEntries(entries));
}

export const namedValuesWords = (entries: Readonly<Record<string, string | number>>): string =>
  Object.entries(entries)
    .map(([name, what]) => {
      const key = /[:;"“”]/u.test(name) ? quoted(name) : codeWritten(name, [], semicolon);
      const said =
        typeof what === 'number'
          ? quantityWords(what)
          : written(what, (each) => readsAs(each, what) && numberOf(each) === null);
      return `${key}: ${said}`;
    })
    .join('; ');
