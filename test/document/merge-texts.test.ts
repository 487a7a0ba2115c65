/** A proposal carried over to a text that others have changed since: nothing of theirs is lost, nothing of it either. */
import { describe, expect, test } from '@jest/globals';
import {
  canonicalText,
  mergedText,
  mergeTexts,
  nodeOfJson,
  plainText,
  withWords,
  type ClauseJson,
} from '@travaux/editor/document';
import fc from 'fast-check';
import { anyText } from './any-text.ts';

const p = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const list = (...items: string[]) => ({
  type: 'list',
  content: items.map((item) => ({ type: 'list_item', content: [p(item)] })),
});
/** A string is a paragraph. */
const text = (...blocks: (string | object)[]): ClauseJson => ({
  type: 'doc',
  content: blocks.map((block) => (typeof block === 'string' ? p(block) : block)),
});
type Blocks = readonly (string | object)[];

/** The lines of what comes of it, and how often the proposal stands beside what others said. */
const merged = (base: Blocks, present: Blocks, proposed: Blocks) => {
  const now = text(...present);
  const merge = mergeTexts(text(...base), now, text(...proposed));
  return [...plainText(nodeOfJson(mergedText(now, merge))).split('\n'), merge.beside];
};

const one = 'Each Party shall lift its measures within 30 days.';

describe('a proposal', () => {
  test.each<[string, Blocks, Blocks, Blocks, readonly (string | number)[]]>([
    [
      'changes other words of a sentence than others did',
      [one],
      ['Every Party shall lift its measures within 30 days, and report.'],
      ['Each Party shall lift its measures within 60 days.'],
      ['Every Party shall lift its measures within 60 days, and report.', 0],
    ],
    [
      'changes the same words: they stand beside each other',
      [one],
      ['Each Party shall lift its measures within 45 days.'],
      ['Each Party shall lift its measures within 60 days.'],
      ['Each Party shall lift its measures within 45 60 days.', 1],
    ],
    [
      'says what others said meanwhile: once is enough',
      [one],
      ['Each Party shall lift its measures within 60 days.', 'Reports are public.'],
      ['Each Party shall lift its measures within 60 days.', 'Reports are public.'],
      ['Each Party shall lift its measures within 60 days.', 'Reports are public.', 0],
    ],
    [
      'adds a paragraph where others added another, and a sentence where they shortened it',
      [one, 'The Committee meets twice a year.'],
      [one, 'Observers are heard.', 'The Committee meets.'],
      [`${one} It says when.`, 'The Committee meets twice a year.', 'Its records are public.'],
      [`${one} It says when.`, 'Observers are heard.', 'The Committee meets.', 'Its records are public.', 0],
    ],
    [
      'deletes what nobody touched, and leaves what others have changed since',
      [one, 'The Committee meets twice a year.', 'Reports are secret.'],
      [one, 'The Committee meets twice every year.', 'Reports are secret.'],
      [one],
      [one, 'The Committee meets twice every year.', 1],
    ],
    [
      'changes a paragraph that others deleted: it comes back whole',
      [one, 'The Committee meets twice a year.'],
      [one],
      [one, 'The Committee meets three times a year.'],
      [one, 'The Committee meets three times a year.', 1],
    ],
    [
      'changes one item of a list while others change another',
      [list('lift the measures', 'report to the Committee')],
      [list('lift all measures', 'report to the Committee')],
      [list('lift the measures', 'report in writing to the Committee', 'publish')],
      ['lift all measures', 'report in writing to the Committee', 'publish', 0],
    ],
    [
      'splits a paragraph in two',
      [`${one} The Committee meets twice a year.`, 'Reports are public.'],
      [`${one} The Committee meets twice a year.`, 'Reports are open to the public.'],
      [one, 'The Committee meets twice a year.', 'Reports are public.'],
      [one, 'The Committee meets twice a year.', 'Reports are open to the public.', 0],
    ],
  ])('%s', (_name, base, present, proposed, expected) => {
    expect(merged(base, present, proposed)).toEqual(expected);
  });

  test('is the text, exactly, where nothing changed since; and changes nothing where it says the same', () => {
    fc.assert(
      fc.property(anyText, anyText, (base, proposed) => {
        const [from, to] = [base.toJSON(), proposed.toJSON()] as ClauseJson[];
        const merge = mergeTexts(from!, from!, to!);
        expect(canonicalText(mergedText(from!, merge))).toBe(canonicalText(to!));
        expect(merge.beside).toBe(0);
        expect(mergeTexts(from!, to!, from!).changes).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  test('deletes nothing that others wrote, whatever all three say, and leaves a text of the schema', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (base, present, proposed) => {
        const [from, now, to] = [base.toJSON(), present.toJSON(), proposed.toJSON()] as ClauseJson[];
        const theirs = withWords(now!, 'Unheard of.');
        const result = mergedText(theirs, mergeTexts(from!, theirs, to!));
        expect(plainText(nodeOfJson(result)).split('\n')).toContain('Unheard of.');
      }),
      { numRuns: 80 },
    );
  });
});
