/** What is said of words that were set aside. */
import { describe, expect, test } from '@jest/globals';
import { closeCodes } from '@travaux/editor/frames';
import { amountOf, ended, whatHappened } from '../../packages/editor/src/app/text/set-aside-words.ts';

const at = new Date(2026, 2, 4, 10, 12).getTime();
const said = (words: string, code: number | null = closeCodes.frozen, now = at + 60_000, proposes = true) =>
  whatHappened(
    { id: 'x', clause: 'c1', at, reason: 'You may read this clause but not edit it.', code, words },
    proposes,
    now,
  );

describe('how much was written', () => {
  test.each([
    ['They shall meet. They shall report!', 'sentences', 2],
    ['They shall meet.\nThey shall report.', 'sentences', 2],
    ['“They shall meet.”', 'sentences', 1],
    ['缔约方应合作。缔约方应报告。', 'sentences', 2],
    ['and in good faith', 'words', 4],
    ['They shall meet. And then', 'words', 5],
    ['…', 'words', 1],
  ])('%s', (words, unit, count) => {
    expect(amountOf(words)).toEqual({ unit, count });
  });
});

describe('what the author is told', () => {
  test('when the clause was frozen, and how much was not sent', () => {
    expect(said('One is here. Two is here.')).toBe(
      'This clause was frozen at 10:12. Your two sentences were not sent: copy them, or keep them as a private proposal.',
    );
    expect(said('Two is here.', closeCodes.frozen, at, false)).toMatch(
      /copy them, or keep them as a private note\.$/,
    );
    expect(said('One is here.')).toContain('Your sentence was not sent');
    expect(said('only these')).toContain('Your two words were not sent');
  });

  test('the day when it was not today', () => {
    expect(said('Late.', closeCodes.frozen, at + 86_400_000)).toMatch(
      /^This clause was frozen on Mar 4, 2026/,
    );
  });

  test('the reason of the server when it was another', () => {
    expect(said('Late.', closeCodes.notAllowed)).toMatch(
      /^You may read this clause but not edit it\. Your sentence/,
    );
  });

  test('that words found no place', () => {
    expect(said('lost words', null)).toContain('Your two words found no place');
  });

  test('in whole sentences', () => {
    expect([ended('Consultations'), ended('Wait.'), ended('等待。')]).toEqual([
      'Consultations.',
      'Wait.',
      '等待。',
    ]);
  });
});
