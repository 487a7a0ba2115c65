/**
 * Going through the fields of a block by keys. Tab and Enter put the caret to the end of the next field; the
 * arrows go on from the last line of one to the first of the next; out of the last field one comes to the text
 * behind the block, and where there is none Tab is the browser's, so that the keyboard is never held.
 */
import type { Node } from 'prosemirror-model';
import {
  NodeSelection,
  PluginKey,
  Selection,
  TextSelection,
  type Command,
  type EditorState,
  type Transaction,
} from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { isRightToLeft, leaveText } from '../caret-exit.ts';
import { blockAround, fieldType, type BlockPlace, type FieldPlace } from './places.ts';
import { blockAt, fieldAt, shownFields } from './shown.ts';

/** Meta of a transaction by which the author went to a field on purpose: it is told, and its list is shown. */
export const enteredKey = new PluginKey('tx-block-entered');

export type Direction = 1 | -1;

export function goToField(tr: Transaction, pos: number): Transaction {
  const node = tr.doc.nodeAt(pos)!;
  const end = pos + 1 + node.content.size;
  return tr.setSelection(TextSelection.create(tr.doc, end)).setMeta(enteredKey, true).scrollIntoView();
}

/** The text before or behind the block, in the next block its first or last field that is shown. */
export function beside(state: EditorState, block: BlockPlace, direction: Direction): Selection | null {
  const edge = direction === 1 ? block.pos + block.node.nodeSize : block.pos;
  const found = Selection.findFrom(state.doc.resolve(edge), direction, true);
  return found && intoShown(state, found, direction);
}

/** The same place, or in a block its first or last field that is shown. */
function intoShown(state: EditorState, found: Selection, direction: Direction): Selection {
  const other = blockAround(found.$head);
  if (!other) return found;
  const shown = shownFields(state, other);
  const field = direction === 1 ? shown[0] : shown.at(-1);
  return field ? edgeOf(state.doc, field, direction) : NodeSelection.create(state.doc, other.pos);
}

function edgeOf(doc: Node, field: FieldPlace, direction: Direction): Selection {
  const at = direction === 1 ? field.pos + 1 : field.pos + 1 + field.node.content.size;
  return TextSelection.create(doc, at);
}

/** The button behind the fields, where fields can be added. */
function addButton(view: EditorView | undefined, block: BlockPlace): HTMLElement | null {
  const dom = view?.nodeDOM(block.pos);
  const button = dom instanceof HTMLElement ? dom.querySelector<HTMLElement>('.tx-block-add') : null;
  return button?.hidden === false ? button : null;
}

/** Tab and Shift+Tab. */
export function stepField(direction: Direction): Command {
  return (state, dispatch, view) => {
    const block = blockAt(state);
    if (!block) return false;
    const shown = shownFields(state, block);
    const here = fieldAt(state);
    const at = here ? shown.findIndex(({ pos }) => pos === here.pos) + direction : direction === 1 ? 0 : -1;
    const target = shown[at];
    if (target) {
      dispatch?.(goToField(state.tr, target.pos));
      return true;
    }
    const button = direction === 1 ? addButton(view, block) : null;
    if (button) {
      if (dispatch) button.focus();
      return true;
    }
    return leaveSideways(block, direction)(state, dispatch, view);
  };
}

/** Out of the block; not handled where nothing lies on that side, so that the key is the browser's. */
export function leaveSideways(block: BlockPlace, direction: Direction): Command {
  return (state, dispatch) => {
    const selection = beside(state, block, direction);
    if (!selection) return false;
    dispatch?.(state.tr.setSelection(selection).setMeta(enteredKey, true).scrollIntoView());
    return true;
  };
}

/** Enter on a block that is selected as a whole. */
export const enterBlock: Command = (state, dispatch) => {
  const block = blockAt(state);
  if (!block || !(state.selection instanceof NodeSelection)) return false;
  const first = shownFields(state, block)[0];
  if (!first) return false;
  dispatch?.(goToField(state.tr, first.pos));
  return true;
};

/** Escape selects the block as a whole, where Delete takes it away and a further Tab leaves the text. */
export const leaveBlock: Command = (state, dispatch, view) => {
  const block = fieldAt(state)?.block;
  if (!block) return false;
  if (dispatch) {
    dispatch(state.tr.setSelection(NodeSelection.create(state.doc, block.pos)).scrollIntoView());
    if (view) leaveText(view.state, view.dispatch, view);
  }
  return true;
};

/** The words of the field first, all of the text at the second press. */
export const selectField: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  if ($from.parent.type !== fieldType || !$from.sameParent($to)) return false;
  if ($from.parentOffset === 0 && $to.parentOffset === $to.parent.content.size) return false;
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, $from.start(), $from.end())));
  return true;
};

/** An arrow at the edge of a field, or of the text beside a block. @returns whether it was handled */
export function arrow(
  view: EditorView,
  event: KeyboardEvent,
  onExit: (direction: 'before' | 'after') => boolean,
): boolean {
  if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return false;
  const { state } = view;
  if (!state.selection.empty || !state.selection.$head.parent.isTextblock) return false;
  const field = fieldAt(state);
  if (!field && !isBesideBlock(state)) return false;
  const direction = directionOf(view, event.key);
  if (direction === null) return false;
  const selection = field ? fromField(state, field, direction) : fromText(state, direction);
  if (selection) view.dispatch(state.tr.setSelection(selection).scrollIntoView());
  else if (field) return onExit(direction === 1 ? 'after' : 'before');
  return selection !== null;
}

function fromField(state: EditorState, field: FieldPlace, direction: Direction): Selection | null {
  const shown = shownFields(state, field.block);
  const next = shown[shown.findIndex(({ pos }) => pos === field.pos) + direction];
  return next ? edgeOf(state.doc, next, direction) : beside(state, field.block, direction);
}

/** Into a block from outside: a field that is folded away is passed. */
function fromText(state: EditorState, direction: Direction): Selection | null {
  const { $head } = state.selection;
  const edge = state.doc.resolve(direction === 1 ? $head.after() : $head.before());
  const found = Selection.findFrom(edge, direction, true);
  return found && blockAround(found.$head) ? intoShown(state, found, direction) : null;
}

function isBesideBlock(state: EditorState): boolean {
  return fromText(state, 1) !== null || fromText(state, -1) !== null;
}

function directionOf(view: EditorView, key: string): Direction | null {
  const { $head } = view.state.selection;
  switch (key) {
    case 'ArrowUp':
      return view.endOfTextblock('up') ? -1 : null;
    case 'ArrowDown':
      return view.endOfTextblock('down') ? 1 : null;
    case 'ArrowLeft':
    case 'ArrowRight': {
      const forward = (key === 'ArrowRight') !== isRightToLeft(view);
      if (forward) return $head.parentOffset === $head.parent.content.size ? 1 : null;
      return $head.parentOffset === 0 ? -1 : null;
    }
    default:
      return null;
  }
}
