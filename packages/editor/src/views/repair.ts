/**
 * What the loose schema allows and an author cannot work with is mended in the author's own next edit: an
 * item or a cell without any block has no place for the caret, and an id must name one item only.
 *
 * Never after a remote change: every open editor would make the same repair, and all of them would land.
 */
import type { NodeType } from 'prosemirror-model';
import { Plugin, TextSelection, type Command, type EditorState, type Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { clauseSchema } from '../document/schema.ts';
import { contextOf, isLocalChange } from './context.ts';

const { paragraph, list, list_item, quotation, table_cell, table_header } = clauseSchema.nodes as Record<
  string,
  NodeType
>;
const holders = new Set([list_item, quotation, table_cell, table_header]);

/** @returns the repairing transaction, or null when nothing is amiss */
export function repaired(state: EditorState): Transaction | null {
  const { tr } = state;
  const seen = new Set<string>();
  if (state.doc.childCount === 0) tr.insert(0, paragraph!.create());
  state.doc.descendants((node, pos) => {
    if (node.isTextblock) return false;
    const at = () => tr.mapping.map(pos);
    if (node.type === list_item) {
      const id = node.attrs['id'] as string | null;
      if (id !== null && seen.has(id)) tr.setNodeAttribute(at(), 'id', null);
      if (id !== null) seen.add(id);
    }
    if (node.childCount === 0 && holders.has(node.type)) tr.insert(at() + 1, paragraph!.create());
    if (node.childCount === 0 && node.type === list) tr.delete(at(), at() + node.nodeSize);
    return true;
  });
  return tr.docChanged ? tr : null;
}

/** A clause without any block: the first key makes the paragraph that the text goes into. */
function prepare(view: EditorView): boolean {
  if (view.state.doc.childCount > 0 || !contextOf(view.state).editable) return false;
  const tr = view.state.tr.insert(0, paragraph!.create());
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, 1)));
  return true;
}

/**
 * Enter over all that there is: what is selected goes, and there is nothing left to split. (The library's own
 * command looks for the parent of the document then, and throws.)
 */
export const enterOverEverything: Command = (state, dispatch) => {
  if (state.selection.empty) return false;
  const tr = state.tr.deleteSelection();
  if (!tr.docChanged || tr.selection.$from.depth > 0) return false;
  dispatch?.(tr.scrollIntoView());
  return true;
};

export function repairPlugin(): Plugin {
  return new Plugin({
    appendTransaction(transactions, _old, state) {
      if (!transactions.some(isLocalChange)) return null;
      // A change of structure under an input method ends the composition.
      if (transactions.some((tr) => tr.getMeta('composition') !== undefined)) return null;
      const tr = repaired(state);
      if (tr && state.doc.childCount === 0) tr.setSelection(TextSelection.create(tr.doc, 1));
      return tr;
    },
    props: {
      handleKeyDown(view, event) {
        if (event.ctrlKey || event.metaKey || event.altKey) return false;
        // 'Process' and 'Unidentified': an input method is about to begin.
        const writes = event.key.length === 1 || event.key === 'Process' || event.key === 'Unidentified';
        if (writes) prepare(view);
        return event.key === 'Enter' && prepare(view);
      },
      handleDOMEvents: {
        beforeinput(view, event) {
          if (event.inputType.startsWith('insert') && !view.composing) prepare(view);
          return false;
        },
      },
    },
  });
}
