/** The outline as the screens use it: places, what leaves, what changed, and the rows of the tree. */
import { describe, expect, test } from '@jest/globals';
import type { OutlineElement } from '@travaux/workflow/agreement';
import { labelsOf } from '@travaux/editor/document';
import { changesBetween, outlineOf, placeBeside, subtreeOf } from '../../packages/editor/src/app/outline.ts';
import { dropPlace, outlineRows, type DropSide } from '../../packages/editor/src/app/text/outline-rows.ts';

/** `A` is an article, `a` a clause in it: "A(a b) B(c)" is two articles with their clauses. */
function agreement(text: string): OutlineElement[] {
  const elements: OutlineElement[] = [];
  let parent: string | null = null;
  for (const id of text.match(/[A-Za-z]|\)/g) ?? []) {
    if (id === ')') parent = null;
    else if (/[A-Z]/.test(id)) {
      elements.push({
        id,
        kind: 'article',
        parent: null,
        heading: `Heading ${id}`,
        number: { kind: 'sequence' },
      });
      parent = id;
    } else elements.push({ id, kind: 'clause', parent, heading: '', number: { kind: 'sequence' } });
  }
  return elements;
}
const style = { clauseNumbering: 'plain', language: 'en' } as const;
const labelled = (elements: readonly OutlineElement[]) => ({
  elements,
  labels: labelsOf(outlineOf(elements), style),
});
const sample = agreement('A(a b c) B(d)');
const outline = outlineOf(sample);

describe('a place beside', () => {
  test.each([
    ['b', 'up', { parent: 'A', after: null }],
    ['c', 'up', { parent: 'A', after: 'a' }],
    ['b', 'down', { parent: 'A', after: 'c' }],
    ['a', 'up', null],
    ['c', 'down', null],
    ['B', 'up', { parent: null, after: null }],
    ['gone', 'up', null],
  ] as const)('%s moved %s', (id, direction, place) => {
    expect(placeBeside(outline, id, direction)).toEqual(place);
  });
});

describe('a drop', () => {
  test.each([
    ['a on the lower half of c', 'a', 'c', 'after', { parent: 'A', after: 'c' }],
    ['c on the upper half of a', 'c', 'a', 'before', { parent: 'A', after: null }],
    ['a on the upper half of c leaves a out of the count', 'a', 'c', 'before', { parent: 'A', after: 'b' }],
    ['a into B', 'a', 'B', 'inside', { parent: 'B', after: 'd' }],
    ['A into itself', 'A', 'A', 'inside', null],
    ['A beside its own clause', 'A', 'b', 'after', null],
    ['a into a clause', 'a', 'd', 'inside', null],
  ] as [string, string, string, DropSide, unknown][])('%s', (_name, moved, target, side, place) => {
    expect(dropPlace(outline, moved, target, side)).toEqual(place);
  });
});

test('what leaves with an article is everything inside it, itself first', () => {
  expect(subtreeOf(outline, 'A').map((element) => element.id)).toEqual(['A', 'a', 'b', 'c']);
});

describe('what changed meanwhile', () => {
  const changes = (now: readonly OutlineElement[]) =>
    changesBetween(labelled(sample), labelled(now)).join(' | ');
  const renamed = sample.map((element) => (element.id === 'B' ? { ...element, heading: 'Scope' } : element));

  test('nothing', () => expect(changes(sample)).toBe(''));
  test('an added clause, and only that', () =>
    expect(changes(agreement('A(a x b c) B(d)'))).toBe('paragraph 2 was added.'));
  test('a deleted one', () => expect(changes(agreement('A(a c) B(d)'))).toBe('paragraph 2 was deleted.'));
  test('a moved one', () => expect(changes(agreement('A(a b) B(c d)'))).toContain('was moved.'));
  test('a heading', () =>
    expect(changes(renamed)).toBe('The heading of Article 2 · Heading B is now “Scope”.'));
  test('a long list is cut, and says by how much', () => {
    const many = agreement(`A(a b c) B(d) C(${[...'efghijklmnop'].join(' ')})`);
    expect(changes(many)).toMatch(/and 5 more$/);
  });
});

describe('the rows of the tree', () => {
  const rows = (filter: string, closed: readonly string[] = []) =>
    outlineRows({
      outline,
      labels: labelled(sample).labels,
      closed: new Set(closed),
      filter,
      title: (element) => element.heading || `words of ${element.id}`,
    }).map((row) => `${row.id}${row.level}/${row.position} of ${row.siblings}`);

  test('all of them, each with its place', () =>
    expect(rows('')).toEqual(['A1/1 of 2', 'a2/1 of 3', 'b2/2 of 3', 'c2/3 of 3', 'B1/2 of 2', 'd2/1 of 1']));
  test('a closed branch hides what is inside', () => expect(rows('', ['A'])).toHaveLength(3));
  test('a filter keeps what is around a find, in a closed branch too', () =>
    expect(rows('WORDS of c', ['A'])).toEqual(['A1/1 of 1', 'c2/1 of 1']));
  test('a filter that finds nothing', () => expect(rows('nowhere')).toEqual([]));
});
