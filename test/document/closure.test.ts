/** What a decision on a clause stands on, and by what it becomes outdated. */
import { describe, expect, test } from '@jest/globals';
import { closureIndex, clauseHash, type ClauseJson, type ClosureIndex } from '@travaux/editor/document';
import { outdated } from '@travaux/workflow/agreement';
import fc from 'fast-check';
import { outlineOf } from './outlines.ts';

const outline = `
def article + Definitions
  d1 clause +
  d2 clause +
a article + Relief
  a1 clause +
  a2 clause +
x annex + Schedule
  x1 clause +
  x2 clause +`;

/** A clause in words; `{x1}` is a reference to x1. */
function clause(words: string): ClauseJson {
  const content = words
    .split(/(\{[^}]+\})/u)
    .filter(Boolean)
    .map((part) =>
      part.startsWith('{')
        ? { type: 'reference', attrs: { target: part.slice(1, -1), label: '1' } }
        : { type: 'text', text: part },
    );
  return { type: 'doc', content: [{ type: 'paragraph', content }] };
}
const words: Record<string, string> = {
  d1: '“restricted compound” means what {x1} lists in effect;',
  d2: '“in effect” means in force.',
  a1: 'Restricted compounds shall be declared under {x} and {a2#i1}.',
  a2: 'The Parties shall cooperate.',
  x1: 'Xenon.',
  x2: 'Radon.',
};
const start = () =>
  closureIndex(
    outlineOf(outline),
    Object.entries(words).map(([id, text]) => [id, clause(text)]),
  );
const relies = (index: ClosureIndex, id: string) =>
  index.closureOf(id)?.relies.map(({ clause, as, term }) => [as, clause, term].filter(Boolean).join(' '));
/** What outdates a decision on a1 after something happened. */
function after(happens: (index: ClosureIndex) => void, id = 'a1'): string[] | null {
  const index = start();
  const stored = index.closureOf(id)!;
  happens(index);
  return (
    outdated(stored, index.closureOf(id))?.map((change) =>
      'clause' in change
        ? [change.as, change.clause, change.term, change.kind.replace('reliance-', '')]
            .filter(Boolean)
            .join(' ')
        : change.kind,
    ) ?? null
  );
}

describe('the closure of a clause', () => {
  test('holds its hash, what it refers to, and the definitions behind its words', () => {
    const index = start();
    expect(index.closureOf('a1')?.hash).toBe(clauseHash(clause(words.a1!)));
    expect(relies(index, 'a1')).toEqual([
      'reference a2',
      'definition d1 restricted compound',
      'definition d2 in effect',
      'reference x',
    ]);
    expect(relies(index, 'a2')).toEqual([]);
    expect(relies(index, 'd1')).toEqual(['definition d2 in effect', 'reference x1']);
    expect(relies(index, 'gone')).toBeUndefined();
    expect(start().closureOf('a1')).toEqual(index.closureOf('a1'));
  });
});

describe('a decision is outdated by', () => {
  test.each<[string, (index: ClosureIndex) => void, string[] | null]>([
    ['nothing', () => undefined, null],
    [
      'another word of its own',
      (index) => index.setText('a1', clause('Restricted compounds may be declared.')),
      ['text-changed', 'reference a2 gone', 'reference x gone'],
    ],
    [
      'a definition that it uses',
      (index) => index.setText('d1', clause('“restricted compound” means all in effect;')),
      ['definition d1 restricted compound changed'],
    ],
    [
      'a definition behind that',
      (index) => index.setText('d2', clause('“in effect” means signed.')),
      ['definition d2 in effect changed'],
    ],
    [
      'a definition that is no more',
      (index) => index.setText('d1', clause('Reserved.')),
      ['definition d1 restricted compound gone', 'definition d2 in effect gone'],
    ],
    [
      'a clause that it refers to',
      (index) => index.setText('a2', clause('The Parties may cooperate.')),
      ['reference a2 changed'],
    ],
    [
      'a clause of an annex that it refers to',
      (index) => index.setText('x2', clause('Argon.')),
      ['reference x changed'],
    ],
    [
      'a word that it uses and that is defined only now',
      (index) => index.setText('x2', clause('“declared” means published.')),
      ['reference x changed', 'definition x2 declared added'],
    ],
    [
      'a second definition of its term',
      (index) => index.setText('a2', clause('“Restricted compound” means argon.')),
      ['reference a2 changed', 'definition a2 Restricted compound added'],
    ],
    [
      'a target that was deleted',
      (index) => index.setOutline(outlineOf(outline.replace('  a2 clause +\n', ''))),
      ['reference a2 gone'],
    ],
    [
      'its own deletion',
      (index) => index.setOutline(outlineOf(outline.replace('  a1 clause +\n', ''))),
      ['text-gone'],
    ],
    [
      'the order of an annex',
      (index) =>
        index.setOutline(
          outlineOf(outline.replace(/ {2}x1 clause \+\n {2}x2 clause \+/, '  x2 clause +\n  x1 clause +')),
        ),
      ['reference x changed'],
    ],
    ['not by a definition that it does not use', (index) => index.setText('a2', clause(words.a2!)), null],
    [
      'a definition that moved to another clause',
      (index) => {
        index.setText('d1', clause('Reserved.'));
        index.setText('d2', {
          type: 'doc',
          content: [...clause(words.d1!).content!, ...clause(words.d2!).content!],
        });
      },
      ['definition d1 restricted compound gone', 'definition d2 restricted compound added'],
    ],
    [
      'not by clauses elsewhere that it does not name',
      (index) => index.setOutline(outlineOf(`${outline}\nb article +\n  b1 clause +`)),
      null,
    ],
  ])('%s', (_, happens, expected) => expect(after(happens)).toEqual(expected));

  test('a heading that makes definitions of what stands below', () => {
    const index = closureIndex(outlineOf(outline.replace(' Definitions', ' General')), [
      ['d1', clause('Territory means the land.')],
      ['a1', clause('The Territory shall be kept.')],
    ]);
    const stored = index.closureOf('a1')!;
    index.setOutline(outlineOf(outline));
    expect(outdated(stored, index.closureOf('a1'))).toEqual([
      { kind: 'reliance-added', as: 'definition', clause: 'd1', term: 'Territory' },
    ]);
  });
});

test('an index that was told of every change is one that is made anew', () => {
  const sentences = [
    'Restricted compounds are in effect.',
    '“restricted compound” means xenon in effect.',
    '“in effect” means in force, see {x1}.',
    'Declared is what {a} and {d1} say.',
    '“declared” means said.',
    '“xenon” means a gas that is declared.',
  ];
  const change = fc.record({
    id: fc.constantFrom('d1', 'd2', 'a1', 'a2', 'x1', 'x2'),
    words: fc.constantFrom(...sentences, null),
    outline: fc.constantFrom(
      null,
      outline,
      outline.replace('  a2 clause +\n', ''),
      outline.replace(' Definitions', ' General'),
      outline.replace('x annex + Schedule', 'x annex + Terms'),
    ),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      const index = start();
      const now = new Map(Object.entries(words).map(([id, text]) => [id, clause(text)]));
      let current = outline;
      for (const each of changes) {
        for (const id of now.keys()) index.closureOf(id);
        if (each.words === null) now.delete(each.id);
        else now.set(each.id, clause(each.words));
        index.setText(each.id, now.get(each.id) ?? null);
        if (each.outline !== null) index.setOutline(outlineOf((current = each.outline)));
      }
      const fresh = closureIndex(outlineOf(current), now);
      for (const id of Object.keys(words)) expect(index.closureOf(id)).toEqual(fresh.closureOf(id));
    }),
  );
});
