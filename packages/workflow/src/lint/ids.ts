/**
 * Ids: what things of a kind are called, and which of them somebody may have meant. Asked again only when an id comes,
 * goes or changes.
 */
import { didYouMean, nearestWords } from '../compliance/names.ts';
import type { Lens, Question } from './lens.ts';
import type { Things } from './things.ts';

/** Kinds whose things have an id. */
export type NamedKind = {
  [K in keyof Things]: K extends 'translation'
    ? never
    : Things[K] extends { readonly id: string }
      ? K
      : never;
}[keyof Things];

const idsOf: Question<readonly string[]> = {
  answer: (see, kind) => see.all(kind as NamedKind).map(({ id }) => id),
  same: sameList,
};

export function ids(kind: NamedKind, see: Lens): readonly string[] {
  return see.ask(idsOf, kind);
}

const near: Question<readonly string[]> = {
  answer(see, about) {
    const [kinds = '', words = ''] = about.split('\u0000');
    return nearestWords(
      words,
      kinds.split(' ').flatMap((kind) => ids(kind as NamedKind, see)),
    );
  },
  same: sameList,
};

/** Ids of these kinds that are spelled nearly so, nearest first. */
export function nearestIds(words: string, kinds: readonly NamedKind[], see: Lens): readonly string[] {
  return see.ask(near, `${kinds.join(' ')}\u0000${words}`);
}

/** ` Did you mean M2 or M3?`, or else what to do. */
export function didYouMeanOne(
  words: string,
  kinds: readonly NamedKind[],
  see: Lens,
  otherwise = ' Add it, or name another.',
): string {
  return didYouMean(nearestIds(words, kinds, see)) || otherwise;
}

export function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
