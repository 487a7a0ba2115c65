/**
 * Comments in the text: the words that threads are about, marked where they are now. The threads come from the app;
 * where their words stand is found anew with every change of the document that others made, and moves along with the
 * author's own typing. Nothing is ever written into the document.
 */
import { Plugin, PluginKey } from 'prosemirror-state';
import type { Transaction } from 'prosemirror-state';
import type { Node } from 'prosemirror-model';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import type { Anchor } from '@travaux/workflow/comments';
import type * as Y from 'yjs';
import { anchorFinder, anchorOf, type Placed } from '../document/anchors.ts';
import { isFromDocument } from './context.ts';

/** A thread whose words are to be marked. */
export interface MarkedThread {
  readonly id: string;
  readonly anchor: Anchor;
  /** For the tooltip: who wrote it, in which channel. */
  readonly title: string;
  /** Kind of channel, for the look. */
  readonly channel: string;
}

interface CommentsState {
  readonly threads: readonly MarkedThread[];
  readonly current: string | null;
  readonly placed: ReadonlyMap<string, Placed>;
  readonly drawn: DecorationSet;
}

interface Told {
  readonly threads?: readonly MarkedThread[];
  readonly current?: string | null;
}

const commentsKey = new PluginKey<CommentsState>('tx-comments');

/** @param ydoc the document that the view is bound to */
export function commentsPlugin(ydoc: () => Y.Doc): Plugin<CommentsState> {
  return new Plugin<CommentsState>({
    key: commentsKey,
    state: {
      init: () => ({ threads: [], current: null, placed: new Map(), drawn: DecorationSet.empty }),
      apply(tr, before, _old, { doc }) {
        const told = tr.getMeta(commentsKey) as Told | undefined;
        if (!told && (!tr.docChanged || before.threads.length === 0)) return before;
        // The Y.Doc hears of an author's own edit a moment later: until then the marks move with the text.
        if (!told && !isFromDocument(tr)) return moved(before, tr);
        const threads = told?.threads ?? before.threads;
        const current = told?.current === undefined ? before.current : told.current;
        const placed = told?.threads || tr.docChanged ? placesOf(ydoc(), doc, threads) : before.placed;
        return { threads, current, placed, drawn: drawn(doc, threads, current, placed) };
      },
    },
    props: { decorations: (state) => commentsKey.getState(state)?.drawn },
  });
}

/** Marks these threads, and no others. */
export function showComments(view: EditorView, threads: readonly MarkedThread[]): void {
  tell(view, { threads });
}

/** Marks one thread as the one that is looked at; null: none. */
export function pointAtComment(view: EditorView, current: string | null): void {
  if (commentsKey.getState(view.state)?.current !== current) tell(view, { current });
}

/** Where the words of a thread are; null when the view was not told of it. */
export function placeOfComment(view: EditorView, thread: string): Placed | null {
  return commentsKey.getState(view.state)?.placed.get(thread) ?? null;
}

/**
 * The words that are chosen: the editor's own selection, or, in a text that is only read, that of the page.
 * @returns null where nothing is chosen in this view
 */
export function chosenRange(view: EditorView): { readonly from: number; readonly to: number } | null {
  const { from, to, empty } = view.state.selection;
  if (view.editable && !empty) return { from, to };
  const selection = view.dom.ownerDocument.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const { startContainer, endContainer } = range;
  if (!view.dom.contains(startContainer) || !view.dom.contains(endContainer)) return null;
  const start = view.posAtDOM(startContainer, range.startOffset);
  const end = view.posAtDOM(endContainer, range.endOffset);
  return start < end ? { from: start, to: end } : null;
}

/** The anchor of a range of the view; null where there are no words. @param hash hash of the text as it is */
export function anchorIn(
  view: EditorView,
  ydoc: Y.Doc,
  range: { readonly from: number; readonly to: number },
  hash: string,
): Anchor | null {
  return anchorOf(ydoc, view.state.doc, range, hash);
}

function tell(view: EditorView, told: Told): void {
  if (view.isDestroyed) return;
  view.dispatch(view.state.tr.setMeta(commentsKey, told).setMeta('addToHistory', false));
}

function placesOf(ydoc: Y.Doc, doc: Node, threads: readonly MarkedThread[]): ReadonlyMap<string, Placed> {
  const finder = anchorFinder(ydoc, doc);
  return new Map(threads.map(({ id, anchor }) => [id, finder.find(anchor)]));
}

function moved(before: CommentsState, tr: Transaction): CommentsState {
  return { ...before, drawn: before.drawn.map(tr.mapping, tr.doc) };
}

function drawn(
  doc: Node,
  threads: readonly MarkedThread[],
  current: string | null,
  placed: ReadonlyMap<string, Placed>,
): DecorationSet {
  const { size } = doc.content;
  const decorations = threads.flatMap(({ id, title, channel }) => {
    const place = placed.get(id);
    if (place?.kind !== 'found' || place.to > size) return [];
    const attributes = {
      nodeName: 'mark',
      class: `tx-comment tx-comment-${channel}${id === current ? ' tx-comment-current' : ''}`,
      'data-thread': id,
      title,
    };
    return [Decoration.inline(place.from, place.to, attributes)];
  });
  return DecorationSet.create(doc, decorations);
}
