/** Terms as two texts write them: the same whatever their case, accents and marks. */
import type { TextRange } from '../finding.ts';
import { readWords } from './plain-words.ts';

export const foldTerm = (term: string): string =>
  readWords(term)
    .text.normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .trim();

/** Where a term stands that a passage defines: in its quotation marks, else where it is named first. */
export function placeOfTerm(words: string, term: string, passage: number): TextRange {
  const at = definedAt(words, term);
  return at < 0 ? { passage, from: 0, to: words.length } : { passage, from: at, to: at + term.length };
}

function definedAt(words: string, term: string): number {
  const [text, wanted] = [words.toLowerCase(), term.toLowerCase()];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (/["“«„「](?:the |an? |le |la |les |l'|el |los |las )?$/u.test(text.slice(0, at))) return at;
  }
  return text.indexOf(wanted);
}

/** Whether the passage only gives something a short name: (the "Committee"), hereinafter "the Convention". */
export function givesShortName(words: string, term: string): boolean {
  const at = definedAt(words, term);
  const before = words.slice(Math.max(0, at - 60), Math.max(0, at));
  return (
    /\([^()]*$/u.test(before) ||
    /(?:hereinafter|hereafter|referred to as|ci-après|en adelante|далее)[^.;]*$/iu.test(before)
  );
}
