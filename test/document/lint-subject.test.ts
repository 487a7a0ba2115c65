/**
 * What the linter is shown of a text: its passages, which references name nothing, which terms are used; and that
 * what did not change is the same object as before.
 */
import { describe, expect, test } from '@jest/globals';
import { alignVersion, clauseSchema, lintReader, type TextToLint } from '@travaux/editor/document';
import type { Node } from 'prosemirror-model';
import { outlineOf } from './outlines.ts';

const outline = outlineOf(`
o1 clause +
o2 clause +
o3 clause +
A annex "Annex I" Measures
  a1 clause +
  a2 clause +
B annex "Annex II" Lists
  b1 clause +
  b2 clause +`);

const node = (type: string, attrs: object, ...content: Node[]) => clauseSchema.node(type, attrs, content);
const paragraph = (text: string) => node('paragraph', {}, ...(text === '' ? [] : [clauseSchema.text(text)]));
const item = (text: string) => node('list_item', {}, paragraph(text));
const list = (...texts: string[]) => node('list', {}, ...texts.map(item));
const doc = (...blocks: Node[]) => node('doc', {}, ...blocks);

/** Every clause says nothing, but for these. */
function given(texts: Readonly<Record<string, Node>>, terms: readonly string[] = []): TextToLint {
  const all = [...outline.elements.keys()].filter((id) => outline.elements.get(id)?.kind === 'clause');
  return {
    outline,
    style: { clauseNumbering: 'plain', language: 'en' },
    texts: new Map(all.map((id) => [id, texts[id] ?? doc()])),
    terms,
    standings: new Map(),
  };
}

/** References of one passage that name nothing or say it wrongly. */
function wrong(text: string, at = 'o1'): string {
  const clauses = lintReader().read(
    given({ [at]: doc(paragraph(text)), o2: doc(paragraph('As follows:'), list('one', 'two')) }),
  );
  const passages = clauses.find(({ id }) => id === at)?.passages ?? [];
  return passages
    .flatMap(({ words, references }) =>
      references.flatMap(({ from, to, target, stale }) =>
        target === null ? [words.slice(from, to)] : stale ? [`${stale.printed} → ${stale.now}`] : [],
      ),
    )
    .join('; ');
}

describe('references that name nothing', () => {
  test.each([
    ['see paragraph 9', 'paragraph 9'],
    ['see paragraph \u200e9', 'paragraph \u200e9'],
    ['paragraphs 1, 2 and 7 above', '7'],
    ['paragraph 9 of this resolution', 'paragraph 9'],
    ['under paragraph 2 (c)', 'paragraph 2 (c)'],
    ['as Annex IV says', 'Annex IV'],
    ['paragraph 5 of Annex I', 'paragraph 5'],
  ])('%s', (text, expected) => expect(wrong(text)).toBe(expected));

  test.each([
    ['see paragraphs 1 to 3'],
    ['see paragraph \u200e2'],
    ['under paragraph 2 (b)'],
    ['paragraph 9 of resolution 748 (1992)'],
    ['resolution 1929 (2010), paragraphs 8 and 9'],
    ['the measures of paragraph 9 of that resolution'],
    ['acting under Article 41 of the Charter'],
    ['(S/2006/997), paragraphs 21, 22 and 23'],
    ['NDAA Sections 1245(d)(1) and (3)'],
    ['listed in Schedule C'],
    ['the Convention on Nuclear Safety, paragraph 40'],
    ['the paragraph that was left out'],
  ])('none: %s', (text) => expect(wrong(text)).toBe(''));

  test('inside an annex its own numbers count first, and those of the whole after them', () => {
    expect(wrong('see paragraph 2', 'a1')).toBe('');
    expect(wrong('see paragraph 3', 'a1')).toBe('');
    expect(wrong('see paragraph 4', 'a1')).toBe('paragraph 4');
  });
});

test('above and below are held against the order of the text', () => {
  expect(wrong('as paragraph 3 above says')).toBe('paragraph 3 above → paragraph 3 below');
  expect(wrong('as paragraph 3 below says')).toBe('');
});

test('passages tell what they are, in reading order', () => {
  const text = doc(
    node('heading', { level: 1 }, clauseSchema.text('Scope')),
    node('paragraph', {}, clauseSchema.text('It covers'), node('footnote', {}, clauseSchema.text('a note'))),
    list('iron', 'copper'),
    node('quotation', {}, paragraph('paragraph 9')),
    node('table', {}, node('table_row', {}, node('table_cell', {}, paragraph('cell')))),
  );
  const [clause] = lintReader().read(given({ o1: text }));
  expect(clause?.passages.map(({ kind, label, words, quoted }) => [kind, label, words, quoted])).toEqual([
    ['heading', '', 'Scope', false],
    ['paragraph', '', 'It covers', false],
    ['footnote', '', 'a note', false],
    ['item', '(a)', 'iron', false],
    ['item', '(b)', 'copper', false],
    ['paragraph', '', 'paragraph 9', true],
    ['cell', '', 'cell', false],
  ]);
  expect(clause?.passages.flatMap(({ references }) => references)).toEqual([]);
});

test('terms are told where they are defined and where they are used', () => {
  const texts = {
    o1: doc(paragraph('“Predicate offence” means an offence.')),
    o2: doc(paragraph('A predicate offence is reported to the Authority.')),
  };
  const clauses = lintReader().read(given(texts, ['Authority']));
  expect(
    clauses.slice(0, 2).map(({ passages }) => passages.map(({ defines, uses }) => [defines, uses])),
  ).toEqual([[[['Predicate offence'], []]], [[[], ['Predicate offence', 'Authority']]]]);
});

describe('what is read again', () => {
  const before = {
    o1: doc(paragraph('see paragraph 2 (b)')),
    o2: doc(list('one', 'two')),
    o3: doc(paragraph('three')),
  };

  test('is the same object where nothing changed', () => {
    const reader = lintReader();
    const first = reader.read(given(before));
    const second = reader.read(given({ ...before, o3: doc(paragraph('four')) }));
    const same = given({}).texts;
    // The clauses without a text have a new empty document each time.
    expect([...same.keys()].slice(0, 3).map((_, n) => first[n] === second[n])).toEqual([true, true, false]);
  });

  test('is read anew where an item that it refers to is gone', () => {
    const reader = lintReader();
    expect(reader.read(given(before))[0]?.passages[0]?.references[0]?.target).toBe('o2#(b)');
    const [clause] = reader.read(given({ ...before, o2: doc(list('one')) }));
    expect(clause?.passages[0]?.references.map(({ target }) => target)).toContain(null);
  });

  test('is read anew where a term that it uses is defined', () => {
    const reader = lintReader();
    const uses = { o1: doc(paragraph('the Authority decides')) };
    expect(reader.read(given(uses))[0]?.passages[0]?.uses).toEqual([]);
    const o2 = doc(paragraph('“Authority” means the Agency.'));
    expect(reader.read(given({ ...uses, o2 }))[0]?.passages[0]?.uses).toEqual(['Authority']);
  });
});

test('a language version takes the ids of the first, by number and order', () => {
  const first = lintReader().read(given({ o1: doc(paragraph('one')) }));
  const other = first.filter(({ id }) => id !== 'o3').map((clause) => ({ ...clause, id: `x-${clause.id}` }));
  const { language, clauses } = alignVersion(first, 'fr', other);
  expect(language).toBe('fr');
  expect(clauses.map(({ id }) => id)).toEqual(['o1', 'o2', 'a1', 'a2', 'b1', 'b2']);
});
