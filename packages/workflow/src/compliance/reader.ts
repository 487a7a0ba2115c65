/**
 * The reader: what the text forms of durations, conditions and day rules have in common. It cuts a text into words,
 * signs and quoted words, looks for what may come next, and remembers what would have been understood, so that a
 * fault can name the nearest thing and a field can offer completions.
 */
import {
  didYouMean,
  lookUp,
  lookUpExactly,
  nearestNames,
  nearestWords,
  written,
  type Name,
  type NameKind,
  type Names,
} from './names.ts';

export interface TextFault {
  /** UTF-16 offset of what was not understood; the length of the text where something is missing at its end. */
  readonly offset: number;
  readonly length: number;
  /** What would have been understood: `a condition, such as verified(M1)`. */
  readonly expected: string;
  /** What was perhaps meant, nearest first. */
  readonly nearest: readonly string[];
  /** All of it in a sentence. */
  readonly message: string;
}

/** Words that stand where a name is expected and name nothing. They are read as an id, so that nothing else is lost. */
export interface UnknownName {
  readonly offset: number;
  readonly length: number;
  readonly words: string;
  readonly kinds: readonly NameKind[];
  readonly nearest: readonly string[];
  readonly message: string;
}

export type Read<T> =
  | { readonly ok: true; readonly value: T; readonly unknown: readonly UnknownName[] }
  | { readonly ok: false; readonly fault: TextFault };

/** Something that would be understood at a place of the text. */
export interface Option {
  readonly token: Token;
  readonly kind: 'word' | 'name' | 'example';
  readonly words: string;
  readonly about: string;
}

export interface Token {
  readonly kind: 'word' | 'sign' | 'quoted' | 'unclosed' | 'end';
  /** As written; of quoted words, what stands between the marks. */
  readonly words: string;
  readonly from: number;
  readonly to: number;
}

/** Thrown inside a reading only, and made a value by `read`. */
class Fault extends Error {
  readonly token: Token;
  readonly expected: string;
  readonly nearest: readonly string[];

  constructor(token: Token, expected: string, nearest: readonly string[]) {
    super(expected);
    this.token = token;
    this.expected = expected;
    this.nearest = nearest;
  }
}

const letter = String.raw`[\p{L}\p{N}_]`;
const tokenPattern = new RegExp(
  String.raw`\s+|["“](?<quoted>(?:\\.|[^"”\\])*)(?<close>["”])?|(?<word>${letter}(?:${letter}|[:.'’/+\-\u2011](?=${letter}))*)|(?<sign>[^])`,
  'gu',
);

/** Whether `words` are read as one word, and so need no quotation marks. */
export const isOneWord = (words: string) => {
  const [first, second] = tokensOf(words);
  return first?.kind === 'word' && first.words === words && second?.kind === 'end';
};

/** Words in quotation marks, such that they are read again as they were. */
export const quoted = (words: string) => `"${words.replace(/["“”\\]/g, '\\$&')}"`;

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(tokenPattern)) {
    const [from, to] = [match.index, match.index + match[0].length];
    const { quoted, close, word, sign } = match.groups ?? {};
    if (quoted !== undefined) {
      const words = quoted.replace(/\\([^])/g, '$1');
      tokens.push({ kind: close === undefined ? 'unclosed' : 'quoted', words, from, to });
    } else if (word !== undefined) tokens.push({ kind: 'word', words: word, from, to });
    else if (sign !== undefined) tokens.push({ kind: 'sign', words: sign, from, to });
  }
  tokens.push({ kind: 'end', words: '', from: text.length, to: text.length });
  return tokens;
}

/** Reads the whole of `text` by `rule`. */
export function read<T>(text: string, names: Names, rule: (reader: Reader) => T): Read<T> {
  const attempt = (options: Option[] | null): Read<T> => {
    const reader = new Reader(text, names, options);
    try {
      const value = rule(reader);
      reader.end();
      return { ok: true, value, unknown: reader.unknown };
    } catch (problem) {
      if (!(problem instanceof Fault)) throw problem;
      return { ok: false, fault: faultOf(problem, text, options ?? []) };
    }
  };
  const first = attempt(null);
  // What would have been understood is only gathered for those who need it.
  return first.ok ? first : attempt([]);
}

/**
 * All that would be understood anywhere in `text`, read by `rule` as far as that goes. Where the text ends in a name
 * that is begun and not known, nothing is said of what would follow it.
 */
export function optionsIn(text: string, names: Names, rule: (reader: Reader) => unknown): Option[] {
  const options: Option[] = [];
  const reader = new Reader(text, names, options);
  try {
    rule(reader);
    reader.end();
  } catch (problem) {
    if (!(problem instanceof Fault)) throw problem;
  }
  const last = reader.unknown.at(-1);
  const begun = last && last.offset + last.length === text.length;
  return begun ? options.filter(({ token }) => token.kind !== 'end') : options;
}

function faultOf(
  { token, expected, nearest: given }: Fault,
  text: string,
  options: readonly Option[],
): TextFault {
  const offset = token.from;
  const words = options.filter((option) => option.token.from === offset && option.kind !== 'example');
  const near =
    given.length > 0
      ? given
      : token.kind === 'word'
        ? nearestWords(
            token.words,
            words.map((option) => option.words.replace(/[({]$/, '')),
          )
        : [];
  const found =
    token.kind === 'end'
      ? text.trim() === ''
        ? 'nothing is written'
        : 'the text ends there'
      : token.kind === 'unclosed'
        ? 'quotation marks are opened and not closed'
        : `not "${text.slice(token.from, token.to)}"`;
  return {
    offset,
    length: token.to - token.from,
    expected,
    nearest: near,
    message: `Expected ${expected}; ${found}.${didYouMean(near)}`,
  };
}

export class Reader {
  readonly names: Names;
  readonly unknown: UnknownName[] = [];
  private readonly text: string;
  private readonly options: Option[] | null;
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(text: string, names: Names, options: Option[] | null) {
    this.names = names;
    this.text = text;
    this.options = options;
    this.tokens = tokensOf(text);
  }

  get next(): Token {
    return this.tokens[this.at]!;
  }

  /** The token after the next ones. */
  ahead(count: number): Token {
    return this.tokens[Math.min(this.at + count, this.tokens.length - 1)]!;
  }

  skip(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.at += 1;
    return token;
  }

  /** Takes the words, in any case, if they come next. */
  takes(phrase: string, about = '', insert = phrase): boolean {
    this.offer('word', insert, about);
    return this.takesSilently(phrase);
  }

  /** Takes the sign if it comes next. */
  takesSign(sign: string): boolean {
    if (this.next.kind !== 'sign' || this.next.words !== sign) return false;
    this.at += 1;
    return true;
  }

  /** Takes a comma if it stands before the words, and then the words; neither where the words do not follow. */
  takesAfterComma(phrase: string, about = ''): boolean {
    const comma = this.next.kind === 'sign' && this.next.words === ',';
    if (!comma) this.offer('word', `, ${phrase}`, about);
    else this.at += 1;
    if (comma ? this.takes(phrase, about) : this.takesSilently(phrase)) return true;
    if (comma) this.at -= 1;
    return false;
  }

  /** Takes a comma that is not followed by one of `phrases`. */
  takesSeparator(phrases: readonly string[]): boolean {
    const follows = (phrase: string) =>
      phrase.split(' ').every((word, index) => isWord(this.ahead(index + 1), word));
    return !phrases.some(follows) && this.takesSign(',');
  }

  needsSign(sign: string): void {
    if (!this.takesSign(sign)) this.fail(`"${sign}"`);
  }

  /** Words in quotation marks, or one word. */
  takesWords(): string | null {
    const { kind, words } = this.next;
    if (kind !== 'quoted' && kind !== 'word') return null;
    this.at += 1;
    return words;
  }

  /**
   * The id of what comes next: quoted and exact, or as many words as make a known name, or else all words up to a sign or one
   * of `stops`, which are then noted as unknown.
   */
  reference(kinds: readonly NameKind[], what: string, stops: readonly string[] = []): string {
    this.offerNames(kinds);
    const first = this.next;
    if (first.kind === 'quoted') {
      this.at += 1;
      return this.resolved(lookUpExactly(first.words, this.names), first.words, first, first, kinds, what);
    }
    let count = 0;
    while (this.ahead(count).kind === 'word') count += 1;
    if (count === 0) this.fail(what, nearestNames(first.words, this.names, kinds));
    const wordsOf = (length: number) =>
      Array.from({ length }, (_, index) => this.ahead(index).words).join(' ');
    for (let length = count; length > 0; length -= 1) {
      const words = wordsOf(length);
      const name = lookUp(words, this.names);
      if (!name) continue;
      const last = this.ahead(length - 1);
      this.at += length;
      return this.resolved(name, words, first, last, kinds, what);
    }
    const stop = Array.from({ length: count }, (_, index) => index).find(
      (index) => index > 0 && stops.some((word) => isWord(this.ahead(index), word)),
    );
    const length = stop ?? count;
    const last = this.ahead(length - 1);
    this.at += length;
    return this.resolved(undefined, this.text.slice(first.from, last.to), first, last, kinds, what);
  }

  offer(kind: Option['kind'], words: string, about: string): void {
    this.options?.push({ token: this.next, kind, words, about });
  }

  offerNames(kinds: readonly NameKind[], as = (words: string) => words): void {
    if (!this.options) return;
    for (const name of this.names) {
      if (!kinds.includes(name.kind)) continue;
      const words = as(shownName(written(name, this.names)));
      this.offer('name', words, name.name === words ? '' : name.name);
    }
  }

  end(): void {
    if (this.next.kind !== 'end') this.fail('the end of the text');
  }

  fail(expected: string, nearest: readonly string[] = [], token: Token = this.next): never {
    throw new Fault(token, expected, nearest);
  }

  private takesSilently(phrase: string): boolean {
    const words = phrase.split(' ');
    if (!words.every((word, index) => isWord(this.ahead(index), word))) return false;
    this.at += words.length;
    return true;
  }

  private resolved(
    name: Name | undefined,
    words: string,
    from: Token,
    to: Token,
    kinds: readonly NameKind[],
    what: string,
  ): string {
    if (name && kinds.includes(name.kind)) return name.id;
    const nearest = nearestNames(words, this.names, kinds);
    this.unknown.push({
      offset: from.from,
      length: to.to - from.from,
      words,
      kinds,
      nearest,
      message: name
        ? `Expected ${what}; ${words} is a ${name.kind}.${didYouMean(nearest)}`
        : `Nothing in the agreement is called "${words}".${didYouMean(nearest)}`,
    });
    return name?.id ?? words;
  }
}

/** A name as it must be written to be read again. */
export function shownName(words: string): string {
  const plain = tokensOf(words).every((token) => token.kind === 'word' || token.kind === 'end');
  return plain && words !== '' && !/\s{2}|[^\S ]|^\s|\s$/.test(words) ? words : quoted(words);
}

function isWord(token: Token, word: string): boolean {
  return token.kind === 'word' && token.words.toLowerCase() === word;
}
