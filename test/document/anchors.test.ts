/**
 * Anchors: the words of a comment are found wherever others move them, and are never found where they are not.
 */
import { describe, expect, test } from '@jest/globals';
import {
  anchorFinder,
  anchorOf,
  clauseSchema,
  jsonOfDoc,
  nodeOfJson,
  textOf,
} from '@travaux/editor/document';
import type { Anchor } from '@travaux/workflow/comments';
import fc from 'fast-check';
import type { Node } from 'prosemirror-model';
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';

const hash = '0'.repeat(64);

/** A clause of these paragraphs, as one person has it open. */
class Desk {
  readonly ydoc = new Y.Doc({ gc: true });

  constructor(paragraphs: readonly string[] = [], clientID = 1) {
    this.ydoc.clientID = clientID;
    if (paragraphs.length === 0) return;
    const block = (text: string) =>
      clauseSchema.node('paragraph', null, text === '' ? [] : [clauseSchema.text(text)]);
    prosemirrorToYXmlFragment(clauseSchema.node('doc', null, paragraphs.map(block)), textOf(this.ydoc));
  }

  get doc(): Node {
    return nodeOfJson(jsonOfDoc(this.ydoc));
  }

  text(index: number): Y.XmlText {
    return (textOf(this.ydoc).get(index) as Y.XmlElement).get(0) as Y.XmlText;
  }

  /** The range of these words. */
  range(words: string): { from: number; to: number } {
    let found: { from: number; to: number } | null = null;
    this.doc.descendants((node, at) => {
      const offset = node.isText ? node.text!.indexOf(words) : -1;
      if (offset >= 0) found ??= { from: at + offset, to: at + offset + words.length };
    });
    if (!found) throw new Error(`there is no “${words}”`);
    return found;
  }

  anchor(words: string): Anchor {
    const made = anchorOf(this.ydoc, this.doc, this.range(words), hash);
    if (!made) throw new Error('no anchor');
    return made;
  }

  /** The words that an anchor is on now: in brackets when found by the quotation; null for an orphan. */
  words(anchor: Anchor): string | null {
    const placed = anchorFinder(this.ydoc, this.doc).find(anchor);
    if (placed.kind === 'orphan') return null;
    const words = this.doc.textBetween(placed.from, placed.to, '\n');
    return placed.certain ? words : `[${words}]`;
  }

  copy(clientID: number): Desk {
    const other = new Desk([], clientID);
    Y.applyUpdate(other.ydoc, Y.encodeStateAsUpdate(this.ydoc));
    return other;
  }

  takes(other: Desk): void {
    Y.applyUpdate(this.ydoc, Y.encodeStateAsUpdate(other.ydoc, Y.encodeStateVector(this.ydoc)));
  }
}

const sentence = 'The Parties shall lift the measures listed in Schedule D within 60 days.';

describe('the words of an anchor', () => {
  test('are quoted with what stands around them', () => {
    expect(new Desk([sentence]).anchor('shall lift')).toMatchObject({
      quote: 'shall lift',
      before: 'The Parties ',
      after: ' the measures listed in Schedule D within 60 days.',
      hash,
    });
  });

  test('are followed when others write before, behind and within them', () => {
    const desk = new Desk(['First.', sentence]);
    const anchor = desk.anchor('shall lift');
    desk.text(1).insert(0, 'Hereby ');
    desk.text(1).insert('Hereby The Parties shall'.length, ' together');
    desk.text(0).insert(0, 'A new beginning. ');
    expect(desk.words(anchor)).toBe('shall together lift');
  });

  test('are those that are left when others delete some of them', () => {
    const desk = new Desk([sentence]);
    const anchor = desk.anchor('shall lift the measures');
    desk.text(0).delete(sentence.indexOf('shall'), 'shall '.length);
    expect(desk.words(anchor)).toBe('lift the measures');
  });

  test('are an orphan when all of them are gone, and found again when they come back', () => {
    const desk = new Desk([sentence, 'The measures remain.']);
    const anchor = desk.anchor('shall lift the measures');
    const other = desk.copy(2);
    const undo = new Y.UndoManager(textOf(other.ydoc));
    other.text(0).delete(sentence.indexOf('shall'), 'shall lift the measures'.length);
    desk.takes(other);
    expect(desk.words(anchor)).toBeNull();
    undo.undo();
    desk.takes(other);
    expect(desk.words(anchor)).toBe('[shall lift the measures]');
    expect(other.words(anchor)).toBe('[shall lift the measures]');
  });

  test('are found where they were moved to, also changed a little', () => {
    const desk = new Desk([sentence, 'Second paragraph.']);
    const anchor = desk.anchor('lift the measures listed in Schedule D');
    desk.text(0).delete(0, sentence.length);
    desk.text(1).insert(0, 'States will lift the measures named in Schedule D. ');
    expect(desk.words(anchor)).toBe('[lift the measures named in Schedule D]');
  });

  test('are not found in other words that look like them', () => {
    const desk = new Desk([sentence, 'Nobody shall enter without leave.', 'It shall be so.']);
    const anchor = desk.anchor('shall');
    desk.text(0).delete(sentence.indexOf('shall'), 'shall'.length);
    expect(desk.words(anchor)).toBeNull();
  });

  test('of several alike, are those with the same words around', () => {
    const desk = new Desk(['One party may object.', 'Each party may object once.', 'No party may object.']);
    const anchor = anchorOf(desk.ydoc, desk.doc, desk.range('may object once'), hash)!;
    const short = { ...anchor, from: 'AA==', to: 'AA==', quote: 'may object' };
    expect(desk.words(short)).toBe('[may object]');
    const placed = anchorFinder(null, desk.doc).find({ ...short, after: ' once.', before: 'Each party ' });
    expect(placed).toMatchObject({ kind: 'found', from: desk.range('may object once').from });
  });

  test('can be several paragraphs', () => {
    const desk = new Desk(['It begins here', 'and ends there']);
    const whole = { from: desk.range('begins').from, to: desk.range('ends').to };
    const anchor = anchorOf(desk.ydoc, desk.doc, whole, hash)!;
    expect(anchor.quote).toBe('begins here\nand ends');
    desk.text(0).insert(0, 'Now: ');
    expect(desk.words(anchor)).toBe('begins here\nand ends');
  });

  test('make no anchor where there are none', () => {
    const desk = new Desk(['', 'words']);
    expect(anchorOf(desk.ydoc, desk.doc, { from: 1, to: 1 }, hash)).toBeNull();
  });

  test.each(['', 'AAAA', '////', 'AQID'])(
    'with a position that makes no sense (%p), by the quotation',
    (bad) => {
      const desk = new Desk([sentence]);
      const anchor = { ...desk.anchor('lift the measures listed'), from: bad, to: bad };
      expect(desk.words(anchor)).toBe('[lift the measures listed]');
    },
  );
});

describe('a hundred edits by others', () => {
  type Edit = { readonly who: number; readonly at: number; readonly size: number; readonly what: number };
  const edit = fc.record<Edit>({
    who: fc.integer({ min: 0, max: 2 }),
    at: fc.nat(1000),
    size: fc.integer({ min: 1, max: 12 }),
    what: fc.nat(9),
  });

  test('leave an anchor on the words that are left, on none that are not its own, and on the same for everybody', () => {
    const seen = { survived: 0, orphaned: 0, found: 0, undone: 0 };
    fc.assert(
      fc.property(fc.array(edit, { minLength: 100, maxLength: 100 }), fc.nat(40), (edits, start) => {
        const author = new Desk([
          sentence,
          'Nothing in this Article affects relief.',
          'It ends on Termination Day.',
        ]);
        const from = 1 + start;
        const to = Math.min(from + 14, sentence.length);
        const anchor = anchorOf(author.ydoc, author.doc, { from, to }, hash)!;
        // Which characters the words are, by their ids: what an anchor has to follow.
        const own = new Set<number>();
        for (let item = author.text(0)._start; item; item = item.right) {
          for (let n = 0; n < item.length; n += 1) own.add(item.id.clock + n);
        }
        const first = Math.min(...own);
        const mine = new Set([...own].filter((clock) => clock - first >= from - 1 && clock - first < to - 1));
        const others = [2, 3, 4].map((id) => author.copy(id));
        const undo = others.map((one) => new Y.UndoManager(textOf(one.ydoc), { captureTimeout: 0 }));
        for (const { who, at, size, what } of edits) {
          const desk = others[who]!;
          const text = desk.text(what % 3);
          const index = at % (text.length + 1);
          if (what === 9) {
            if (undo[who]!.undo()) seen.undone += 1;
          } else if (what < 5) text.insert(index, 'abcdefghijkl '.slice(0, size));
          else {
            const start = Math.max(0, index - 3 * size);
            text.delete(start, Math.min(3 * size, text.length - start));
          }
          if (at % 5 === 0) {
            author.takes(desk);
            desk.takes(author);
          }
        }
        for (const desk of others) author.takes(desk);
        for (const desk of others) desk.takes(author);
        const placed = anchorFinder(author.ydoc, author.doc).find(anchor);
        const left: number[] = [];
        let position = 1;
        for (let item = author.text(0)._start; item; item = item.right) {
          if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
          for (let n = 0; n < item.length; n += 1, position += 1) {
            if (item.id.client === 1 && mine.has(item.id.clock + n)) left.push(position);
          }
        }
        if (left.length > 0) {
          seen.survived += 1;
          expect(placed.kind).toBe('found');
          if (placed.kind === 'found' && placed.certain) {
            expect(placed.from).toBeLessThanOrEqual(left[0]!);
            expect(placed.to).toBeGreaterThanOrEqual(left.at(-1)! + 1);
          }
        } else if (placed.kind === 'orphan') seen.orphaned += 1;
        else seen.found += 1;
        for (const desk of others) {
          expect(anchorFinder(desk.ydoc, desk.doc).find(anchor)).toEqual(placed);
        }
        // Nothing was written by looking.
        expect(Y.encodeStateVector(author.ydoc)).toEqual(Y.encodeStateVector(others[0]!.ydoc));
      }),
      { numRuns: 60 },
    );
    expect(seen.survived).toBeGreaterThan(5);
    expect(seen.orphaned).toBeGreaterThan(5);
    expect(seen.undone).toBeGreaterThan(50);
  });
});
