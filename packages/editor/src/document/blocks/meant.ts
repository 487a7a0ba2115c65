/**
 * What was meant by words of a field that are not understood: a name that is near to them, put into their place. It is
 * offered, never written by itself.
 */
import type { Meant } from '@travaux/workflow/lint';
import { readWords } from './grammar/grammar.ts';
import type { Naming, Problem } from './grammar/reading.ts';
import type { Grammar } from './kind.ts';

/** @returns null where nothing is near that would be understood */
export function meantBy(
  words: string,
  { of, suggestions }: Problem,
  grammar: Grammar,
  naming: Naming,
): Meant | null {
  if (of === '') return null;
  const faults = (said: string) => {
    const read = readWords(said, grammar, naming);
    return read.ok ? read.unknown.length : Infinity;
  };
  const before = faults(words);
  const stands = (name: string) => wholeWords(name).test(words);
  // A name that stands in the field already is hardly meant a second time.
  for (const name of [...suggestions.filter((each) => !stands(each)), ...suggestions.filter(stands)]) {
    const mended = words.replace(wholeWords(of), () => name);
    if (mended !== words && faults(mended) < before) return { name, words: mended };
  }
  return null;
}

const wholeWords = (words: string) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}_:-])${words.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')}(?![\\p{L}\\p{N}_:-])`,
    'gu',
  );
