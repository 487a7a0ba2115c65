/**
 * A selection that begins in one field and ends in another, or outside of the block: what is deleted of it are the
 * words. The generic commands would join the rest of one field to the beginning of another, under a label that is
 * not its own.
 */
import { TextSelection, type Command, type EditorState, type Transaction } from 'prosemirror-state';
import { contextOf } from '../context.ts';
import { fieldAround, fieldType } from './places.ts';

/** @returns the deletion, with the caret where the selection began; null where no field is cut */
export function deletedAcross(state: EditorState): Transaction | null {
  const { selection } = state;
  if (!(selection instanceof TextSelection) || selection.empty || !contextOf(state).editable) return null;
  const { $from, $to, from, to } = selection;
  const first = fieldAround($from);
  const last = fieldAround($to);
  if ((!first && !last) || first?.pos === last?.pos) return null;
  const { tr } = state;
  const cuts: [number, number][] = [];
  state.doc.nodesBetween(from, to, (node, pos) => {
    const end = pos + node.nodeSize;
    if (pos >= from && end <= to && node.type !== fieldType) cuts.push([pos, end]);
    else if (node.isTextblock) cuts.push([Math.max(from, pos + 1), Math.min(to, end - 1)]);
    else return true;
    return false;
  });
  // From the end, so that no position moves before it is used.
  for (const [start, end] of cuts.reverse()) if (start < end) tr.delete(start, end);
  return tr.setSelection(TextSelection.near(tr.doc.resolve(tr.mapping.map(from, -1)))).scrollIntoView();
}

export const eraseAcross: Command = (state, dispatch) => {
  const tr = deletedAcross(state);
  if (tr) dispatch?.(tr);
  return tr !== null;
};
