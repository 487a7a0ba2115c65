/**
 * The keys of blocks. One list is bound here and shown in the help, so that the two cannot disagree; what has a key
 * or a place in a menu beside them stands in the registry of actions.
 */
import { chainCommands } from 'prosemirror-commands';
import { keydownHandler } from 'prosemirror-keymap';
import { NodeSelection, Plugin, type Command, type EditorState } from 'prosemirror-state';
import { contextOf } from '../context.ts';
import type { WordKey } from '../words.ts';
import { deletedAcross, eraseAcross } from './across.ts';
import { enterInField, eraseBackward, eraseForward } from './changes.ts';
import { helpPlugin } from './help.ts';
import { looksPlugin } from './looks.ts';
import { arrow, enterBlock, leaveBlock, selectField, stepField } from './moves.ts';
import { termType } from './places.ts';

export interface BlockKey {
  /** prosemirror-keymap notation. */
  readonly keys: string;
  readonly message: WordKey;
  readonly run: Command;
}

function editing(command: Command): Command {
  return (state, dispatch, view) => contextOf(state).editable && command(state, dispatch, view);
}

function isWhole({ selection }: EditorState): boolean {
  return selection instanceof NodeSelection && selection.node.type === termType;
}

export const blockKeys: readonly BlockKey[] = [
  { keys: 'Tab', message: 'views.block.key.next', run: stepField(1) },
  { keys: 'Shift-Tab', message: 'views.block.key.previous', run: stepField(-1) },
  {
    keys: 'Enter',
    message: 'views.block.key.enter',
    run: chainCommands(eraseAcross, enterBlock, enterInField),
  },
  {
    keys: 'Backspace',
    message: 'views.block.key.backspace',
    run: chainCommands(eraseAcross, eraseBackward),
  },
  { keys: 'Escape', message: 'views.block.key.leave', run: leaveBlock },
  { keys: 'Mod-a', message: 'views.block.key.all', run: selectField },
];

export function blockPlugins(onExit: (direction: 'before' | 'after') => boolean): Plugin[] {
  const bound = keydownHandler({
    ...Object.fromEntries(blockKeys.map(({ keys, run }) => [keys, editing(run)])),
    Delete: editing(chainCommands(eraseAcross, eraseForward)),
  });
  return [
    looksPlugin(),
    helpPlugin(),
    new Plugin({
      props: {
        handleKeyDown(view, event) {
          if (view.composing) return false;
          return arrow(view, event, onExit) || bound(view, event);
        },
        handleTextInput(view, _from, _to, text) {
          const tr = deletedAcross(view.state);
          if (tr) view.dispatch(tr.insertText(text));
          // A letter must not take the place of a block that is selected as a whole.
          return tr !== null || isWhole(view.state);
        },
        handlePaste(view) {
          const tr = deletedAcross(view.state);
          // What is pasted then goes to where the selection began.
          if (tr) view.dispatch(tr);
          return false;
        },
        handleDOMEvents: {
          cut(view, event) {
            const tr = event.clipboardData ? deletedAcross(view.state) : null;
            if (!tr) return false;
            const { dom, text } = view.serializeForClipboard(view.state.selection.content());
            event.preventDefault();
            event.clipboardData!.clearData();
            event.clipboardData!.setData('text/html', dom.innerHTML);
            event.clipboardData!.setData('text/plain', text);
            view.dispatch(tr);
            return true;
          },
        },
      },
    }),
  ];
}
