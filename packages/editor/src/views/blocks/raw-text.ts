/**
 * The words of a field unit for unit as they stand in the document, so that what a grammar or a completion says of a
 * place in them can be found again in the text. A footnote is no part of them, anything else counts as one.
 */
import type { FieldPlace } from './places.ts';

export interface RawText {
  readonly text: string;
  /** Position in the document of a UTF-16 offset. */
  positionOf(offset: number): number;
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
    positionOf: (offset) => positions[offset] ?? end,
    offsetOf: (position) => {
      const at = positions.findIndex((each) => each >= position);
      return at < 0 ? text.length : at;
    },
  };
}
