/** Numbers as the house style prints them, in six languages, and what an insertion leaves alone. */
import { describe, expect, test } from '@jest/globals';
import {
  itemLabel,
  labelsOf,
  labelsOfItems,
  nodeOfJson,
  placeOf,
  type ClauseJson,
} from '@travaux/editor/document';
import fc from 'fast-check';
import { outlineOf } from './outlines.ts';

const plain = { clauseNumbering: 'plain', language: 'en' } as const;
const dotted = { clauseNumbering: 'dotted', language: 'en' } as const;

/** `id display · id display`, leaving out what is unnumbered. */
function printed(source: string, style: Parameters<typeof labelsOf>[1] = plain): string {
  const labels = labelsOf(outlineOf(source), style);
  return [...labels].map(([id, { display }]) => `${id} ${display || '∅'}`).join(' · ');
}

function full(source: string, id: string, style: Parameters<typeof labelsOf>[1] = plain): string | undefined {
  return labelsOf(outlineOf(source), style).get(id)?.full;
}

describe('numbers of an agreement', () => {
  test('paragraphs run on over headings, as in a resolution', () => {
    expect(printed('a clause +\ns section - Terminations\n  b clause +\nt section -\n  c clause +')).toBe(
      'a 1. · s ∅ · b 2. · t ∅ · c 3.',
    );
  });

  test('paragraphs begin again in each article and annex; articles run on over parts', () => {
    const source = `
p part +
  a article +
    a1 clause +
    a2 clause +
q part +
  b article +
    b1 clause +
x annex +
  x1 clause +
y annex +`;
    expect(printed(source)).toBe(
      'p Part I · a Article 1 · a1 1. · a2 2. · q Part II · b Article 2 · b1 1. · x Annex I · x1 1. · y Annex II',
    );
  });

  test('in dotted style paragraphs carry the number of their article, and only of it', () => {
    expect(printed('a article +\n  b clause +\n  c clause +\nx annex +\n  y clause +', dotted)).toBe(
      'a Article 1 · b 1.1 · c 1.2 · x Annex · y 1.',
    );
  });

  test('an insertion takes the number before it and changes none behind it', () => {
    expect(printed('a clause +\nb clause bis\nc clause bis\nd clause bis\ne clause +')).toBe(
      'a 1. · b 1 bis. · c 1 ter. · d 1 quater. · e 2.',
    );
    expect(printed('a article +\nb article bis\n  c clause +', dotted)).toBe(
      'a Article 1 · b Article 1 bis · c 1 bis.1',
    );
  });

  test('a literal label prints as it is, does not count, and lends its number to insertions', () => {
    expect(printed('a clause +\nb clause "7."\nc clause bis\nd clause +')).toBe(
      'a 1. · b 7. · c 7 bis. · d 2.',
    );
  });

  test('sections are lettered in what holds them; a mere heading is no level', () => {
    expect(printed('n section - NUCLEAR\n  a section +\n    b section +\n  c section +\nd section +')).toBe(
      'n ∅ · a A. · b 1. · c B. · d A.',
    );
  });

  test('an annex that stands alone has no number', () => {
    expect(printed('x annex +')).toBe('x Annex');
    expect(printed('x annex +\n  y annex +\n  z annex +')).toBe('x Annex · y Annex I · z Annex II');
  });

  test.each([
    ['x annex "Annex A:" Joint', 'x', 'Annex A', 'A'],
    ['x annex "JCPOA Annex I –"', 'x', 'Annex I', 'I'],
    ['x annex "ATTACHMENT 3"', 'x', 'ATTACHMENT 3', '3'],
    ['x article "Article 2bis"', 'x', 'Article 2bis', '2bis'],
    ['x clause "15.1."', 'x', 'paragraph 15.1', '15.1'],
    ['x clause "2.1. 10."', 'x', 'paragraph 2.1.10', '2.1.10'],
    ['x clause "(iv)"', 'x', 'paragraph iv', 'iv'],
    ['x section "O."', 'x', 'section O', 'O'],
  ])('the literal label of %s reads "%s" in references', (source, id, expected, number) => {
    expect(full(source, id)).toBe(expected);
    expect(labelsOf(outlineOf(source), plain).get(id)?.number).toBe(number);
  });

  test('preambular paragraphs are unnumbered and still have a name', () => {
    expect(full('p preamble -\n  a clause -\n  b clause -', 'b')).toBe('preambular paragraph 2');
    expect(full('p preamble -\n  a clause -', 'p')).toBe('preamble');
  });

  test.each([
    ['fr', 'Article premier', 'paragraphe 1', 'Annexe I', '1.'],
    ['es', 'Artículo 1', 'párrafo 1', 'Anexo I', '1.'],
    ['ru', 'Статья 1', 'пункт 1', 'Приложение I', '1.'],
    ['ar', 'المادة 1', 'الفقرة 1', 'المرفق 1', '1 -'],
    ['zh', '第一条', '第1段', '附件一', '1.'],
    ['zh-Hant', '第一条', '第1段', '附件一', '1.'],
    ['sw', 'Article 1', 'paragraph 1', 'Annex I', '1.'],
  ])('labels in %s', (language, article, paragraph, annex, clause) => {
    const source = 'a article +\n  c clause +\nx annex +\ny annex +';
    const labels = labelsOf(outlineOf(source), { clauseNumbering: 'plain', language });
    expect(labels.get('a')?.display).toBe(article);
    expect(labels.get('c')?.full).toBe(paragraph);
    expect(labels.get('c')?.display).toBe(clause);
    expect(labels.get('x')?.display).toBe(annex);
  });

  test('large Chinese numbers', () => {
    const many = Array.from({ length: 115 }, (_, at) => `a${at + 1} article +`).join('\n');
    const labels = labelsOf(outlineOf(many), { clauseNumbering: 'plain', language: 'zh' });
    expect(['a10', 'a11', 'a20', 'a101', 'a110', 'a115'].map((id) => labels.get(id)?.number)).toEqual([
      '十',
      '十一',
      '二十',
      '一百零一',
      '一百一十',
      '一百一十五',
    ]);
  });

  test('an insertion or a literal anywhere leaves every other number as it was', () => {
    const series = fc.array(fc.constantFrom('+', 'bis', '"x"', '-'), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(series, fc.nat(), fc.constantFrom('bis', '"L."', '-'), (numbers, place, inserted) => {
        const lines = numbers.map((number, at) => `e${at} clause ${number}`);
        const at = 1 + (place % lines.length);
        const before = labelsOf(outlineOf(lines.join('\n')), plain);
        const after = labelsOf(
          outlineOf([...lines.slice(0, at), `new clause ${inserted}`, ...lines.slice(at)].join('\n')),
          plain,
        );
        const counted = numbers.flatMap((number, n) => (number === 'bis' ? [] : [`e${n}`]));
        expect(counted.map((id) => after.get(id)?.display)).toEqual(
          counted.map((id) => before.get(id)?.display),
        );
      }),
    );
  });
});

describe('labels of list items', () => {
  test.each([
    ['en', '(a) (i) a. i.'],
    ['fr', 'a) i) a. i.'],
    ['es', 'a) i) a. i.'],
    ['ar', '(أ) (i) أ. i.'],
  ])('by depth in %s', (language, expected) => {
    expect([0, 1, 2, 3].map((depth) => itemLabel('auto', depth, 0, language)).join(' ')).toBe(expected);
  });

  test('after z the letters double', () => {
    expect(itemLabel('auto', 0, 25, 'en')).toBe('(z)');
    expect(itemLabel('auto', 0, 26, 'en')).toBe('(aa)');
  });

  test('a literal label wins and does not count; paths lead to inner items', () => {
    const item = (label: string | null, ...content: unknown[]) => ({
      type: 'list_item',
      attrs: { label },
      content: [{ type: 'paragraph' }, ...content],
    });
    const list = (...content: unknown[]) => ({ type: 'list', content });
    const json = { type: 'doc', content: [list(item(null), item('(x)', list(item(null))), item(null))] };
    const labels = [...labelsOfItems(nodeOfJson(json as ClauseJson), 'en').values()];
    expect(labels.map(({ path }) => path)).toEqual(['(a)', '(x)', '(x) (i)', '(b)']);
  });
});

test.each([
  ['plain', 'o2', 'paragraph 2'],
  ['plain', 'p1', 'Article 1, paragraph 1'],
  ['dotted', 'p1', 'paragraph 1.1'],
  ['plain', 'x1', 'Annex A, paragraph 1'],
  ['plain', 'y1', 'Annex A, Annex I, paragraph 1'],
  ['plain', 'gone', ''],
] as const)('the place of a clause names no other: %s %s', (clauseNumbering, id, place) => {
  const outline = outlineOf(`
    o1 clause +
    o2 clause +
    a article +
      p1 clause +
    A annex "Annex A"
      s section +
        x1 clause +
      I annex "Annex I"
        y1 clause +`);
  const labels = labelsOf(outline, { clauseNumbering, language: 'en' });
  expect(placeOf(id, outline.elements, labels, clauseNumbering)).toBe(place);
});
