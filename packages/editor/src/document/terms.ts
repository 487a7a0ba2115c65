/**
 * Uses of defined terms (and of the names of parties) in a text: where one stands, however it is written.
 *
 * A use is the words of the term, in order. Invisible marks, accents and non-breaking hyphens and spaces do not hide
 * it, nor a plural -s. Case is part of a term that is defined with capitals: "State" is not used by "state", and "WHO"
 * not by "who"; a term in lower case may stand at the beginning of a sentence. Of two terms that could be meant
 * at one place, the longer is.
 */
import { fold } from './fold.ts';

export interface TermUse {
  readonly term: string;
  /** UTF-16 offsets in the text. */
  readonly from: number;
  readonly to: number;
}

interface Word {
  readonly folded: string;
  /** As it is written, for its case. */
  readonly written: string;
  /** What stands between the word before and this one, a hyphen being as good as a space. */
  readonly joint: string;
  /** Offsets in the source. */
  readonly from: number;
  readonly to: number;
}

// Scripts without spaces are matched character by character.
const word =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}])+/gu;
function wordsIn(text: string): Word[] {
  const folded = fold(text);
  let end = 0;
  return Array.from(folded.text.matchAll(word), (match): Word => {
    const at = match.index;
    const joint = folded.text.slice(end, at).replaceAll('-', ' ');
    end = at + match[0].length;
    const from = folded.starts[at] ?? 0;
    const to = folded.ends[end - 1] ?? text.length;
    return { folded: match[0], written: text.slice(from, to), joint, from, to };
  });
}

interface Term {
  readonly term: string;
  readonly words: readonly Word[];
}

export interface TermFinder {
  /** Uses in order, none overlapping another. */
  usesIn(text: string): TermUse[];
}

export function termFinder(terms: Iterable<string>): TermFinder {
  const byStart = new Map<string, Term[]>();
  for (const term of new Set(terms)) {
    const words = wordsIn(term);
    const [first] = words;
    if (!first) continue;
    const key = first.folded.slice(0, 2);
    byStart.set(key, [...(byStart.get(key) ?? []), { term, words }]);
  }
  for (const candidates of byStart.values()) candidates.sort((a, b) => b.words.length - a.words.length);
  return {
    usesIn(text) {
      if (byStart.size === 0) return [];
      const words = wordsIn(text);
      const uses: TermUse[] = [];
      for (let n = 0; n < words.length; n += 1) {
        const first = words[n];
        const candidates = first && byStart.get(first.folded.slice(0, 2));
        const found = candidates?.find((term) => standsAt(term, words, n));
        const last = found && words[n + found.words.length - 1];
        if (!first || !found || !last) continue;
        uses.push({ term: found.term, from: first.from, to: last.to });
        n += found.words.length - 1;
      }
      return uses;
    },
  };
}

function standsAt(term: Term, words: readonly Word[], at: number): boolean {
  return term.words.every((wanted, n) => {
    const found = words[at + n];
    if (!found || !sameWord(wanted.folded, found.folded) || !caseAllows(wanted, found)) return false;
    return n === 0 || found.joint === wanted.joint;
  });
}

/** Equal, or one the plural of the other. */
function sameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 2 || /\d$/u.test(short)) return false;
  return (
    long === `${short}s` ||
    long === `${short}es` ||
    (short.endsWith('y') && long === `${short.slice(0, -1)}ies`)
  );
}

const upper = /\p{Lu}/u;
const lower = /\p{Ll}/u;

function caseAllows(wanted: Word, found: Word): boolean {
  if (!upper.test(wanted.written)) return true;
  const letters = (text: string) => text.replace(/\P{L}/gu, '');
  const [term, use] = [letters(wanted.written), letters(found.written)];
  if (term.length > 1 && !lower.test(term)) return !lower.test(use.replace(/e?s$/u, ''));
  const [initial = ''] = term;
  const [own = ''] = use;
  return !upper.test(initial) || upper.test(own);
}
