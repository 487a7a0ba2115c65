/**
 * Labels of list items inside a clause: (a), (i), a., i. by depth, as the UN Editorial Manual has it; French
 * and Spanish write `a)`, Arabic letters the items in abjad order. An item that a source labelled otherwise
 * keeps its literal label, which does not count.
 */
import type { Node } from 'prosemirror-model';
import { abjad, letter, roman } from './numerals.ts';
import type { ListMarker } from './schema.ts';

export interface ItemLabel {
  /** As printed before the item; empty for a list without marks. */
  readonly label: string;
  /** Labels of the items around it and its own, as a reference prints them: `(a) (i)`. */
  readonly path: string;
  /** The item's id, when a reference points to it. */
  readonly id: string | null;
}

/**
 * @param depth 0 for a list that lies in no other list
 * @param index 0 for the first item that counts
 */
export function itemLabel(marker: ListMarker, depth: number, index: number, language: string): string {
  switch (marker) {
    case 'auto':
      return seriesLabel(depth % 4, index + 1, language);
    case 'decimal':
      return `${index + 1}.`;
    case 'alpha':
      return seriesLabel(0, index + 1, language);
    case 'roman':
      return seriesLabel(1, index + 1, language);
    case 'dash':
      return '–';
    case 'none':
      return '';
  }
}

function seriesLabel(level: number, n: number, language: string): string {
  const primary = language.split('-')[0]?.toLowerCase();
  const lower = level % 2 === 0 ? letter(n, primary === 'ar' ? abjad : undefined) : roman(n).toLowerCase();
  if (level >= 2) return `${lower}.`;
  return primary === 'fr' || primary === 'es' ? `${lower})` : `(${lower})`;
}

/** Labels of every list item of a text, by the item's position in it. */
export function labelsOfItems(text: Node, language: string): ReadonlyMap<number, ItemLabel> {
  const labels = new Map<number, ItemLabel>();

  const visit = (node: Node, at: number, depth: number, path: string): void => {
    let index = 0;
    node.forEach((child, offset) => {
      const position = at + offset;
      if (child.type.name !== 'list_item') {
        const inner = child.type.name === 'list' && node.type.name === 'list_item' ? depth + 1 : depth;
        if (child.isBlock && !child.isTextblock) visit(child, position + 1, inner, path);
        return;
      }
      const literal = child.attrs.label as string | null;
      const label = literal ?? itemLabel(node.attrs.marker as ListMarker, depth, index, language);
      if (literal === null) index += 1;
      const ownPath = [path, label].filter((part) => part !== '').join(' ');
      labels.set(position, { label, path: ownPath, id: child.attrs.id as string | null });
      visit(child, position + 1, depth, ownPath);
    });
  };

  visit(text, 0, 0, '');
  return labels;
}

/** Path labels of the items that references may point to, by item id. */
export function itemPaths(text: Node, language: string): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const { id, path } of labelsOfItems(text, language).values()) if (id !== null) paths.set(id, path);
  return paths;
}
