/**
 * Folding: the form of a text in which words are compared for search, so that no case, accent, invisible mark,
 * non-breaking hyphen or width variant hides a word from somebody who types it plainly.
 *
 * Folded away: case, accents and vowel marks, bidirectional controls, zero-width marks, soft hyphens, the
 * Arabic tatweel; folded together: hyphens and dashes, quotation marks, all white space (a run counts as one
 * space), compatibility forms (full width, ligatures), digits of every script, Arabic letter variants.
 * Each folded position leads back to the UTF-16 offsets it came from.
 */

export interface Folded {
  readonly text: string;
  /** Offset in the source where the folded unit began. */
  readonly starts: Uint32Array;
  /** Offset in the source where the folded unit ended, combining marks behind it included. */
  readonly ends: Uint32Array;
}

export interface TextRange {
  readonly from: number;
  readonly to: number;
}

const invisible = /[\p{Cf}\u034f\u0640]/u;
const combining = /\p{Mn}/u;
const space = /[\s\p{Z}]/u;
const together = new Map<string, string>([
  ...pairs('‐‑‒–—―−⁃﹘﹣－', '-'),
  ...pairs('‘’‚‛′`´ʼ＇', "'"),
  ...pairs('“”„‟″«»〝〞＂', '"'),
  ...pairs('ىیے', 'ي'),
  ...pairs('ةۀ', 'ه'),
  ...pairs('ک', 'ك'),
  ...pairs('ٱ', 'ا'),
  ['ı', 'i'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ς', 'σ'],
]);

function pairs(from: string, to: string): [string, string][] {
  return [...from].map((each) => [each, to]);
}

/** What one character folds to: '' when it is folded away. Characters recur, so each is worked out once. */
const known = new Map<string, string>();

function foldCharacter(character: string): string {
  const before = known.get(character);
  if (before !== undefined) return before;
  const folded = invisible.test(character) ? '' : space.test(character) ? ' ' : foldVisible(character);
  known.set(character, folded);
  return folded;
}

function foldVisible(character: string): string {
  let folded = '';
  const at = together.get(character);
  if (at !== undefined) return at;
  for (const part of character.normalize('NFKD')) {
    if (combining.test(part) || invisible.test(part)) continue;
    const digit = digitOf(part);
    // Upper case first: it takes apart what has no single lower-case form, such as ß.
    for (const each of digit ?? part.toUpperCase().toLowerCase()) {
      if (!combining.test(each)) folded += together.get(each) ?? (space.test(each) ? ' ' : each);
    }
  }
  return folded;
}

/** Decimal digits of any script lie in runs of ten that begin with their zero. */
function digitOf(character: string): string | null {
  if (!/\p{Nd}/u.test(character)) return null;
  const code = character.codePointAt(0) ?? 0;
  for (let zero = code; zero > code - 10; zero -= 1) {
    if (!/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) return String(code - zero);
  }
  return null;
}

export function fold(text: string): Folded {
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let offset = 0;
  let afterSpace = false;
  for (const character of text) {
    const end = offset + character.length;
    const form = foldCharacter(character);
    if (form === '') {
      if (ends.length > 0 && combining.test(character)) ends[ends.length - 1] = end;
    } else if (form === ' ' && afterSpace) {
      ends[ends.length - 1] = end;
    } else {
      folded += form;
      afterSpace = form.endsWith(' ');
      for (let unit = 0; unit < form.length; unit += 1) {
        starts.push(offset);
        ends.push(end);
      }
    }
    offset = end;
  }
  return { text: folded, starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
}

/** The places where `query` occurs in `text`, in order, none overlapping another. An empty query is nowhere. */
export function findInText(text: string, query: string): TextRange[] {
  return findInFolded(fold(text), query);
}

/** As `findInText`, in a text that was folded before (a search over a whole agreement folds each clause once). */
export function findInFolded(folded: Folded, query: string): TextRange[] {
  const wanted = fold(query.trim()).text;
  if (wanted === '') return [];
  const ranges: TextRange[] = [];
  for (let at = folded.text.indexOf(wanted); at >= 0; at = folded.text.indexOf(wanted, at)) {
    const last = at + wanted.length - 1;
    const from = folded.starts[at];
    const to = folded.ends[last];
    at += wanted.length;
    if (from === undefined || to === undefined) break;
    // A match that begins in the middle of a character that folds to several is not a place in the source.
    const previous = ranges.at(-1);
    if (!previous || from >= previous.to) ranges.push({ from, to });
  }
  return ranges;
}
