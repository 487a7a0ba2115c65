/**
 * Which route a clause takes: rules as lines `topics @ places -> route`, first one that fits.
 */
import { describe, expect, test } from '@jest/globals';
import { routingFindings, routingOf, type Routable, type RoutingRule } from '@travaux/workflow/route';
import fc from 'fast-check';
import { given } from '../language.ts';
import { route, signOff } from './language.ts';

/** `relief, energy @ a1 -> r1`; `*` for any. */
const rule = (line: string): RoutingRule => {
  const [, topics = '', within = '', to = ''] = /^(.*) @ (.*) -> (\S+)$/.exec(line) ?? [];
  const list = (text: string) => (text === '*' ? [] : text.split(', '));
  return { topics: list(topics), within: list(within), route: to };
};
const rules = (...lines: string[]) => lines.map(rule);

const { outline } = given(
  'part p1 "Relief"',
  '  article a1 "Energy"',
  '    clause c1 "Oil"',
  '    clause c2',
  '  article a2 "Banks"',
  '    clause c3 "Accounts"',
  'annex x1 "Definitions"',
  '  clause c4',
).state;
const routable: Routable = {
  outline,
  topics: new Map([
    ['p1', ['relief']],
    ['a1', ['energy']],
    ['c3', ['banks', 'secret']],
  ]),
  routes: new Map(
    ['r1', 'r2', 'r3'].map((id) => [
      id,
      { route: { ...route(signOff()), id, name: `Route ${id}` }, retired: id === 'r3' },
    ]),
  ),
};
const takes = (clause: string, ...lines: string[]) => routingOf(clause, rules(...lines), routable);
const found = (...lines: string[]) =>
  routingFindings(rules(...lines), routable).map(({ rule: number, code }) => `${number} ${code}`);

describe('the first rule that fits decides', () => {
  test('by topic, its own or of a division around it', () => {
    expect(takes('c3', 'secret @ * -> r1', '* @ * -> r2')).toMatchObject({ route: 'r1', rule: 1 });
    expect(takes('c1', 'secret @ * -> r1', 'relief @ * -> r2')).toMatchObject({ route: 'r2', rule: 2 });
    expect(takes('c4', 'relief @ * -> r1')).toMatchObject({ route: null, rule: null });
  });
  test('by part, article or annex, or the clause itself', () => {
    const by = ['* @ c2 -> r1', '* @ a1 -> r2', '* @ p1, x1 -> r1'];
    expect(['c1', 'c2', 'c3', 'c4'].map((clause) => takes(clause, ...by).rule)).toEqual([2, 1, 3, 3]);
  });
  test('topic and place together', () => {
    expect(takes('c3', 'energy, banks @ a1 -> r1')).toMatchObject({ route: null });
    expect(takes('c1', 'energy, banks @ a1 -> r1')).toMatchObject({ route: 'r1' });
  });
  test('and says why', () => {
    expect(takes('c1', 'energy @ p1 -> r1').because).toBe(
      'It takes “Route r1” by rule 1, because it is about energy and stands in the part “Relief”.',
    );
    expect(takes('c2', '* @ c2 -> r1').because).toBe(
      'It takes “Route r1” by rule 1, because it is named in it.',
    );
    expect(takes('c4', '* @ * -> r2').because).toContain('because that rule fits every clause.');
    expect(takes('c3', 'oil @ * -> r2').because).toBe(
      'No rule of routing fits this clause: its topics are banks, secret and relief. Name a route, or add a rule.',
    );
  });
});

describe('rules that decide nothing', () => {
  test('behind one that fits everything it fits', () => {
    expect(found('* @ * -> r1', 'energy @ * -> r2')).toEqual(['2 never-reached']);
    expect(found('energy @ * -> r1', 'energy @ a1 -> r2')).toEqual(['2 never-reached']);
    expect(found('* @ p1 -> r1', '* @ a1, c3 -> r2')).toEqual(['2 never-reached']);
    expect(found('energy @ a1 -> r1', 'energy @ * -> r2')).toEqual([]);
    expect(found('energy @ * -> r1', 'energy, banks @ * -> r2')).toEqual([]);
  });
  test('behind several that together do', () => {
    expect(found('energy @ * -> r1', '* @ x1 -> r2', 'energy, banks @ x1, a1 -> r1')).toEqual([]);
    expect(found('energy @ * -> r1', '* @ x1 -> r2', 'energy @ x1, a1 -> r1')).toEqual(['3 never-reached']);
    const [finding] = routingFindings(
      rules('energy @ * -> r1', '* @ x1 -> r2', 'banks @ x1 -> r1'),
      routable,
    );
    expect(finding?.sentence).toContain('by rule 2 before it');
  });
  test('that lead nowhere', () => {
    expect(found('energy @ * -> gone', '* @ * -> r3')).toEqual(['1 unknown-route', '2 retired-route']);
    expect(found('* @ deleted -> r1')).toEqual(['1 nowhere']);
  });
});

test('a rule that is said never to decide never does, and one that decides is never said to', () => {
  const topics = fc.subarray(['energy', 'banks', 'oil']);
  const line = fc.record({
    topics,
    within: fc.subarray(['p1', 'a1', 'a2', 'x1', 'c1', 'c4'], { maxLength: 2 }),
    route: fc.constant('r1'),
  });
  const seen = { never: 0, decides: 0 };
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 2, maxLength: 6 }),
      fc.array(fc.tuple(fc.constantFrom('c1', 'c2', 'c3', 'c4'), topics), { minLength: 20, maxLength: 20 }),
      (list, clauses) => {
        const never = new Set(
          routingFindings(list, routable).flatMap((one) => (one.code === 'never-reached' ? [one.rule] : [])),
        );
        for (const [clause, own] of clauses) {
          const decided = routingOf(clause, list, { ...routable, topics: new Map([[clause, own]]) }).rule;
          if (decided === null) continue;
          seen.decides += 1;
          expect(never.has(decided)).toBe(false);
        }
        seen.never += never.size;
      },
    ),
    { numRuns: 300 },
  );
  expect(Math.min(seen.never, seen.decides)).toBeGreaterThan(100);
});
