/**
 * The binding of a view to its Y.Doc: y-prosemirror's plugins, with what they get wrong put right.
 *
 * - An author's undo history outlives the view: clauses are unmounted when they scroll away.
 * - y-prosemirror restores a node selection by its position even when a remote edit has deleted the node, which
 *   throws inside the Y.Doc's observer; a text selection over the same place is kept instead.
 * - It fills the empty state of a new view and leaves the caret outside any paragraph; whoever then types before
 *   moving it may get a paragraph of their own. The caret is put to the beginning of the text.
 * - It takes down the selection that an edit of somebody else has to keep without asking the browser for it.
 * - It restores the selection of an undo one transaction too late, so that the next remote edit would make the
 *   caret jump; here it is restored at once.
 */
import { Selection, TextSelection, type Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import {
  defaultDeleteFilter,
  defaultProtectedNodes,
  relativePositionToAbsolutePosition,
  ySyncPlugin,
  ySyncPluginKey,
  yUndoPlugin,
  type ProsemirrorBinding,
} from 'y-prosemirror';
import * as Y from 'yjs';
import { textOf } from '../document/clause-text.ts';
import { readPendingSelection } from './pending-selection.ts';

/** Stays alive when a view lets go of it; ends with its Y.Doc. */
class KeptUndoManager extends Y.UndoManager {
  override destroy(): void {
    // The listeners belong to the view that is going; the history does not.
    this._observers.clear();
  }
}

const histories = new WeakMap<Y.Doc, KeptUndoManager>();

export function historyOf(ydoc: Y.Doc): Y.UndoManager {
  const known = histories.get(ydoc);
  if (known) return known;
  const history = new KeptUndoManager(textOf(ydoc), {
    trackedOrigins: new Set([ySyncPluginKey]),
    deleteFilter: (item) => defaultDeleteFilter(item, defaultProtectedNodes),
    captureTransaction: (tr) => tr.meta.get('addToHistory') !== false,
  });
  histories.set(ydoc, history);
  return history;
}

export function sharingPlugins(ydoc: Y.Doc): Plugin[] {
  return [ySyncPlugin(textOf(ydoc)) as Plugin, yUndoPlugin({ undoManager: historyOf(ydoc) }) as Plugin];
}

interface RelativeSelection {
  type: string;
  anchor: unknown;
  head: unknown;
}

/** Before the binding's own listener: it takes the selection down at the beginning of a transaction. */
function readSelectionFirst(view: EditorView, ydoc: Y.Doc, binding: ProsemirrorBinding): () => void {
  const read = () => {
    // Within our own change the browser has nothing new to tell.
    if (ydoc._transaction?.local === false) readPendingSelection(view);
  };
  ydoc.off('beforeAllTransactions', binding.beforeAllTransactions);
  ydoc.on('beforeAllTransactions', read);
  ydoc.on('beforeAllTransactions', binding.beforeAllTransactions);
  return () => ydoc.off('beforeAllTransactions', read);
}

/** Call once the view exists: its listeners must come after those of the binding. @returns what undoes it */
export function mendSharing(view: EditorView, ydoc: Y.Doc): () => void {
  const { state } = view;
  const binding = (ySyncPluginKey.getState(state) as { binding: ProsemirrorBinding }).binding;
  if (state.selection instanceof TextSelection && !state.selection.$from.parent.inlineContent) {
    view.dispatch(state.tr.setSelection(Selection.atStart(state.doc)).setMeta('addToHistory', false));
  }
  const pending = () => binding.beforeTransactionSelection as RelativeSelection | null;
  const demote = () => {
    const selection = pending();
    if (selection?.type === 'node')
      (binding as { beforeTransactionSelection: unknown }).beforeTransactionSelection = {
        ...selection,
        type: 'text',
      };
  };
  const restore = () => {
    const selection = pending();
    (binding as { beforeTransactionSelection: unknown }).beforeTransactionSelection = null;
    if (!selection?.anchor || !selection.head || view.isDestroyed) return;
    const at = (position: unknown) =>
      relativePositionToAbsolutePosition(ydoc, binding.type, position, binding.mapping);
    const anchor = at(selection.anchor);
    const head = at(selection.head);
    const { doc } = view.state;
    if (anchor === null || head === null || Math.max(anchor, head) > doc.content.size) return;
    const found = TextSelection.between(doc.resolve(anchor), doc.resolve(head));
    view.dispatch(view.state.tr.setSelection(found).setMeta('addToHistory', false).scrollIntoView());
  };
  const history = historyOf(ydoc);
  const unread = readSelectionFirst(view, ydoc, binding);
  ydoc.on('beforeAllTransactions', demote);
  history.on('stack-item-popped', restore);
  return () => {
    unread();
    ydoc.off('beforeAllTransactions', demote);
    history.off('stack-item-popped', restore);
  };
}
