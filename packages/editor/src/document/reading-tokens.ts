/**
 * A text as a sequence of what a reader reads: words, punctuation, cross-references, and where blocks begin and end.
 * Each token says how it is written, so that two texts can be compared first in what they say (`key`) and then in how
 * they print it. Used to tell what kind of change an edit is (`edit-class.ts`).
 *
 * This is stricter than folding for search: accents, superscripts and digits stay what they are, and marks that turn
 * the direction of letters, by which "12" can be made to read "21", are tokens like any other.
 */
import type { Mark, Node } from 'prosemirror-model';
import { fold } from './fold.ts';
import { spelled } from './spelling.ts';

export interface ReadingToken {
  /** Tokens of one key say the same, whatever their case, spelling, quotation mark or printed number. */
  readonly key: string;
  readonly kind: 'word' | 'punctuation' | 'reference' | 'open' | 'close';
  /** The word with white space, dashes and quotation marks in one form, in its case. */
  readonly form: string;
  /** Exactly as written. */
  readonly raw: string;
  /** What is written between the token before and this one: white space and invisible marks, with its marks. */
  readonly gap: string;
  /** The marks of its characters: `emphasis*3 *2`. */
  readonly marks: string;
  /** Whether it is the first word of its block. */
  readonly first: boolean;
  /** Of a block, a footnote or a reference. */
  readonly node: Node | null;
  /** The run of text that holds it, and its UTF-16 offsets there. */
  readonly run: string;
  readonly from: number;
  readonly to: number;
}

/** Soft hyphen, joiner, tatweel, zero-width space, marks of direction that turn nothing, and byte-order mark. */
const invisible = /\u034f|[\u00ad\u0640\u061c\u200b\u200e\u200f\u2060\ufeff]/u;
const space = /[\s\p{Z}]/u;
const dash = /[\u002d\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/u;
const single = /['`\u2018-\u201b\u02bc\uff07\u2039\u203a]/u;
const double = /["\u201c-\u201f\u00ab\u00bb\u301d-\u301f\uff02\u300c-\u300f]/u;
const compatible = /[\ufb00-\ufb06\uff01-\uff5e]/u;

/** One character in the form in which tokens are found; empty for a mark that nobody sees. */
function printed(character: string): string {
  if (invisible.test(character)) return '';
  if (space.test(character)) return ' ';
  if (dash.test(character)) return '-';
  if (single.test(character)) return "'";
  if (double.test(character)) return '"';
  if (/\p{Nd}/u.test(character)) return fold(character).text;
  return compatible.test(character) ? character.normalize('NFKC') : character;
}

const unspaced = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}]';
const letters = `(?:(?!${unspaced})[\\p{L}\\p{N}\\p{M}])+`;
/** A number's sign belongs to it; "per cent" is one word. */
const token = new RegExp(
  `per +cent(?![\\p{L}\\p{N}])|${unspaced}|(?:(?<![^\\s(["])-(?=\\d))?${letters}(?:['.,\\-/]${letters})*|\\S`,
  'giu',
);
const isWord = /[\p{L}\p{N}]/u;
const opening = /^["'([{¿¡]$/u;

export function readingTokens(text: Node): ReadingToken[] {
  const tokens: ReadingToken[] = [];
  visit(text, tokens);
  return tokens;
}

/** Tokens of plain words, such as the label that a reference prints. */
export function tokensOfWords(words: string): ReadingToken[] {
  const tokens: ReadingToken[] = [];
  new RunReader(tokens).read([{ text: words, marks: '' }]);
  return tokens;
}

/** Blocks and fields of another name are others, and not the same in another form. */
function typeKey({ type, attrs }: Node): string {
  if (type.name === 'term') return `term ${attrs.kind as string} ${(attrs.id as string | null) ?? ''}`;
  return type.name === 'field' ? `field ${attrs.name as string}` : type.name;
}

const structural = (kind: 'open' | 'close', node: Node, gap = ''): ReadingToken => ({
  key: `${kind} ${typeKey(node)}`,
  kind,
  form: '',
  raw: '',
  gap,
  marks: '',
  first: false,
  node,
  run: '',
  from: 0,
  to: 0,
});

function visit(parent: Node, tokens: ReadingToken[]): void {
  let empty = '';
  for (const node of parent.children) {
    if (node.type.name === 'paragraph' && node.content.size === 0) {
      // Nothing but white space, which it is read as.
      empty += '\n';
      continue;
    }
    tokens.push(structural('open', node, empty));
    empty = '';
    if (node.isTextblock) {
      const reader = new RunReader(tokens, node.type.name !== 'field');
      readInline(node, reader, tokens);
      tokens.push(structural('close', node, reader.takeGap()));
    } else {
      visit(node, tokens);
    }
  }
  tokens.push(structural('close', parent, empty));
}

function readInline(parent: Node, reader: RunReader, tokens: ReadingToken[]): void {
  let run: { text: string; marks: string }[] = [];
  const flush = () => {
    reader.read(run);
    run = [];
  };
  for (const node of parent.children) {
    if (node.isText) run.push({ text: node.text ?? '', marks: marksKey(node.marks) });
    else if (node.type.name === 'hard_break') run.push({ text: '\n', marks: '' });
    else if (node.isLeaf) {
      flush();
      reader.reference(node);
    } else {
      flush();
      tokens.push(structural('open', node, reader.takeGap()));
      const inside = new RunReader(tokens);
      readInline(node, inside, tokens);
      tokens.push(structural('close', node, inside.takeGap()));
    }
  }
  flush();
}

function marksKey(marks: readonly Mark[]): string {
  return marks
    .map(({ type, attrs }) => (type.name === 'link' ? `link(${String(attrs.href)})` : type.name))
    .sort()
    .join('+');
}

/** Reads the runs of one block, and remembers what stood before: the end of a sentence, a gap, a word without a space. */
class RunReader {
  readonly #tokens: ReadingToken[];
  #atStart: boolean;
  #gap = '';
  #touchesWord = false;

  /** @param startsSentence whether its first word may be written with a capital without saying anything else */
  constructor(tokens: ReadingToken[], startsSentence = true) {
    this.#tokens = tokens;
    this.#atStart = startsSentence;
  }

  takeGap(): string {
    const gap = this.#gap;
    this.#gap = '';
    return gap;
  }

  reference(node: Node): void {
    const label = node.attrs.label as string;
    this.#push({
      key: `${this.#touchesWord && this.#gap === '' ? '+' : ''}reference`,
      kind: 'reference',
      form: label,
      raw: label,
      marks: marksKey(node.marks),
      node,
      run: '',
      from: 0,
      to: 0,
    });
    this.#touchesWord = true;
  }

  read(pieces: readonly { readonly text: string; readonly marks: string }[]): void {
    const run = pieces.map(({ text }) => text).join('');
    let form = '';
    const starts: number[] = [];
    const marks: string[] = [];
    let at = 0;
    for (const piece of pieces) {
      for (const character of piece.text) {
        for (const unit of printed(character).split('')) {
          form += unit;
          starts.push(at);
          marks.push(piece.marks);
        }
        at += character.length;
      }
    }
    starts.push(run.length);
    let end = 0;
    const afterReference = this.#tokens.at(-1)?.kind === 'reference' && this.#gap === '';
    for (const match of form.matchAll(token)) {
      const [first, last] = [match.index, match.index + match[0].length];
      const from = starts[first] ?? 0;
      const to = endOf(run, starts[last - 1] ?? 0);
      this.#gap += gapOf(run.slice(end, from), marks[first - 1] ?? '');
      const glued = afterReference && first === 0 && isWord.test(match[0]);
      this.#word(match[0], run.slice(from, to), lengths(marks.slice(first, last)), glued, run, from, to);
      end = to;
    }
    this.#gap += gapOf(run.slice(end), marks.at(-1) ?? '');
  }

  #word(
    form: string,
    raw: string,
    marks: string,
    glued: boolean,
    run: string,
    from: number,
    to: number,
  ): void {
    const composed = form.replace(/ +/gu, ' ').normalize('NFC');
    const word = isWord.test(composed);
    const key = word ? spelled(composed.toLowerCase()) : composed === "'" ? '"' : composed;
    const kind = word ? 'word' : 'punctuation';
    this.#push({ key: glued ? `+${key}` : key, kind, form: composed, raw, marks, node: null, run, from, to });
    this.#touchesWord = word;
    if (word) this.#atStart = false;
    else if (!opening.test(composed)) this.#atStart = false;
  }

  #push(part: Omit<ReadingToken, 'gap' | 'first'>): void {
    this.#tokens.push({ ...part, gap: this.takeGap(), first: this.#atStart });
    if (part.kind === 'reference') this.#atStart = false;
  }
}

/** Where the character that begins at this offset ends. */
const endOf = (run: string, at: number) => at + ((run.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

const gapOf = (written: string, marks: string) =>
  written === '' || marks === '' ? written : `${written}{${marks}}`;

function lengths(marks: readonly string[]): string {
  if (marks.every((each) => each === '')) return '';
  const runs: { marks: string; length: number }[] = [];
  for (const each of marks) {
    const last = runs.at(-1);
    if (last?.marks === each) last.length += 1;
    else runs.push({ marks: each, length: 1 });
  }
  return runs.map(({ marks: name, length }) => `${name}*${length}`).join(' ');
}
