/**
 * Words and plain text: what is counted, searched and compared when only the words matter.
 */
import type { Node } from 'prosemirror-model';
import { printedLabel, printedName } from './blocks/kinds.ts';
import { findInFolded, fold } from './fold.ts';
import { labelsOfItems } from './list-labels.ts';

// Scripts that are written without spaces count by character.
const word =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}])+(?:['’.,\-‐‑/](?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}\p{M}])+)*/gu;
const invisible = /\p{Cf}/gu;

/** The sequence of words of a text, as written but for invisible marks. Punctuation alone is no word. */
export function wordsOf(text: string): string[] {
  return text.replace(invisible, '').match(word) ?? [];
}

export interface PlainTextOptions {
  /** Print the labels of list items, in this language. */
  readonly itemLabels?: string;
}

/** The text of a clause in reading order, one line for each block; footnotes stand where their marks stand. */
export function plainText(text: Node, options: PlainTextOptions = {}): string {
  const labels = options.itemLabels === undefined ? null : labelsOfItems(text, options.itemLabels);
  const lines: string[] = [];
  let pending = '';

  const visit = (node: Node, at: number): void => {
    node.forEach((child, offset) => {
      const position = at + offset;
      const label = labels?.get(position)?.label;
      if (label) pending += `${label} `;
      const name = nameOf(child);
      if (child.isTextblock) {
        lines.push(pending + (name && `${name}: `) + inlineText(child));
        pending = '';
      } else {
        if (name !== '') {
          lines.push(pending + name);
          pending = '';
        }
        visit(child, position + 1);
      }
    });
  };

  visit(text, 0);
  if (pending !== '') lines.push(pending.trimEnd());
  return lines.join('\n');
}

/** What is printed before a structured block or a field. */
function nameOf({ type, attrs }: Node): string {
  if (type.name === 'field') return printedLabel(attrs.name as string);
  return type.name === 'term' ? printedName(attrs.kind as string, attrs.id as string | null) : '';
}

/** Text of a textblock: references print their last label, footnotes are set apart by spaces. */
function inlineText(block: Node): string {
  let text = '';
  block.forEach((child) => {
    if (child.isText) text += child.text ?? '';
    else if (child.type.name === 'footnote') text += ` ${child.textContent} `;
    else text += child.type.spec.leafText?.(child) ?? '';
  });
  return text;
}

/** A stretch of text in one textblock or footnote, with the way back from its characters to the document. */
export interface TextRun {
  readonly text: string;
  /** Position in the document where the character at this offset begins. */
  startAt(offset: number): number;
  /** Position in the document where the character before this offset ends. */
  endAt(offset: number): number;
}

/** Every run of text of a document in reading order; a footnote's text is a run of its own. */
export function textRuns(text: Node): TextRun[] {
  const runs: TextRun[] = [];
  text.descendants((block, position) => {
    if (!block.isTextblock) return true;
    runs.push(runOf(block, position + 1));
    block.forEach((child, offset) => {
      if (child.type.name === 'footnote') runs.push(runOf(child, position + 1 + offset + 1));
    });
    return false;
  });
  return runs;
}

/** The run of a textblock or footnote whose content begins at this position of the document. */
export function runOf(parent: Node, at: number): TextRun {
  const pieces: { readonly from: number; readonly position: number; readonly size: number }[] = [];
  let text = '';
  parent.forEach((child, offset) => {
    const piece = child.isText ? (child.text ?? '') : (child.type.spec.leafText?.(child) ?? '');
    pieces.push({ from: text.length, position: at + offset, size: child.isText ? piece.length : -1 });
    text += piece;
  });
  const pieceAt = (offset: number) => pieces.findLast((piece) => piece.from <= offset) ?? pieces[0];
  // An atom is one position wide, however long its label.
  return {
    text,
    startAt(offset) {
      const piece = pieceAt(offset);
      if (!piece) return at;
      return piece.size < 0 ? piece.position : piece.position + Math.min(offset - piece.from, piece.size);
    },
    endAt(offset) {
      const piece = pieceAt(Math.max(offset - 1, 0));
      if (!piece) return at;
      return piece.size < 0 ? piece.position + 1 : piece.position + Math.min(offset - piece.from, piece.size);
    },
  };
}

/** Places of a query in a document, as document positions. */
export function findInNode(text: Node, query: string): { readonly from: number; readonly to: number }[] {
  return textRuns(text).flatMap((run) =>
    findInFolded(fold(run.text), query).map(({ from, to }) => ({
      from: run.startAt(from),
      to: run.endAt(to),
    })),
  );
}
