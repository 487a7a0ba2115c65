/**
 * What every plugin and command of one mounted editor shares: whether it may be edited now, how references
 * are printed, and what the app answers to. Kept in a plugin state, so that a command finds it from the
 * `EditorState` alone and a change of it redraws what depends on it.
 */
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { ySyncPluginKey } from 'y-prosemirror';
import type { Direction } from '@travaux/workflow/agreement';
import { noTerms, type TermsContext } from './blocks/terms-context.ts';
import type { ReferenceContext } from './editor.ts';
import { wordsWith, type Values } from './words.ts';

export interface ClauseContext {
  readonly clause: string;
  readonly editable: boolean;
  readonly label: string;
  readonly language: string;
  readonly direction: Direction;
  readonly references: ReferenceContext;
  readonly terms: TermsContext;
  /** Whether bidi controls and zero-width characters are drawn. */
  readonly invisibles: boolean;
  /** Where popovers are put: beside the text, in the same tree. */
  readonly place: HTMLElement | null;
  readonly say: (key: string, values?: Values) => string;
  readonly announce: (words: string) => void;
  readonly onFollowReference: (target: string) => void;
  readonly onHelp: () => void;
  readonly onFind: (replace: boolean) => void;
}

/** Meta of a transaction that changes parts of the context. */
export const contextKey = new PluginKey<ClauseContext>('tx-context');

/** What a state without the plugin answers: nothing may be edited elsewhere, references print their last words. */
const bare: ClauseContext = {
  clause: '',
  editable: true,
  label: '',
  language: 'en',
  direction: 'ltr',
  references: { label: () => null, targets: () => [], isHiddenFrom: () => false, unseen: (label) => label },
  terms: noTerms,
  invisibles: false,
  place: null,
  say: wordsWith(undefined),
  announce: () => undefined,
  onFollowReference: () => undefined,
  onHelp: () => undefined,
  onFind: () => undefined,
};

export function contextOf(state: EditorState): ClauseContext {
  return contextKey.getState(state) ?? bare;
}

export function changeContext(view: EditorView, change: Partial<ClauseContext>): void {
  view.dispatch(view.state.tr.setMeta(contextKey, change).setMeta('addToHistory', false));
}

/** Whether the change came from the Y.Doc (another person, an undo), not from this editor's author. */
export function isFromDocument(tr: Transaction): boolean {
  const meta = tr.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined;
  return meta !== undefined;
}

export function isLocalChange(tr: Transaction): boolean {
  return tr.docChanged && !isFromDocument(tr);
}

export function contextPlugin(initial: ClauseContext): Plugin<ClauseContext> {
  return new Plugin<ClauseContext>({
    key: contextKey,
    state: {
      init: () => initial,
      apply(tr, context) {
        const change = tr.getMeta(contextKey) as Partial<ClauseContext> | undefined;
        return change ? { ...context, ...change } : context;
      },
    },
    // A command from a toolbar must not write into a text that was frozen a moment ago.
    filterTransaction: (tr, state) => !isLocalChange(tr) || contextOf(state).editable,
    props: { editable: (state) => contextOf(state).editable },
  });
}
