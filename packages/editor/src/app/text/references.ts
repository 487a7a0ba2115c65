/** The cross-references of an agreement: where each stands, what it points to, and whether that is still there. */
import type { OutlineElement } from '@travaux/workflow/agreement';
import type { ClauseTextView } from '../../frames/views.ts';
import { itemIdsOf, referencesOf, type ReferenceInText } from './plain-text.ts';

export interface ReferenceInAgreement extends ReferenceInText {
  /** The clause that it stands in. */
  readonly clause: string;
  readonly broken: boolean;
}

/** `clause#item` → its two parts. */
export function targetParts(target: string): { readonly element: string; readonly item: string | null } {
  const [element = '', item] = target.split('#');
  return { element, item: item ?? null };
}

export function referencesIn(
  clauses: readonly Pick<ClauseTextView, 'id' | 'text'>[],
  elements: ReadonlyMap<string, OutlineElement>,
): readonly ReferenceInAgreement[] {
  const items = new Map<string, ReadonlySet<string>>();
  const texts = new Map(clauses.map((clause) => [clause.id, clause.text]));
  const itemsOf = (id: string) => {
    const text = texts.get(id);
    if (!items.has(id)) items.set(id, text ? itemIdsOf(text) : new Set());
    return items.get(id);
  };
  return clauses.flatMap((clause) =>
    referencesOf(clause.text).map((reference) => {
      const { element, item } = targetParts(reference.target);
      const there = elements.has(element) && (item === null || itemsOf(element)?.has(item) === true);
      return { ...reference, clause: clause.id, broken: !there };
    }),
  );
}

export function brokenReferences(
  clauses: readonly Pick<ClauseTextView, 'id' | 'text'>[],
  elements: ReadonlyMap<string, OutlineElement>,
): readonly ReferenceInAgreement[] {
  return referencesIn(clauses, elements).filter((reference) => reference.broken);
}
