/** Blocks as parts of a text: what prints, what an edit of a field is, how a redline shows it, what relies on what. */
import { describe, expect, test } from '@jest/globals';
import {
  canonicalText,
  classifyEdit,
  closureIndex,
  compareTexts,
  findInNode,
  plainText,
  sideOf,
} from '@travaux/editor/document';
import type { Node } from 'prosemirror-model';
import { block, text } from './language.ts';

const m1 = (...fields: readonly string[]) => text(block('milestone', 'M1', 'title: Declaration', ...fields));

test('a block prints as prose, and its words are found', () => {
  const clause = m1('obligors: KES', 'deadline: 60 days after Adoption Day');
  expect(plainText(clause).split('\n')).toEqual([
    'Milestone M1',
    'Title: Declaration',
    'Obligors: KES',
    'Deadline: 60 days after Adoption Day',
  ]);
  expect(findInNode(clause, 'adoption day')).toHaveLength(1);
  expect(plainText(text(block('definition', null, 'definition: “day” means a day')))).toBe(
    '“day” means a day',
  );
});

describe('an edit of a field is substantive', () => {
  test.each<[what: string, from: Node, to: Node]>([
    ['another value', m1('deadline: 60 days after Adoption Day'), m1('deadline: 90 days after Adoption Day')],
    ['another field', m1('leadVerifier: IMVA'), m1('coVerifiers: IMVA')],
    ['a capital', m1('obligors: Kes'), m1('obligors: KES')],
    ['punctuation at its end', m1('obligors: KES'), m1('obligors: KES;')],
    ['another kind', text(block('report', 'R1', 'by: KES')), text(block('audit', 'R1', 'by: KES'))],
    ['another name', text(block('report', 'R1', 'by: KES')), text(block('report', 'R2', 'by: KES'))],
  ])('%s', (_what, from, to) => {
    expect(classifyEdit(from, to).class).toBe('substantive');
  });

  test('but not a space more', () => {
    expect(classifyEdit(m1('obligors: KES'), m1('obligors:  KES')).class).toBe('typographic');
  });
});

test('a redline shows the words of a field that changed inside its field, and tells both texts', () => {
  const [from, to] = [m1('target: >= 95', 'sustain: 30 days'), m1('target: >= 90', 'sustain: 30 days')];
  const redline = compareTexts(from, to);
  expect(
    redline.flatMap(({ change, part }) =>
      part.kind === 'text' && change !== 'same' ? [`${change} ${part.text}`] : [],
    ),
  ).toEqual(['deleted 95', 'inserted 90']);
  expect(redline.filter(({ change, part }) => part.kind === 'open' && change !== 'same')).toEqual([]);
  expect([canonicalText(sideOf(redline, 'from')), canonicalText(sideOf(redline, 'to'))]).toEqual([
    canonicalText(from),
    canonicalText(to),
  ]);
});

describe('a clause relies on the blocks that it names', () => {
  const elements = ['m', 't', 'd', 'f'].map((id) => ({
    id,
    kind: 'clause' as const,
    parent: null,
    heading: '',
    number: { kind: 'none' as const },
  }));
  const outline = {
    elements: new Map(elements.map((each) => [each.id, each])),
    children: new Map([[null, elements.map(({ id }) => id)]]),
  };
  const day = (id: string, name: string, rule: string) =>
    text(block('day', `day:${id}`, `name: ${name}`, `rule: ${rule}`));
  const index = closureIndex(outline, [
    ['m', m1('deadline: 60 days after Adoption Day')],
    ['t', text(block('tranche', 'T1', 'condition: verified(M1)'))],
    ['d', day('adoption', 'Adoption Day', '90 days after Finalisation Day')],
    ['f', day('finalisation', 'Finalisation Day', '2 March 2026')],
  ]);
  const relied = (clause: string) =>
    index.closureOf(clause)?.relies.map(({ clause: on, as, term }) => `${on} ${as} ${term ?? ''}`);

  test('by id one step, by the name of a day as far as that goes', () => {
    expect(relied('t')).toEqual(['m definition M1']);
    expect(relied('m')).toEqual(['d definition Adoption Day', 'f definition Finalisation Day']);
  });

  test('and no longer stands where one of them has changed', () => {
    const before = index.closureOf('t');
    index.setText('m', m1('deadline: 90 days after Adoption Day'));
    expect(index.closureOf('t')?.relies).not.toEqual(before?.relies);
    expect(
      index
        .definitions()
        .get('m')
        ?.map(({ term }) => term),
    ).toEqual(['M1']);
  });
});
