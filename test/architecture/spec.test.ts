/** The rules of the rooms (SPEC.md) and the tests that hold them: none without the other. */
import { expect, test } from '@jest/globals';
import { filesBelow, textOf } from './sources.ts';

const spec = textOf('packages/server/src/rooms/SPEC.md');
const rules = [...spec.matchAll(/^- \*\*\[([A-Z]\d+)\]\*\* /gm)].map(([, rule]) => rule!);

/** Citations stand at the beginning of a title: `[D1] [D3] what was …`. */
function citedIn(text: string): string[] {
  return [...text.matchAll(/['"`]((?:\[[A-Z]\d+\] )+)/g)].flatMap(([, all = '']) =>
    [...all.matchAll(/\[([A-Z]\d+)\]/g)].map(([, rule]) => rule!),
  );
}

const cited = ['rooms', 'sync', 'simulation', 'kill', 'http'].flatMap((area) =>
  filesBelow(`test/${area}`)
    .filter((path) => path.endsWith('.test.ts'))
    .flatMap((path) => citedIn(textOf(path)).map((rule) => ({ rule, path }))),
);

test('every rule has a number of its own', () => {
  expect(rules.length).toBeGreaterThan(0);
  expect(rules.filter((rule, i) => rules.indexOf(rule) !== i)).toEqual([]);
});

test('the rules of a group are numbered without a gap', () => {
  const numbers = new Map<string, number[]>();
  for (const rule of rules) {
    const group = numbers.get(rule[0]!) ?? [];
    numbers.set(rule[0]!, [...group, Number(rule.slice(1))]);
  }
  for (const group of numbers.values()) expect(group).toEqual(group.map((_, i) => i + 1));
});

test('every rule has a test that cites it', () => {
  const known = new Set(cited.map(({ rule }) => rule));
  expect(rules.filter((rule) => !known.has(rule))).toEqual([]);
});

test('every citation names a rule', () => {
  const known = new Set(rules);
  expect(cited.filter(({ rule }) => !known.has(rule))).toEqual([]);
});
