/**
 * Turns the references of an imported text into nodes that follow their target, exactly where the node prints
 * the characters that stand there already: no word changes, and what cannot be told stays text.
 */
import { findReferences, labelsOf, maxReferenceLabel, referenceIndex } from '@travaux/editor/document';
import type { Outline } from '@travaux/workflow/agreement';
import type { Facts } from './structure.ts';
import type { NodeJson } from './text-json.ts';

interface TextOfElement {
  readonly id: string;
  readonly kind: string;
  readonly blocks: readonly NodeJson[];
}

interface KnownItem {
  readonly id: string;
  readonly item: NodeJson;
}

export function linkReferences(
  elements: readonly TextOfElement[],
  outline: Outline,
  facts: Facts,
  itemLabels: ReadonlyMap<NodeJson, string>,
): void {
  const labels = labelsOf(outline, facts);
  const items = new Map<string, ReadonlyMap<string, KnownItem>>();
  const byId = new Map(elements.map((element) => [element.id, element]));

  const itemsOf = (clause: string) => {
    const known = items.get(clause);
    if (known) return known;
    const found = collectItems(byId.get(clause)?.blocks ?? [], itemLabels);
    items.set(clause, found);
    return found;
  };
  const index = referenceIndex(outline, labels, (clause, path) => itemsOf(clause).get(path)?.id ?? null);

  const visit = (nodes: readonly NodeJson[], at: string): void => {
    for (const node of nodes) {
      if (node.type === 'paragraph' || node.type === 'heading') {
        if (node.content) node.content = linkBlock(node.content, at);
      } else if (node.content) {
        visit(node.content, at);
      }
    }
  };

  const linkBlock = (content: NodeJson[], at: string): NodeJson[] => {
    // The words of the whole block decide, because "of Annex V" may stand in another mark than its number.
    const text = content.map((node) => node.text ?? '\ufffc').join('');
    const found = findReferences(text, at, index).filter(({ exact }) => exact);
    if (found.length === 0) return content;
    const linked: NodeJson[] = [];
    let offset = 0;
    for (const node of content) {
      const size = node.text?.length ?? 1;
      const inside =
        node.text === undefined || node.marks?.some(({ type }) => type === 'link')
          ? []
          : found.filter(({ from, to }) => from >= offset && to <= offset + size);
      let done = 0;
      const pieceOf = (from: number, to: number) => {
        if (to > from) linked.push({ ...node, text: (node.text ?? '').slice(from, to) });
      };
      for (const { from, to, target, form, label } of inside) {
        if (label.length > maxReferenceLabel) continue;
        pieceOf(done, from - offset);
        linked.push({
          type: 'reference',
          attrs: { target, form, label },
          ...(node.marks ? { marks: node.marks } : {}),
        });
        markItem(target);
        done = to - offset;
      }
      if (done === 0) linked.push(node);
      else pieceOf(done, size);
      offset += size;
    }
    return linked;
  };

  const markItem = (target: string) => {
    const [clause = '', id] = target.split('#');
    if (id === undefined) return;
    for (const known of itemsOf(clause).values()) {
      if (known.id === id) known.item.attrs = { ...known.item.attrs, id };
    }
  };

  for (const element of elements) if (element.kind === 'clause') visit(element.blocks, element.id);
}

/** Items of a clause by the path that references print, such as `(a) (i)`; the first of equal ones. */
function collectItems(
  blocks: readonly NodeJson[],
  labels: ReadonlyMap<NodeJson, string>,
): ReadonlyMap<string, KnownItem> {
  const found = new Map<string, KnownItem>();
  let count = 0;
  const visit = (nodes: readonly NodeJson[], path: string): void => {
    for (const node of nodes) {
      if (node.type === 'list_item') {
        count += 1;
        const own = [path, labels.get(node) ?? ''].filter((part) => part !== '').join(' ');
        if (own !== '' && !found.has(own)) found.set(own, { id: `i${count}`, item: node });
        visit(node.content ?? [], own);
      } else if (node.content && node.type !== 'paragraph') {
        visit(node.content, path);
      }
    }
  };
  visit(blocks, '');
  return found;
}
