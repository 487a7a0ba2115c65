/**
 * Codes: names from a list that is open to others. In the terms `on_site_inspection`, in the text `on site inspection`.
 */
import { comparable, parts, plain, unquoted, written } from './reading.ts';

const codePattern = /^[a-z0-9]+(?:_[a-z0-9]+)+$/u;

/** The code that some words mean: one that is known, however it is written, or one that they spell. */
export function codeOf(words: string, known: readonly string[]): string {
  const verbatim = unquoted(words);
  if (verbatim !== null) return verbatim;
  const asked = comparable(words);
  const found = known.find((each) => comparable(each) === asked);
  if (found !== undefined) return found;
  return /^[a-z0-9]+(?:[ -][a-z0-9]+)+$/u.test(plain(words)) ? plain(words).replace(/[ -]/gu, '_') : words;
}

/** As people read it: `on site inspection`. */
export const codeWords = (code: string) => (codePattern.test(code) ? code.replaceAll('_', ' ') : code);

export function codeWritten(code: string, known: readonly string[], separator: RegExp): string {
  const again = (words: string) => parts(words, separator)[0] === words && codeOf(words, known) === code;
  const spoken = codeWords(code);
  return spoken === code || !again(spoken) ? written(code, again) : spoken;
}
