/**
 * The outline: which divisions and clauses an agreement has, in which order and under which headings.
 *
 * It is server-owned data changed by commands only, never CRDT, so two delegations cannot make it conflict.
 * A *clause* is the unit of drafting, rights, routing, hashing and history, and the only element that has
 * text of its own (one Y.Doc, in the room that carries the clause's id). A *division* groups clauses and
 * other divisions. Display numbers are not stored: `@travaux/editor/document` computes them from this tree.
 */

export type ElementId = string;
export type ClauseId = ElementId;

/** What a division is called in the field. `cover` and `closing` hold what stands before and after the act. */
export const divisionKinds = [
  'cover',
  'preamble',
  'part',
  'chapter',
  'section',
  'article',
  'annex',
  'closing',
] as const;
export type DivisionKind = (typeof divisionKinds)[number];

/**
 * How an element gets its number.
 * - `sequence`: the next of its series (Article 5, paragraph 3, Annex II);
 * - `suffix`: takes the number before it with bis, ter, quater …, so that nothing behind it is renumbered
 *   (UN Editorial Manual, "Paragraphs and subparagraphs");
 * - `literal`: printed exactly as the source had it, where no rule yields that label; does not advance the series;
 * - `none`: unnumbered.
 */
export type ElementNumber =
  | { readonly kind: 'sequence' }
  | { readonly kind: 'suffix' }
  | { readonly kind: 'literal'; readonly label: string }
  | { readonly kind: 'none' };

interface ElementFields {
  readonly id: ElementId;
  /** The division that holds it; null at the top of the agreement. */
  readonly parent: ElementId | null;
  /** May be empty: most numbered paragraphs have no heading. */
  readonly heading: string;
  readonly number: ElementNumber;
}

export interface Division extends ElementFields {
  readonly kind: DivisionKind;
}

export interface Clause extends ElementFields {
  readonly kind: 'clause';
}

export type OutlineElement = Division | Clause;

/** Deepest nesting of divisions that a command may make. */
export const maxOutlineDepth = 12;
/** Longest heading, in UTF-16 code units. */
export const maxHeadingLength = 500;
/** Most elements in one agreement. */
export const maxOutlineElements = 20_000;

/** An outline as the commands left it. Order is that of the `children` lists; a deleted element is in neither. */
export interface Outline {
  readonly elements: ReadonlyMap<ElementId, OutlineElement>;
  /** Children of each division, and of the top under null, in order. */
  readonly children: ReadonlyMap<ElementId | null, readonly ElementId[]>;
}

export const emptyOutline: Outline = { elements: new Map(), children: new Map() };

export function childrenOf(outline: Outline, parent: ElementId | null): readonly ElementId[] {
  return outline.children.get(parent) ?? [];
}

/** Every element in reading order, each with its depth (0 at the top). */
export function* readingOrder(
  outline: Outline,
  parent: ElementId | null = null,
  depth = 0,
): Generator<{ readonly element: OutlineElement; readonly depth: number }> {
  for (const id of childrenOf(outline, parent)) {
    const element = outline.elements.get(id);
    if (!element) throw new Error(`outline lists ${id} but does not hold it`);
    yield { element, depth };
    yield* readingOrder(outline, id, depth + 1);
  }
}

/** Whether `id` is `ancestor` or lies inside it. */
export function isWithin(outline: Outline, id: ElementId, ancestor: ElementId): boolean {
  for (let at: ElementId | null = id; at !== null; at = outline.elements.get(at)?.parent ?? null) {
    if (at === ancestor) return true;
  }
  return false;
}
