/**
 * Tables: prosemirror-tables, with two differences. Its repair of crooked tables runs only after a change of
 * this author's (after a remote one every open editor would repair, and all repairs would land), and a table
 * scrolls inside its own box.
 */
import type { Node, NodeType } from 'prosemirror-model';
import { Plugin, TextSelection, type Command } from 'prosemirror-state';
import type { EditorView, NodeView, NodeViewConstructor } from 'prosemirror-view';
import { addRowAfter, goToNextCell, isInTable, tableEditing } from 'prosemirror-tables';
import { clauseSchema } from '../document/schema.ts';
import { contextOf, isLocalChange } from './context.ts';
import { tableParts } from './parts.ts';

const { table, table_row, table_cell, table_header, paragraph } = clauseSchema.nodes as Record<
  string,
  NodeType
>;

export function newTable(rows: number, columns: number): Node {
  const row = (cell: NodeType) =>
    table_row!.create(
      null,
      Array.from({ length: columns }, () => cell.create(null, paragraph!.create())),
    );
  return table!.create(
    null,
    Array.from({ length: rows }, (_, index) => row(index === 0 ? table_header! : table_cell!)),
  );
}

/** A header row and two rows, three columns; the caret goes into the first cell. */
export const insertTable: Command = (state, dispatch) => {
  if (isInTable(state)) return false;
  const { $from } = state.selection;
  if (!$from.parent.isTextblock || $from.depth === 0) return false;
  const parent = $from.node(-1);
  const index = $from.index(-1);
  if (!parent.canReplaceWith(index, index, table!)) return false;
  if (dispatch) {
    const node = newTable(3, 3);
    const empty = $from.parent.content.size === 0;
    const tr = state.tr;
    const at = empty ? $from.before() : $from.after();
    if (empty) tr.replaceWith($from.before(), $from.after(), node);
    else tr.insert(at, node);
    // A table at the end of a clause needs a line behind it.
    const behind = at + node.nodeSize;
    if (!tr.doc.resolve(behind).nodeAfter) tr.insert(behind, paragraph!.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 4)).scrollIntoView());
  }
  return true;
};

/** Tab: the next cell; behind the last one, a new row. */
export const nextCellOrRow: Command = (state, dispatch, view) => {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!dispatch || !view) return addRowAfter(state);
  addRowAfter(state, dispatch);
  return goToNextCell(1)(view.state, view.dispatch);
};

export function tablePlugin(): Plugin {
  const plugin = tableEditing();
  const mend = plugin.spec.appendTransaction!;
  return new Plugin({
    ...plugin.spec,
    appendTransaction(transactions, old, state) {
      if (transactions.some((tr) => tr.docChanged) && !transactions.some(isLocalChange)) return null;
      return mend.call(plugin, transactions, old, state);
    },
  });
}

/**
 * A box that scrolls is one tab stop where the text is only read. In an edited text the caret scrolls it, and a
 * focusable box would take the focus from the text at every press of the mouse.
 */
export function reachTables(view: EditorView): void {
  for (const box of view.dom.querySelectorAll<HTMLElement>('.tx-table'))
    reach(box, !contextOf(view.state).editable);
}

function reach(box: HTMLElement, reachable: boolean): void {
  if (reachable) box.tabIndex = 0;
  else box.removeAttribute('tabindex');
}

export const tableView: NodeViewConstructor = (_node, view): NodeView => {
  const { dom, rows } = tableParts();
  reach(dom, !contextOf(view.state).editable);
  return {
    dom,
    contentDOM: rows,
    ignoreMutation: (mutation) => mutation.type === 'attributes' && !rows.contains(mutation.target),
  };
};
