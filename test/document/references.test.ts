/** References in plain words: what is one, what it means where it stands, and what is none of ours. */
import { describe, expect, test } from '@jest/globals';
import { findReferences, labelsOf, referenceIndex, resolveTarget } from '@travaux/editor/document';
import { outlineOf } from './outlines.ts';

const outline = outlineOf(`
p preamble -
  pp clause -
o1 clause +
o2 clause +
o3 clause +
A annex "Annex A:" Joint Plan of Action (JPA)
  a1 clause +
  a2 clause +
  I annex "JPA Annex I –" Measures
    IB section "B." Reactor
      i1 clause +
      i2 clause +
  V annex "JPA Annex V –" Plan
    VB section "B." Adoption Day
      v1 clause +
      v15 clause "15.1."
      v16 clause "15.11."
B annex "Annex B:"
  b1 clause +
  b2 clause +`);
const style = { clauseNumbering: 'plain', language: 'en' } as const;
const labels = labelsOf(outline, style);
const index = referenceIndex(outline, labels, (clause, path) =>
  clause === 'o2' && path === '(a) (i)' ? 'i7' : null,
);

/** `target=words` of every reference that may become a node. */
function found(text: string, at = 'o1', among = index): string {
  return findReferences(text, at, among)
    .filter(({ exact }) => exact)
    .map(({ from, to, target }) => `${target}=${text.slice(from, to)}`)
    .join(' ');
}

describe('references in plain words', () => {
  test.each([
    ['see paragraph 2', 'o2=paragraph 2'],
    ['see paragraph \u200e2', 'o2=2'],
    ['see para\u00adgraph\u00a02', 'o2=2'],
    ['Paragraph 2', 'o2=2'],
    ['paragraphs 1, 2 and 3 above', 'o1=1 o2=2 o3=3'],
    ['paragraph 2 (a) (i)', 'o2#i7=paragraph 2 (a) (i)'],
    ['paragraph 2 (b)', 'o2=paragraph 2'],
    ['operative paragraph 3', 'o3=3'],
    ['Annex A and Annex B', 'A=Annex A B=Annex B'],
    ['Annexes I and V', 'I=I V=V'],
    ['paragraphs 15.1-15.11 of Annex V', 'v15=15.1 v16=15.11 V=Annex V'],
    ['paragraphs 15.1\u201115.11 of Annex V of the JPA', 'v15=15.1 v16=15.11 V=Annex V'],
    ['paragraph 2 of the JPA', 'a2=paragraph 2'],
    ['paragraph 2 of Annex B', 'b2=paragraph 2 B=Annex B'],
    ['Annex B, paragraph 2', 'B=Annex B b2=paragraph 2'],
    ['paragraphs 1 and 2 and the provisions in paragraph 1 of Annex B', 'b1=1 b2=2 b1=paragraph 1 B=Annex B'],
    ['paragraph 2 of this resolution', 'o2=paragraph 2'],
  ])('%s', (text, expected) => expect(found(text)).toBe(expected));

  test.each([
    ['paragraph 2 of resolution 1737 (2006)'],
    ['paragraphs 1, 2 and 3 of its resolution 748 (1992)'],
    ['Article 41 of the Charter'],
    ['Annex I to the Convention'],
    ['Annex B, paragraph 2, of the Convention'],
    ['paragraph 99'],
    ['the annex a list of names'],
    ['paragraphs'],
    ['subparagraph (a)'],
  ])('no reference of ours: %s', (text) => expect(found(text)).toBe(''));

  test('inside an annex a plain number is a paragraph of that annex', () => {
    expect(found('paragraph 1 above', 'i2')).toBe('i1=paragraph 1');
    expect(found('paragraph 2 of this Annex', 'v1')).toBe('');
    expect(found('paragraph 1 of this Annex', 'v1')).toBe('v1=paragraph 1');
    expect(found('paragraph 3', 'b1')).toBe('');
  });

  test('a title tells which of several sections is meant', () => {
    expect(found('Paragraphs 1 and 2 from Section B on “Reactor”', 'v1')).toBe('i1=1 i2=2 IB=B');
    expect(found('Paragraph 1 from Section B on “Something else”', 'v1')).toBe('');
    expect(found('paragraph 1 from Section B of Annex I', 'v1')).toBe('i1=paragraph 1 IB=B I=Annex I');
  });

  test('dotted numbers are known everywhere in the body', () => {
    const source = outlineOf(
      'a article +\nb article +\n  c clause +\n  d clause +\nx annex "Schedule D"\n  y clause +',
    );
    const all = referenceIndex(source, labelsOf(source, { clauseNumbering: 'dotted', language: 'en' }));
    expect(found('clauses 2.1 and 2.2; Article 2.1; Article 1', 'y', all)).toBe(
      'c=2.1 d=2.2 c=2.1 a=Article 1',
    );
    expect(found('listed in Schedule D', 'c', all)).toBe('x=Schedule D');
  });

  test.each([
    ['fr', 'voir le paragraphe 2', 'b=paragraphe 2'],
    ['es', 'el párrafo 2', 'b=párrafo 2'],
    ['ru', 'пункт 2', 'b=пункт 2'],
    ['ru', 'в пункте 2', 'b=2'],
    ['ar', 'الفقرة 2', 'b=الفقرة 2'],
    ['zh', '上文第2段', 'b=第2段'],
    ['zh', '第1267(1999)号决议第2段', ''],
  ])('in %s: %s', (language, text, expected) => {
    const source = outlineOf('a clause +\nb clause +');
    const all = referenceIndex(source, labelsOf(source, { clauseNumbering: 'plain', language }));
    expect(found(text, 'a', all)).toBe(expected);
  });
});

describe('what a reference prints', () => {
  const items = (clause: string) => (clause === 'o2' ? new Map([['i7', '(a) (i)']]) : null);

  test.each([
    ['o2', 'full', 'paragraph 2'],
    ['o2', 'number', '2'],
    ['V', 'full', 'Annex V'],
    ['o2#i7', 'full', 'paragraph 2 (a) (i)'],
    ['o2#i7', 'number', '2 (a) (i)'],
    ['pp', 'number', 'preambular paragraph 1'],
    ['gone', 'full', null],
    ['o2#gone', 'full', null],
  ] as const)('%s, %s: %s', (target, form, expected) => {
    expect(resolveTarget(labels, outline, target, form, items)).toBe(expected);
  });
});
