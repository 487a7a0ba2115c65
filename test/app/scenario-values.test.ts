/** What is typed into a scenario: read like the text of the agreement, or refused. */
import { describe, expect, test } from '@jest/globals';
import {
  dayTyped,
  periodOrNever,
  periodTyped,
  readingTyped,
  type Typed,
} from '../../packages/editor/src/app/consequences/scenario-values.ts';
import '../../packages/editor/src/app/messages/consequences.ts';

const said = (typed: Typed<unknown>) => (typed.ok ? typed.value : typed.message);
const period = 'Write a period, such as 45 days, 3 months or P3M.';

describe('a scenario', () => {
  test.each([
    ['45', 'P45D'],
    ['3 months', 'P3M'],
    ['P3M', 'P3M'],
    ['', period],
    ['soon', period],
    ['minus 10 days', 'Write how much later, such as 3 months.'],
  ])('late by %j: %s', (text, expected) => expect(said(periodTyped(text))).toBe(expected));

  test('nothing typed is never', () => expect(said(periodOrNever(' '))).toBeNull());

  test.each([
    ['80.5', 80.5],
    ['', null],
    ['95', 'That reaches the target. Choose "in time" or "late".'],
    ['most', 'Write a number, such as 95.'],
    ['1e9', 'Write a number, such as 95.'],
  ])('a reading of %j against at least 95: %s', (text, expected) =>
    expect(said(readingTyped(text, { comparator: '>=', value: 95 }))).toBe(expected),
  );

  test.each([
    ['1 May 2027', '2027-05-01'],
    ['2027-05-01', '2027-05-01'],
    ['31 February 2027', 'Write a day, such as 1 May 2027.'],
    ['1 May 2020', 'The agreement begins on 2 March 2026. Write a later day.'],
  ])('invoked on %j: %s', (text, expected) => expect(said(dayTyped(text, '2026-03-02'))).toBe(expected));
});
