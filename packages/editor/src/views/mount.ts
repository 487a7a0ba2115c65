/**
 * Puts the editor of one clause into its place: the plugins in the order in which they are asked, and the
 * handle that the app holds.
 */
import { baseKeymap, chainCommands, exitCode } from 'prosemirror-commands';
import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import { keymap } from 'prosemirror-keymap';
import { EditorState, Plugin, Selection, type Command, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { clauseSchema } from '../document/schema.ts';
import { authorshipPlugin } from './authorship.ts';
import { blockView, fieldView } from './blocks/block-view.ts';
import { blockPlugins } from './blocks/plugin.ts';
import { noTerms } from './blocks/terms-context.ts';
import { caretExitPlugin } from './caret-exit.ts';
import { commentsPlugin } from './comments.ts';
import { composingPlugin } from './composing.ts';
import { changeContext, contextOf, contextPlugin, type ClauseContext } from './context.ts';
import { cursorPlugin } from './cursors.ts';
import type { ClauseEditor, ClauseEditorOptions } from './editor.ts';
import { actionKeys, editorActions } from './editor-actions.ts';
import { clauseFind, findPlugin } from './find.ts';
import { findingsPlugin } from './findings.ts';
import { footnoteKeys, footnotePlugin, footnoteView } from './footnotes.ts';
import { invisiblesPlugin } from './invisibles.ts';
import { listLabelPlugin } from './list-labels.ts';
import { splitItem, unmarkItem } from './lists.ts';
import { pastePlugin } from './paste.ts';
import { readPendingSelection } from './pending-selection.ts';
import { el } from './popover.ts';
import { referencePlugin, referenceView } from './references.ts';
import { enterOverEverything, repairPlugin } from './repair.ts';
import { mendSharing, sharingPlugins } from './sharing.ts';
import { slashMenuPlugin } from './slash-menu.ts';
import { reachTables, tablePlugin, tableView } from './tables.ts';
import { wordsWith } from './words.ts';

const hardBreak: Command = (state, dispatch) => {
  const node = clauseSchema.nodes['hard_break']!;
  const { $from } = state.selection;
  if (!$from.parent.canReplaceWith($from.index(), $from.index(), node)) return false;
  dispatch?.(state.tr.replaceSelectionWith(node.create()).scrollIntoView());
  return true;
};

function attributesOf(context: ClauseContext): Record<string, string> {
  return {
    class: 'tx-text',
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': context.label,
    lang: context.language,
    dir: context.direction,
    // Read-only text is still one tab stop, so that the keyboard reaches and scrolls it.
    ...(context.editable ? {} : { 'aria-readonly': 'true', tabindex: '0' }),
  };
}

export function mountClauseEditor(options: ClauseEditorOptions): ClauseEditor {
  const { place, room } = options;
  const status = el('div', { class: 'tx-announce', role: 'status' });
  const say = wordsWith(options.translate);
  const context: ClauseContext = {
    clause: room.clause,
    editable: options.editable,
    label: options.label,
    language: options.language,
    direction: options.direction,
    references: options.references,
    terms: options.terms ?? noTerms,
    invisibles: options.invisibles ?? false,
    place,
    say,
    announce: (words) => {
      if (status.textContent !== words) status.textContent = words;
    },
    onFollowReference: (target) => options.onFollowReference(target),
    onHelp: () => options.onHelp(),
    onFind: (replace) => options.onFind(replace),
  };

  const pluginsFor = (shared: ClauseContext) => [
    contextPlugin(shared),
    ...sharingPlugins(room.ydoc),
    cursorPlugin(room.awareness),
    slashMenuPlugin(editorActions),
    ...blockPlugins((direction) => options.onExit(direction)),
    caretExitPlugin((direction) => options.onExit(direction)),
    footnotePlugin(),
    repairPlugin(),
    keymap(footnoteKeys),
    keymap({
      Enter: chainCommands(enterOverEverything, splitItem),
      Backspace: unmarkItem,
      'Shift-Enter': chainCommands(exitCode, hardBreak),
    }),
    keymap(actionKeys()),
    tablePlugin(),
    keymap(baseKeymap),
    gapCursor(),
    dropCursor({ class: 'tx-dropcursor', color: false }),
    listLabelPlugin(),
    referencePlugin(),
    findPlugin(),
    invisiblesPlugin(),
    authorshipPlugin(() => room.ydoc),
    commentsPlugin(() => room.ydoc),
    findingsPlugin(options.language),
    pastePlugin((notice) => options.onNotice?.(notice)),
    composingPlugin(() => room.holdUpdates()),
    new Plugin({
      view: () => ({
        update(view, before) {
          const { state } = view;
          const same =
            state.doc === before.doc &&
            state.selection.eq(before.selection) &&
            state.storedMarks === before.storedMarks &&
            contextOf(state) === contextOf(before);
          if (contextOf(state).editable !== contextOf(before).editable) reachTables(view);
          if (!same && editor) options.onChange(editor);
        },
      }),
    }),
  ];

  // Set once the view exists: plugins are told of changes while it is being made.
  let editor: ClauseEditor | null = null;
  const view = new EditorView(place, {
    state: EditorState.create({ schema: clauseSchema, plugins: pluginsFor(context) }),
    dispatchTransaction(this: EditorView, tr: Transaction) {
      // y-prosemirror tells of presence a moment later, when the view may be gone.
      if (this.isDestroyed) return;
      if (!tr.docChanged && !tr.selectionSet) {
        const before = this.state.selection;
        readPendingSelection(this);
        if (this.state.selection !== before) tr.setSelection(this.state.selection);
      }
      this.updateState(this.state.apply(tr));
    },
    attributes: (state) => attributesOf(contextOf(state)),
    nodeViews: {
      footnote: footnoteView,
      reference: referenceView,
      table: tableView,
      term: blockView,
      field: fieldView,
    },
    handleDOMEvents: {
      focus: () => {
        if (editor) options.onFocus(editor);
        return false;
      },
      blur: (_view, event) => {
        // Our own panels and buttons belong to the text.
        const to = event.relatedTarget;
        const own = '.tx-popover, .tx-block-control';
        const within = to instanceof Element && place.contains(to) && to.closest(own) !== null;
        if (editor && !within) options.onBlur(editor);
        return false;
      },
    },
  });
  place.append(status);
  let unmend = mendSharing(view, room.ydoc);
  // After a refusal the room goes on with a fresh document; the view stays where it is.
  const unwatch = room.epoch.subscribe(() => {
    if (view.isDestroyed) return;
    unmend();
    const plugins = pluginsFor(contextOf(view.state));
    view.updateState(EditorState.create({ schema: clauseSchema, plugins }));
    unmend = mendSharing(view, room.ydoc);
  });

  const mounted: ClauseEditor = {
    view,
    clause: room.clause,
    find: clauseFind(view),
    focus(at) {
      if (view.isDestroyed) return;
      if (at) {
        const { doc, tr } = view.state;
        view.dispatch(
          tr.setSelection(at === 'start' ? Selection.atStart(doc) : Selection.atEnd(doc)).scrollIntoView(),
        );
      }
      view.focus();
    },
    setEditable: (editable) => set({ editable }),
    setLabel: (label) => set({ label }),
    setReferences: (references) => set({ references }),
    setTerms: (terms) => set({ terms }),
    setInvisibles: (invisibles) => set({ invisibles }),
    destroy() {
      if (view.isDestroyed) return;
      unwatch();
      unmend();
      view.destroy();
      status.remove();
    },
  };
  const set = (change: Partial<ClauseContext>) => {
    const before = contextOf(view.state);
    const differs = Object.entries(change).some(
      ([key, value]) => before[key as keyof ClauseContext] !== value,
    );
    if (!view.isDestroyed && differs) changeContext(view, change);
  };
  editor = mounted;
  return mounted;
}
