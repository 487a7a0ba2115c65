/**
 * The outline as the screens need it: made from the list that the server sends, and compared with what it was.
 */
import type { ElementId, Outline, OutlineElement, Place } from '@travaux/workflow/agreement';
import { labelsOf, type Labels } from '../document/numbering.ts';
import type { AgreementView } from '../frames/views.ts';
import { t } from './messages/messages.ts';

/** @param elements in reading order, as `AgreementView` has them */
export function outlineOf(elements: readonly OutlineElement[]): Outline {
  const children = new Map<ElementId | null, ElementId[]>();
  for (const element of elements) {
    const siblings = children.get(element.parent);
    if (siblings) siblings.push(element.id);
    else children.set(element.parent, [element.id]);
  }
  return { elements: new Map(elements.map((element) => [element.id, element])), children };
}

/** The numbers of the agreement: the same for everybody, whatever is confidential in it. */
export function labelsIn({ elements, facts, confidential }: AgreementView): Labels {
  const apart = confidential.flatMap((one) => (one.apart ? [one.element] : []));
  return labelsOf(outlineOf(elements), facts, new Set(apart));
}

/** With words where the heading is that the viewer may not read. */
export function withVeils(view: AgreementView): AgreementView {
  const veiled = closedElements(view);
  if (veiled.size === 0) return view;
  const elements = view.elements.map((element) =>
    veiled.has(element.id) ? { ...element, heading: t('element.confidential') } : element,
  );
  return { ...view, elements };
}

/** How an element is spoken of: `Article 4 Cooperation`, `paragraph 7`. */
export function nameOf(element: OutlineElement, labels: Labels): string {
  const label = labels.get(element.id);
  const number = label?.full ?? '';
  return [number, element.heading].filter((part) => part !== '').join(' · ') || t('element.unnamed');
}

/** Where an element goes when it is moved one place up or down among its siblings; null at the end. */
export function placeBeside(outline: Outline, id: ElementId, direction: 'up' | 'down'): Place | null {
  const element = outline.elements.get(id);
  if (!element) return null;
  const siblings = outline.children.get(element.parent) ?? [];
  const at = siblings.indexOf(id);
  if (direction === 'up') {
    return at <= 0 ? null : { parent: element.parent, after: siblings[at - 2] ?? null };
  }
  const next = siblings[at + 1];
  return next === undefined ? null : { parent: element.parent, after: next };
}

/** The elements that leave together with this one: everything inside it, itself first. */
export function subtreeOf(outline: Outline, id: ElementId): readonly OutlineElement[] {
  const element = outline.elements.get(id);
  if (!element) return [];
  return [element, ...(outline.children.get(id) ?? []).flatMap((child) => subtreeOf(outline, child))];
}

const maxNamed = 8;

/** What is different now, in sentences for the person whose command came too late. */
export function changesBetween(
  before: { readonly elements: readonly OutlineElement[]; readonly labels: Labels },
  now: { readonly elements: readonly OutlineElement[]; readonly labels: Labels },
): readonly string[] {
  const was = new Map(before.elements.map((element) => [element.id, element]));
  const is = new Map(now.elements.map((element) => [element.id, element]));
  const previousOf = (elements: readonly OutlineElement[], known: ReadonlyMap<string, OutlineElement>) => {
    const last = new Map<string | null, string>();
    const previous = new Map<string, string | null>();
    for (const element of elements) {
      if (!known.has(element.id)) continue;
      previous.set(element.id, last.get(element.parent) ?? null);
      last.set(element.parent, element.id);
    }
    return previous;
  };
  const placedBefore = previousOf(before.elements, is);
  const placedNow = previousOf(now.elements, was);
  const sentences: string[] = [];
  for (const element of now.elements) {
    const old = was.get(element.id);
    const name = nameOf(element, now.labels);
    if (!old) sentences.push(t('change.added', { name }));
    else if (old.parent !== element.parent) sentences.push(t('change.moved', { name }));
    else if (placedBefore.get(element.id) !== placedNow.get(element.id)) {
      sentences.push(t('change.moved', { name }));
    }
    if (old && old.heading !== element.heading) {
      sentences.push(t('change.renamed', { name: nameOf(old, before.labels), heading: element.heading }));
    }
    if (old && JSON.stringify(old.number) !== JSON.stringify(element.number)) {
      sentences.push(t('change.renumbered', { name }));
    }
  }
  for (const element of before.elements) {
    if (!is.has(element.id)) sentences.push(t('change.deleted', { name: nameOf(element, before.labels) }));
  }
  const unnamed = sentences.length - maxNamed;
  return unnamed > 1 ? [...sentences.slice(0, maxNamed), t('change.more', { count: unnamed })] : sentences;
}

/** Elements that the viewer may know of but not read. */
export function closedElements({ confidential }: AgreementView): ReadonlySet<string> {
  return new Set(confidential.flatMap((one) => (one.readable ? [] : [one.element])));
}

/** Clauses that the viewer may read. */
export function readableClauses(view: AgreementView): ReadonlySet<string> {
  const closed = closedElements(view);
  const open = view.elements.filter(({ id, kind }) => kind === 'clause' && !closed.has(id));
  return new Set(open.map(({ id }) => id));
}
