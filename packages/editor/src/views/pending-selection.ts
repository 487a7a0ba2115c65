/**
 * The pending selection: where keys or the pointer have just put the caret, which the browser tells of only in a
 * later turn (`selectionchange`). ProseMirror draws its own selection again with every change of text or
 * decorations, so the edit or the cursor of somebody else that arrives in between would put the caret back to
 * where it was: whoever then types does so in the wrong place. It is read first here.
 */
import type { EditorView } from 'prosemirror-view';

/** What ProseMirror keeps for itself of its view. */
interface Observed {
  readonly domObserver: {
    pendingRecords(): readonly MutationRecord[];
    flushSoon(): void;
    flush(): void;
  };
}

/**
 * Call before a change from elsewhere meets the view. It changes the selection of the state and never the text:
 * typed text that is not read yet must not end up inside somebody else's transaction, so it is read later.
 */
export function readPendingSelection(view: EditorView): void {
  if (view.isDestroyed || view.composing || !view.hasFocus()) return;
  const { domObserver } = view as unknown as Observed;
  if (domObserver.pendingRecords().length > 0) domObserver.flushSoon();
  else domObserver.flush();
}
