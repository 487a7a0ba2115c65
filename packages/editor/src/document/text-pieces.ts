/**
 * The pieces of a text in a Y.Doc: which characters of which writer stand where. A piece is a stretch of
 * characters that one Yjs client wrote one after the other and that still stand side by side; with its place in
 * the ProseMirror document it ties what is known of characters (who wrote them) to what is drawn.
 */
import * as Y from 'yjs';
import { clauseSchema } from './schema.ts';

export interface TextPiece {
  readonly client: number;
  /** Clock of its first character; the others follow without a gap. */
  readonly clock: number;
  /** In UTF-16 units, by which both Yjs and ProseMirror count. */
  readonly length: number;
  /** Position of its first character in the ProseMirror document. */
  readonly at: number;
}

/** Every piece in reading order. @param firstBlock leaves out the top-level blocks before this one */
export function textPieces(text: Y.XmlFragment, firstBlock = 0): TextPiece[] {
  const pieces: TextPiece[] = [];
  let position = 0;
  let block = 0;

  const visit = (type: Y.XmlFragment | Y.XmlText, top: boolean): void => {
    for (let item = type._start; item !== null; item = item.right) {
      if (item.deleted) continue;
      const { content } = item;
      if (content instanceof Y.ContentString) {
        const { length } = content.str;
        const { client, clock } = item.id;
        if (block >= firstBlock) pieces.push({ client, clock, length, at: position });
        position += length;
      } else if (content instanceof Y.ContentType) {
        const child = content.type;
        if (child instanceof Y.XmlText) visit(child, false);
        else if (child instanceof Y.XmlElement) {
          const element = child as Y.XmlElement;
          position += 1;
          if (clauseSchema.nodes[element.nodeName]?.isLeaf !== true) {
            visit(element, false);
            position += 1;
          }
          if (top) block += 1;
        }
      }
    }
  };

  visit(text, true);
  return pieces;
}
