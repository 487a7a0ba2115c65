/**
 * Sentences of the rules call what has no heading by its place in the outline, and never by an id.
 */
import { expect, test } from '@jest/globals';
import { namedPlaces } from '@travaux/editor/document';
import { given, rename } from '../workflow/language.ts';

const { state } = given('article a1', '  clause c.1', '  clause c2', 'clause c3');
const said = (sentence: string, of = state) => namedPlaces(sentence, of);

test('by its place, wherever it is named', () => {
  expect(said('Clause c2 was parked: later')).toBe('Article 1, paragraph 2 was parked: later');
  expect(said('It stands in Clause c.1.')).toBe('It stands in Article 1, paragraph 1.');
  expect(said('Article a1 was moved into Clause c3: no')).toBe('Article 1 was moved into Paragraph 1: no');
});

test('what has a heading, is gone, or only looks like it, stays as it was said', () => {
  const named = given('article a1', '  clause c2').when('chair', rename('a1', 'Relief')).state;
  expect(said('Article “Relief”, Clause c2', named)).toBe('Article “Relief”, Article 1, paragraph 1');
  expect(said('Clause gone and Annex c2')).toBe('Clause gone and Annex c2');
});
