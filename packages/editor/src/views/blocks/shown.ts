/**
 * Where the author is among the blocks, and which fields are shown: an optional field that has no words is folded
 * away until somebody goes into it, so that a new block is not a page of empty lines. Folding is each reader's own;
 * nothing of it is in the shared text.
 */
import { NodeSelection, type EditorState } from 'prosemirror-state';
import type { DecorationSet } from 'prosemirror-view';
import { yCursorPluginKey } from 'y-prosemirror';
import {
  blockAround,
  blockOf,
  fieldAround,
  fieldsOf,
  isOwed,
  termType,
  type BlockPlace,
  type FieldPlace,
} from './places.ts';

/** The block that the caret is in, or that is selected as a whole. */
export function blockAt(state: EditorState): BlockPlace | null {
  const { selection } = state;
  if (selection instanceof NodeSelection)
    return selection.node.type === termType ? blockOf(selection.node, selection.from) : null;
  return blockAround(selection.$head);
}

export function fieldAt(state: EditorState): FieldPlace | null {
  const { selection } = state;
  return selection instanceof NodeSelection && selection.node.type === termType
    ? null
    : fieldAround(selection.$head);
}

/** Whether the cursor of somebody else is between these positions. */
export function isSomebodyElseIn(state: EditorState, from: number, to: number): boolean {
  const others = yCursorPluginKey.getState(state) as DecorationSet | undefined;
  return (others?.find(from + 1, to - 1).length ?? 0) > 0;
}

function isSomebodyIn(state: EditorState, { pos, node }: FieldPlace): boolean {
  const { from, to } = state.selection;
  const end = pos + node.nodeSize;
  return (from > pos && to < end) || isSomebodyElseIn(state, pos, end);
}

export function isShown(state: EditorState, field: FieldPlace, all: readonly FieldPlace[]): boolean {
  return field.node.content.size > 0 || isOwed(field, all) || isSomebodyIn(state, field);
}

/** The fields that the keys go through. */
export function shownFields(state: EditorState, block: BlockPlace): FieldPlace[] {
  const all = fieldsOf(block);
  return all.filter((field) => isShown(state, field, all));
}
