/** Definitions as treaties write them, and the uses of their terms. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { definitionsIn, headsDefinitions, nodeOfJson, termFinder } from '@travaux/editor/document';
import { defaultImportLimits, readFile } from '@travaux/server/formats';
import { texts, textsArePresent, withTexts } from '../harness/texts.ts';

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const defined = (text: string, below = false) =>
  definitionsIn(nodeOfJson({ type: 'doc', content: [paragraph(text)] }), below).map(({ term }) => term);

describe('a sentence that defines', () => {
  test.each([
    ['“Party” means a State that consents to be bound.', ['Party']],
    ['"Party" means a State.', ['Party']],
    ['“Convention” and “Protocol” mean the instruments of 1992.', ['Convention', 'Protocol']],
    ['the term “associated services” means any service', ['associated services']],
    ['The term “all States” as used in this document, and as incorporated, means all.', ['all States']],
    [
      '“Necessary supporting information” for purposes of Section 6.4.1 means: a description',
      ['Necessary supporting information'],
    ],
    ['the term  “non-U.S. person” means any individual', ['non-U.S. person']],
    ['“Iranian person, entity or body” means:', ['Iranian person, entity or body']],
    ['“treaty” \u200emeans an agreement', ['treaty']],
    ['the European Union (hereinafter referred to as “the Union”)', ['Union']],
    ['the Joint Evaluation Committee (hereinafter the Committee)', ['Committee']],
    ['the United States and Iran (the “Participants”) agree', ['Participants']],
    ['Kestrelia and Albarra (collectively, the “Parties” and each a “Party”)', ['Parties', 'Party']],
    ['an entity (“the Agency”) shall', ['Agency']],
    ['On entend par « Partie » un État', ['Partie']],
    ['L’expression « matière nucléaire » désigne le plutonium', ['matière nucléaire']],
    ['« Convention » s’entend de la Convention de 1992', ['Convention']],
    ['le Comité mixte (ci-après dénommé « le Comité »)', ['Comité']],
    ['le Comité mixte (ci-après le Comité)', ['Comité']],
    ['Por “Parte” se entiende un Estado', ['Parte']],
    ['Se entiende por “compuesto restringido” todo compuesto', ['compuesto restringido']],
    ['el Comité Conjunto (en adelante, “el Comité”)', ['Comité']],
    ['el Comité Conjunto (en lo sucesivo denominado el Comité)', ['Comité']],
    ['«Сторона» означает государство', ['Сторона']],
    ['Совместный комитет (далее — «Комитет»)', ['Комитет']],
    ['“缔约方”是指同意受约束的国家', ['缔约方']],
    ['联合委员会（以下简称“委员会”）', ['委员会']],
    ['يقصد بمصطلح "الطرف" كل دولة', ['الطرف']],
    ['اللجنة المشتركة (المشار إليها فيما بعد باسم "اللجنة")', ['اللجنة']],
  ])('%s', (text, terms) => expect(defined(text)).toEqual(terms));

  test.each([
    'the “Framework for Cooperation” agreed between them',
    'the item “Non-proliferation” will be removed by appropriate means',
    'measures through “appropriate” means of resolving',
    'the International Atomic Energy Agency (IAEA)',
    'sanctions beginning on “Implementation Day”. It means nothing.',
    'an entity is “owned or controlled” by a person',
    'Paragraph 10 from Section B on “Reactor”; it means of course',
  ])('not: %s', (text) => expect(defined(text)).toEqual([]));

  test('needs no quotation marks below a heading of definitions', () => {
    expect(defined('Participant means a State.', true)).toEqual(['Participant']);
    expect(defined('Participant means a State.')).toEqual([]);
    expect(
      [
        'Definitions',
        'Article 1: Use of terms',
        'USE OF TERMS',
        'Définitions',
        'Términos empleados',
        '定义',
      ].map(headsDefinitions),
    ).toEqual([true, false, true, true, true, true]);
    expect(headsDefinitions('Terms and conditions of relief')).toBe(false);
  });

  test('has the hash of its own blocks, and of no others', () => {
    const list = (...items: string[]) => ({
      type: 'list',
      content: items.map((item) => ({ type: 'list_item', content: [paragraph(item)] })),
    });
    const hashes = (...content: object[]) =>
      new Map(
        definitionsIn(nodeOfJson({ type: 'doc', content }), false).map(({ term, hash }) => [term, hash]),
      );
    const a = paragraph('“A” means:');
    const b = paragraph('“B” means two.');
    const before = hashes(a, list('one', 'two'), b);
    const listed = hashes(a, list('one', 'three'), b);
    const other = hashes(a, list('one', 'two'), paragraph('“B” means three.'));
    expect(listed.get('A')).not.toBe(before.get('A'));
    expect(listed.get('B')).toBe(before.get('B'));
    expect(other.get('A')).toBe(before.get('A'));
    expect(other.get('B')).not.toBe(before.get('B'));
  });
});

describe('uses of a term', () => {
  const uses = (text: string, ...terms: string[]) =>
    termFinder(terms)
      .usesIn(text)
      .map(({ term, from, to }) => `${term}=${text.slice(from, to)}`);
  test.each([
    ['restricted compound', 'all restricted compounds are', ['restricted compounds']],
    ['restricted compound', 'restricted\u00a0com\u00adpound', ['restricted\u00a0com\u00adpound']],
    ['significant non-performance', 'significant non\u2011performance', ['significant non\u2011performance']],
    ['determination', 'Determinations are made', ['Determinations']],
    ['determination', 'determinations; predetermination', ['determinations']],
    ['Party', 'a Party, the Parties’ view, a party', ['Party', 'Parties']],
    ['Head of Mission', 'Heads of Mission met', ['Heads of Mission']],
    ['State', 'the state and the State', ['State']],
    ['WHO', 'Who asks the WHO? WHOs', ['WHO', 'WHOs']],
    ['matière nucléaire', 'les matières nucléaires', ['matières nucléaires']],
    ['委员会', '各方应向委员会报告', ['委员会']],
    ['in effect', 'in. Effect', []],
    ['Annex 1', 'Annex 10', []],
  ])('"%s" in %j', (term, text, expected) =>
    expect(uses(text, term)).toEqual(expected.map((use) => `${term}=${use}`)),
  );

  test('of two terms the longer is meant', () => {
    expect(uses('the Joint Commission and a Commission', 'Commission', 'Joint Commission')).toEqual([
      'Joint Commission=Joint Commission',
      'Commission=Commission',
    ]);
  });
});

(textsArePresent ? test : test.skip)(withTexts('S/RES/2231 defines seven terms and no more'), () => {
  const result = readFile(readFileSync(texts.res2231), texts.res2231, defaultImportLimits);
  if (result.failed) throw new Error(result.sentence);
  const found = [...result.texts.values()].flatMap((json) =>
    definitionsIn(nodeOfJson(json), false).map(({ term }) => term),
  );
  expect([...new Set(found)].sort()).toEqual([
    'Iranian person',
    'Iranian person, entity or body',
    'JCPOA participants',
    'Necessary supporting information',
    'all States',
    'associated services',
    'non-U.S. person',
  ]);
});
