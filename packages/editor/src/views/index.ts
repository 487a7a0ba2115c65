export type { ActionGroup, EditorAction } from './actions.ts';
export { blockKeys, type BlockKey } from './blocks/plugin.ts';
export type { NamedTerm, TermsContext } from './blocks/terms-context.ts';
export { initialsOf, patternOf } from './cursors.ts';
export type {
  ClauseEditor,
  ClauseEditorOptions,
  EditorNotice,
  ReferenceContext,
  ReferenceTarget,
} from './editor.ts';
export { actionIds, editorActions } from './editor-actions.ts';
export { findMatches, type ClauseFind, type FindOptions, type Match } from './find.ts';
export { mountClauseEditor } from './mount.ts';
export { cleanPastedHtml, pasteLimit } from './paste.ts';
export { renderStatic, type StaticOptions } from './static.ts';
export { englishWords, type Translate, type WordKey } from './words.ts';
