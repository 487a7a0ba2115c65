/** What the blocks of one text are called. */
import type { Node } from 'prosemirror-model';
import { fieldWords } from '../../document/blocks/field-words.ts';
import { blocksOf } from './places.ts';
import type { NamedTerm } from './terms-context.ts';

/** The blocks of a text that have an id. */
export function namedIn(doc: Node, clause: string): readonly NamedTerm[] {
  return blocksOf(doc).flatMap(({ node, kind, id }): NamedTerm[] => {
    if (id === null || kind.register === null) return [];
    const said = (...names: string[]) => {
      let words = '';
      node.forEach((field) => {
        if (words === '' && names.includes(field.attrs['name'] as string)) words = fieldWords(field);
      });
      return words;
    };
    return [
      { register: kind.register, id, name: said('title', 'name'), about: said('meaning', 'kind'), clause },
    ];
  });
}
