/** What the references of a text name and print, for the editors of the text screen; made anew as the outline changes. */
import { nodeOfJson, type ClauseJson } from '../../document/clause-json.ts';
import { itemPaths } from '../../document/list-labels.ts';
import { resolveTarget } from '../../document/references.ts';
import type { ReferenceContext, ReferenceTarget } from '../../views/editor.ts';
import { outlineOf } from '../outline.ts';
import { targetParts } from './references.ts';
import type { DeskAgreement } from './text-desk.ts';

export function referencesOfDesk(
  {
    elements,
    labels,
    language,
    hiddenTargets,
  }: Pick<DeskAgreement, 'elements' | 'labels' | 'language' | 'hiddenTargets'>,
  textOf: (clause: string) => ClauseJson | null | undefined,
): ReferenceContext {
  const outline = outlineOf(elements);
  const items = new Map<string, { readonly of: ClauseJson; readonly paths: ReadonlyMap<string, string> }>();
  const itemsOf = (clause: string) => {
    const text = textOf(clause);
    if (!text) return null;
    const known = items.get(clause);
    if (known?.of === text) return known.paths;
    const paths = pathsOf(text, language);
    items.set(clause, { of: text, paths });
    return paths;
  };
  let targets: readonly ReferenceTarget[] | null = null;
  return {
    label: (target, form) => resolveTarget(labels, outline, target, form, itemsOf),
    targets: () =>
      (targets ??= elements.map((element) => ({
        target: element.id,
        label: labels.get(element.id)?.full ?? '',
        heading: element.heading,
      }))),
    isHiddenFrom: (target, clause) => hiddenTargets.isHiddenFrom(targetParts(target).element, clause),
    unseen: hiddenTargets.unseen,
  };
}

function pathsOf(text: ClauseJson, language: string): ReadonlyMap<string, string> {
  try {
    return itemPaths(nodeOfJson(text), language);
  } catch {
    return new Map();
  }
}
