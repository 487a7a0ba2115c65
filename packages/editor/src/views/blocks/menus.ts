/** The menus of blocks: which kind to insert, which field to add, what can be done with a block. */
import { NodeSelection, type Command } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { termKinds } from '../../document/blocks/kinds.ts';
import { contextOf } from '../context.ts';
import { addField, deleteBlock, fieldsToAdd, insertBlock, moveBlock } from './changes.ts';
import { choose, type Choice } from './choose.ts';
import { blockOf, fieldType, nameOfBlock, termType, type BlockPlace } from './places.ts';
import { blockAt } from './shown.ts';
import { renameForm } from './rename-form.ts';

type Place = { left: number; right: number; top: number; bottom: number };

function run(view: EditorView, command: Command): void {
  command(view.state, view.dispatch, view);
}

/** The block as it is now: while a menu is open others go on writing. */
function again(view: EditorView, { pos }: BlockPlace): BlockPlace | null {
  const found = view.state.doc.nodeAt(pos);
  return found?.type === termType ? blockOf(found, pos) : null;
}

export const chooseKind: Command = (state, dispatch, view) => {
  const fits = termKinds.filter((kind) => insertBlock(kind)(state));
  if (fits.length === 0) return false;
  if (dispatch && view) {
    const choices = fits.map((kind): Choice => ({
      key: kind.kind,
      title: kind.label,
      pick: () => run(view, insertBlock(kind)),
    }));
    choose(view, contextOf(state).say('views.block.insert'), choices, view.coordsAtPos(state.selection.from));
  }
  return true;
};

export function chooseField(view: EditorView, block: BlockPlace, at: Place): void {
  const { say } = contextOf(view.state);
  const choices = fieldsToAdd(view.state, block).map((kind): Choice => ({
    key: kind.name,
    title: kind.label,
    pick: () => {
      const now = again(view, block);
      if (now) run(view, addField(now, kind));
    },
  }));
  choose(view, say('views.block.addTo', { name: nameOfBlock(block) }), choices, at);
}

/** The same by key, where the caret is. */
export const chooseFieldHere: Command = (state, dispatch, view) => {
  const block = blockAt(state);
  if (!block || !contextOf(state).editable || fieldsToAdd(state, block).length === 0) return false;
  if (dispatch && view) chooseField(view, block, view.coordsAtPos(state.selection.head));
  return true;
};

export function chooseWhatToDo(view: EditorView, block: BlockPlace, at: Place): void {
  const { say } = contextOf(view.state);
  const name = nameOfBlock(block);
  const on = (command: Command) => () => {
    const now = again(view, block);
    if (!now) return;
    const { doc, tr, selection } = view.state;
    const inside = selection.from > now.pos && selection.to < now.pos + now.node.nodeSize;
    if (!inside || selection.$head.parent.type !== fieldType)
      view.dispatch(tr.setSelection(NodeSelection.create(doc, now.pos)));
    run(view, command);
  };
  const entry = (key: string, command: Command, keys: string): Choice => ({
    key,
    title: say(`action.${key}`),
    detail: keys,
    pick: on(command),
  });
  const choices = [
    ...(block.kind.register === null ? [] : [entry('renameBlock', renameForm, 'F2')]),
    entry('addField', chooseFieldHere, 'Ctrl+Enter'),
    entry('blockUp', moveBlock(-1), 'Alt+Shift+↑'),
    entry('blockDown', moveBlock(1), 'Alt+Shift+↓'),
    entry('deleteBlock', deleteBlock, 'Ctrl+Shift+Backspace'),
  ];
  choose(view, say('views.block.menu', { name }), choices, at);
}
