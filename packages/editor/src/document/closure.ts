/**
 * Working out the closure of a clause: what a decision on it stands on. Its own text, the clauses and divisions that it refers to,
 * and the definitions of the terms that it uses, each as a hash. What becomes of
 * a decision when its closure changes is told by `outdated` in `@travaux/workflow/agreement`.
 *
 * References count one step: what the target itself refers to is the target's own matter. So do structured blocks that
 * a text refers to by their ids, such as M1: they count as what their ids mean. Definitions count all the
 * way: a term that a definition uses is part of what the definition says.
 *
 * The index is made once for an agreement and told of each change; it works out again only what the change touches.
 */
import { childrenOf } from '@travaux/workflow/agreement';
import type { Closure, ElementId, Outline, Reliance } from '@travaux/workflow/agreement';
import type { Node } from 'prosemirror-model';
import { clauseHash, hashOf } from './canonical.ts';
import { nodeOfJson, type ClauseJson } from './clause-json.ts';
import { definitionsIn, headsDefinitions, namedBlocksIn, type Definition } from './definitions.ts';
import { fold } from './fold.ts';
import { termFinder, type TermFinder } from './terms.ts';
import { textRuns } from './words.ts';

export interface ClosureIndex {
  /**
   * What it relies on is sorted by place, each once; the target of a reference may be a division, whose hash is that
   * of all that is in it. A reference to what does not exist relies on nothing, so a deleted target counts as gone.
   * Null for a clause that does not exist; a clause without a text has the closure of an empty one.
   */
  closureOf(clause: ElementId): Closure | null;
  /** Every definition and every block with an id, by the clause that holds it: for a list of terms, and for `classifyEdit`. */
  definitions(): ReadonlyMap<ElementId, readonly Definition[]>;
  /** A clause has another text; null: it has none any more. */
  setText(clause: ElementId, text: ClauseJson | Node | null): void;
  /** Elements were added, moved, deleted or headed otherwise. */
  setOutline(outline: Outline): void;
}

/** @throws RangeError when one of the texts is not a text of the schema */
export function closureIndex(
  outline: Outline,
  texts: Iterable<readonly [ElementId, ClauseJson | Node]>,
): ClosureIndex {
  return new Index(outline, texts);
}

/** What is known of one text, whatever stands elsewhere. */
interface ClauseFacts {
  readonly hash: string;
  readonly targets: readonly ElementId[];
  readonly definitions: readonly Definition[];
  readonly blocks: readonly Definition[];
  /** Words that may be ids of blocks. */
  readonly mentions: ReadonlySet<string>;
  readonly runs: readonly string[];
  /** Whether it stands below a heading of definitions. */
  readonly below: boolean;
}

const emptyHash = clauseHash({ type: 'doc', content: [] });
const foldedTerm = (term: string) => fold(term).text;

class Index implements ClosureIndex {
  #outline: Outline;
  readonly #texts = new Map<ElementId, Node>();
  readonly #facts = new Map<ElementId, ClauseFacts>();
  /** The definitions of each term, by the term folded. */
  readonly #places = new Map<string, Map<ElementId, Definition>>();
  /** Blocks by their id, and by the clause that holds them. */
  readonly #blocks = new Map<string, Map<ElementId, Definition>>();
  readonly #divisionHashes = new Map<ElementId, string>();
  /** Folded terms that a text uses. Dropped where a term that may stand in it comes or goes. */
  readonly #uses = new Map<ElementId, readonly string[]>();
  #usesOfDefinitions = new WeakMap<Definition, readonly string[]>();
  #finder: TermFinder | null = null;

  constructor(outline: Outline, texts: Iterable<readonly [ElementId, ClauseJson | Node]>) {
    this.#outline = outline;
    for (const [clause, text] of texts) this.setText(clause, text);
  }

  setText(clause: ElementId, text: ClauseJson | Node | null): void {
    if (text === null) this.#texts.delete(clause);
    else this.#texts.set(clause, 'nodeSize' in text ? text : nodeOfJson(text));
    this.#read(clause);
    for (let at = this.#parentOf(clause); at !== null; at = this.#parentOf(at))
      this.#divisionHashes.delete(at);
  }

  setOutline(outline: Outline): void {
    this.#outline = outline;
    this.#divisionHashes.clear();
    for (const clause of this.#texts.keys()) {
      const facts = this.#facts.get(clause);
      if ((facts !== undefined) !== outline.elements.has(clause) || facts?.below !== this.#isBelow(clause)) {
        this.#read(clause);
      }
    }
  }

  definitions(): ReadonlyMap<ElementId, readonly Definition[]> {
    const all = new Map<ElementId, readonly Definition[]>();
    for (const [clause, { definitions, blocks }] of this.#facts) {
      if (definitions.length + blocks.length > 0) all.set(clause, [...definitions, ...blocks]);
    }
    return all;
  }

  closureOf(clause: ElementId): Closure | null {
    const hash = this.#outline.elements.get(clause)?.kind === 'clause' ? this.#hashOf(clause) : null;
    if (hash === null) return null;
    const relies: Reliance[] = [];
    for (const target of this.#facts.get(clause)?.targets ?? []) {
      const current = target === clause ? null : this.#hashOf(target);
      if (current !== null) relies.push({ clause: target, as: 'reference', hash: current });
    }
    for (const key of this.#termsBehind(clause)) {
      for (const [place, { term, hash: defined }] of this.#places.get(key) ?? []) {
        if (place !== clause) relies.push({ clause: place, as: 'definition', term, hash: defined });
      }
    }
    for (const id of this.#facts.get(clause)?.mentions ?? []) {
      for (const [place, { hash: defined }] of this.#blocks.get(id) ?? []) {
        if (place !== clause) relies.push({ clause: place, as: 'definition', term: id, hash: defined });
      }
    }
    return { hash, relies: relies.sort(byPlace) };
  }

  #hashOf(id: ElementId): string | null {
    const element = this.#outline.elements.get(id);
    if (!element) return null;
    if (element.kind === 'clause') return this.#facts.get(id)?.hash ?? emptyHash;
    const known = this.#divisionHashes.get(id);
    if (known !== undefined) return known;
    const inside = childrenOf(this.#outline, id).map((child) => [
      this.#outline.elements.get(child)?.heading ?? '',
      this.#hashOf(child),
    ]);
    const hash = hashOf(JSON.stringify([element.heading, inside]));
    this.#divisionHashes.set(id, hash);
    return hash;
  }

  #parentOf(id: ElementId): ElementId | null {
    return this.#outline.elements.get(id)?.parent ?? null;
  }

  #isBelow(clause: ElementId): boolean {
    for (let at: ElementId | null = clause; at !== null; at = this.#parentOf(at)) {
      if (headsDefinitions(this.#outline.elements.get(at)?.heading ?? '')) return true;
    }
    return false;
  }

  /** Works out the facts of one text, and drops what was known elsewhere of the terms that came or went with it. */
  #read(clause: ElementId): void {
    const old = this.#facts.get(clause);
    const before = old?.definitions ?? [];
    const text = this.#outline.elements.has(clause) ? this.#texts.get(clause) : undefined;
    this.#uses.delete(clause);
    if (text) this.#facts.set(clause, factsOf(text, this.#isBelow(clause)));
    else this.#facts.delete(clause);
    const now = this.#facts.get(clause);
    const after = now?.definitions ?? [];
    moveEntries(this.#blocks, clause, old?.blocks ?? [], now?.blocks ?? [], (id) => id);
    moveEntries(this.#places, clause, before, after, foldedTerm);

    const [gone, come] = [before, after].map((all) => new Set(all.map(({ term }) => term)));
    if (gone && come)
      this.#forgetUses(
        [...gone].filter((term) => !come.has(term)).concat([...come].filter((term) => !gone.has(term))),
      );
  }

  #forgetUses(terms: readonly string[]): void {
    if (terms.length === 0) return;
    this.#finder = null;
    this.#usesOfDefinitions = new WeakMap();
    // A use begins as the term does, but for the ending of a plural.
    const stems = terms.map((term) => /^[\p{L}\p{N}]{1,4}/u.exec(foldedTerm(term))?.[0] ?? '');
    for (const clause of this.#uses.keys()) {
      const runs = this.#facts.get(clause)?.runs ?? [];
      if (runs.some((run) => includesAny(fold(run).text, stems))) this.#uses.delete(clause);
    }
  }

  /** Terms that a clause uses, those that their definitions use, and so on. */
  #termsBehind(clause: ElementId): ReadonlySet<string> {
    let uses = this.#uses.get(clause);
    if (!uses) {
      uses = this.#find(this.#facts.get(clause)?.runs ?? []);
      this.#uses.set(clause, uses);
    }
    const terms = new Set(uses);
    // A set hands out what is added to it while it is walked.
    for (const term of terms) {
      for (const [element, definition] of this.#places.get(term) ?? []) {
        if (element === clause) continue;
        for (const used of this.#usesOf(definition)) terms.add(used);
      }
    }
    return terms;
  }

  #usesOf(definition: Definition): readonly string[] {
    const known = this.#usesOfDefinitions.get(definition);
    if (known) return known;
    const uses = this.#find([definition.words]);
    this.#usesOfDefinitions.set(definition, uses);
    return uses;
  }

  #find(runs: readonly string[]): string[] {
    this.#finder ??= termFinder(
      [...this.#places.values()].flatMap((places) => [...places.values()].map(({ term }) => term)),
    );
    const finder = this.#finder;
    return [...new Set(runs.flatMap((run) => finder.usesIn(run).map(({ term }) => foldedTerm(term))))];
  }
}

/** Puts what a clause holds now in the place of what it held before, by the key of each. */
function moveEntries(
  all: Map<string, Map<ElementId, Definition>>,
  clause: ElementId,
  before: readonly Definition[],
  after: readonly Definition[],
  keyOf: (term: string) => string,
): void {
  for (const { term } of before) {
    const places = all.get(keyOf(term));
    places?.delete(clause);
    if (places?.size === 0) all.delete(keyOf(term));
  }
  for (const definition of after) {
    const key = keyOf(definition.term);
    const places = all.get(key) ?? new Map<ElementId, Definition>();
    all.set(key, places.set(clause, definition));
  }
}

const includesAny = (text: string, parts: readonly string[]) => parts.some((part) => text.includes(part));

function factsOf(text: Node, below: boolean): ClauseFacts {
  const targets = new Set<ElementId>();
  text.descendants((node) => {
    // An item of a clause is read with the clause.
    if (node.type.name === 'reference') targets.add((node.attrs.target as string).replace(/#.*$/u, ''));
  });
  const runs = textRuns(text).map((run) => run.text);
  return {
    hash: clauseHash(text),
    targets: [...targets],
    definitions: definitionsIn(text, below),
    blocks: namedBlocksIn(text),
    mentions: mentionsIn(runs),
    runs,
    below,
  };
}

/** `T2-T5` mentions T2 and T5, `S-HUM` itself. An id without a capital, digit or colon would be a word like any. */
function mentionsIn(runs: readonly string[]): ReadonlySet<string> {
  const mentions = new Set<string>();
  for (const run of runs) {
    for (const [match] of run.matchAll(/[A-Za-z0-9][A-Za-z0-9._:-]*/gu)) {
      if (!/[A-Z0-9:]/u.test(match)) continue;
      const word = match.replace(/[._:-]+$/u, '');
      mentions.add(word);
      if (word.includes('-')) for (const part of word.split('-')) mentions.add(part);
    }
  }
  return mentions;
}

function byPlace(a: Reliance, b: Reliance): number {
  const [x, y] = [a, b].map(({ clause, as, term }) => [clause, as, term ?? ''].join('\u0000'));
  return (x ?? '') < (y ?? '') ? -1 : x === y ? 0 : 1;
}
