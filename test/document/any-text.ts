/** Any text of the schema: blocks, lists, tables, footnotes, references and every mark. */
import { clauseSchema, nodeOfJson, type ClauseJson } from '@travaux/editor/document';
import fc from 'fast-check';
import type { Node } from 'prosemirror-model';

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
export const anyText: fc.Arbitrary<Node> = fc
  .array(block, { maxLength: 4 })
  .map((content) => nodeOfJson({ type: 'doc', content } as unknown as ClauseJson));
