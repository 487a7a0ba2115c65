/** Search through invisible marks, accents and scripts; words, and the way back into the document. */
import { describe, expect, test } from '@jest/globals';
import { findInNode, findInText, fold, nodeOfJson, plainText, wordsOf } from '@travaux/editor/document';
import fc from 'fast-check';

/** The words that a query finds, as they are written. */
const finds = (text: string, query: string) =>
  findInText(text, query).map(({ from, to }) => text.slice(from, to));

describe('search finds a word however it is written', () => {
  test.each([
    ['non\u2011performance', 'non-performance', ['non\u2011performance']],
    ['the NON\u2010PERFORMANCE', 'non-performance', ['NON\u2010PERFORMANCE']],
    ['paragraph \u200e11', 'paragraph 11', ['paragraph \u200e11']],
    ['para\u00adgraph', 'PARAGRAPH', ['para\u00adgraph']],
    ['10\u00a0kg', '10 kg', ['10\u00a0kg']],
    ['two  spaces', 'two spaces', ['two  spaces']],
    ['Résolution', 'resolution', ['Résolution']],
    ['Re\u0301solution', 'resolution', ['Re\u0301solution']],
    ['“agreed”', '"agreed"', ['“agreed”']],
    ['Iran’s', "iran's", ['Iran’s']],
    ['Straße', 'strasse', ['Straße']],
    ['ﬁnal', 'final', ['ﬁnal']],
    ['１２', '12', ['１２']],
    ['المادة ٤٥', 'المادة 45', ['المادة ٤٥']],
    ['مَجْلِس الأمن', 'مجلس الامن', ['مَجْلِس الأمن']],
    ['第2799(2025)号决议', '号决议', ['号决议']],
    ['联合国安全理事会', '安全理事会', ['安全理事会']],
    ['Совет Безопасности', 'совет безопасности', ['Совет Безопасности']],
    ['aaaa', 'aa', ['aa', 'aa']],
    ['word', '', []],
    ['word', '  ', []],
  ])('%j for %j', (text, query, expected) => expect(finds(text, query)).toEqual(expected));

  const text = fc.string({ unit: 'binary', maxLength: 60 });

  test('offsets lead back into the text, in order, and never cut a character in two', () => {
    fc.assert(
      fc.property(text, (source) => {
        const folded = fold(source);
        expect(folded.starts).toHaveLength(folded.text.length);
        expect(folded.ends).toHaveLength(folded.text.length);
        folded.starts.forEach((start, at) => {
          const end = folded.ends[at] ?? 0;
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(source.length);
          if (at > 0) expect(start).toBeGreaterThanOrEqual(folded.starts[at - 1] ?? 0);
        });
      }),
    );
  });

  test('folding again changes nothing', () => {
    fc.assert(fc.property(text, (source) => expect(fold(fold(source).text).text).toBe(fold(source).text)));
  });

  test('a word is found in any text around it', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const source = `${before} non‑performance ${after}`;
        expect(finds(source, 'non-performance').some((word) => word.includes('performance'))).toBe(true);
      }),
    );
  });
});

describe('words', () => {
  test('are counted as they are read', () => {
    expect(
      wordsOf('Iran’s E3/EU+3 shall, within 1,000 days, [reduce][cut] it – at paragraph \u200e11.'),
    ).toEqual([
      'Iran’s',
      'E3/EU',
      '3',
      'shall',
      'within',
      '1,000',
      'days',
      'reduce',
      'cut',
      'it',
      'at',
      'paragraph',
      '11',
    ]);
    expect(wordsOf('第五条 abc')).toEqual(['第', '五', '条', 'abc']);
  });
});

const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });
const text = (value: string) => ({ type: 'text', text: value });
const doc = (...content: unknown[]) => nodeOfJson({ type: 'doc', content });

describe('plain text of a clause', () => {
  const node = doc(
    paragraph(text('One'), { type: 'footnote', content: [text('a note')] }, text(' and '), {
      type: 'reference',
      attrs: { target: 'c1', form: 'full', label: 'paragraph 1' },
    }),
    { type: 'list', content: [{ type: 'list_item', content: [paragraph(text('first'))] }] },
  );

  test('reads in order, with labels where asked', () => {
    expect(plainText(node)).toBe('One a note  and paragraph 1\nfirst');
    expect(plainText(node, { itemLabels: 'fr' })).toBe('One a note  and paragraph 1\na) first');
  });

  test('a find leads to positions in the document', () => {
    const [hit] = findInNode(node, 'FIRST');
    expect(node.textBetween(hit?.from ?? 0, hit?.to ?? 0)).toBe('first');
    const [note] = findInNode(node, 'a note');
    expect(node.textBetween(note?.from ?? 0, note?.to ?? 0)).toBe('a note');
    const [reference] = findInNode(node, 'paragraph 1');
    expect(node.nodeAt(reference?.from ?? 0)?.type.name).toBe('reference');
    expect((reference?.to ?? 0) - (reference?.from ?? 0)).toBe(1);
  });
});
