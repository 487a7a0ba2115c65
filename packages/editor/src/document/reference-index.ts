/**
 * What references can name: an outline's clauses by the place where their number counts, and its divisions by what
 * they are called. Made once for an outline, used for every text.
 */
import { readingOrder } from '@travaux/workflow/agreement';
import type { ElementId, Outline } from '@travaux/workflow/agreement';
import { fold } from './fold.ts';
import type { Labels } from './numbering.ts';

/** Where an outline keeps what references name; made once, used for every text. */
export interface ReferenceIndex {
  readonly outline: Outline;
  readonly labels: Labels;
  /** Clauses by `scope` and number. */
  readonly paragraphs: ReadonlyMap<ElementId | null, ReadonlyMap<string, ElementId>>;
  /** Clauses that carry their article's number, by number. */
  readonly dotted: ReadonlyMap<string, ElementId>;
  /** Divisions by folded full label, such as `annex v`. */
  readonly divisions: ReadonlyMap<string, readonly ElementId[]>;
  /** Divisions whose heading gives them a short name in brackets, by that name folded: `(JCPOA)`. */
  readonly names: ReadonlyMap<string, ElementId>;
  /** Id of the item of a clause with this path label, such as `(a) (i)`; null when there is none. */
  itemOf(clause: ElementId, path: string): string | null;
}

export function referenceIndex(
  outline: Outline,
  labels: Labels,
  itemOf: ReferenceIndex['itemOf'] = () => null,
): ReferenceIndex {
  const paragraphs = new Map<ElementId | null, Map<string, ElementId>>();
  const dotted = new Map<string, ElementId>();
  const divisions = new Map<string, ElementId[]>();
  const names = new Map<string, ElementId>();
  for (const { element } of readingOrder(outline)) {
    const label = labels.get(element.id);
    if (!label) continue;
    if (element.kind === 'clause') {
      if (label.number === '') continue;
      const scope = scopeOf(outline, element.id);
      const known = paragraphs.get(scope) ?? new Map<string, ElementId>();
      const number = fold(label.number).text;
      if (!known.has(number)) known.set(number, element.id);
      paragraphs.set(scope, known);
      const article = scope === null ? '' : (labels.get(scope)?.number ?? '');
      if (article !== '' && outline.elements.get(scope ?? '')?.kind === 'article') {
        if (label.number.startsWith(`${article}.`)) dotted.set(number, element.id);
      }
      continue;
    }
    const key = fold(label.full).text;
    if (label.number !== '' || element.kind === 'annex') {
      const known = divisions.get(key);
      if (known) known.push(element.id);
      else divisions.set(key, [element.id]);
    }
    for (const [, name] of element.heading.matchAll(/\((\p{Lu}[\p{Lu}\p{N}-]+)\)/gu)) {
      const short = fold(name ?? '').text;
      if (!names.has(short)) names.set(short, element.id);
    }
  }
  return { outline, labels, paragraphs, dotted, divisions, names, itemOf };
}

/** The division in which a clause's paragraph number counts: an article, annex, preamble …, or null: the whole. */
export function scopeOf(outline: Outline, id: ElementId): ElementId | null {
  const element = outline.elements.get(id);
  if (!element) return null;
  if (['article', 'annex', 'cover', 'preamble', 'closing'].includes(element.kind)) return id;
  return element.parent === null ? null : scopeOf(outline, element.parent);
}

/** Of divisions with one label, the one that is meant at a place: in the same annex, or the nearest around it. */
export function nearest(candidates: readonly ElementId[], at: ElementId, outline: Outline): ElementId | null {
  const around: (ElementId | null)[] = [];
  for (let id: ElementId | null = at; id !== null; id = outline.elements.get(id)?.parent ?? null)
    around.push(id);
  around.push(null);
  let best: ElementId | null = null;
  let distance = Infinity;
  for (const candidate of candidates) {
    const home = annexAround(outline, outline.elements.get(candidate)?.parent ?? null);
    const steps = around.indexOf(home);
    if (steps >= 0 && steps < distance) {
      best = candidate;
      distance = steps;
    }
  }
  // An annex whose label occurs once is meant from anywhere: the resolution speaks of the annexes of its annex.
  const [only] = candidates;
  const isAnnex = only !== undefined && outline.elements.get(only)?.kind === 'annex';
  return best ?? (isAnnex && candidates.length === 1 ? only : null);
}

function annexAround(outline: Outline, id: ElementId | null): ElementId | null {
  if (id === null) return null;
  const element = outline.elements.get(id);
  return !element ? null : element.kind === 'annex' ? id : annexAround(outline, element.parent);
}

export function isInside(outline: Outline, id: ElementId, scope: ElementId): boolean {
  for (let at: ElementId | null = id; at !== null; at = outline.elements.get(at)?.parent ?? null) {
    if (at === scope) return true;
  }
  return false;
}
