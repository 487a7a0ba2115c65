/**
 * Who wrote what, drawn under the words: each stretch of the text gets the line of its author's party. What was
 * written since the server was asked is left bare until it is asked again.
 */
import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import type * as Y from 'yjs';
import { textOf } from '../document/clause-text.ts';
import { textPieces } from '../document/text-pieces.ts';
import { isFromDocument } from './context.ts';

/** Characters by their Yjs ids, and whose they are. */
export interface AuthoredStretch {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
  /** Index into whatever list of authors the app has. */
  readonly by: number;
  readonly at: string | null;
}

export interface AuthorMarks {
  readonly text: readonly AuthoredStretch[];
  /** How the author at this index is drawn; null: not at all. */
  look(by: number): { readonly className: string; readonly title: string } | null;
}

/** A stretch of one author in the document as it is now. */
export interface AuthoredRange {
  readonly from: number;
  readonly to: number;
  readonly by: number;
  readonly at: string | null;
}

/** In reading order; neighbours of one author and minute are one. @param doc what the Y.Doc is drawn as */
export function authoredRanges(ydoc: Y.Doc, text: readonly AuthoredStretch[], doc: Node): AuthoredRange[] {
  const byClient = new Map<number, AuthoredStretch[]>();
  for (const stretch of text) {
    const list = byClient.get(stretch.client);
    if (list) list.push(stretch);
    else byClient.set(stretch.client, [stretch]);
  }
  for (const list of byClient.values()) list.sort((a, b) => a.clock - b.clock);
  const ranges: AuthoredRange[] = [];
  for (const { client, clock, length, at } of textPieces(textOf(ydoc))) {
    for (const stretch of byClient.get(client) ?? []) {
      const start = Math.max(clock, stretch.clock);
      const end = Math.min(clock + length, stretch.clock + stretch.length);
      if (start >= end) continue;
      const range = { from: at + start - clock, to: at + end - clock, by: stretch.by, at: stretch.at };
      const last = ranges.at(-1);
      if (last?.to === range.from && last.by === range.by && last.at === range.at) {
        ranges[ranges.length - 1] = { ...last, to: range.to };
      } else ranges.push(range);
    }
  }
  return rotated(ranges, doc);
}

/**
 * Whoever types `that ` before `to` is told apart from the text around by its letters alone, so the document takes
 * the `t` that was there for the first of `that` and the last letter typed for the `t` of `to`. Where such a letter
 * of another stands in the midst of somebody's words, and these end with the same one, it is read the other way.
 */
function rotated(ranges: readonly AuthoredRange[], doc: Node): AuthoredRange[] {
  const read: AuthoredRange[] = [];
  const words = (from: number, to: number) => (to <= doc.content.size ? doc.textBetween(from, to) : '');
  for (const range of ranges) {
    const before = read.at(-3);
    const island = read.at(-2);
    const after = read.at(-1);
    const side = (a: AuthoredRange, b: AuthoredRange) => a.to === b.from;
    if (
      before !== undefined &&
      island !== undefined &&
      after !== undefined &&
      before.by === after.by &&
      island.by === range.by &&
      side(before, island) &&
      side(island, after) &&
      side(after, range)
    ) {
      const length = island.to - island.from;
      const end = after.to - length;
      if (end >= after.from && words(island.from, island.to) === words(end, after.to)) {
        read.splice(-3, 3, { ...after, from: before.from, to: end });
        read.push({ ...range, from: end });
        continue;
      }
    }
    read.push(range);
  }
  return read;
}

interface AuthorshipState {
  readonly marks: AuthorMarks | null;
  readonly drawn: DecorationSet;
}

const authorshipKey = new PluginKey<AuthorshipState>('tx-authorship');

/** @param ydoc the document that the view is bound to */
export function authorshipPlugin(ydoc: () => Y.Doc): Plugin<AuthorshipState> {
  return new Plugin<AuthorshipState>({
    key: authorshipKey,
    state: {
      init: () => ({ marks: null, drawn: DecorationSet.empty }),
      apply(tr, before, _old, state) {
        const told = tr.getMeta(authorshipKey) as { readonly marks: AuthorMarks | null } | undefined;
        const marks = told ? told.marks : before.marks;
        if (marks === null) return before.marks === null ? before : { marks, drawn: DecorationSet.empty };
        // The Y.Doc hears of an author's own edit a moment later: until then the lines move with the text.
        if (tr.docChanged && !isFromDocument(tr)) {
          return { marks, drawn: before.drawn.map(tr.mapping, tr.doc) };
        }
        if (!told && !tr.docChanged) return before;
        const size = state.doc.content.size;
        const decorations = authoredRanges(ydoc(), marks.text, state.doc).flatMap(({ from, to, by }) => {
          const look = marks.look(by);
          if (look === null || to > size) return [];
          return [Decoration.inline(from, to, { class: look.className, title: look.title })];
        });
        return { marks, drawn: DecorationSet.create(state.doc, decorations) };
      },
    },
    props: { decorations: (state) => authorshipKey.getState(state)?.drawn },
  });
}

/** @param marks null: who wrote what is not shown */
export function showAuthorship(view: EditorView, marks: AuthorMarks | null): void {
  if (view.isDestroyed) return;
  view.dispatch(view.state.tr.setMeta(authorshipKey, { marks }).setMeta('addToHistory', false));
}
