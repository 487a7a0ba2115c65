/**
 * Every rule of the linter: what it objects to and what it lets pass, by its own examples; and that no rule which a
 * lawyer would ask for has been forgotten.
 */
import { describe, expect, test } from '@jest/globals';
import { example, rules } from '@travaux/workflow/lint';
import { found, sampleTerms, subjectOf } from './language.ts';

describe('the small agreement of the examples', () => {
  test('has nothing wrong with it', () => {
    expect(found(example())).toEqual([]);
  });
});

describe('the sample agreement', () => {
  test('has nothing wrong with it', () => {
    expect(found(subjectOf(sampleTerms()))).toEqual([]);
  });
});

describe.each(rules)('$id $title', ({ id, examples }) => {
  test.each(examples.bad)('objects: $says', ({ change, at }) => {
    expect(found(example(change))).toEqual([`${id} ${at}`]);
  });
  for (const { says, change } of examples.good)
    test(`lets pass: ${says}`, () => {
      expect(found(example(change))).toEqual([]);
    });
});

describe('the list of rules', () => {
  const ids = rules.map(({ id }) => id);

  test('has each rule once, in order', () => {
    const sorted = ids.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    expect(ids).toEqual([...new Set(sorted)]);
  });

  test('each has an example to object to', () => {
    expect(rules.filter(({ examples }) => examples.bad.length === 0).map(({ id }) => id)).toEqual([]);
  });
});
