/** Where the app lives: at the root, under a prefix, and once more in each window of the demo. */
import { describe, expect, test } from '@jest/globals';
import {
  apiUrl,
  basePath,
  demoIdentity,
  rootPath,
  routerBase,
  socketUrl,
} from '../../packages/editor/src/app/api/base.ts';
import { shownKey } from '../../packages/editor/src/app/shell/keys.ts';
import { progressOf } from '../../packages/editor/src/app/import/progress.ts';
import { sentencesOf } from '../../packages/editor/src/app/shell/news.ts';
import { othersPresent } from '../../packages/editor/src/app/shell/others.ts';
import { initialsOf, patternOf } from '../../packages/editor/src/app/ui/names.ts';

describe('addresses', () => {
  test.each([
    ['https://host/', '/', '', '/', null],
    ['https://host/treaties/', '/treaties/', '/treaties', '/treaties/', null],
    ['https://host/demo/albarra/', '/demo/albarra/', '/demo/albarra', '/', 'albarra'],
    ['https://host/t/demo/albarra/', '/t/demo/albarra/', '/t/demo/albarra', '/t/', 'albarra'],
  ])('%s', (base, path, router, root, identity) => {
    expect([basePath(base), routerBase(base), rootPath(base), demoIdentity(base)]).toEqual([
      path,
      router,
      root,
      identity,
    ]);
  });
  test('the API and the socket are below the base', () => {
    expect(apiUrl('me', 'https://host/t/demo/albarra/')).toBe('https://host/t/demo/albarra/api/v1/me');
    expect(socketUrl('https://host/t/')).toBe('wss://host/t/sync');
    expect(socketUrl('http://host/')).toBe('ws://host/sync');
  });
});

describe('keys as people know them', () => {
  test.each([
    ['Mod-b', 'Ctrl+B', '⌘B'],
    ['Mod-Shift-7', 'Ctrl+Shift+7', '⌘⇧7'],
    ['Alt-ArrowUp', 'Alt+↑', '⌥↑'],
    ['Mod--', 'Ctrl+-', '⌘-'],
  ])('%s', (key, other, mac) => {
    expect([shownKey(key, false), shownKey(key, true)]).toEqual([other, mac]);
  });
});

describe('what others do, in words', () => {
  const news = (joined: string[], left: string[], edited: [string, string[]][] = []) =>
    sentencesOf({
      joined: new Set(joined),
      left: new Set(left),
      edited: new Map(edited.map(([name, places]) => [name, new Set(places)])),
    });
  test('several in one sentence', () =>
    expect(news(['Aldoria', 'Belmark'], [])).toBe('Aldoria and Belmark joined.'));
  test('who came and went at once is passed over', () => expect(news(['Aldoria'], ['Aldoria'])).toBe(''));
  test('places of one author are gathered', () =>
    expect(news([], [], [['Aldoria', ['Article 4', 'Article 5']]])).toBe(
      'Aldoria edited Article 4 and Article 5.',
    ));
});

test('a person with two tabs is one person, in the clause where they write', () => {
  const person = (key: string, clause: string | null) => ({ key, name: key, party: null, clause });
  expect(othersPresent([person('x', null), person('me', 'a'), person('x', 'b')], 'me')).toEqual([
    person('x', 'b'),
  ]);
});

test.each([
  ['Delegation of Republic of Kestrelia', 'RK'],
  ['Delegate of Kingdom of Torvald', 'KT'],
  ['Secretariat', 'S'],
  ['Lucía Ferrand', 'LF'],
])('initials of %s', (name, initials) => expect(initialsOf(name)).toBe(initials));

test('parties have patterns of their own; others have none', () => {
  const parties = ['A', 'B', 'C', 'D', 'E', 'F'];
  expect(new Set(parties.map((party) => patternOf(party, parties))).size).toBe(6);
  expect(patternOf(null, parties)).toBe('pattern-none');
});

test('progress of an import grows over its stages', () => {
  const at = (stage: 'receiving' | 'reading' | 'structuring' | 'storing', done: number, total: number) =>
    progressOf({ id: 'i', state: 'working', stage, done, total });
  const steps = [at('receiving', 0, 0), at('reading', 1, 2), at('structuring', 0, 1), at('storing', 2, 2)];
  expect(steps).toEqual([0, 0.375, 0.5, 1]);
});
