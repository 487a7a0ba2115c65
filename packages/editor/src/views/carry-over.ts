/**
 * Putting a proposal into the text of a live editor: its changes, carried over to what the clause says at this moment, as
 * one ordinary edit of the person. Nothing that others changed since is overwritten.
 */
import { Slice } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { ClauseJson } from '../document/clause-json.ts';
import { mergeTexts } from '../document/merge-texts.ts';

/** @returns in how many places others had changed the same words, so that the proposal's stand beside theirs */
export function carryOver(view: EditorView, base: ClauseJson, proposed: ClauseJson): number {
  const { doc, tr } = view.state;
  const { changes, beside } = mergeTexts(base, doc.toJSON() as ClauseJson, proposed);
  for (const { from, to, insert } of changes.toReversed()) tr.replace(from, to, new Slice(insert, 0, 0));
  const [first] = changes;
  if (first) tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(first.from, tr.doc.content.size))));
  view.dispatch(tr.scrollIntoView());
  return beside;
}
