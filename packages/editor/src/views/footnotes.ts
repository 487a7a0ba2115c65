/**
 * Footnotes stand in the text where their mark stands. Closed, only the numbered mark shows and the caret
 * passes it in one step; open (the caret is inside), the text is drafted in place like any other text.
 */
import type { Node, NodeType, ResolvedPos } from 'prosemirror-model';
import {
  NodeSelection,
  Plugin,
  PluginKey,
  TextSelection,
  type Command,
  type EditorState,
  type Transaction,
} from 'prosemirror-state';
import {
  Decoration,
  DecorationSet,
  type EditorView,
  type NodeView,
  type NodeViewConstructor,
} from 'prosemirror-view';
import { clauseSchema } from '../document/schema.ts';
import { isRightToLeft } from './caret-exit.ts';
import { contextKey, contextOf } from './context.ts';
import { footnoteParts, labelFootnote } from './parts.ts';

const footnote = clauseSchema.nodes['footnote'] as NodeType;

interface FootnoteSpec {
  readonly footnote: number;
  readonly open: boolean;
}

function around($pos: ResolvedPos): { pos: number; node: Node } | null {
  return $pos.parent.type === footnote ? { pos: $pos.before(), node: $pos.parent } : null;
}

/** The footnote that the caret is in or next to. */
export function footnoteAtCaret(state: EditorState): { pos: number; node: Node } | null {
  const { selection } = state;
  if (selection instanceof NodeSelection)
    return selection.node.type === footnote ? { pos: selection.from, node: selection.node } : null;
  const { $head } = selection;
  const inside = around($head);
  if (inside) return inside;
  if ($head.nodeAfter?.type === footnote) return { pos: $head.pos, node: $head.nodeAfter };
  if ($head.nodeBefore?.type === footnote)
    return { pos: $head.pos - $head.nodeBefore.nodeSize, node: $head.nodeBefore };
  return null;
}

export const insertFootnote: Command = (state, dispatch) => {
  const { $to } = state.selection;
  if (!$to.parent.isTextblock) return false;
  if (!$to.parent.canReplaceWith($to.index(), $to.index(), footnote)) return false;
  if (dispatch) {
    const tr = state.tr.insert($to.pos, footnote.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, $to.pos + 1)).scrollIntoView());
  }
  return true;
};

export const openFootnote: Command = (state, dispatch) => {
  const found = footnoteAtCaret(state);
  if (!found || around(state.selection.$head)) return false;
  if (dispatch) {
    const end = found.pos + found.node.nodeSize - 1;
    dispatch(state.tr.setSelection(TextSelection.create(state.doc, end)).scrollIntoView());
  }
  return true;
};

/** Puts the caret behind the footnote that it is in. */
export const closeFootnote: Command = (state, dispatch) => {
  const inside = around(state.selection.$head);
  if (!inside) return false;
  dispatch?.(
    state.tr
      .setSelection(TextSelection.create(state.doc, inside.pos + inside.node.nodeSize))
      .scrollIntoView(),
  );
  return true;
};

/** Left and right pass a closed footnote in one step; they leave an open one at its ends. */
function stepOver(forward: boolean): Command {
  return (state, dispatch) => {
    const { selection } = state;
    if (!(selection instanceof TextSelection) || !selection.empty) return false;
    const { $head } = selection;
    const inside = around($head);
    let target: number | null = null;
    if (inside) {
      if (forward && $head.parentOffset === $head.parent.content.size)
        target = inside.pos + inside.node.nodeSize;
      if (!forward && $head.parentOffset === 0) target = inside.pos;
    } else {
      const node = forward ? $head.nodeAfter : $head.nodeBefore;
      if (node?.type === footnote) target = $head.pos + (forward ? node.nodeSize : -node.nodeSize);
    }
    if (target === null) return false;
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, target)).scrollIntoView());
    return true;
  };
}

/** Deleting towards a footnote selects it first: its words are not seen, so they must not vanish by one key. */
function eraseTowards(forward: boolean): Command {
  return (state, dispatch) => {
    const { selection } = state;
    if (!(selection instanceof TextSelection) || !selection.empty) return false;
    const { $head } = selection;
    const inside = around($head);
    if (inside) {
      const atEdge = forward ? $head.parentOffset === $head.parent.content.size : $head.parentOffset === 0;
      if (!atEdge) return false;
      // The generic commands would reach out of the footnote and join what is around it.
      if (inside.node.content.size === 0)
        dispatch?.(state.tr.delete(inside.pos, inside.pos + inside.node.nodeSize).scrollIntoView());
      return true;
    }
    const node = forward ? $head.nodeAfter : $head.nodeBefore;
    if (node?.type !== footnote) return false;
    const pos = forward ? $head.pos : $head.pos - node.nodeSize;
    dispatch?.(state.tr.setSelection(NodeSelection.create(state.doc, pos)));
    return true;
  };
}

export const footnoteKeys: Readonly<Record<string, Command>> = {
  Enter: closeFootnote,
  Backspace: eraseTowards(false),
  Delete: eraseTowards(true),
};

function footnoteArrow(view: EditorView, event: KeyboardEvent, rightToLeft: boolean): boolean {
  if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return false;
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return false;
  const forward = (event.key === 'ArrowRight') !== rightToLeft;
  return stepOver(forward)(view.state, view.dispatch);
}

function numbered(state: EditorState): DecorationSet {
  const decorations: Decoration[] = [];
  const open = around(state.selection.$head)?.pos;
  let number = 0;
  state.doc.descendants((node, pos) => {
    if (node.type !== footnote) return true;
    number += 1;
    const spec: FootnoteSpec = { footnote: number, open: pos === open };
    const attributes = pos === open ? { class: 'tx-footnote-open' } : {};
    decorations.push(Decoration.node(pos, pos + node.nodeSize, attributes, spec));
    return false;
  });
  return decorations.length === 0 ? DecorationSet.empty : DecorationSet.create(state.doc, decorations);
}

export function hasFootnotes(doc: Node): boolean {
  let found = false;
  doc.descendants((node) => {
    if (node.type === footnote) found = true;
    return !found;
  });
  return found;
}

export function footnotePlugin(): Plugin<DecorationSet> {
  const key = new PluginKey<DecorationSet>('tx-footnotes');
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, state) => numbered(state),
      apply(tr: Transaction, set, _old, state) {
        return tr.docChanged || tr.selectionSet || tr.getMeta(contextKey) ? numbered(state) : set;
      },
    },
    props: {
      decorations: (state) => key.getState(state),
      handleKeyDown(view, event) {
        return footnoteArrow(view, event, isRightToLeft(view));
      },
    },
  });
}

export const footnoteView: NodeViewConstructor = (first, view, getPos, firstDecorations): NodeView => {
  const { dom, mark, text } = footnoteParts();
  const draw = (node: Node, decorations: readonly Decoration[]) => {
    const spec = decorations
      .map((d) => d.spec as Partial<FootnoteSpec>)
      .find((s) => s.footnote !== undefined);
    mark.setAttribute('aria-expanded', String(spec?.open ?? false));
    labelFootnote(mark, spec?.footnote ?? 0, node.textContent, contextOf(view.state).say);
    dom.classList.toggle('tx-footnote-empty', node.content.size === 0);
  };
  mark.addEventListener('mousedown', (event) => {
    event.preventDefault();
    const pos = getPos();
    if (pos === undefined) return;
    const node = view.state.doc.nodeAt(pos);
    if (!node) return;
    const isOpen = around(view.state.selection.$head)?.pos === pos;
    const target = pos + (isOpen ? node.nodeSize : node.nodeSize - 1);
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, target)));
    view.focus();
  });
  draw(first, firstDecorations);
  return {
    dom,
    contentDOM: text,
    update(node, decorations) {
      if (node.type !== footnote) return false;
      draw(node, decorations);
      return true;
    },
    ignoreMutation: (mutation) => mutation.type !== 'selection' && !text.contains(mutation.target),
    stopEvent: (event) => event.target === mark && event.type === 'mousedown',
  };
};
