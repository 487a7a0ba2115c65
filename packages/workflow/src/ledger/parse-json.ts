/**
 * Reading JSON that somebody else wrote, when every byte of it counts: a key that stands twice, a number that
 * cannot be held exactly, or half of a surrogate pair is refused instead of being resolved in silence, because
 * two readers that resolve it differently would see two records under one signature.
 */
import {
  canonicalJson,
  isDangerousKey,
  isWellFormed,
  JsonError,
  leafLimits,
  utf8Length,
  type Json,
  type JsonLimits,
} from './canonical-json.ts';

export interface ParseOptions {
  readonly limits?: JsonLimits;
  /** Also refuses a text that is not the canonical one of its value. */
  readonly canonical?: boolean;
}

/** @throws JsonError with the character at which the text stops being what it has to be */
export function parseJson(text: string, { limits = leafLimits, canonical = false }: ParseOptions = {}): Json {
  if (text.length > limits.bytes || utf8Length(text) > limits.bytes) {
    throw new JsonError('character 0', `The text is longer than ${limits.bytes} bytes`);
  }
  const value = new Reader(text, limits.depth).whole();
  if (!canonical) return value;
  const wanted = canonicalJson(value, limits);
  if (wanted === text) return value;
  let same = 0;
  while (wanted[same] === text[same]) same += 1;
  throw new JsonError(`character ${same}`, 'The text is not in canonical form');
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const blank = /[ \t\n\r]*/y;

class Reader {
  readonly #text: string;
  readonly #depth: number;
  #at = 0;

  constructor(text: string, depth: number) {
    this.#text = text;
    this.#depth = depth;
  }

  whole(): Json {
    const value = this.#value(this.#depth);
    if (this.#at < this.#text.length) this.#fail('Something stands behind the end');
    return value;
  }

  #value(depth: number): Json {
    this.#match(blank);
    const value = this.#bare(depth);
    this.#match(blank);
    return value;
  }

  #bare(depth: number): Json {
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  #object(depth: number): Json {
    if (depth === 0) this.#fail('The value is nested too deep');
    const members: Record<string, Json> = {};
    this.#at += 1;
    this.#match(blank);
    if (this.#takes('}')) return members;
    do {
      this.#match(blank);
      const from = this.#at;
      const key = this.#string();
      if (isDangerousKey(key)) this.#fail(`${key} is not allowed as a key`, from);
      if (Object.hasOwn(members, key)) this.#fail(`The key ${JSON.stringify(key)} stands twice`, from);
      this.#match(blank);
      if (!this.#takes(':')) this.#fail('A colon is missing');
      members[key] = this.#value(depth - 1);
    } while (this.#takes(','));
    if (!this.#takes('}')) this.#fail('An object does not end');
    return members;
  }

  #array(depth: number): Json {
    if (depth === 0) this.#fail('The value is nested too deep');
    const items: Json[] = [];
    this.#at += 1;
    this.#match(blank);
    if (this.#takes(']')) return items;
    do {
      items.push(this.#value(depth - 1));
    } while (this.#takes(','));
    if (!this.#takes(']')) this.#fail('A list does not end');
    return items;
  }

  #string(): string {
    const from = this.#at;
    if (!this.#takes('"')) this.#fail('A text is missing');
    for (;;) {
      const mark = this.#text[this.#at];
      if (mark === undefined) this.#fail('A text does not end', from);
      this.#at += mark === '\\' ? 2 : 1;
      if (mark === '"') break;
    }
    const value = unquoted(this.#text.slice(from, this.#at));
    if (value === null) this.#fail('A text holds what it must not', from);
    if (!isWellFormed(value)) this.#fail('A text holds half of a surrogate pair', from);
    return value;
  }

  #number(): number {
    const from = this.#at;
    const digits = this.#match(number);
    if (digits === null) this.#fail('This is not a value');
    const value = Number(digits);
    if (!Number.isSafeInteger(value)) this.#fail(`${digits} is not an exact whole number`, from);
    return value === 0 ? 0 : value;
  }

  #word<T extends Json>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) this.#fail('This is not a value');
    this.#at += word.length;
    return value;
  }

  #takes(mark: string): boolean {
    if (this.#text[this.#at] !== mark) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  #fail(message: string, at = this.#at): never {
    throw new JsonError(`character ${at}`, message);
  }
}

/** null: a control character, or an escape that there is not. */
function unquoted(text: string): string | null {
  try {
    return JSON.parse(text) as string;
  } catch {
    return null;
  }
}
