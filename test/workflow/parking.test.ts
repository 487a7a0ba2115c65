/**
 * Parking: a clause is set aside and its text frozen, until it is taken up again.
 */
import { describe, expect, test } from '@jest/globals';
import { can, textMode } from '@travaux/workflow/policy';
import { actor, given, park, remove, split, takeUp } from './language.ts';

const before = () => given('article a', '  clause c', '  clause d');

describe('a parked clause', () => {
  test('is frozen for everybody, the pen included, and only it', () => {
    const { state } = before().when('chair', park('c', 'The definitions come first'));
    expect(textMode(state, 'c')).toBe('frozen');
    expect(textMode(state, 'd')).toBe('open');
    for (const who of ['delegate', 'chair', 'secretariat'] as const) {
      expect(can(actor(who), 'edit-text', { state, clause: 'c' })).toBe(false);
      expect(can(actor(who), 'edit-text', { state, clause: 'd' })).toBe(true);
    }
  });

  test('is open again once it is taken up', () => {
    const { state } = before().when('chair', park('c', 'Later')).when('secretariat', takeUp('c'));
    expect(textMode(state, 'c')).toBe('open');
  });

  test('is not split, and leaves no trace when it is deleted', () => {
    const parked = before().when('chair', park('c', 'Later'));
    parked.when('secretariat', split('c', 1, 'e'), { blockCount: 3 }).refused('frozen-clause', 'c', 'parked');
    expect(parked.when('secretariat', remove('a')).state.parked.size).toBe(0);
  });
});

test('parking twice for the same reason, or taking up what is open, changes nothing', () => {
  const parked = before().when('chair', park('c', 'Later'));
  expect(parked.when('secretariat', park('c', 'Later')).events()).toEqual([]);
  expect(parked.when('secretariat', park('c', 'Another reason')).events()).toHaveLength(1);
  expect(before().when('chair', takeUp('c')).events()).toEqual([]);
});

test('only clauses are parked, and only by the chair or the secretariat', () => {
  before().when('chair', park('a', 'Later')).refused('unknown-element', 'a');
  before().when('chair', takeUp('gone')).refused('unknown-element');
  before().when('delegate', park('c', 'Later')).refused('not-allowed', 'park a clause');
  before().when('observer', takeUp('c')).refused('not-allowed', 'take it up again');
});
