/**
 * Draws the marks of list items, (a), (i), –, beside the items: computed by the document model, never typed.
 */
import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { labelsOfItems } from '../document/list-labels.ts';
import { contextOf } from './context.ts';
import { labelAttribute } from './parts.ts';

function drawn(doc: Node, language: string): DecorationSet {
  const decorations: Decoration[] = [];
  for (const [pos, { label }] of labelsOfItems(doc, language)) {
    const item = doc.nodeAt(pos);
    if (item && label !== '')
      decorations.push(Decoration.node(pos, pos + item.nodeSize, { [labelAttribute]: label }));
  }
  return decorations.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, decorations);
}

export function listLabelPlugin(): Plugin<DecorationSet> {
  const key = new PluginKey<DecorationSet>('tx-list-labels');
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, state) => drawn(state.doc, contextOf(state).language),
      apply: (tr, set, _old, state) => (tr.docChanged ? drawn(state.doc, contextOf(state).language) : set),
    },
    props: { decorations: (state) => key.getState(state) },
  });
}
