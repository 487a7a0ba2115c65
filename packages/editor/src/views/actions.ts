/**
 * The registry of what an author can do: one list feeds the toolbar, the slash menu, the key bindings,
 * the tooltips and the help dialog, so they can never disagree.
 */
import type { Command, EditorState } from 'prosemirror-state';

export type ActionGroup =
  'history' | 'style' | 'emphasis' | 'structure' | 'insert' | 'block' | 'table' | 'find' | 'navigate';

export interface EditorAction {
  readonly id: string;
  readonly group: ActionGroup;
  /** Key into the message catalogue: `action.<id>`; the slash menu filters on the translated words. */
  readonly message: string;
  /** prosemirror-keymap notation, such as `Mod-b`; the first one is shown. */
  readonly keys: readonly string[];
  readonly toolbar: boolean;
  readonly slash: boolean;
  readonly run: Command;
  /** For toggles: whether it holds at the selection. */
  isActive?(state: EditorState): boolean;
}
