/** What the toolbar shows of the focused editor: which actions hold and which cannot be done now. */
import type { EditorAction } from '../../views/actions.ts';
import type { ClauseEditor } from '../../views/editor.ts';

export interface ToolbarState {
  readonly active: ReadonlySet<string>;
  readonly disabled: ReadonlySet<string>;
}

/** @returns the state given when nothing that shows has changed, so that nothing is drawn again */
export function toolbarStateOf(
  before: ToolbarState | null,
  editor: ClauseEditor,
  actions: readonly EditorAction[],
): ToolbarState {
  const { view } = editor;
  const active = new Set<string>();
  const disabled = new Set<string>();
  for (const action of actions) {
    if (!action.toolbar) continue;
    if (action.isActive?.(view.state)) active.add(action.id);
    if (!action.run(view.state, undefined, view)) disabled.add(action.id);
  }
  return before && sameSet(before.active, active) && sameSet(before.disabled, disabled)
    ? before
    : { active, disabled };
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((value) => b.has(value));
}
