/**
 * A redline: two texts of a clause as one list of pieces, in reading order, each saying whether it stands in both
 * texts or in which one. `compareTexts` makes it; screens and exporters draw it. Either text can be rebuilt from it,
 * exactly, so a redline can leave out nothing and add nothing.
 *
 * Blocks are bracketed by `open` and `close`. Brackets are well nested, and a block's `close` has the change of its
 * `open` (`same` where that is `restyled`), so a drawer needs no more than a stack.
 */
import { nodeOfJson, type ClauseJson } from './clause-json.ts';

export type RedlineSide = 'from' | 'to';

/** A node of the schema without its content. */
export interface NodeHead {
  readonly type: string;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly marks: readonly MarkJson[];
}

export interface MarkJson {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
}

export type RedlinePart =
  | { readonly kind: 'text'; readonly text: string; readonly marks: readonly MarkJson[] }
  /** A cross-reference or a line break. */
  | { readonly kind: 'leaf'; readonly node: NodeHead }
  /** A block or a footnote begins. */
  | { readonly kind: 'open'; readonly node: NodeHead }
  | { readonly kind: 'close'; readonly type: string }
  /**
   * Ends as many blocks as it opens, one inside the other: where a paragraph (or an item with one paragraph) was
   * split if `inserted`, joined with the next if `deleted`.
   */
  | { readonly kind: 'break'; readonly opens: readonly NodeHead[] };

export type RedlinePiece =
  | { readonly change: 'same'; readonly part: RedlinePart }
  /** The same words, block or target in another form: marks, level, direction, printed number. `part` is the later. */
  | { readonly change: 'restyled'; readonly part: RedlinePart; readonly was: RedlinePart }
  | { readonly change: 'inserted'; readonly part: RedlinePart }
  | { readonly change: 'deleted'; readonly part: RedlinePart }
  /**
   * Stands at another place in the other text. A moved block is listed at both places, with one number; what was
   * changed in it on the way is `deleted` at the old place and `inserted` at the new one.
   */
  | {
      readonly change: 'moved';
      readonly side: RedlineSide;
      readonly move: number;
      readonly part: RedlinePart;
    };

/** What of a piece stands in a text, or null where it does not. */
function partIn(piece: RedlinePiece, side: RedlineSide): RedlinePart | null {
  switch (piece.change) {
    case 'same':
      return piece.part;
    case 'restyled':
      return side === 'from' ? piece.was : piece.part;
    case 'inserted':
      return side === 'to' ? piece.part : null;
    case 'deleted':
      return side === 'from' ? piece.part : null;
    case 'moved':
      return piece.side === side ? piece.part : null;
  }
}

interface OpenNode {
  readonly head: NodeHead;
  readonly content: unknown[];
}

const jsonOf = ({ head, content }: OpenNode) => ({
  type: head.type,
  attrs: head.attrs,
  ...(head.marks.length > 0 ? { marks: head.marks } : {}),
  ...(content.length > 0 ? { content } : {}),
});

/** One of the two texts that a redline was made of: the same canonical text, byte for byte. */
export function sideOf(redline: readonly RedlinePiece[], side: RedlineSide): ClauseJson {
  const root: OpenNode = { head: { type: 'doc', attrs: {}, marks: [] }, content: [] };
  const stack: OpenNode[] = [root];
  const open = (head: NodeHead) => stack.push({ head, content: [] });
  const close = () => {
    const node = stack.pop();
    const parent = stack.at(-1);
    if (!node || !parent) throw new Error('a redline closes what it did not open');
    parent.content.push(jsonOf(node));
  };
  for (const piece of redline) {
    const part = partIn(piece, side);
    if (part === null) continue;
    switch (part.kind) {
      case 'text':
        stack.at(-1)?.content.push({
          type: 'text',
          text: part.text,
          ...(part.marks.length > 0 ? { marks: part.marks } : {}),
        });
        break;
      case 'leaf':
        stack.at(-1)?.content.push(jsonOf({ head: part.node, content: [] }));
        break;
      case 'open':
        open(part.node);
        break;
      case 'close':
        close();
        break;
      case 'break':
        part.opens.forEach(close);
        part.opens.forEach(open);
        break;
    }
  }
  if (stack.length !== 1) throw new Error('a redline leaves a block open');
  return nodeOfJson(jsonOf(root) as unknown as ClauseJson).toJSON() as ClauseJson;
}
