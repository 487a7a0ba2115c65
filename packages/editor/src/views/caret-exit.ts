/**
 * Clauses are separate editors but one text: at the first or last line the arrow keys go on to the
 * neighbouring clause. Escape, then Tab, leaves the text altogether (WCAG 2.1.2), although Tab changes levels.
 */
import { Plugin, Selection, TextSelection, type Command, type EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { GapCursor } from 'prosemirror-gapcursor';
import { contextOf } from './context.ts';

/** Whether nothing lies above (or below) the caret's block but other cells of the same row. */
function isOuterLine(state: EditorState, after: boolean): boolean {
  const { $head } = state.selection;
  for (let depth = 0; depth < $head.depth; depth += 1) {
    const parent = $head.node(depth);
    const role = parent.type.spec['tableRole'] as string | undefined;
    if (role === 'row') continue;
    const edge = after ? parent.childCount - 1 : 0;
    if ($head.index(depth) !== edge) return false;
  }
  return true;
}

/** Arrow keys are visual, text is logical: in a right-to-left line, left goes forward. */
export function isRightToLeft(view: EditorView): boolean {
  const { node } = view.domAtPos(view.state.selection.head);
  const element = node instanceof Element ? node : node.parentElement;
  return element ? getComputedStyle(element).direction === 'rtl' : false;
}

function exitOf(view: EditorView, key: string): 'before' | 'after' | null {
  const { state } = view;
  const { selection } = state;
  const empty = state.doc.childCount === 0;
  if (!empty && !(selection instanceof GapCursor) && !(selection instanceof TextSelection && selection.empty))
    return null;
  switch (key) {
    case 'ArrowUp':
      return empty || (isOuterLine(state, false) && view.endOfTextblock('up')) ? 'before' : null;
    case 'ArrowDown':
      return empty || (isOuterLine(state, true) && view.endOfTextblock('down')) ? 'after' : null;
    case 'ArrowLeft':
    case 'ArrowRight': {
      const forward = (key === 'ArrowRight') !== isRightToLeft(view);
      if (empty) return forward ? 'after' : 'before';
      const edge = forward ? Selection.atEnd(state.doc) : Selection.atStart(state.doc);
      return selection.head === edge.head ? (forward ? 'after' : 'before') : null;
    }
    default:
      return null;
  }
}

/** Views whose author pressed Escape: the next Tab is the browser's. */
const leaving = new WeakSet<EditorView>();

export const leaveText: Command = (state, dispatch, view) => {
  if (!view) return false;
  if (dispatch) {
    leaving.add(view);
    const { announce, say } = contextOf(state);
    announce(say('views.leaving'));
  }
  return true;
};

export function caretExitPlugin(onExit: (direction: 'before' | 'after') => boolean): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        // A "handled" key of handleKeyDown would be prevented; handled here, Tab stays the browser's.
        keydown(view, event) {
          if (event.key === 'Shift') return false;
          return leaving.delete(view) && event.key === 'Tab';
        },
        blur(view) {
          leaving.delete(view);
          return false;
        },
      },
      handleKeyDown(view, event) {
        if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || view.composing) return false;
        const direction = exitOf(view, event.key);
        return direction !== null && onExit(direction);
      },
    },
  });
}
