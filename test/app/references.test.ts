/** What the screens read from a clause's JSON: words, first words, and cross-references with their fate. */
import { describe, expect, test } from '@jest/globals';
import type { Circle, OutlineElement } from '@travaux/workflow/agreement';
import type { AgreementView } from '@travaux/editor/frames';
import type { ClauseJson } from '@travaux/editor/document';
import { hiddenTargets, unseenReference } from '../../packages/editor/src/app/text/hidden-targets.ts';
import { countWords, firstWords, plainTextOf } from '../../packages/editor/src/app/text/plain-text.ts';
import { brokenReferences, referencesIn } from '../../packages/editor/src/app/text/references.ts';

const words = (text: string) => ({ type: 'text', text });
const to = (target: string, label = '5') => ({ type: 'reference', attrs: { target, label, form: 'number' } });
const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });
const clause = (...content: unknown[]): ClauseJson => ({ type: 'doc', content });
const item = (id: string) => ({
  type: 'list',
  content: [{ type: 'list_item', attrs: { id, label: null }, content: [paragraph(words('item'))] }],
});
const elements = new Map<string, OutlineElement>(
  ['a', 'b'].map((id) => [
    id,
    { id, kind: 'clause', parent: null, heading: '', number: { kind: 'sequence' } },
  ]),
);

describe('words', () => {
  test.each([
    ['The Parties shall co-operate.', 4],
    ['S/RES/2231 (2015)', 2],
    ['缔约方应合作', 6],
    ['', 0],
    ['— … —', 0],
  ])('%j has %d', (text, count) => expect(countWords(text)).toBe(count));

  test('blocks do not run into each other', () =>
    expect(plainTextOf(clause(paragraph(words('one')), paragraph(words('two'))))).toBe('one\ntwo\n'));
  test('the first words end at a word', () =>
    expect(firstWords(clause(paragraph(words('The Parties shall cooperate in good faith'))), 20)).toBe(
      'The Parties shall…',
    ));
});

describe('references', () => {
  const texts = [
    { id: 'a', text: clause(paragraph(words('under paragraph '), to('b'), words(' and '), to('gone', '9'))) },
    { id: 'b', text: clause(item('i1'), paragraph(to('b#i1'), to('b#i2'))) },
  ];
  test('each with its clause and the words around it', () =>
    expect(referencesIn(texts, elements)[0]).toMatchObject({
      clause: 'a',
      target: 'b',
      before: 'under paragraph ',
      broken: false,
    }));
  test('broken are those whose element or item is gone', () =>
    expect(brokenReferences(texts, elements).map((one) => one.target)).toEqual(['gone', 'b#i2']));
});

describe('a reference to what not everybody may know of', () => {
  const kestrelia = {
    kind: 'named',
    parties: ['KES'],
    bodies: [],
    organisations: [],
    verifiers: [],
  } as const;
  const kept = (element: string, knownTo: Circle, readBy = knownTo) => ({
    ...{ element, readable: true, apart: true, sentence: '', set: null, circles: { knownTo, readBy } },
  });
  const seen = hiddenTargets({
    confidential: [
      kept('among-parties', { kind: 'parties' }),
      kept('of-one', kestrelia),
      kept('only-known', { kind: 'public' }, kestrelia),
      { ...kept('veiled', kestrelia), circles: null },
    ],
    viewer: { rights: ['edit-text'] },
  } as unknown as AgreementView);

  test.each([
    ['of-one', 'open', true],
    ['of-one', 'among-parties', true],
    ['among-parties', 'open', true],
    ['among-parties', 'of-one', false],
    ['of-one', 'of-one', false],
    ['only-known', 'open', false],
    ['open', 'of-one', false],
    ['veiled', 'of-one', true],
  ])('%s, in the clause %s: hidden from some reader is %s', (target, clause, hidden) => {
    expect(seen.isHiddenFrom(target, clause)).toBe(hidden);
  });

  test('prints its last label only to those from whom nothing is hidden', () => {
    expect(seen.unseen('Article 5')).toBe('[…]');
    const chair = { viewer: { rights: ['set-confidentiality'] } } as unknown as AgreementView;
    expect(unseenReference(chair, 'Article 5')).toBe('Article 5');
    expect(unseenReference(chair, '?')).toBe('[…]');
  });
});
