export type { ActionGroup, EditorAction } from './actions.ts';
export type { ClauseEditor, ClauseEditorOptions, ReferenceContext, ReferenceTarget } from './editor.ts';
