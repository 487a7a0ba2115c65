/**
 * What the linter is shown of an agreement's text: its outline and the documents of its clauses as clauses with
 * passages, in which references are resolved and terms are found. The app makes it from the living documents, the
 * command line from a file.
 *
 * A clause that is read again unchanged is the same object as before, so the linter knows by identity what it need
 * not look at again. The reader keeps what it read; everything that the reading of a clause depended on is compared.
 */
import { readingOrder } from '@travaux/workflow/agreement';
import type { ElementId, Outline } from '@travaux/workflow/agreement';
import type { ClauseSubject, Passage, PassageReference } from '@travaux/workflow/lint';
import type { Node } from 'prosemirror-model';
import { findDangling } from './dangling-references.ts';
import { headsDefinitions, termsDefinedIn } from './definitions.ts';
import { findReferences } from './find-references.ts';
import { passagesIn, type PlacedPassage } from './lint-passages.ts';
import { labelsOfItems } from './list-labels.ts';
import { labelsOf, type Labels, type NumberingStyle } from './numbering.ts';
import { referenceIndex, type ReferenceIndex } from './reference-index.ts';
import { resolveTarget } from './references.ts';
import { termFinder, type TermFinder } from './terms.ts';

export interface TextToLint {
  readonly outline: Outline;
  readonly style: NumberingStyle;
  /** Text of each clause; one without a text is empty. */
  readonly texts: ReadonlyMap<ElementId, Node>;
  /** Terms that are defined elsewhere than in the text, such as those of an agreement in JSON. */
  readonly terms: readonly string[];
  /** How far each clause is decided; one that is not given is open. */
  readonly standings: ReadonlyMap<ElementId, ClauseStanding>;
}

export type ClauseStanding = Pick<ClauseSubject, 'settled' | 'signOffs' | 'unsigned'>;

export interface LintReader {
  /** Every clause in reading order. */
  read(text: TextToLint): readonly ClauseSubject[];
}

export function lintReader(): LintReader {
  return new Reader();
}

/** What depends on a clause's own document alone. */
interface OwnFacts {
  readonly text: Node;
  readonly below: boolean;
  readonly passages: readonly PlacedPassage[];
  readonly defines: readonly (readonly string[])[];
  /** Items by the path that references print: their ids, or the path itself for one that nothing points to. */
  readonly items: ReadonlyMap<string, string>;
  readonly itemPathById: ReadonlyMap<string, string>;
}

interface ReadClause {
  readonly own: OwnFacts;
  readonly index: ReferenceIndex;
  readonly finder: TermFinder;
  readonly standing: ClauseStanding;
  /** Other clauses whose items were asked for. */
  readonly asked: ReadonlyMap<ElementId, OwnFacts | undefined>;
  readonly subject: ClauseSubject;
}

/** In one passage; no paragraph of an agreement has as many, and hostile files would. */
const mostReferences = 2000;

const open: ClauseStanding = { settled: false, signOffs: [], unsigned: [] };

class Reader implements LintReader {
  #outline: Outline | null = null;
  #style = '';
  #labels: Labels = new Map();
  #index: ReferenceIndex | null = null;
  /** In reading order, with whether each stands below a heading of definitions. */
  #clauses: readonly { readonly id: ElementId; readonly below: boolean }[] = [];
  #facts = new Map<ElementId, OwnFacts>();
  #terms = '';
  #finder: TermFinder = termFinder([]);
  /** Terms by the form in which they are looked for. */
  #original: ReadonlyMap<string, string> = new Map();
  #read = new Map<ElementId, ReadClause>();
  /** Clauses whose items the reading of the present one asked for. */
  #asked = new Map<ElementId, OwnFacts | undefined>();

  read(text: TextToLint): readonly ClauseSubject[] {
    const { outline, style, texts, standings } = text;
    const styleKey = `${style.clauseNumbering} ${style.language}`;
    if (this.#outline !== outline || this.#style !== styleKey || !this.#index) {
      this.#outline = outline;
      this.#style = styleKey;
      this.#labels = labelsOf(outline, style);
      this.#index = referenceIndex(outline, this.#labels, (clause, path) => this.#item(clause, path));
      this.#clauses = [...readingOrder(outline)].flatMap(({ element: { kind, id } }) =>
        kind === 'clause' ? [{ id, below: isBelowDefinitions(outline, id) }] : [],
      );
    }
    const index = this.#index;
    this.#readOwn(style, texts);
    this.#readTerms(text.terms);

    const read = new Map<ElementId, ReadClause>();
    for (const { id } of this.#clauses) {
      const own = this.#facts.get(id);
      if (!own) continue;
      const before = this.#read.get(id);
      const standing = standings.get(id) ?? open;
      const same =
        before?.own === own &&
        before.index === index &&
        before.finder === this.#finder &&
        (before.standing === standing || JSON.stringify(before.standing) === JSON.stringify(standing)) &&
        [...before.asked].every(([clause, facts]) => this.#facts.get(clause)?.items === facts?.items);
      read.set(id, same ? before : this.#readClause(id, own, index, standing));
    }
    this.#read = read;
    return [...read.values()].map(({ subject }) => subject);
  }

  #readOwn(style: NumberingStyle, texts: ReadonlyMap<ElementId, Node>): void {
    const facts = new Map<ElementId, OwnFacts>();
    for (const { id, below } of this.#clauses) {
      const text = texts.get(id);
      if (!text) continue;
      const before = this.#facts.get(id);
      if (before?.text === text && before.below === below) facts.set(id, before);
      else facts.set(id, ownFacts(text, below, style.language, before));
    }
    this.#facts = facts;
  }

  #readTerms(given: readonly string[]): void {
    const terms = new Set(given);
    for (const { defines } of this.#facts.values())
      for (const each of defines) each.forEach((t) => terms.add(t));
    const key = JSON.stringify([...terms].sort());
    if (key === this.#terms) return;
    this.#terms = key;
    this.#original = new Map([...terms].map((term) => [asWritten(term), term]));
    this.#finder = termFinder(this.#original.keys());
  }

  #item(clause: ElementId, path: string): string | null {
    const facts = this.#facts.get(clause);
    this.#asked.set(clause, facts);
    return facts?.items.get(path.replace(/\s+/gu, '')) ?? null;
  }

  #readClause(id: ElementId, own: OwnFacts, index: ReferenceIndex, standing: ClauseStanding): ReadClause {
    this.#asked = new Map();
    const element = index.outline.elements.get(id);
    const around = divisionsAround(index.outline, id);
    const kinds = around.map(({ kind }) => kind);
    const subject: ClauseSubject = {
      id,
      label: this.#labels.get(id)?.number ?? '',
      heading: element?.heading ?? '',
      within: around.map((division) => ({
        id: division.id,
        label: this.#labels.get(division.id)?.display ?? '',
        heading: division.heading,
      })),
      part: kinds.some((kind) => kind === 'preamble' || kind === 'cover' || kind === 'closing')
        ? 'preamble'
        : kinds.includes('annex')
          ? 'annex'
          : 'operative',
      passages: own.passages.map((passage, n) => this.#passage(passage, own.defines[n] ?? [], id, index)),
      ...standing,
    };
    return { own, index, finder: this.#finder, standing, asked: this.#asked, subject };
  }

  #passage(
    { kind, label, quoted, run, references }: PlacedPassage,
    defines: readonly string[],
    at: ElementId,
    index: ReferenceIndex,
  ): Passage {
    const used = this.#finder.usesIn(run.text).map(({ term }) => this.#original.get(term) ?? term);
    return {
      kind,
      label,
      words: run.text,
      quoted,
      references: quoted ? [] : this.#references(run.text, references, at, index),
      defines,
      uses: [...new Set(used)].filter((term) => !defines.includes(term)),
    };
  }

  #references(
    words: string,
    nodes: PlacedPassage['references'],
    at: ElementId,
    index: ReferenceIndex,
  ): PassageReference[] {
    const items = (clause: ElementId) => this.#facts.get(clause)?.itemPathById;
    const dangling = findDangling(words, at, index);
    const found: PassageReference[] = [];
    const add = (from: number, to: number, target: string | null) => {
      if (found.length === mostReferences) return;
      if (found.every((each) => each.to <= from || each.from >= to))
        found.push({ from, to, target, stale: null });
    };
    // What a node names it names, but for an item that is written behind it and is not there.
    for (const { from, to, onlyItem } of dangling) if (onlyItem) add(from, to, null);
    for (const { node, from, to } of nodes) {
      const target = node.attrs.target as string;
      add(
        from,
        to,
        resolveTarget(this.#labels, index.outline, target, 'full', items) === null ? null : target,
      );
    }
    for (const { from, to } of dangling) add(from, to, null);
    for (const { from, to, target } of findReferences(words, at, index)) add(from, to, target);
    return found
      .sort((a, b) => a.from - b.from)
      .map((each) => ({ ...each, stale: this.#stale(words, each, at, index) }));
  }

  /** "paragraph 9 above" in a place that stands before it. */
  #stale(
    words: string,
    { from, to, target }: PassageReference,
    at: ElementId,
    index: ReferenceIndex,
  ): PassageReference['stale'] {
    const [, said] = /^\s*(above|below)(?![\p{L}-])/iu.exec(words.slice(to)) ?? [];
    const meant = target?.replace(/#.*$/u, '');
    if (said === undefined || meant === undefined || meant === at) return null;
    const order = this.#orderOf(index.outline);
    const now = (order.get(meant) ?? 0) < (order.get(at) ?? 0) ? 'above' : 'below';
    if (now === said.toLowerCase()) return null;
    const printed = words.slice(from, to);
    return { printed: `${printed} ${said}`, now: `${printed} ${now}` };
  }

  #order: { readonly outline: Outline; readonly places: ReadonlyMap<ElementId, number> } | null = null;
  #orderOf(outline: Outline): ReadonlyMap<ElementId, number> {
    if (this.#order?.outline === outline) return this.#order.places;
    const places = new Map([...readingOrder(outline)].map(({ element }, place) => [element.id, place]));
    this.#order = { outline, places };
    return places;
  }
}

/** "Predicate offence" has its capital from where it is defined: "predicate offence" is a use of it. */
const asWritten = (term: string) =>
  /^\p{Lu}[^\p{Lu}]*$/u.test(term) ? term.charAt(0).toLowerCase() + term.slice(1) : term;

function ownFacts(text: Node, below: boolean, language: string, before: OwnFacts | undefined): OwnFacts {
  const passages = passagesIn(text, language);
  const items = new Map<string, string>();
  const itemPathById = new Map<string, string>();
  for (const { path, id } of labelsOfItems(text, language).values()) {
    const key = path.replace(/\s+/gu, '');
    if (key !== '' && !items.has(key)) items.set(key, id ?? key);
    if (id !== null) itemPathById.set(id, path);
  }
  const sameItems = JSON.stringify([...(before?.items ?? [])]) === JSON.stringify([...items]);
  return {
    text,
    below,
    passages,
    defines: passages.map(({ block, quoted }) =>
      block === null || quoted ? [] : [...new Set(termsDefinedIn(block, below))],
    ),
    items: before && sameItems ? before.items : items,
    itemPathById,
  };
}

/** Divisions around a clause, the outermost first. */
function divisionsAround(outline: Outline, id: ElementId) {
  const around = [];
  for (let at = outline.elements.get(id)?.parent ?? null; at !== null;) {
    const division = outline.elements.get(at);
    if (!division) break;
    around.unshift(division);
    at = division.parent;
  }
  return around;
}

function isBelowDefinitions(outline: Outline, id: ElementId): boolean {
  const headings = [outline.elements.get(id), ...divisionsAround(outline, id)];
  return headings.some((element) => headsDefinitions(element?.heading ?? ''));
}
