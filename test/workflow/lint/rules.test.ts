/**
 * Every rule of the linter: what it objects to and what it lets pass, by its own examples; and that no rule which a
 * lawyer would ask for has been forgotten.
 */
import { describe, expect, test } from '@jest/globals';
import { example, rules, type Rule } from '@travaux/workflow/lint';
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

// A rule may look at the terms and, in a file of its own, at the words of the text: it has one id.
const labelled = rules.map((rule) => ({ ...rule, of: 'looks' in rule ? '' : `of a ${rule.about}` }));

describe.each(labelled)('$id $title $of', ({ id, examples }) => {
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

  test('is in the order of ids', () => {
    expect(ids).toEqual(ids.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })));
  });

  test('has each id once, or once for the terms and once for the text, at one severity', () => {
    const kindOf = (rule: Rule) => ('about' in rule && rule.about === 'clause' ? 'text' : 'terms');
    const keys = rules.map((rule) => `${rule.id} ${kindOf(rule)}`);
    expect(keys).toEqual([...new Set(keys)]);
    expect(new Set(rules.map(({ id, severity }) => `${id} ${severity}`)).size).toBe(new Set(ids).size);
  });

  test('each has an example to object to', () => {
    expect(rules.filter(({ examples }) => examples.bad.length === 0).map(({ id }) => id)).toEqual([]);
  });
});
