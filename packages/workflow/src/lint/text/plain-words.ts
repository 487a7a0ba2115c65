/**
 * The words of a passage as a rule reads them: without marks that nobody sees, with one kind of space, dash and
 * quotation mark, and with digits of every script as 0 to 9. Case and accents stay. Every place leads back to the
 * words as they are written, so that what is found can be underlined.
 */
import type { TextRange } from '../finding.ts';
import type { ClauseSubject, Passage } from '../subject.ts';

export interface PlainWords {
  readonly text: string;
  /** The place in the passage of words from one offset to another in `text`. */
  range(passage: number, from: number, to: number): TextRange;
}

const invisible = /[\p{Cf}\u034f\u0640]/u;
const space = /[\s\p{Z}]/u;
const digit = /\p{Nd}/u;
const alike = new Map<string, string>(
  [
    ['‐‑‒–—―−﹣－', '-'],
    ['‘’‚‛`´＇', "'"],
    ['“”„‟«»〝〞＂「」', '"'],
    ['［', '['],
    ['］', ']'],
    ['٪', '%'],
    ['，،', ','],
    ['（', '('],
    ['）', ')'],
    ['：', ':'],
    ['；؛', ';'],
  ].flatMap(([from = '', to = '']) => [...from].map((sign): [string, string] => [sign, to])),
);

/** What a character is read as; empty where nobody sees it. */
function read(character: string): string {
  if (character <= '~') return character < ' ' ? ' ' : character;
  const same = alike.get(character);
  if (same !== undefined) return same;
  if (invisible.test(character)) return '';
  if (space.test(character)) return ' ';
  return digit.test(character) ? String(valueOf(character)) : character;
}

/** Decimal digits lie in runs of ten that begin with their zero. */
function valueOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (zero > code - 9 && digit.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}

const known = new WeakMap<Passage, PlainWords>();

export function plainWords(passage: Passage): PlainWords {
  const before = known.get(passage);
  if (before) return before;
  const plain = readWords(passage.words);
  known.set(passage, plain);
  return plain;
}

export function readWords(words: string): PlainWords {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let offset = 0;
  for (const character of words) {
    const end = offset + character.length;
    const form = read(character);
    if (form === ' ' && text.endsWith(' ')) ends[ends.length - 1] = end;
    else if (form !== '') {
      text += form;
      for (let unit = 0; unit < form.length; unit += 1) {
        starts.push(offset);
        ends.push(end);
      }
    }
    offset = end;
  }
  return {
    text,
    range: (passage, from, to) => ({ passage, from: starts[from] ?? words.length, to: ends[to - 1] ?? 0 }),
  };
}

/** Every passage of a clause with its plain words, quotations of other acts left out. */
export function* ownWords(
  clause: ClauseSubject,
): Generator<{ readonly passage: Passage; readonly n: number; readonly plain: PlainWords }> {
  for (const [n, passage] of clause.passages.entries()) {
    if (!passage.quoted) yield { passage, n, plain: plainWords(passage) };
  }
}

/** Sentences by their offsets. A full stop in a number, or after a letter or "No", ends none. */
export function sentencesOf(text: string): { readonly from: number; readonly to: number }[] {
  const sentences: { from: number; to: number }[] = [];
  let from = 0;
  for (const match of text.matchAll(/[.!?](?=["')\]]* )|[。؟;](?= |$|[^\s])/gu)) {
    const to = match.index + 1;
    if (
      match[0] === '.' &&
      /(?:^|[\s(])(?:\p{L}|No|Nos|art|arts|para|paras|p|pp|cf|Mr|Ms|St|vs|etc|Rev|Add)$/u.test(
        text.slice(from, match.index),
      )
    )
      continue;
    sentences.push({ from, to });
    from = to;
  }
  if (from < text.length) sentences.push({ from, to: text.length });
  return sentences;
}
