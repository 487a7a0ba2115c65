/**
 * The words of a field unit for unit as they stand in the document, so that what a grammar or a completion says of a
 * place in them can be found again in the text. A footnote is no part of them, anything else counts as one.
 */
import type { FieldPlace } from './places.ts';

export interface RawText {
  readonly text: string;
  /** Where a piece of the words is in the document; null where something else than words lies within. */
  rangeOf(from: number, to: number): { readonly from: number; readonly to: number } | null;
  /** Offset of a position in the document. */
  offsetOf(position: number): number;
}

export function rawText({ node, pos }: FieldPlace): RawText {
  let text = '';
  const positions: number[] = [];
  node.forEach((child, offset) => {
    if (child.type.name === 'footnote') return;
    const words = child.isText ? child.text! : '\ufffc';
    for (let i = 0; i < words.length; i += 1) positions.push(pos + 1 + offset + i);
    text += words;
  });
  const end = pos + 1 + node.content.size;
  return {
    text,
    rangeOf: (from, to) => {
      const start = positions[from] ?? end;
      if (from === to) return { from: start, to: start };
      const stop = positions[to - 1]! + 1;
      return stop - start === to - from && !text.slice(from, to).includes('\ufffc')
        ? { from: start, to: stop }
        : null;
    },
    offsetOf: (position) => {
      const at = positions.findIndex((each) => each >= position);
      return at < 0 ? text.length : at;
    },
  };
}
