/** Names that an agreement gives: to its parties, bodies, days and terms, and to the parts of its text. */
import type { Question } from '../lens.ts';
import { ofClause } from './of-clause.ts';
import { foldTerm, givesShortName } from './terms.ts';

export interface KnownNames {
  /** As they are written, by the name folded. */
  readonly names: ReadonlyMap<string, string>;
  /** Last words of terms and days of several words, folded: "day". */
  readonly heads: ReadonlySet<string>;
  /** Whether the agreement says which bodies it has, or defines terms of its own: then what it names is defined. */
  readonly definesItsOwn: boolean;
}

const named = ['party', 'body', 'verifier', 'observer', 'day', 'calendar'] as const;
const titled = ['milestone', 'tranche', 'contingency', 'standard', 'measure'] as const;

export const knownNames: Question<KnownNames> = {
  answer(see) {
    const names = new Map<string, string>();
    const heads = new Set<string>();
    const add = (name: string | null | undefined) => name && names.set(foldTerm(name), name);
    const head = (term: string) => {
      const last = / (\p{Lu}\S*)$/u.exec(term)?.[1];
      if (last !== undefined && !/^(?:States?|Part(?:y|ies)|Members?|Nations)$/u.test(last))
        heads.add(foldTerm(last));
    };
    for (const kind of named) for (const thing of see.all(kind)) add(thing.name);
    for (const kind of titled) for (const thing of see.all(kind)) add(thing.title);
    for (const { name } of see.all('day')) head(name);
    for (const { term } of see.all('definition')) {
      add(term);
      head(term);
    }
    let definitions = see.all('definition').length;
    for (const clause of see.all('clause')) {
      const { terms, named: inClause } = namesInClause(clause);
      inClause.forEach(add);
      for (const { term, isShort } of terms) {
        add(term);
        if (isShort) continue;
        head(term);
        definitions += 1;
      }
    }
    return { names, heads, definesItsOwn: see.all('body').length > 0 || definitions >= fewDefinitions };
  },
  same: (before, after) =>
    before.definesItsOwn === after.definesItsOwn &&
    [...before.names.values()].join('\u0000') === [...after.names.values()].join('\u0000') &&
    [...before.heads].join(' ') === [...after.heads].join(' '),
};

interface NamesInClause {
  readonly terms: readonly { readonly term: string; readonly isShort: boolean }[];
  /** Headings, and what is introduced as "a Joint Commission". */
  readonly named: readonly string[];
}

/** Fewer definitions than these are those of a text that takes its words from elsewhere. */
const fewDefinitions = 3;
const introduced = /(?<![\p{L}])[Aa]n? ((?:\p{Lu}[\p{L}'’-]+ ){1,3}\p{Lu}[\p{L}'’-]+)/gu;

const namesInClause = ofClause(({ passages, heading, within }): NamesInClause => ({
  terms: passages.flatMap(({ words, defines }) =>
    defines.map((term) => ({ term, isShort: givesShortName(words, term) })),
  ),
  named: [
    heading,
    ...within.map((division) => division.heading),
    ...passages.flatMap(({ words }) => Array.from(words.matchAll(introduced), ([, name = '']) => name)),
  ].filter((name) => name !== ''),
}));

/** Whether the words are a name, or its beginning, end or plural: "the Authority" for a long name of one. */
export function partOfKnownName({ names }: KnownNames, phrase: string): boolean {
  const folded = foldTerm(phrase);
  const single = folded.replace(/ies$/u, 'y').replace(/s$/u, '');
  for (const name of names.keys()) {
    if (` ${name} `.includes(` ${folded} `) || ` ${name} `.includes(` ${single} `)) return true;
    if (folded.endsWith(` ${name}`) && name.includes(' ')) return true;
  }
  return false;
}

/** The name that differs from these words in one word or a slip of the pen; null where none is near. */
export function nearestName({ names }: KnownNames, phrase: string): string | null {
  const words = foldTerm(phrase).split(' ');
  let best: { readonly name: string; readonly shared: number } | null = null;
  for (const [folded, name] of names) {
    const others = folded.split(' ');
    if (others.length !== words.length || words.length < 2) continue;
    const shared = others.filter((word, n) => word.slice(0, 4) === words[n]?.slice(0, 4)).length;
    if (shared >= words.length - 1 && shared > (best?.shared ?? 0)) best = { name, shared };
  }
  return best?.name ?? null;
}
