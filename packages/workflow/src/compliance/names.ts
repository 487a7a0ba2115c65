/**
 * Names: what a text of the agreement may refer to, and how it is found when somebody writes its id, its name or
 * something near to either.
 */
import { listWords } from '../route/words.ts';
import type { Terms } from './terms.ts';

export const nameKinds = ['day', 'milestone', 'tranche', 'contingency'] as const;
export type NameKind = (typeof nameKinds)[number];

export interface Name {
  /** `M2`, `day:adoption`: what the terms refer to it by. */
  readonly id: string;
  /** `Adoption Day`. Days are written by their names, everything else by its id. */
  readonly name: string;
  readonly kind: NameKind;
  /**
   * A contingency that the target invokes against a grantor. `no active contingency` leaves it out: a grantor that
   * does not deliver must not thereby hold back the relief that it owes.
   */
  readonly reciprocal?: boolean | undefined;
  /** The day on which commitments take effect: a period that names no beginning counts from there. */
  readonly start?: boolean | undefined;
}

export type Names = readonly Name[];

export function namesOf({
  days,
  milestones,
  tranches,
  contingencies,
}: Pick<Terms, 'days' | 'milestones' | 'tranches' | 'contingencies'>): Names {
  const start =
    days.find(({ meaning }) =>
      /commitments? .*(take|come).* effect|enters? into force/i.test(meaning ?? ''),
    ) ?? days.find(({ name }) => /\b(adoption|entry into force|effective)\b/i.test(name));
  return [
    ...days.map((day): Name => ({ id: day.id, name: day.name, kind: 'day', start: day === start })),
    ...milestones.map(({ id, title }): Name => ({ id, name: title, kind: 'milestone' })),
    ...tranches.map(({ id, title }): Name => ({ id, name: title, kind: 'tranche' })),
    ...contingencies.map(({ id, title, kind }): Name => ({
      id,
      name: title,
      kind: 'contingency',
      reciprocal: kind === 'reciprocity',
    })),
  ];
}

/** How a name is written in a text: a day by its name, unless another has the same; anything else by its id. */
export function written({ id, name, kind }: Name, names: Names): string {
  if (kind !== 'day' || name === '') return id;
  return lookUp(name, names)?.id === id ? name : id;
}

/** What `words` mean: an id, or the name of a day. Ids come first; case counts only where it tells two apart. */
export function lookUp(words: string, names: Names): Name | undefined {
  const { exact, folded } = indexOf(names);
  return exact.get(words) ?? folded.get(fold(words)) ?? undefined;
}

/** What has exactly this id or is a day of exactly this name. */
export const lookUpExactly = (words: string, names: Names): Name | undefined =>
  indexOf(names).exact.get(words);

/** The names of one of `kinds` that somebody may have meant by `words`, nearest first, as they are written. */
export function nearestNames(words: string, names: Names, kinds: readonly NameKind[] = nameKinds): string[] {
  const candidates = names.filter(({ kind }) => kinds.includes(kind));
  return nearest(
    words,
    candidates.flatMap((name) => {
      const shown = written(name, names);
      return shown === name.id
        ? [{ shown, as: name.id }]
        : [
            { shown, as: name.id },
            { shown, as: shown },
          ];
    }),
  );
}

/** Which of `candidates` are spelled nearly like `words`, nearest first, at most three. */
export function nearestWords(words: string, candidates: readonly string[]): string[] {
  return nearest(
    words,
    candidates.map((shown) => ({ shown, as: shown })),
  );
}

/** `Did you mean M2 or M3?`; empty without a candidate. */
export function didYouMean(candidates: readonly string[]): string {
  return candidates.length === 0 ? '' : ` Did you mean ${listWords(candidates, 'or')}?`;
}

function nearest(words: string, candidates: readonly { readonly shown: string; readonly as: string }[]) {
  const asked = fold(words);
  const limit = Math.max(1, Math.floor(asked.length / 3));
  const near = candidates
    .map(({ shown, as }) => ({ shown, distance: distance(asked, fold(as), limit) }))
    .filter(({ distance }) => distance > 0 && distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return [...new Set(near.map(({ shown }) => shown))].slice(0, 3);
}

interface NameIndex {
  readonly exact: ReadonlyMap<string, Name>;
  /** Null where several names differ in case alone. */
  readonly folded: ReadonlyMap<string, Name | null>;
}

const indexes = new WeakMap<Names, NameIndex>();

function indexOf(names: Names): NameIndex {
  const known = indexes.get(names);
  if (known) return known;
  const exact = new Map<string, Name>();
  const folded = new Map<string, Name | null>();
  const ids = new Set(names.map(({ id }) => id));
  const add = (words: string, name: Name) => {
    if (!exact.has(words)) exact.set(words, name);
    const before = folded.get(fold(words));
    folded.set(fold(words), before === undefined || before === name ? name : null);
  };
  for (const name of names) add(name.id, name);
  for (const name of names) if (name.kind === 'day' && !ids.has(name.name)) add(name.name, name);
  const index = { exact, folded };
  indexes.set(names, index);
  return index;
}

const fold = (words: string) => words.toLowerCase().replace(/\s+/g, ' ').trim();

/** How many letters must be put in, taken out, replaced or swapped with their neighbour; more than `limit` is `limit + 1`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, before[j - 2]! + 1);
      }
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return Math.min(last[b.length]!, limit + 1);
}
