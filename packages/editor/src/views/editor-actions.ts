/**
 * The registry itself: everything an author can do in a clause, in the order of the toolbar and the help.
 * Adding an action here gives it a key, a tooltip, a place in the slash menu and a line in the help at once.
 */
import { lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import type { MarkType, NodeType } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
  goToNextCell,
  isInTable,
  mergeCells,
  splitCell,
  toggleHeader,
} from 'prosemirror-tables';
import { redoCommand, undoCommand } from 'y-prosemirror';
import { termKinds } from '../document/blocks/kinds.ts';
import { clauseSchema } from '../document/schema.ts';
import type { ActionGroup, EditorAction } from './actions.ts';
import { deleteBlock, insertBlock, moveBlock } from './blocks/changes.ts';
import { chooseFieldHere, chooseKind } from './blocks/menus.ts';
import { renameForm } from './blocks/rename-form.ts';
import { leaveText } from './caret-exit.ts';
import { changeContext, contextOf } from './context.ts';
import { closeFootnote, insertFootnote, openFootnote } from './footnotes.ts';
import { editLink, linkRange } from './link-form.ts';
import { ancestor, liftItem, listMarkerAt, sinkItem, toggleList } from './lists.ts';
import { pickReference } from './reference-picker.ts';
import { followReference } from './references.ts';
import { insertTable, nextCellOrRow } from './tables.ts';

const { nodes, marks } = clauseSchema;

/** Not in a text that may not be edited; what undoes through the Y.Doc would not be filtered otherwise. */
function editing(command: Command): Command {
  return (state, dispatch, view) => contextOf(state).editable && command(state, dispatch, view);
}

function oneOf(...commands: Command[]): Command {
  return (state, dispatch, view) => commands.some((command) => command(state, dispatch, view));
}

function hasMark(type: MarkType): (state: EditorState) => boolean {
  return (state) => {
    const { from, to, empty, $from } = state.selection;
    if (empty) return Boolean(type.isInSet(state.storedMarks ?? $from.marks()));
    return state.doc.rangeHasMark(from, to, type);
  };
}

function isBlock(type: NodeType, level?: number): (state: EditorState) => boolean {
  return (state) => {
    const { parent } = state.selection.$from;
    return parent.type === type && (level === undefined || parent.attrs['level'] === level);
  };
}

const clearFormatting: Command = (state, dispatch) => {
  const { from, to, empty } = state.selection;
  if (dispatch)
    dispatch(empty ? state.tr.setStoredMarks([]) : state.tr.removeMark(from, to).setStoredMarks([]));
  return true;
};

const toggleQuotation: Command = (state, dispatch) =>
  ancestor(state.selection.$from, nodes['quotation']!)
    ? lift(state, dispatch)
    : wrapIn(nodes['quotation']!)(state, dispatch);

/** In a list Tab stays in the text even where there is no lower level: losing the focus would surprise. */
const keepInList: Command = (state) => listMarkerAt(state) !== null;

const followLink: Command = (state, dispatch, view) => {
  const range = state.selection.empty ? linkRange(state) : null;
  if (!range) return false;
  if (dispatch) view?.dom.ownerDocument.defaultView?.open(range.href, '_blank', 'noopener,noreferrer');
  return true;
};

const toggleInvisibles: Command = (state, dispatch, view) => {
  if (dispatch && view) changeContext(view, { invisibles: !contextOf(state).invisibles });
  return true;
};

const ask =
  (question: (context: ReturnType<typeof contextOf>) => void): Command =>
  (state, dispatch) => {
    if (dispatch) question(contextOf(state));
    return true;
  };

interface Details {
  readonly keys?: readonly string[];
  readonly toolbar?: boolean;
  readonly slash?: boolean;
  readonly isActive?: (state: EditorState) => boolean;
}

function action(id: string, group: ActionGroup, run: Command, details: Details = {}): EditorAction {
  const { keys = [], toolbar = false, slash = false, isActive } = details;
  return { id, group, message: `action.${id}`, keys, toolbar, slash, run, ...(isActive ? { isActive } : {}) };
}

function emphasis(id: string, mark: string, keys: readonly string[]): EditorAction {
  const type = marks[mark]!;
  return action(id, 'emphasis', editing(toggleMark(type)), { keys, toolbar: true, isActive: hasMark(type) });
}

function heading(level: number): EditorAction {
  const type = nodes['heading']!;
  return action(`heading${level}`, 'style', editing(setBlockType(type, { level })), {
    keys: [`Mod-Alt-${level}`],
    toolbar: true,
    slash: true,
    isActive: isBlock(type, level),
  });
}

function inTable(id: string, run: Command): EditorAction {
  return action(id, 'table', editing(run), { slash: true });
}

/** One for each kind of block: `/milestone`, `/tranche`, … */
const insertKinds = termKinds.map((kind) =>
  action(`insert.${kind.kind}`, 'insert', editing(insertBlock(kind)), { slash: true }),
);

const toolbar = true;
const slash = true;

export const editorActions: readonly EditorAction[] = [
  action('undo', 'history', editing(undoCommand), { keys: ['Mod-z'], toolbar }),
  action('redo', 'history', editing(redoCommand), { keys: ['Mod-y', 'Mod-Shift-z'], toolbar }),

  action('paragraph', 'style', editing(setBlockType(nodes['paragraph']!)), {
    keys: ['Mod-Alt-0'],
    toolbar,
    slash,
    isActive: isBlock(nodes['paragraph']!),
  }),
  heading(1),
  heading(2),
  heading(3),

  emphasis('bold', 'strong', ['Mod-b']),
  emphasis('italic', 'emphasis', ['Mod-i']),
  emphasis('underline', 'underline', ['Mod-u']),
  emphasis('superscript', 'superscript', ['Mod-.']),
  emphasis('subscript', 'subscript', ['Mod-,']),
  action('link', 'emphasis', editing(editLink), {
    keys: ['Mod-k'],
    toolbar,
    isActive: hasMark(marks['link']!),
  }),
  action('clear', 'emphasis', editing(clearFormatting), { keys: ['Mod-\\'], toolbar }),

  action('list', 'structure', editing(toggleList('auto')), {
    keys: ['Mod-Shift-7'],
    toolbar,
    slash,
    isActive: (state) => listMarkerAt(state) === 'auto',
  }),
  action('dashes', 'structure', editing(toggleList('dash')), {
    keys: ['Mod-Shift-8'],
    toolbar,
    slash,
    isActive: (state) => listMarkerAt(state) === 'dash',
  }),
  action('indent', 'structure', editing(oneOf(nextCellOrRow, sinkItem, keepInList)), {
    keys: ['Tab'],
    toolbar,
  }),
  action('outdent', 'structure', editing(oneOf(goToNextCell(-1), liftItem, keepInList)), {
    keys: ['Shift-Tab'],
    toolbar,
  }),
  action('quotation', 'structure', editing(toggleQuotation), {
    keys: ['Mod-Shift-9'],
    toolbar,
    slash,
    isActive: (state) => ancestor(state.selection.$from, nodes['quotation']!) !== null,
  }),

  action('reference', 'insert', editing(pickReference), { keys: ['Mod-Alt-r'], toolbar, slash }),
  action('footnote', 'insert', editing(insertFootnote), { keys: ['Mod-Alt-f'], toolbar, slash }),
  action('table', 'insert', editing(insertTable), { toolbar, slash, isActive: isInTable }),
  action('block', 'insert', editing(chooseKind), { keys: ['Mod-Alt-b'], toolbar }),
  ...insertKinds,
  action('open', 'navigate', oneOf(closeFootnote, openFootnote, followReference, followLink), {
    keys: ['Alt-Enter'],
  }),

  action('addField', 'block', editing(chooseFieldHere), { keys: ['Mod-Enter'] }),
  action('renameBlock', 'block', editing(renameForm), { keys: ['F2'] }),
  action('blockUp', 'block', editing(moveBlock(-1)), { keys: ['Alt-Shift-ArrowUp'] }),
  action('blockDown', 'block', editing(moveBlock(1)), { keys: ['Alt-Shift-ArrowDown'] }),
  action('deleteBlock', 'block', editing(deleteBlock), { keys: ['Mod-Shift-Backspace'] }),

  inTable('rowBefore', addRowBefore),
  inTable('rowAfter', addRowAfter),
  inTable('columnBefore', addColumnBefore),
  inTable('columnAfter', addColumnAfter),
  inTable('headerRow', toggleHeader('row')),
  inTable('headerColumn', toggleHeader('column')),
  inTable('mergeCells', mergeCells),
  inTable('splitCell', splitCell),
  inTable('deleteRow', deleteRow),
  inTable('deleteColumn', deleteColumn),
  inTable('deleteTable', deleteTable),

  action(
    'find',
    'find',
    ask((context) => context.onFind(false)),
    { keys: ['Mod-f'], toolbar },
  ),
  action(
    'replace',
    'find',
    ask((context) => context.onFind(true)),
    { keys: ['Mod-h'] },
  ),
  action('invisibles', 'find', toggleInvisibles, {
    toolbar,
    isActive: (state) => contextOf(state).invisibles,
  }),
  action(
    'help',
    'navigate',
    ask((context) => context.onHelp()),
    { keys: ['Alt-0'], toolbar, slash },
  ),
  action('leave', 'navigate', oneOf(closeFootnote, leaveText), { keys: ['Escape'] }),
];

/** For the message catalogue: every id has a message `action.<id>`. */
export const actionIds: readonly string[] = editorActions.map(({ id }) => id);

/** The bindings of the registry, for prosemirror-keymap. */
export function actionKeys(): Record<string, Command> {
  const keys: Record<string, Command> = {};
  for (const { keys: own, run } of editorActions) for (const key of own) keys[key] = run;
  return keys;
}
