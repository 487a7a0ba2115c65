/**
 * The passages of a clause's text as the linter reads them: each paragraph, item, cell and footnote as a run of
 * words, with the way back from its characters to the document. Fields of blocks are no passages.
 */
import type { Passage } from '@travaux/workflow/lint';
import type { Node } from 'prosemirror-model';
import { labelsOfItems } from './list-labels.ts';
import { runOf, type TextRun } from './words.ts';

export interface PlacedPassage {
  readonly kind: Passage['kind'];
  readonly label: string;
  readonly quoted: boolean;
  readonly run: TextRun;
  /** Null for a footnote. */
  readonly block: Node | null;
  /** References of the run, with their UTF-16 offsets in it. */
  readonly references: readonly { readonly node: Node; readonly from: number; readonly to: number }[];
}

interface Around {
  readonly kind: Passage['kind'];
  readonly label: string;
  readonly quoted: boolean;
}

/** In reading order; a finding's `range.passage` counts them from 0. */
export function passagesIn(text: Node, language: string): PlacedPassage[] {
  const labels = labelsOfItems(text, language);
  const passages: PlacedPassage[] = [];
  const visit = (parent: Node, at: number, around: Around): void => {
    parent.forEach((child, offset) => {
      const position = at + offset;
      if (child.type.name === 'term') return;
      if (!child.isTextblock) {
        visit(child, position + 1, inside(child, position));
        return;
      }
      const kind = child.type.name === 'heading' ? 'heading' : around.kind;
      passages.push({ ...around, kind, block: child, ...runWithReferences(child, position + 1) });
      child.forEach((leaf, inner) => {
        if (leaf.type.name !== 'footnote') return;
        const note = runWithReferences(leaf, position + 1 + inner + 1);
        passages.push({ ...around, kind: 'footnote', block: null, ...note });
      });
    });

    function inside(child: Node, position: number): Around {
      switch (child.type.name) {
        case 'quotation':
          return { ...around, quoted: true };
        case 'list_item':
          return { ...around, kind: 'item', label: labels.get(position)?.path ?? around.label };
        case 'table_cell':
        case 'table_header':
          return { ...around, kind: 'cell' };
        default:
          return around;
      }
    }
  };
  visit(text, 0, { kind: 'paragraph', label: '', quoted: false });
  return passages;
}

function runWithReferences(parent: Node, at: number): Pick<PlacedPassage, 'run' | 'references'> {
  const references: { node: Node; from: number; to: number }[] = [];
  let from = 0;
  parent.forEach((child) => {
    const { length } = child.isText ? (child.text ?? '') : (child.type.spec.leafText?.(child) ?? '');
    if (child.type.name === 'reference') references.push({ node: child, from, to: from + length });
    from += length;
  });
  return { run: runOf(parent, at), references };
}
