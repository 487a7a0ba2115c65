/**
 * Find and replace inside one clause. Words are compared folded, so that an invisible mark or a non-breaking
 * hyphen hides nothing. The app's find bar steps through the clauses; each mounted editor shows its own.
 */
import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey, TextSelection, type EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { findInText } from '../document/fold.ts';
import { contextOf } from './context.ts';

export interface FindOptions {
  /** Only where the letters are of the same case, too. */
  readonly matchCase?: boolean;
  readonly wholeWords?: boolean;
}

export interface Match {
  readonly from: number;
  readonly to: number;
}

/** Find and replace of one mounted editor; positions are current as long as the text does not change. */
export interface ClauseFind {
  setQuery(query: string, options?: FindOptions): void;
  clear(): void;
  readonly matches: readonly Match[];
  /** Index into `matches`, or -1. */
  readonly current: number;
  /** Marks the match and brings it into view. @returns false when there is none of that index */
  select(index: number): boolean;
  /** @returns whether it was replaced; never in a text that may not be edited */
  replace(index: number, text: string): boolean;
  /** @returns how many were replaced */
  replaceAll(text: string): number;
}

interface FindState {
  readonly query: string;
  readonly options: FindOptions;
  readonly matches: readonly Match[];
  readonly current: number;
  readonly decorations: DecorationSet;
}

const nothing: FindState = {
  query: '',
  options: {},
  matches: [],
  current: -1,
  decorations: DecorationSet.empty,
};

const findKey = new PluginKey<FindState>('tx-find');

/** One run of text as a reader sees it, and the document position of each UTF-16 unit. */
interface Stream {
  text: string;
  readonly from: number[];
  readonly to: number[];
}

/** The streams of a text: one for each block and one for each footnote, which is read apart. */
function streams(doc: Node): Stream[] {
  const found: Stream[] = [];
  const read = (parent: Node, start: number) => {
    const stream: Stream = { text: '', from: [], to: [] };
    parent.forEach((child, offset) => {
      const at = start + offset;
      if (child.isText) {
        for (let i = 0; i < child.text!.length; i += 1) {
          stream.from.push(at + i);
          stream.to.push(at + i + 1);
        }
        stream.text += child.text!;
      } else if (child.isLeaf) {
        const words = child.type.spec.leafText?.(child) ?? '\ufffc';
        for (let i = 0; i < words.length; i += 1) {
          stream.from.push(at);
          stream.to.push(at + child.nodeSize);
        }
        stream.text += words;
      } else read(child, at + 1);
    });
    found.push(stream);
  };
  doc.descendants((node, pos) => {
    if (node.isTextblock) read(node, pos + 1);
    return !node.isTextblock;
  });
  return found;
}

const wordUnit = /[\p{L}\p{N}]/u;

export function findMatches(doc: Node, query: string, options: FindOptions = {}): Match[] {
  const matches: Match[] = [];
  for (const stream of streams(doc)) {
    for (const { from, to } of findInText(stream.text, query)) {
      if (options.matchCase && !sameCase(stream.text.slice(from, to), query)) continue;
      if (
        options.wholeWords &&
        (wordUnit.test(stream.text[from - 1] ?? '') || wordUnit.test(stream.text[to] ?? ''))
      )
        continue;
      matches.push({ from: stream.from[from]!, to: stream.to[to - 1]! });
    }
  }
  return matches.sort((a, b) => a.from - b.from);
}

/** Compares letters only: what else differs was folded on purpose. */
function sameCase(found: string, query: string): boolean {
  const letters = (words: string) => words.normalize('NFKC').replace(/[^\p{L}]/gu, '');
  return letters(found) === letters(query);
}

function drawn(state: FindState, doc: Node): FindState {
  const decorations = state.matches.map(({ from, to }, index) =>
    Decoration.inline(from, to, {
      class: index === state.current ? 'tx-found tx-found-current' : 'tx-found',
    }),
  );
  return { ...state, decorations: DecorationSet.create(doc, decorations) };
}

interface FindMeta {
  readonly query?: string;
  readonly options?: FindOptions;
  readonly current?: number;
}

export function findPlugin(): Plugin<FindState> {
  return new Plugin<FindState>({
    key: findKey,
    state: {
      init: () => nothing,
      apply(tr, before, _old, state) {
        const meta = tr.getMeta(findKey) as FindMeta | undefined;
        if (!meta && !tr.docChanged) return before;
        const query = meta?.query ?? before.query;
        if (query.trim() === '') return nothing;
        const options = meta?.options ?? before.options;
        const matches =
          meta?.query === undefined && !tr.docChanged
            ? before.matches
            : findMatches(state.doc, query, options);
        const current = Math.min(
          meta?.current ?? (meta?.query === undefined ? before.current : -1),
          matches.length - 1,
        );
        return drawn({ ...before, query, options, matches, current }, state.doc);
      },
    },
    props: { decorations: (state) => findKey.getState(state)?.decorations },
  });
}

export function clauseFind(view: EditorView): ClauseFind {
  const found = (state: EditorState = view.state) => findKey.getState(state) ?? nothing;
  const tell = (meta: FindMeta) => {
    if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(findKey, meta).setMeta('addToHistory', false));
  };
  return {
    setQuery: (query, options = {}) => tell({ query, options, current: -1 }),
    clear: () => tell({ query: '' }),
    get matches() {
      return found().matches;
    },
    get current() {
      return found().current;
    },
    select(index) {
      const match = found().matches[index];
      if (!match) return false;
      const tr = view.state.tr.setMeta(findKey, { current: index } satisfies FindMeta);
      view.dispatch(tr.setSelection(TextSelection.create(tr.doc, match.from, match.to)).scrollIntoView());
      return true;
    },
    replace(index, text) {
      const match = found().matches[index];
      if (!match || !contextOf(view.state).editable) return false;
      view.dispatch(
        replaceIn(view.state, [match], text).setMeta(findKey, { current: -1 } satisfies FindMeta),
      );
      return true;
    },
    replaceAll(text) {
      const { matches } = found();
      if (matches.length === 0 || !contextOf(view.state).editable) return 0;
      view.dispatch(replaceIn(view.state, matches, text));
      return matches.length;
    },
  };
}

/** From the last to the first, so that no position moves; the new words take the marks of the old. */
function replaceIn(state: EditorState, matches: readonly Match[], text: string) {
  const { tr } = state;
  for (const { from, to } of [...matches].reverse()) {
    const $from = state.doc.resolve(from);
    const marks = $from.marksAcross(state.doc.resolve(to)) ?? $from.marks();
    if (text === '') tr.delete(from, to);
    else tr.replaceWith(from, to, state.schema.text(text, marks));
  }
  return tr;
}
