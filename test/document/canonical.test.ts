/** The hash that decisions bind to: equal for equal texts, whichever way they came. */
import { describe, expect, test } from '@jest/globals';
import {
  canonicalText,
  clauseHash,
  clauseSchema,
  jsonOfDoc,
  nodeOfJson,
  seedOfNode,
  type ClauseJson,
} from '@travaux/editor/document';
import fc from 'fast-check';
import * as Y from 'yjs';

/** Any text of the schema: blocks, lists, tables, footnotes, references and every mark. */
const markSets = fc
  .uniqueArray(fc.constantFrom('strong', 'emphasis', 'underline', 'superscript', 'link'), { maxLength: 3 })
  .map((names) =>
    Object.keys(clauseSchema.marks)
      .filter((name) => names.includes(name as 'strong'))
      .map((type) => (type === 'link' ? { type, attrs: { href: 'https://example.org/' } } : { type })),
  );
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const textNode = fc.record({ type: fc.constant('text'), text: words, marks: markSets });
const inline = fc.oneof(
  { weight: 5, arbitrary: textNode },
  fc.constant({ type: 'hard_break' }),
  fc.array(textNode, { maxLength: 2 }).map((content) => ({ type: 'footnote', content })),
  fc
    .constantFrom('number', 'full')
    .map((form) => ({ type: 'reference', attrs: { target: 'c1#i2', form, label: '5' } })),
);
const { block } = fc.letrec((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .record({ content: fc.array(inline, { maxLength: 4 }), dir: fc.constantFrom(null, 'rtl') })
      .map(({ content, dir }) => ({ type: 'paragraph', attrs: { dir }, content })),
    fc.array(inline, { maxLength: 2 }).map((content) => ({ type: 'heading', attrs: { level: 2 }, content })),
    fc
      .array(
        fc.record({ label: fc.constantFrom(null, '•'), content: fc.array(tie('block'), { maxLength: 2 }) }),
        {
          maxLength: 3,
        },
      )
      .map((items) => ({
        type: 'list',
        content: items.map(({ label, content }) => ({ type: 'list_item', attrs: { label }, content })),
      })),
    fc.array(fc.array(tie('block'), { maxLength: 1 }), { maxLength: 2 }).map((cells) => ({
      type: 'table',
      content: [{ type: 'table_row', content: cells.map((content) => ({ type: 'table_cell', content })) }],
    })),
  ),
}));
const texts = fc
  .array(block, { maxLength: 4 })
  .map((content) => nodeOfJson({ type: 'doc', content } as unknown as ClauseJson));

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
      fc.property(texts, (node) => expect(canonicalText(throughYjs(node))).toBe(canonicalText(node))),
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

test('marks are read in one order, whichever came first', () => {
  const marksOf = (...order: string[]) => {
    const ydoc = new Y.Doc();
    const text = new Y.XmlText('words');
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [text]);
    ydoc.getXmlFragment('text').insert(0, [paragraph]);
    for (const mark of order) text.format(0, 5, { [mark]: {} });
    const { content } = jsonOfDoc(ydoc);
    return (content as { content: { marks: { type: string }[] }[] }[])[0]!.content[0]!.marks.map(
      ({ type }) => type,
    );
  };
  expect(marksOf('superscript', 'emphasis')).toEqual(['emphasis', 'superscript']);
  expect(marksOf('emphasis', 'superscript')).toEqual(['emphasis', 'superscript']);
});
