/**
 * Anchors: the words of a clause that a comment is about, found again in the text as it is now.
 *
 * Two Yjs positions are tied to characters, the first and the last of the words, so they go wherever other people's
 * edits move these. When every one of the words has been deleted, the positions fall together; then the quotation is
 * looked for, first as it was, then with a few changes, and taken only where the words around it speak for it or it is
 * long enough to speak for itself. What is found nowhere is an orphan: its thread keeps the quotation, and somebody can
 * place it again. Where there is no Y.Doc at hand (a clause that is only read), the quotation alone is looked for.
 *
 * Nothing here ever changes a document.
 */
import search from 'approx-string-match';
import type { Node } from 'prosemirror-model';
import type { Anchor } from '@travaux/workflow/comments';
import * as Y from 'yjs';
import { textOf } from './clause-text.ts';
import { textPieces, type TextPiece } from './text-pieces.ts';
import { textRuns, type TextRun } from './words.ts';

/** Where the words are now, as positions of the ProseMirror document. */
export type Placed =
  /** `certain`: by the characters themselves; else by the quotation. */
  | { readonly kind: 'found'; readonly from: number; readonly to: number; readonly certain: boolean }
  | { readonly kind: 'orphan' };

/** Words kept on each side of a quotation, in UTF-16 units. */
const around = 60;
/** A quotation that is this long needs no words around it to be known by. */
const tellingLength = 24;
/** Least share of the words around that must be there for a short quotation. */
const tellingAround = 0.6;
/** Share of a quotation that may have changed. */
const forgiven = 0.2;
/** Longest quotation that is looked for with changes: the work grows with it. */
const longestFuzzy = 400;

/**
 * The anchor of a selection.
 * @param doc what the Y.Doc is drawn as
 * @param hash hash of the clause's text as it is
 * @returns null where there are no characters between the positions
 */
export function anchorOf(
  ydoc: Y.Doc,
  doc: Node,
  { from, to }: { readonly from: number; readonly to: number },
  hash: string,
): Anchor | null {
  const inside = textPieces(textOf(ydoc)).filter(({ at, length }) => at < to && at + length > from);
  const first = inside[0];
  const last = inside.at(-1);
  if (!first || !last) return null;
  const start = Math.max(from, first.at);
  const end = Math.min(to, last.at + last.length);
  const quote = wordsBetween(doc, start, end);
  if (quote.trim() === '') return null;
  return {
    from: positionOf(first.client, first.clock + start - first.at, 0),
    to: positionOf(last.client, last.clock + end - 1 - last.at, -1),
    quote: quote.slice(0, 2000),
    before: wordsBetween(doc, Math.max(0, start - 2 * around), start).slice(-around),
    after: wordsBetween(doc, end, Math.min(doc.content.size, end + 2 * around)).slice(0, around),
    hash,
  };
}

/** Finds anchors in one state of a clause; made once for all of them. */
export interface AnchorFinder {
  find(anchor: Anchor): Placed;
}

/** @param ydoc null where the clause is only read: then by the quotation alone */
export function anchorFinder(ydoc: Y.Doc | null, doc: Node): AnchorFinder {
  let places: Places | null = null;
  let text: FlatText | null = null;
  return {
    find(anchor) {
      let near: number | null = null;
      if (ydoc) {
        places ??= new Places(ydoc);
        const from = places.of(anchor.from, 'forwards');
        const to = places.of(anchor.to, 'backwards');
        if (from !== null && to !== null && from < to) return { kind: 'found', from, to, certain: true };
        near = from ?? to;
      }
      text ??= new FlatText(doc);
      const found = text.find(anchor, near);
      return found ? { kind: 'found', ...found, certain: false } : { kind: 'orphan' };
    },
  };
}

function wordsBetween(doc: Node, from: number, to: number): string {
  return doc.textBetween(from, to, '\n', (leaf) => leaf.type.spec.leafText?.(leaf) ?? '');
}

// Positions

function positionOf(client: number, clock: number, assoc: number): string {
  const position = new Y.RelativePosition(null, null, Y.createID(client, clock), assoc);
  return base64(Y.encodeRelativePosition(position));
}

/** Where the characters of a Y.Doc stand in the ProseMirror document. */
class Places {
  readonly #ydoc: Y.Doc;
  readonly #byClient = new Map<number, TextPiece[]>();

  constructor(ydoc: Y.Doc) {
    this.#ydoc = ydoc;
    for (const piece of textPieces(textOf(ydoc))) {
      const list = this.#byClient.get(piece.client);
      if (list) list.push(piece);
      else this.#byClient.set(piece.client, [piece]);
    }
    for (const list of this.#byClient.values()) list.sort((a, b) => a.clock - b.clock);
  }

  /**
   * Before the character (`forwards`) or behind it (`backwards`); where it was deleted, at the next one in that
   * direction within the same text. null: there is none, or the position makes no sense here.
   */
  of(position: string, direction: 'forwards' | 'backwards'): number | null {
    const id = idOf(position);
    if (!id) return null;
    const behind = direction === 'forwards' ? 0 : 1;
    const here = this.#at(id.client, id.clock);
    if (here !== null) return here + behind;
    let item = itemAt(this.#ydoc, id);
    while (item instanceof Y.Item) {
      if (!item.deleted && item.content instanceof Y.ContentString) {
        const clock = direction === 'forwards' ? item.id.clock : item.id.clock + item.length - 1;
        const at = this.#at(item.id.client, clock);
        return at === null ? null : at + behind;
      }
      item = direction === 'forwards' ? item.right : item.left;
    }
    return null;
  }

  #at(client: number, clock: number): number | null {
    const list = this.#byClient.get(client) ?? [];
    let low = 0;
    let high = list.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const piece = list[middle]!;
      if (clock < piece.clock) high = middle - 1;
      else if (clock >= piece.clock + piece.length) low = middle + 1;
      else return piece.at + clock - piece.clock;
    }
    return null;
  }
}

function idOf(position: string): Y.ID | null {
  try {
    return Y.decodeRelativePosition(bytes(position)).item;
  } catch {
    return null;
  }
}

/** The struct that holds a character; null where the document has not heard of it. */
function itemAt(ydoc: Y.Doc, { client, clock }: Y.ID): Y.Item | Y.GC | null {
  if (clock >= Y.getState(ydoc.store, client)) return null;
  const structs = ydoc.store.clients.get(client) ?? [];
  let low = 0;
  let high = structs.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const struct = structs[middle]!;
    if (clock < struct.id.clock) high = middle - 1;
    else if (clock >= struct.id.clock + struct.length) low = middle + 1;
    else return struct;
  }
  return null;
}

// Quotations

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The text of a clause as one string, with the way back to the document. */
class FlatText {
  readonly text: string;
  readonly #runs: readonly { readonly run: TextRun; readonly from: number }[];

  constructor(doc: Node) {
    const runs = textRuns(doc);
    const starts: { readonly run: TextRun; readonly from: number }[] = [];
    let text = '';
    for (const run of runs) {
      if (starts.length > 0) text += '\n';
      starts.push({ run, from: text.length });
      text += run.text;
    }
    this.text = text;
    this.#runs = starts;
  }

  /** @param near where the words stood, if that is known: of several places as good, the nearest is taken */
  find(anchor: Anchor, near: number | null): Range | null {
    const { quote } = anchor;
    const places = this.#exact(quote);
    if (places.length === 0 && quote.length <= longestFuzzy) {
      const errors = Math.floor(quote.length * forgiven);
      if (errors > 0 && this.#mayHold(quote, errors)) {
        places.push(...search(this.text, quote, errors).map(({ start: from, end: to }) => ({ from, to })));
      }
    }
    let best: { readonly range: Range; readonly score: number } | null = null;
    for (const place of places) {
      const known = this.#around(anchor, place);
      if (quote.length < tellingLength && known < tellingAround) continue;
      const range = { from: this.#startAt(place.from), to: this.#endAt(place.to) };
      const far = near === null ? 0 : Math.abs(range.from - near) / (this.text.length + 1);
      const score = known - far / 2;
      if (range.from < range.to && (!best || score > best.score)) best = { range, score };
    }
    return best?.range ?? null;
  }

  #exact(quote: string): Range[] {
    const places: Range[] = [];
    for (let at = this.text.indexOf(quote); at >= 0; at = this.text.indexOf(quote, at + 1)) {
      places.push({ from: at, to: at + quote.length });
    }
    return places;
  }

  /** Of so many changes, each spoils one piece at most: one piece more than that has to be there as it was. */
  #mayHold(quote: string, errors: number): boolean {
    const size = Math.floor(quote.length / (errors + 1));
    for (let piece = 0; piece <= errors; piece += 1) {
      if (this.text.includes(quote.slice(piece * size, (piece + 1) * size))) return true;
    }
    return false;
  }

  /** The better of the two sides: how much of the words that stood there stands there still, from 0 to 1. */
  #around({ before, after }: Anchor, { from, to }: Range): number {
    const side = (was: string, is: string): number => {
      if (was.trim() === '') return is.trim() === '' ? 1 : 0;
      const [found] = search(is, was, Math.floor(was.length / 2)).sort((a, b) => a.errors - b.errors);
      return found ? 1 - found.errors / was.length : 0;
    };
    const near = (was: string) => Math.ceil(was.length * 1.5) + 8;
    return Math.max(
      side(before, this.text.slice(Math.max(0, from - near(before)), from)),
      side(after, this.text.slice(to, to + near(after))),
    );
  }

  #startAt(offset: number): number {
    const { run, from } = this.#runs.findLast((one) => one.from <= offset) ?? this.#runs[0]!;
    return run.startAt(Math.min(offset - from, run.text.length));
  }

  #endAt(offset: number): number {
    const { run, from } = this.#runs.findLast((one) => one.from < offset) ?? this.#runs[0]!;
    return run.endAt(Math.min(offset - from, run.text.length));
  }
}

function base64(some: Uint8Array): string {
  return btoa(String.fromCharCode(...some));
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
