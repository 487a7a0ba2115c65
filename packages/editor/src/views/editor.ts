/**
 * The editor of one clause, mounted imperatively in the light DOM (y-prosemirror throws inside a shadow root;
 * React must not draw document nodes). The app owns the place, the room and the chrome around it.
 */
import type { EditorView } from 'prosemirror-view';
import type { Direction } from '@travaux/workflow/agreement';
import type { ClauseRoom } from '../sync/index.ts';
import type { TermsContext } from './blocks/terms-context.ts';
import type { ClauseFind } from './find.ts';
import type { PasteNotice } from './paste.ts';
import type { Translate } from './words.ts';

export type EditorNotice = PasteNotice;

/** How the targets of cross-references are printed now; replaced whole when the outline changes. */
export interface ReferenceContext {
  /** What a reference prints: null when the target is gone. `item` labels come from the target's own text. */
  label(target: string, form: 'number' | 'full'): string | null;
  /** For the tooltip and the reference picker: every possible target, in reading order. */
  targets(): readonly ReferenceTarget[];
  /** Whether somebody who may read the clause may not know of the target. */
  isHiddenFrom(target: string, clause: string): boolean;
  /** What is printed of a reference whose target the person does not see, given the label that the text keeps. */
  unseen(label: string): string;
}

export interface ReferenceTarget {
  readonly target: string;
  readonly label: string;
  readonly heading: string;
}

export interface ClauseEditorOptions {
  readonly place: HTMLElement;
  readonly room: ClauseRoom;
  readonly editable: boolean;
  /** Accessible name, such as "Text of Article 4, paragraph 2". */
  readonly label: string;
  readonly language: string;
  readonly direction: Direction;
  readonly references: ReferenceContext;
  /** The names of the agreement, for the fields of blocks; without it, those of this clause alone. */
  readonly terms?: TermsContext;
  onFocus(editor: ClauseEditor): void;
  onBlur(editor: ClauseEditor): void;
  /** The caret wants to leave the clause upwards or downwards. @returns whether there was somewhere to go */
  onExit(direction: 'before' | 'after'): boolean;
  onFollowReference(target: string): void;
  /** The slash menu, reference picker, link form and table menu are drawn by the views; help is the app's. */
  onHelp(): void;
  onFind(replace: boolean): void;
  /** The state changed in a way that a toolbar shows (selection, marks, block). */
  onChange(editor: ClauseEditor): void;
  /** Words of the interface by message key; English without it. */
  readonly translate?: Translate;
  /** Something that the author must be told in words, such as a paste that was too long. */
  onNotice?(notice: EditorNotice): void;
  /** Whether invisible characters are drawn from the beginning. */
  readonly invisibles?: boolean;
}

export interface ClauseEditor {
  readonly view: EditorView;
  readonly clause: string;
  readonly find: ClauseFind;
  focus(at?: 'start' | 'end'): void;
  setEditable(editable: boolean): void;
  setLabel(label: string): void;
  setReferences(references: ReferenceContext): void;
  setTerms(terms: TermsContext): void;
  setInvisibles(shown: boolean): void;
  destroy(): void;
}
