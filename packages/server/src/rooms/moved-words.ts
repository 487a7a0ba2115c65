/**
 * Words that were moved, not written: splitting a paragraph, joining two, making a list item or undoing a
 * deletion takes words away and writes the very same words anew, under the ids of whoever pressed the key. Whose
 * they are is found by comparing what was put in with what was taken out. Both are the real words, so nobody can
 * make it look as if another had written what they did not.
 */
import type { Stretch } from './clause-history.ts';

/** Words that were taken out, in the order of the text, with the ids of their characters. */
export interface TakenOut {
  readonly text: string;
  readonly ids: readonly Stretch[];
}

/** A part of what was put in: `moved` are the ids that its characters had before, or null when it is new. */
export interface Part {
  readonly length: number;
  readonly moved: readonly Stretch[] | null;
}

/** Characters that do not come together twice by chance. Shorter ones count when they are all of it. */
const telling = 8;
/** Of longer texts only the beginning is looked at. */
const longest = 200_000;

export class MovedWords {
  readonly #taken: readonly TakenOut[];
  readonly #whole = new Map<string, number>();
  /** The first place of each stretch of telling length. */
  readonly #places = new Map<string, { readonly of: number; readonly at: number }>();

  constructor(taken: readonly TakenOut[]) {
    this.#taken = taken;
    let left = longest;
    taken.forEach(({ text }, of) => {
      if (!this.#whole.has(text)) this.#whole.set(text, of);
      for (let at = 0; at + telling <= text.length && left > 0; at++, left--) {
        const words = text.slice(at, at + telling);
        if (!this.#places.has(words)) this.#places.set(words, { of, at });
      }
    });
  }

  /** Takes what was put in apart into what was moved and what is new. */
  partsOf(text: string): Part[] {
    const all = this.#whole.get(text);
    if (all !== undefined) return [this.#moved(all, 0, text.length)];
    const parts: Part[] = [];
    let fresh = 0;
    for (let at = 0; at + telling <= text.length;) {
      const place = this.#places.get(text.slice(at, at + telling));
      if (place === undefined) {
        at += 1;
        continue;
      }
      const source = this.#taken[place.of]?.text ?? '';
      let length = telling;
      while (at + length < text.length && text[at + length] === source[place.at + length]) length += 1;
      if (fresh < at) parts.push({ length: at - fresh, moved: null });
      parts.push(this.#moved(place.of, place.at, length));
      at += length;
      fresh = at;
    }
    if (fresh < text.length) parts.push({ length: text.length - fresh, moved: null });
    return parts;
  }

  #moved(of: number, start: number, length: number): Part {
    const moved: Stretch[] = [];
    let at = 0;
    for (const { client, from, to } of this.#taken[of]?.ids ?? []) {
      const first = Math.max(from, from + start - at);
      const last = Math.min(to, from + start + length - at);
      if (first < last) moved.push({ client, from: first, to: last });
      at += to - from;
    }
    return { length, moved };
  }
}
