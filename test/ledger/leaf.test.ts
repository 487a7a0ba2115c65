/**
 * What a leaf says, and what it keeps to itself.
 */
import { describe, expect, test } from '@jest/globals';
import { leafText, parseLeaf, pseudonym, JsonError, type LeafFields } from '@travaux/workflow/ledger';

const key = new Uint8Array(32).fill(1);
const fields: LeafFields = {
  agreement: 'a1',
  version: 7,
  at: '2026-03-01T12:00:00.000Z',
  by: 'dana',
  event: { type: 'clause-parked', clause: 'c1', reason: 'x' },
  salt: new Uint8Array(32).fill(2),
  pseudonymKey: key,
};
const written = (more: Partial<LeafFields>) => leafText({ ...fields, ...more });

test('is one canonical text', () => {
  expect(written({})).toBe(
    `{"agreement":"a1","at":"2026-03-01T12:00:00.000Z","by":"${pseudonym(key, 'dana')}",` +
      `"event":{"clause":"c1","reason":"x","type":"clause-parked"},"salt":"${'02'.repeat(32)}","v":1,"version":7}`,
  );
  expect(parseLeaf(written({}))?.event).toEqual(fields.event);
  expect(parseLeaf(written({ by: null }))?.by).toBe(null);
});

describe('persons', () => {
  const event = {
    type: 'x',
    by: 'dana',
    accreditation: { person: 'dana', name: 'Dana Reyes' },
    roll: [{ seat: 's1', person: 'sigrid' }],
    persons: ['dana', 'sigrid'],
    grantedBy: { kind: 'body' },
    nothing: { by: null, person: { kind: 'x' } },
  };
  const text = written({ event });

  test('are pseudonyms wherever they stand in the event', () => {
    expect(text).not.toMatch(/"dana"|sigrid/);
    const leaf = parseLeaf(text);
    const [dana, sigrid] = [pseudonym(key, 'dana'), pseudonym(key, 'sigrid')];
    expect(leaf?.by).toBe(dana);
    expect(leaf?.event).toEqual({
      ...event,
      by: dana,
      accreditation: { person: dana, name: 'Dana Reyes' },
      roll: [{ seat: 's1', person: sigrid }],
      persons: [dana, sigrid],
    });
  });

  test('have another one in each agreement', () => {
    expect(pseudonym(new Uint8Array(32).fill(3), 'dana')).not.toBe(pseudonym(key, 'dana'));
    expect(pseudonym(key, 'dana')).toMatch(/^[\da-f]{32}$/);
  });
});

test('what cannot be a leaf is refused', () => {
  expect(() => written({ event: { type: 'x', text: '\ud800' } })).toThrow(JsonError);
  expect(() => written({ event: { type: 'x', share: 0.5 } })).toThrow(JsonError);
  expect(() => written({ event: { type: 'x', text: 'a'.repeat(65_535) } })).toThrow(JsonError);
  expect(() => written({ salt: new Uint8Array(31) })).toThrow(RangeError);
  expect(() => written({ pseudonymKey: new Uint8Array(16) })).toThrow(RangeError);
});

test.each([
  ['{}'],
  [written({}).replace('"v":1', '"v":2')],
  [written({}).replace('"salt":"02', '"salt":"0G')],
  [written({}).replace('"type":"clause-parked"', '"type":1')],
  [written({}).replace(/"by":"\w+"/, '"by":"dana"')],
  [written({}).replace('"v":1', '"v":1,"w":1')],
])('%s is no leaf', (text) => {
  expect(parseLeaf(text)).toBe(null);
});
