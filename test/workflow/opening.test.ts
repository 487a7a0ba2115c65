/**
 * Opening an agreement, and giving it another title.
 */
import { describe, expect, test } from '@jest/globals';
import { initialState, maxHeadingLength, maxOutlineDepth } from '@travaux/workflow/agreement';
import { Given, elementsOf, given, opening } from './language.ts';

const nothing = new Given(initialState);
const lines = ['part p "One"', '  article a', '    clause c1', '    clause c2', 'annex x'];

describe('opening an agreement', () => {
  test('brings everything, one event a thing', () => {
    const outcome = nothing.when('convener', opening(lines));
    outcome.then(...lines);
    expect(outcome.state.parties.get('SAR')?.name).toBe('Sarrane');
    expect(outcome.events().length).toBe(outcome.state.version);
    expect(outcome.events().filter((event) => event.type === 'element-added')).toHaveLength(lines.length);
  });

  test('every event fits a leaf of the ledger, also the largest that the schemas let in', () => {
    const wide = '\u{1F9FE}'.repeat(maxHeadingLength / 2);
    const parties = Array.from({ length: 500 }, (_, i) => ({
      id: `party-${i}`.padEnd(64, 'x'),
      name: `${'ü'.repeat(190)} ${i}`,
      group: '\u0001'.repeat(200),
    }));
    const outcome = nothing.when('operator', {
      ...opening([`clause c "${wide}"`]),
      facts: { ...opening([]).facts, title: '\u0001'.repeat(1000), shortTitle: '\u0001'.repeat(200) },
      parties,
      bodies: [{ id: 'all', name: 'All', members: parties.map((party) => party.id) }],
      accreditations: [],
    });
    const sizes = outcome.events().map((event) => new TextEncoder().encode(JSON.stringify(event)).length);
    expect(Math.max(...sizes)).toBeLessThan(65_535);
  });

  test('is done once, by a convener or the installation', () => {
    given().when('convener', opening([])).refused('already-open', 'Lifting');
    for (const who of ['public', 'secretariat', 'chair', 'delegate', 'stranger'] as const) {
      nothing.when(who, opening([])).refused('not-allowed', 'conveners');
    }
  });

  test('refuses an outline that cannot be', () => {
    const [c1, c2] = elementsOf(['clause c1', 'clause c2']);
    if (!c1 || !c2) throw new Error('two clauses');
    const withElements = (...elements: (typeof c1)[]) => opening([], { elements });
    nothing.when('convener', opening(['clause c1', 'clause c1 "Twin"'])).refused('used-id', 'c1', 'Twin');
    nothing.when('convener', withElements({ ...c1, parent: 'later' })).refused('unknown-element', 'later');
    nothing.when('convener', withElements(c1, { ...c2, parent: 'c1' })).refused('impossible-place', 'c1');
    nothing.when('convener', withElements({ ...c1, parent: 'c1' })).refused('unknown-element', 'c1');
    const deep = Array.from({ length: maxOutlineDepth + 1 }, (_, i) => `${'  '.repeat(i)}section s${i}`);
    nothing.when('convener', opening(deep)).refused('too-deep', `s${maxOutlineDepth}`);
    const long = 'h'.repeat(maxHeadingLength + 1);
    nothing.when('convener', opening([`clause c "${long}"`])).refused('heading-too-long', 'c');
    nothing
      .when('convener', withElements({ ...c1, number: { kind: 'literal', label: '' } }))
      .refused('impossible-number', 'c1');
  });

  test('refuses participants that cannot be', () => {
    const twice = { id: 'JEC2', name: 'Other', members: ['TOR', 'TOR'] };
    const foreign = { id: 'JEC2', name: 'Other', members: ['XXX'] };
    nothing.when('convener', opening([], { bodies: [twice] })).refused('already-exists', 'Torvald');
    nothing.when('convener', opening([], { bodies: [foreign] })).refused('unknown-participant', 'XXX');
    nothing
      .when('convener', opening([], { organisations: [] }))
      .refused('unknown-participant', 'organisation');
  });
});

describe('before it is open', () => {
  test('nothing else can be done', () => {
    nothing
      .when('operator', { type: 'add-party', party: { id: 'X', name: 'X', group: null } })
      .refused('not-open');
  });
});

describe('retitling', () => {
  const retitle = (title: string, shortTitle: string) =>
    ({ type: 'retitle-agreement', title, shortTitle }) as const;

  test('by the secretariat or the chair', () => {
    expect(given().when('chair', retitle('New title', 'New')).state.facts?.title).toBe('New title');
    given().when('delegate', retitle('New title', 'New')).refused('not-allowed', 'chair', 'secretariat');
    given().when('chair', retitle('', 'New')).refused('invalid-field', 'title');
  });

  test('to the same title changes nothing', () => {
    const { facts } = given().state;
    if (!facts) throw new Error('open');
    expect(given().when('chair', retitle(facts.title, facts.shortTitle)).events()).toEqual([]);
  });
});
