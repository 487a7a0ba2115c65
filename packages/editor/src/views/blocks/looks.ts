/**
 * How each block and each field looks now: folded or shown, owed, understood or not. Computed for the whole text
 * from the state of the editor, and handed to the node views as decorations, so that they redraw when something
 * else than their own words has changed: the caret, the names of the agreement, a duplicate id in another clause.
 */
import { Plugin, PluginKey, type EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { yCursorPluginKey } from 'y-prosemirror';
import { contextOf } from '../context.ts';
import { fieldsToAdd } from './changes.ts';
import { countOf, namedFor } from './names.ts';
import { blocksOf, fieldsOf, isOwed, labelOfField, nameOfBlock } from './places.ts';
import { fieldAt, isShown } from './shown.ts';
import { readingOf } from './reading.ts';
import type { FieldLook } from './parts.ts';

/** Only plain values: two looks of the same values are the same decoration, and nothing is drawn again. */
export interface BlockLook {
  readonly look: 'block';
  readonly name: string;
  readonly editable: boolean;
  /** Whether there are fields to add. */
  readonly open: boolean;
  readonly wrong: string;
}

export interface FieldLookNow extends FieldLook {
  readonly look: 'field';
  readonly label: string;
  readonly bare: boolean;
  readonly required: boolean;
  readonly editable: boolean;
  /** Whether the caret is in it. */
  readonly here: boolean;
  readonly invalid: boolean;
  /** Said below the words; empty when there is nothing to say. */
  readonly note: string;
}

export function lookIn<T extends BlockLook | FieldLookNow>(
  decorations: readonly Decoration[],
  look: T['look'],
): T | null {
  return (decorations.find(({ spec }) => (spec as { look?: string }).look === look)?.spec as T) ?? null;
}

function looksOf(state: EditorState): DecorationSet {
  const { editable, say } = contextOf(state);
  const named = namedFor(state);
  const here = editable ? fieldAt(state) : null;
  const decorations: Decoration[] = [];
  for (const block of blocksOf(state.doc)) {
    const name = nameOfBlock(block);
    const twice = block.id !== null && countOf(named, block.id) > 1;
    const look: BlockLook = {
      look: 'block',
      name,
      editable,
      open: editable && fieldsToAdd(state, block).length > 0,
      wrong: twice ? say('views.block.twice', { id: block.id }) : '',
    };
    decorations.push(Decoration.node(block.pos, block.pos + block.node.nodeSize, {}, look));
    const fields = fieldsOf(block);
    for (const field of fields) {
      const isHere = here?.pos === field.pos;
      const owed = isOwed(field, fields);
      const { invalid, note } = readingOf(state, field, { here: isHere, owed });
      const fieldLook: FieldLookNow = {
        look: 'field',
        label: labelOfField(field),
        bare: field.kind?.bare ?? false,
        required: field.kind?.required ?? false,
        editable,
        empty: field.node.content.size === 0,
        owed,
        shown: isShown(state, field, fields),
        here: isHere,
        invalid,
        note,
      };
      decorations.push(Decoration.node(field.pos, field.pos + field.node.nodeSize, {}, fieldLook));
    }
  }
  return decorations.length === 0 ? DecorationSet.empty : DecorationSet.create(state.doc, decorations);
}

interface Looks {
  readonly context: unknown;
  readonly others: unknown;
  readonly set: DecorationSet;
}

export function looksPlugin(): Plugin<Looks> {
  const key = new PluginKey<Looks>('tx-blocks');
  const look = (state: EditorState): Looks => ({
    context: contextOf(state),
    others: yCursorPluginKey.getState(state),
    set: looksOf(state),
  });
  return new Plugin<Looks>({
    key,
    state: {
      init: (_config, state) => look(state),
      apply(tr, before, old, state) {
        const same =
          !tr.docChanged &&
          state.selection.eq(old.selection) &&
          before.context === contextOf(state) &&
          before.others === yCursorPluginKey.getState(state);
        if (same) return before;
        if (before.set === DecorationSet.empty && !tr.docChanged)
          return { ...before, context: contextOf(state) };
        return look(state);
      },
    },
    props: { decorations: (state) => key.getState(state)?.set },
  });
}
