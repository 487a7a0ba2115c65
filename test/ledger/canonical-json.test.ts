/**
 * Canonical JSON: one text for each value, and refusal of whatever two readers could read differently. The oracle
 * is the `canonicalize` package; the vectors are those of the authors of RFC 8785.
 */
import { describe, expect, test } from '@jest/globals';
import { canonicalJson, JsonError, parseJson, type Json } from '@travaux/workflow/ledger';
import oracle from 'canonicalize';
import fc from 'fast-check';
import { vectors } from './vectors.ts';

/** Its types say that it were in a module of another kind. */
const canonicalize = oracle as unknown as (value: unknown) => string;

const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof JsonError) return error.message;
    throw error;
  }
  return 'accepted';
};
const written = (value: unknown) => refusal(() => canonicalJson(value));
const read = (text: string) => refusal(() => parseJson(text));
const readCanonical = (text: string) => refusal(() => parseJson(text, { canonical: true }));

describe('the vectors of RFC 8785', () => {
  test.each(['arrays', 'french', 'structures', 'unicode', 'weird'] as const)('%s', (name) => {
    const { input, output } = vectors.jcs[name];
    expect(canonicalJson(parseJson(input))).toBe(output);
  });

  test('values, which hold fractions, are refused: a ledger has none', () => {
    expect(read(vectors.jcs.values.input)).toMatch(/is not an exact whole number \(at character 16\)/);
  });
});

describe('what is written', () => {
  test.each<[string, unknown, RegExp]>([
    ['a fraction', { a: [1.5] }, /1\.5 is not a whole number.*at \$\.a\[0\]/],
    ['a number that is not exact', 2 ** 53, /is not a whole number/],
    ['not a number', NaN, /is not a whole number/],
    ['nothing', { a: undefined }, /of the kind undefined.*at \$\.a/],
    ['a hole', [1, , 2], /of the kind undefined.*at \$\[1\]/], // eslint-disable-line no-sparse-arrays
    ['a big integer', 1n, /of the kind bigint/],
    ['a date', { at: new Date(0) }, /Only plain objects.*at \$\.at/],
    ['half of a pair in a text', '\ud800', /half of a surrogate pair/],
    ['half of a pair in a key', { '\udc00': 1 }, /half of a surrogate pair/],
    ['a key of every object', JSON.parse('{"__proto__":1}'), /__proto__ is not allowed/],
    ['another', { constructor: 1 }, /constructor is not allowed/],
    ['too deep', Array.from({ length: 33 }).reduce((inner) => [inner], 1), /nested too deep/],
    ['too long', 'é'.repeat(32_767), /longer than 65535 bytes/],
  ])('%s is refused', (_name, value, reason) => {
    expect(written(value)).toMatch(reason);
  });

  test('the limits themselves are kept', () => {
    expect(written(Array.from({ length: 32 }).reduce((inner) => [inner], 1))).toBe('accepted');
    expect(written('é'.repeat(32_766))).toBe('accepted');
    expect(canonicalJson(-0)).toBe('0');
    expect(canonicalJson(2 ** 53 - 1)).toBe('9007199254740991');
  });
});

describe('what is read', () => {
  test.each([
    ['a key twice', '{"a":1,"b":2,"a":1}', /"a" stands twice \(at character 13\)/],
    ['a key twice, once escaped', '{"a":1,"\\u0061":1}', /stands twice/],
    ['a key of every object', '{"__proto__":{}}', /__proto__ is not allowed/],
    ['half of a pair', '"\\ud83d"', /half of a surrogate pair/],
    ['a number that cannot be held', '[9007199254740993]', /not an exact whole number/],
    ['an endless number', '1e999', /not an exact whole number/],
    ['something behind the end', '{} {}', /stands behind the end \(at character 3\)/],
    ['a comma too many', '[1,]', /not a value/],
    ['a leading zero', '01', /behind the end/],
    ['a bare word', '{a:1}', /text is missing/],
    ['a line break in a text', '"\n"', /holds what it must not/],
    ['an escape that there is not', '"\\x41"', /holds what it must not/],
    ['a text without end', '"abc\\"', /does not end/],
    ['a text that ends in an escape', '"abc\\', /does not end/],
    ['a list without end', '[1', /does not end/],
    ['an object without end', '{"a":1', /does not end/],
    ['no value', '', /not a value/],
    ['another mark of order', '\ufeff{}', /not a value/],
    ['too deep', '['.repeat(33) + ']'.repeat(33), /nested too deep/],
    ['far too deep', '['.repeat(60_000), /nested too deep/],
  ])('%s is refused', (_name, text, reason) => {
    expect(read(text)).toMatch(reason);
  });

  test.each([
    ['a blank', '{"a": 1}', 5],
    ['keys out of order', '{"b":1,"a":2}', 2],
    ['an escape without need', '"\\u0061"', 1],
    ['a slash with an escape', '"\\/"', 1],
    ['a number with a fraction of nothing', '1.0', 1],
    ['minus zero', '-0', 0],
    ['a line at the end', '1\n', 1],
  ])('%s is not canonical', (_name, text, at) => {
    expect(read(text)).toBe('accepted');
    expect(readCanonical(text)).toBe(`The text is not in canonical form (at character ${at})`);
  });
});

const key = fc.string({ unit: 'binary' }).filter((text) => text !== '__proto__');
const json: fc.Arbitrary<Json> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value')),
    fc.dictionary(key, tie('value')),
  ),
})).value as fc.Arbitrary<Json>;

test('any value: as the oracle writes it, read back the same, and canonical as it stands', () => {
  fc.assert(
    fc.property(json, (value) => {
      fc.pre(!/constructor|prototype/.test(JSON.stringify(value)));
      const text = canonicalJson(value);
      expect(text).toBe(canonicalize(value));
      expect(parseJson(text, { canonical: true })).toEqual(value);
      expect(canonicalJson(parseJson(JSON.stringify(value, null, 3)))).toBe(text);
    }),
  );
});

test('any text is read as JSON.parse reads it, or refused', () => {
  const pieces = fc.constantFrom(
    ...'{}[]:,"\\ue0 19-.eE+tfn \n',
    'true',
    'null',
    '"a"',
    '\\u0041',
    'é',
    '\ud800',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      if (read(text) !== 'accepted') return;
      expect(parseJson(text)).toEqual(JSON.parse(text, (_key, value: unknown) => (value === 0 ? 0 : value)));
    }),
    { numRuns: 2000 },
  );
});
