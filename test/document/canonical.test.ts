/** The hash that decisions bind to: equal for equal texts, whichever way they came. */
import { describe, expect, test } from '@jest/globals';
import {
  canonicalText,
  clauseHash,
  jsonOfDoc,
  nodeOfJson,
  seedOfNode,
  type ClauseJson,
} from '@travaux/editor/document';
import fc from 'fast-check';
import * as Y from 'yjs';
import { anyText } from './any-text.ts';

function throughYjs(json: Parameters<typeof seedOfNode>[0]): ClauseJson {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, seedOfNode(json, 7));
  const result = jsonOfDoc(ydoc);
  ydoc.destroy();
  return result;
}

describe('the hash of a clause', () => {
  test('is the same for a text and for what its Y.Doc gives back', () => {
    fc.assert(
      fc.property(anyText, (node) => expect(canonicalText(throughYjs(node))).toBe(canonicalText(node))),
    );
  });

  test('does not change with default attributes, the order of keys, or where a text is cut', () => {
    const one = nodeOfJson({
      type: 'doc',
      content: [{ type: 'paragraph', attrs: { dir: null }, content: [{ type: 'text', text: 'shall not' }] }],
    });
    const other = nodeOfJson({
      content: [
        {
          content: [
            { text: 'shall', type: 'text' },
            { text: ' not', type: 'text' },
          ],
          type: 'paragraph',
        },
      ],
      type: 'doc',
    });
    expect(clauseHash(one)).toBe(clauseHash(other));
    expect(clauseHash(one)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('changes with every word, mark and block', () => {
    const of = (...content: unknown[]) => clauseHash({ type: 'doc', content });
    const shall = { type: 'text', text: 'shall' };
    const hashes = [
      of({ type: 'paragraph', content: [shall] }),
      of({ type: 'paragraph', content: [{ type: 'text', text: 'should' }] }),
      of({ type: 'paragraph', content: [{ ...shall, marks: [{ type: 'strong' }] }] }),
      of({ type: 'heading', content: [shall] }),
      of({ type: 'paragraph', content: [shall] }, { type: 'paragraph' }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test('is the SHA-256 of the canonical JSON (a worked example)', () => {
    const json: ClauseJson = {
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'é' }] }],
    };
    expect(canonicalText(json)).toBe(
      '{"schemaVersion":1,"text":{"content":[{"content":[{"text":"é","type":"text"}],"type":"paragraph"}],"type":"doc"}}',
    );
  });
});

describe('what is read of a Y.Doc', () => {
  /** The pieces of one paragraph after these marks were put on, each from one letter to another. */
  const piecesAfter = (...formats: [mark: string, from: number, to: number][]) => {
    const ydoc = new Y.Doc();
    const text = new Y.XmlText('words');
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [text]);
    ydoc.getXmlFragment('text').insert(0, [paragraph]);
    ydoc.transact(() => {
      for (const [mark, from, to] of formats) text.format(from, to - from, { [mark]: {} });
    });
    const [block] = jsonOfDoc(ydoc).content as { content: { text: string; marks?: { type: string }[] }[] }[];
    return block!.content.map(({ text: words, marks = [] }) => [words, ...marks.map(({ type }) => type)]);
  };

  test('has its marks in one order, whichever came first', () => {
    const both = [['words', 'emphasis', 'superscript']];
    expect(piecesAfter(['superscript', 0, 5], ['emphasis', 0, 5])).toEqual(both);
    expect(piecesAfter(['emphasis', 0, 5], ['superscript', 0, 5])).toEqual(both);
  });

  test('is one piece where two with the same marks meet', () => {
    const ydoc = new Y.Doc();
    const paragraph = new Y.XmlElement('paragraph');
    // Two texts side by side, as a merge can leave them.
    paragraph.insert(0, [new Y.XmlText('wor'), new Y.XmlText('ds')]);
    ydoc.getXmlFragment('text').insert(0, [paragraph]);
    for (const text of paragraph.toArray() as Y.XmlText[]) text.format(0, text.length, { strong: {} });
    expect(jsonOfDoc(ydoc).content).toEqual([
      {
        type: 'paragraph',
        content: [{ type: 'text', text: 'words', marks: [{ type: 'strong', attrs: {} }] }],
      },
    ]);
  });
});
