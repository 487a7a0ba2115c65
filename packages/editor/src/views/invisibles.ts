/**
 * Makes marks that have no ink visible: a direction override or a zero-width space can change what a clause
 * seems to say, so an author can have every one of them shown with its name.
 */
import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { contextKey, contextOf, type ClauseContext } from './context.ts';

const names: Readonly<Record<string, string>> = {
  '\u00ad': 'SHY',
  '\u061c': 'ALM',
  '\u200b': 'ZWSP',
  '\u200c': 'ZWNJ',
  '\u200d': 'ZWJ',
  '\u200e': 'LRM',
  '\u200f': 'RLM',
  '\u202a': 'LRE',
  '\u202b': 'RLE',
  '\u202c': 'PDF',
  '\u202d': 'LRO',
  '\u202e': 'RLO',
  '\u2060': 'WJ',
  '\u2066': 'LRI',
  '\u2067': 'RLI',
  '\u2068': 'FSI',
  '\u2069': 'PDI',
  '\ufeff': 'BOM',
  '\u00a0': 'NBSP',
  '\u202f': 'NNBSP',
  '\u2011': 'NBHY',
};
const pattern = new RegExp(Object.keys(names).join('|'), 'gu');

function chips(doc: Node, say: ClauseContext['say']): DecorationSet {
  const decorations: Decoration[] = [];
  doc.descendants((node, pos) => {
    if (!node.isText) return;
    for (const match of node.text!.matchAll(pattern)) {
      const name = names[match[0]]!;
      const at = pos + match.index;
      decorations.push(
        Decoration.widget(
          at,
          () => {
            const chip = document.createElement('span');
            chip.className = 'tx-invisible';
            chip.textContent = name;
            chip.setAttribute('aria-label', say('views.invisible', { name }));
            chip.setAttribute('role', 'img');
            return chip;
          },
          { side: -1, key: `${name}`, ignoreSelection: true },
        ),
      );
    }
  });
  return decorations.length === 0 ? DecorationSet.empty : DecorationSet.create(doc, decorations);
}

export function invisiblesPlugin(): Plugin<DecorationSet> {
  const key = new PluginKey<DecorationSet>('tx-invisibles');
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, set, _old, state) {
        const { invisibles, say } = contextOf(state);
        if (!invisibles) return DecorationSet.empty;
        return tr.docChanged || tr.getMeta(contextKey) ? chips(state.doc, say) : set;
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}
