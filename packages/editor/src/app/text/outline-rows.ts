/** The rows of the outline tree: what is shown of the outline under a filter and with some branches closed. */
import type { Outline, OutlineElement } from '@travaux/workflow/agreement';
import { fold } from '../../document/fold.ts';
import type { Labels } from '../../document/numbering.ts';

export interface OutlineRow {
  readonly id: string;
  readonly kind: OutlineElement['kind'];
  /** 1 at the top, as aria-level counts. */
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly parent: string | null;
  /** null: nothing inside. */
  readonly expanded: boolean | null;
  readonly number: string;
  readonly title: string;
}

export interface OutlineShown {
  readonly outline: Outline;
  readonly labels: Labels;
  readonly closed: ReadonlySet<string>;
  readonly filter: string;
  /** For an element without a heading: the first words of its text. */
  title(element: OutlineElement): string;
}

export function outlineRows(shown: OutlineShown): readonly OutlineRow[] {
  const wanted = fold(shown.filter.trim()).text;
  const kept = wanted === '' ? null : matching(shown, wanted);
  const rows: OutlineRow[] = [];
  const visit = (parent: string | null, level: number): void => {
    const children = (shown.outline.children.get(parent) ?? []).filter((id) => kept?.has(id) ?? true);
    children.forEach((id, at) => {
      const element = shown.outline.elements.get(id);
      if (!element) return;
      const inside = (shown.outline.children.get(id) ?? []).length > 0;
      // What a filter has found is shown, closed branch or not.
      const expanded = inside ? kept !== null || !shown.closed.has(id) : null;
      rows.push({
        id,
        kind: element.kind,
        level,
        position: at + 1,
        siblings: children.length,
        parent,
        expanded,
        number: shown.labels.get(id)?.display ?? '',
        title: shown.title(element),
      });
      if (expanded) visit(id, level + 1);
    });
  };
  visit(null, 1);
  return rows;
}

/** Elements that match, and everything around them. */
function matching(shown: OutlineShown, wanted: string): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const element of shown.outline.elements.values()) {
    const label = shown.labels.get(element.id);
    const words = `${label?.display ?? ''} ${label?.full ?? ''} ${element.heading} ${shown.title(element)}`;
    if (!fold(words).text.includes(wanted)) continue;
    for (
      let at: string | null = element.id;
      at !== null && !kept.has(at);
      at = shown.outline.elements.get(at)?.parent ?? null
    ) {
      kept.add(at);
    }
  }
  return kept;
}

/** Where a drop on a row puts an element: before it, after it, or inside a division. */
export type DropSide = 'before' | 'after' | 'inside';

export function dropPlace(
  outline: Outline,
  moved: string,
  target: string,
  side: DropSide,
): { readonly parent: string | null; readonly after: string | null } | null {
  const element = outline.elements.get(target);
  if (!element || moved === target) return null;
  for (let at: string | null = target; at !== null; at = outline.elements.get(at)?.parent ?? null) {
    if (at === moved) return null;
  }
  if (side === 'inside') {
    if (element.kind === 'clause') return null;
    const inside = (outline.children.get(target) ?? []).filter((id) => id !== moved);
    return { parent: target, after: inside.at(-1) ?? null };
  }
  if (side === 'after') return { parent: element.parent, after: target };
  const siblings = (outline.children.get(element.parent) ?? []).filter((id) => id !== moved);
  return { parent: element.parent, after: siblings[siblings.indexOf(target) - 1] ?? null };
}
