/** Everything that needs ProseMirror and Yjs, loaded after the text can be read. */
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { Transaction } from 'yjs';
import { clauseHash } from '../../document/canonical.ts';
import type { ClauseJson } from '../../document/clause-json.ts';
import { jsonOfDoc } from '../../document/clause-text.ts';
import type { ClauseRoom } from '../../sync/sync.ts';
import { authoredRanges, showAuthorship } from '../../views/authorship.ts';
import { anchorIn, chosenRange, placeOfComment, pointAtComment, showComments } from '../../views/comments.ts';
import { clauseFind } from '../../views/find.ts';
import { pointAtFinding, replaceFound, showFindings } from '../../views/findings.ts';
import { editorActions } from '../../views/editor-actions.ts';
import { mountClauseEditor } from '../../views/mount.ts';
import { carryOver } from '../../views/carry-over.ts';
import { makeDateOf } from './dates.ts';

export {
  anchorIn,
  authoredRanges,
  carryOver,
  chosenRange,
  clauseFind,
  clauseHash,
  editorActions,
  makeDateOf,
  mountClauseEditor as mount,
  placeOfComment,
  pointAtComment,
  pointAtFinding,
  replaceFound,
  showAuthorship,
  showComments,
  showFindings,
};

export function textOfRoom(room: ClauseRoom): ClauseJson {
  return jsonOfDoc(room.ydoc);
}

/**
 * Tells of each change of a room's text, and whose it was: the author of the structs that came in, as the
 * server has put the name into that client's awareness.
 * @returns a function that ends the watch
 */
export function watchText(
  room: ClauseRoom,
  onText: (text: () => ClauseJson, by: string | null) => void,
): () => void {
  const { ydoc, awareness } = room;
  const onTransaction = (transaction: Transaction) => {
    if (transaction.changed.size === 0) return;
    onText(() => jsonOfDoc(ydoc), transaction.local ? null : authorOf(transaction));
  };
  const authorOf = (transaction: Transaction): string | null => {
    for (const [client, clock] of transaction.afterState) {
      if ((transaction.beforeState.get(client) ?? 0) >= clock) continue;
      const user = (awareness.getStates().get(client) as { user?: { name?: unknown } } | undefined)?.user;
      if (typeof user?.name === 'string') return user.name;
    }
    return null;
  };
  ydoc.on('afterTransaction', onTransaction);
  return () => ydoc.off('afterTransaction', onTransaction);
}

export function putCaret(view: EditorView, position: number): void {
  const { doc, tr } = view.state;
  view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(Math.min(position, doc.content.size)))));
}

/** Index of the top-level block that the caret is in: where a clause would be split. */
export function blockAtCaret(view: EditorView): number {
  return view.state.selection.$head.index(0);
}
