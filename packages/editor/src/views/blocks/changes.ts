/**
 * What an author does to a block as a whole: insert it, add a field, go on to the next entry, move it, delete it.
 *
 * A field without words is never deleted, only folded away: somebody else may be writing in it at that moment, and
 * their words would go with it. A block is not moved while somebody else is in it, for the same reason: Yjs knows no
 * move, what is moved is deleted and made again.
 */
import type { Node } from 'prosemirror-model';
import { NodeSelection, Selection, TextSelection, type Command, type EditorState } from 'prosemirror-state';
import type { FieldKind, TermKind } from '../../document/blocks/kind.ts';
import { clauseSchema } from '../../document/schema.ts';
import { contextOf } from '../context.ts';
import { goToField, stepField, type Direction } from './moves.ts';
import { freshId } from './names.ts';
import { blocksOf, fieldsOf, fieldType, nameOfBlock, termType, type BlockPlace } from './places.ts';
import { blockAt, fieldAt, isSomebodyElseIn, shownFields } from './shown.ts';

const paragraph = clauseSchema.nodes['paragraph']!;

/** A new block with every field of its kind, all of them empty. */
export function newBlock(kind: TermKind, id: string | null): Node {
  return termType.create(
    { kind: kind.kind, id },
    kind.fields.map(({ name }) => fieldType.create({ name })),
  );
}

/** Puts a block where the caret is: instead of an empty paragraph, otherwise behind the paragraph. */
export function insertBlock(kind: TermKind): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    if (!$from.parent.isTextblock || $from.depth === 0 || $from.parent.type === fieldType) return false;
    const index = $from.index(-1);
    if (!$from.node(-1).canReplaceWith(index, index, termType)) return false;
    if (dispatch) {
      const node = newBlock(kind, freshId(state, kind));
      const { tr } = state;
      const empty = $from.parent.content.size === 0;
      const at = empty ? $from.before() : $from.after();
      if (empty) tr.replaceWith($from.before(), $from.after(), node);
      else tr.insert(at, node);
      // A block at the end of a clause needs a line behind it.
      const behind = at + node.nodeSize;
      if (!tr.doc.resolve(behind).nodeAfter) tr.insert(behind, paragraph.create());
      const first = Math.max(
        0,
        kind.fields.findIndex(({ required }) => required),
      );
      dispatch(goToField(tr, at + 1 + 2 * first));
    }
    return true;
  };
}

/** The fields that are folded away or not there, in the order of the kind. */
export function fieldsToAdd(state: EditorState, block: BlockPlace): FieldKind[] {
  const shown = new Set(shownFields(state, block).map(({ name }) => name));
  return block.kind.fields.filter(({ name, repeated }) => repeated || !shown.has(name));
}

/** Unfolds a field of this name, or makes one where the kind has it in its order. */
export function addField(block: BlockPlace, { name }: FieldKind): Command {
  return (state, dispatch) => {
    if (!contextOf(state).editable) return false;
    const all = fieldsOf(block);
    const free = all.find((field) => field.name === name && field.node.content.size === 0);
    if (free) {
      dispatch?.(goToField(state.tr, free.pos));
      return true;
    }
    const order = block.kind.fields.map((each) => each.name);
    const rank = order.indexOf(name);
    // Names that the kind does not have stay where they are.
    const after = all.findLast((field) => {
      const own = order.indexOf(field.name);
      return own >= 0 && own <= rank;
    });
    const at = after ? after.pos + after.node.nodeSize : block.pos + 1;
    dispatch?.(goToField(state.tr.insert(at, fieldType.create({ name })), at));
    return true;
  };
}

/** Enter: another entry where the field is one of several, otherwise the next field, behind the last one the text. */
export const enterInField: Command = (state, dispatch, view) => {
  const field = fieldAt(state);
  if (!field) return false;
  if (field.kind?.repeated && field.node.content.size > 0) {
    const end = field.pos + field.node.nodeSize;
    const next = state.doc.resolve(end).nodeAfter;
    const isFree = next?.attrs['name'] === field.name && next.content.size === 0;
    const tr = isFree ? state.tr : state.tr.insert(end, fieldType.create({ name: field.name }));
    dispatch?.(goToField(tr, end));
    return true;
  }
  const shown = shownFields(state, field.block);
  if (shown.at(-1)?.pos !== field.pos) return stepField(1)(state, dispatch, view);
  return goBehind(field.block)(state, dispatch, view);
};

/** Into the paragraph behind the block, which is made if need be. */
export function goBehind({ pos, node }: BlockPlace): Command {
  return (state, dispatch) => {
    if (dispatch) {
      const at = pos + node.nodeSize;
      const next = state.doc.resolve(at).nodeAfter;
      const tr = next?.isTextblock ? state.tr : state.tr.insert(at, paragraph.create());
      dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
    }
    return true;
  };
}

/**
 * Backspace at the beginning of a field. It goes back out of an empty one, which is thereby folded away; a block
 * in which there is nothing yet goes with it; and the words of two fields are never joined.
 */
export const eraseBackward: Command = (state, dispatch, view) => {
  const field = fieldAt(state);
  const { $head, empty } = state.selection;
  if (!field || !empty || $head.parent.type !== fieldType || $head.parentOffset > 0) return false;
  if (field.node.content.size > 0) return true;
  const { block } = field;
  if (block.node.textContent === '' && fieldsOf(block).every(({ node }) => node.content.size === 0))
    return deleteBlock(state, dispatch, view);
  const shown = shownFields(state, block);
  const before = shown[shown.findIndex(({ pos }) => pos === field.pos) - 1];
  if (before) dispatch?.(goToField(state.tr, before.pos));
  else dispatch?.(state.tr.setSelection(NodeSelection.create(state.doc, block.pos)).scrollIntoView());
  return true;
};

export const eraseForward: Command = (state) => {
  const { $head, empty } = state.selection;
  return empty && $head.parent.type === fieldType && $head.parentOffset === $head.parent.content.size;
};

export const deleteBlock: Command = (state, dispatch) => {
  const block = blockAt(state);
  if (!block || !contextOf(state).editable) return false;
  if (dispatch) {
    const tr = state.tr.delete(block.pos, block.pos + block.node.nodeSize);
    const { parent } = tr.doc.resolve(block.pos);
    if (parent.childCount === 0) tr.insert(block.pos, paragraph.create());
    tr.setSelection(Selection.near(tr.doc.resolve(block.pos), 1));
    dispatch(tr.scrollIntoView());
    const { announce, say } = contextOf(state);
    announce(say('views.block.deleted', { name: nameOfBlock(block) }));
  }
  return true;
};

/** Changes places with the block of text before or behind it. */
export function moveBlock(direction: Direction): Command {
  return (state, dispatch) => {
    const block = blockAt(state);
    if (!block || !contextOf(state).editable) return false;
    const $pos = state.doc.resolve(block.pos);
    const end = block.pos + block.node.nodeSize;
    const other = direction === 1 ? state.doc.resolve(end).nodeAfter : $pos.nodeBefore;
    if (!other) return false;
    if (!dispatch) return true;
    const { announce, say } = contextOf(state);
    const name = nameOfBlock(block);
    const from = direction === 1 ? block.pos : block.pos - other.nodeSize;
    const to = from + block.node.nodeSize + other.nodeSize;
    if (isSomebodyElseIn(state, from, to)) {
      announce(say('views.block.busy', { name }));
      return true;
    }
    const offset = state.selection.head - block.pos;
    const isWhole = state.selection instanceof NodeSelection;
    const order = direction === 1 ? [other, block.node] : [block.node, other];
    const tr = state.tr.replaceWith(from, to, order);
    const at = direction === 1 ? from + other.nodeSize : from;
    tr.setSelection(
      isWhole ? NodeSelection.create(tr.doc, at) : TextSelection.near(tr.doc.resolve(at + offset)),
    );
    dispatch(tr.scrollIntoView());
    announce(say(direction === 1 ? 'views.block.movedDown' : 'views.block.movedUp', { name }));
    return true;
  };
}

/** Another id, and in the fields of this clause the words that name the old one. */
export function renameBlock(block: BlockPlace, id: string, alsoIn: readonly NamedPlace[]): Command {
  return (state, dispatch) => {
    if (!contextOf(state).editable || state.doc.nodeAt(block.pos)?.type !== termType) return false;
    if (dispatch) {
      const tr = state.tr.setNodeAttribute(block.pos, 'id', id);
      for (const { from, to } of [...alsoIn].sort((a, b) => b.from - a.from)) {
        const marks = state.doc.resolve(from).marksAcross(state.doc.resolve(to)) ?? [];
        tr.replaceWith(from, to, clauseSchema.text(id, marks));
      }
      dispatch(tr);
    }
    return true;
  };
}

export interface NamedPlace {
  readonly from: number;
  readonly to: number;
}

/** Where the fields of this text name an id: as a whole word, which `M1` is not in `M10`. */
export function placesNaming(doc: Node, id: string): NamedPlace[] {
  const found: NamedPlace[] = [];
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}._:-])${escaped(id)}(?![\\p{L}\\p{N}_]|[._:-][\\p{L}\\p{N}])`,
    'gu',
  );
  for (const block of blocksOf(doc))
    for (const field of fieldsOf(block)) {
      if (field.kind?.grammar.form === 'words') continue;
      field.node.forEach((child, offset) => {
        for (const match of child.isText ? child.text!.matchAll(pattern) : [])
          found.push({
            from: field.pos + 1 + offset + match.index,
            to: field.pos + 1 + offset + match.index + id.length,
          });
      });
    }
  return found;
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
