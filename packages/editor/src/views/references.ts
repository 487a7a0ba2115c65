/**
 * Cross-references in the text: what is printed is asked from the app each time the outline changes; the
 * label kept in the text is shown, in red, only when the target is gone.
 */
import { Fragment, Slice, type Node, type NodeType } from 'prosemirror-model';
import { NodeSelection, Plugin, PluginKey, type Command, type EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet, type NodeView, type NodeViewConstructor } from 'prosemirror-view';
import { clauseSchema } from '../document/schema.ts';
import { contextKey, contextOf, type ClauseContext } from './context.ts';
import { drawReference, referenceElement } from './parts.ts';

const reference = clauseSchema.nodes['reference'] as NodeType;

/** Kept in the text instead of the label of what not every reader of the clause may know of. */
export const withheldLabel = '?';

export function referenceAtCaret(state: EditorState): Node | null {
  const { selection } = state;
  if (selection instanceof NodeSelection) return selection.node.type === reference ? selection.node : null;
  if (!selection.empty) return null;
  const { nodeAfter, nodeBefore } = selection.$head;
  if (nodeAfter?.type === reference) return nodeAfter;
  return nodeBefore?.type === reference ? nodeBefore : null;
}

export const followReference: Command = (state, dispatch) => {
  const node = referenceAtCaret(state);
  if (!node) return false;
  const context = contextOf(state);
  const target = node.attrs['target'] as string;
  if (context.references.label(target, 'number') === null) return false;
  if (dispatch) context.onFollowReference(target);
  return true;
};

export const referenceView: NodeViewConstructor = (first, view, getPos): NodeView => {
  const dom = referenceElement();
  const draw = (node: Node) => drawReference(dom, node, view.state.doc, contextOf(view.state));
  // Never navigate by the fragment: the app decides how to go there.
  dom.addEventListener('click', (event) => {
    event.preventDefault();
    const pos = getPos();
    const node = pos === undefined ? null : view.state.doc.nodeAt(pos);
    if (!node || node.type !== reference) return;
    const context = contextOf(view.state);
    const target = node.attrs['target'] as string;
    if (context.references.label(target, 'number') !== null) context.onFollowReference(target);
  });
  draw(first);
  return {
    dom,
    update(node) {
      if (node.type !== reference) return false;
      draw(node);
      return true;
    },
    ignoreMutation: () => true,
  };
};

/** What is copied from a clause that fewer may read brings no label along of what the others may not know of. */
export function withheldIn(slice: Slice, { references, clause }: ClauseContext): Slice {
  const inside = (content: Fragment): Fragment => {
    const nodes: Node[] = [];
    content.forEach((node) => {
      const hidden =
        node.type === reference && references.isHiddenFrom(node.attrs['target'] as string, clause);
      if (hidden) nodes.push(reference.create({ ...node.attrs, label: withheldLabel }, null, node.marks));
      else nodes.push(node.isLeaf ? node : node.copy(inside(node.content)));
    });
    return Fragment.from(nodes);
  };
  return new Slice(inside(slice.content), slice.openStart, slice.openEnd);
}

/**
 * ProseMirror redraws a node view only when its node or decorations change; when the outline has changed,
 * every reference gets a fresh decoration so that it asks again.
 */
export function referencePlugin(): Plugin<number> {
  const key = new PluginKey<number>('tx-references');
  return new Plugin<number>({
    key,
    state: {
      init: () => 0,
      apply: (tr, epoch) => {
        const change = tr.getMeta(contextKey) as Partial<ClauseContext> | undefined;
        return change?.references ? epoch + 1 : epoch;
      },
    },
    props: {
      decorations(state) {
        const epoch = key.getState(state) ?? 0;
        if (epoch === 0) return null;
        const decorations: Decoration[] = [];
        state.doc.descendants((node, pos) => {
          if (node.type === reference)
            decorations.push(Decoration.node(pos, pos + node.nodeSize, { 'data-epoch': String(epoch) }));
        });
        return DecorationSet.create(state.doc, decorations);
      },
    },
  });
}
