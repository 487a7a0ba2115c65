/**
 * Commands on the lists of a clause. Marks of items are computed (see list-labels.ts); a literal label or an
 * item's id never travels to another item or another level by these commands.
 */
import type { Node, NodeType, ResolvedPos } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItemKeepMarks, wrapInList } from 'prosemirror-schema-list';
import type { Command, EditorState, Transaction } from 'prosemirror-state';
import { clauseSchema, type ListMarker } from '../document/schema.ts';

const {
  list,
  list_item: item,
  paragraph,
} = clauseSchema.nodes as { list: NodeType; list_item: NodeType; paragraph: NodeType };

interface Found {
  readonly node: Node;
  readonly pos: number;
  readonly depth: number;
}

/** The innermost ancestor of that type. */
export function ancestor($pos: ResolvedPos, type: NodeType): Found | null {
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    if ($pos.node(depth).type === type) return { node: $pos.node(depth), pos: $pos.before(depth), depth };
  }
  return null;
}

export function listMarkerAt(state: EditorState): ListMarker | null {
  const found = ancestor(state.selection.$from, list);
  return found ? (found.node.attrs['marker'] as ListMarker) : null;
}

/** Turns the blocks into items of such a list, another list into this one, and this list back into paragraphs. */
export function toggleList(marker: ListMarker): Command {
  return (state, dispatch) => {
    const found = ancestor(state.selection.$from, list);
    if (!found) return wrapInList(list, { marker })(state, dispatch);
    if (found.node.attrs['marker'] === marker) return liftListItem(item)(state, dispatch);
    dispatch?.(state.tr.setNodeAttribute(found.pos, 'marker', marker).scrollIntoView());
    return true;
  };
}

/** A label that the source gave holds for the level where the source gave it. */
function withoutLiteralLabel(tr: Transaction): Transaction {
  return withoutAttributes(tr, ['label']);
}

/** The item of the caret loses these attributes. */
function withoutAttributes(tr: Transaction, names: readonly string[]): Transaction {
  const found = ancestor(tr.selection.$from, item);
  for (const name of names)
    if (found && found.node.attrs[name] !== null) tr.setNodeAttribute(found.pos, name, null);
  return tr;
}

export const sinkItem: Command = (state, dispatch) => {
  const outer = listMarkerAt(state);
  return sinkListItem(item)(
    state,
    dispatch &&
      ((tr) => {
        const inner = ancestor(tr.selection.$from, list);
        // The library makes the inner list with the default marker; dashes stay dashes.
        if (inner && inner.node.childCount === 1 && (outer === 'dash' || outer === 'none'))
          tr.setNodeAttribute(inner.pos, 'marker', outer);
        dispatch(withoutLiteralLabel(tr));
      }),
  );
};

export const liftItem: Command = (state, dispatch) =>
  liftListItem(item)(state, dispatch && ((tr) => dispatch(withoutLiteralLabel(tr))));

/** Enter: a new item; in an empty item, one level out. */
export const splitItem: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const inItem = $from.depth >= 2 && $from.node(-1).type === item;
  if (inItem && empty && $from.parent.content.size === 0 && $from.node(-1).childCount === 1)
    return liftItem(state, dispatch);
  if (inItem && empty && $from.parentOffset === 0 && $from.index(-1) === 0 && $from.parent.content.size > 0) {
    // Before the words: these keep their item, with its id and label, and an empty one comes in front.
    dispatch?.(state.tr.insert($from.before(-1), item.create(null, paragraph.create())).scrollIntoView());
    return true;
  }
  return splitListItemKeepMarks(item)(
    state,
    dispatch && ((tr) => dispatch(withoutAttributes(tr, ['id', 'label']))),
  );
};

/** Backspace at the very start of an item takes its mark away, as in every word processor. */
export const unmarkItem: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0 || !$from.parent.isTextblock || $from.depth < 2) return false;
  if ($from.node(-1).type !== item || $from.index(-1) !== 0) return false;
  return liftItem(state, dispatch);
};
