/**
 * The outline: what may be done to it, and what each refusal says.
 */
import { describe, expect, test } from '@jest/globals';
import { maxHeadingLength, maxOutlineDepth, maxOutlineElements } from '@travaux/workflow/agreement';
import { add, given, move, opened, Given, opening, remove, rename, renumber, split } from './language.ts';

const bis = { kind: 'suffix' } as const;
const none = { kind: 'none' } as const;
const literal = (label: string) => ({ kind: 'literal', label }) as const;

const treaty = [
  'preamble pre -',
  '  clause p1 -',
  'article a1 "Aims"',
  '  clause c1',
  '  clause c2',
  'article a2',
];
const before = () => given(...treaty);

describe('adding', () => {
  test('first, behind another, and inside a division', () => {
    before()
      .when('secretariat', add('part top'))
      .then('part top', ...treaty);
    before()
      .when('chair', add('clause c3 "Scope"', 'a1', 'c1'))
      .then(...treaty.slice(0, 4), '  clause c3 "Scope"', ...treaty.slice(4));
    before()
      .when('secretariat', add('clause c3', 'a2'))
      .then(...treaty, '  clause c3');
  });

  test('not where nothing can be', () => {
    before().when('secretariat', add('clause x', 'c1')).refused('impossible-place', 'x', 'c1');
    before().when('secretariat', add('clause x', 'gone')).refused('unknown-element');
    before()
      .when('secretariat', add('clause x', 'a1', 'gone'))
      .refused('unknown-element');
    before()
      .when('secretariat', add('clause x', 'a2', 'c1'))
      .refused('impossible-place', 'x', 'c1');
  });

  test('an id is used once, even after its element is gone', () => {
    before().when('secretariat', add('clause c1', 'a2')).refused('used-id', 'c1');
    before()
      .when('secretariat', remove('a1'))
      .when('secretariat', add('clause c1', 'a2'))
      .refused('used-id', 'c1', 'deleted');
  });

  test('no deeper than divisions may nest; a clause may stand in the deepest', () => {
    const nest = Array.from({ length: maxOutlineDepth }, (_, i) => `${'  '.repeat(i)}section s${i}`);
    const deepest = `s${maxOutlineDepth - 1}`;
    given(...nest)
      .when('secretariat', add('section x "Deep"', deepest))
      .refused('too-deep', '“Deep”');
    given(...nest)
      .when('secretariat', add('clause x', deepest))
      .then(...nest, `${'  '.repeat(maxOutlineDepth)}clause x`);
  });

  test('not more than an agreement holds', () => {
    const many = Array.from({ length: maxOutlineElements }, (_, i) => `clause c${i}`);
    given(...many)
      .when('secretariat', add('clause x'))
      .refused('too-many', String(maxOutlineElements));
    given(...many)
      .when('secretariat', split('c0', 1, 'x'), { blockCount: 2 })
      .refused('too-many');
  });

  test('with a heading of bounded length', () => {
    const long = 'h'.repeat(maxHeadingLength + 1);
    before()
      .when('secretariat', add(`clause x "${long}"`))
      .refused('heading-too-long', 'this clause');
    before().when('secretariat', rename('a1', long)).refused('heading-too-long', 'this article');
  });
});

describe('moving', () => {
  test('within a division, to another, to the top, with all that is inside', () => {
    before()
      .when('secretariat', move('c2', 'a1'))
      .then(...treaty.slice(0, 3), '  clause c2', '  clause c1', 'article a2');
    before()
      .when('secretariat', move('a1', null, 'a2'))
      .then(
        'preamble pre -',
        '  clause p1 -',
        'article a2',
        'article a1 "Aims"',
        '  clause c1',
        '  clause c2',
      );
    before()
      .when('secretariat', move('a1', 'a2'))
      .then(
        'preamble pre -',
        '  clause p1 -',
        'article a2',
        '  article a1 "Aims"',
        '    clause c1',
        '    clause c2',
      );
  });

  test('to where it is already changes nothing', () => {
    expect(
      before()
        .when('secretariat', move('c2', 'a1', 'c1'))
        .events(),
    ).toEqual([]);
    expect(before().when('secretariat', move('c1', 'a1')).events()).toEqual([]);
  });

  test('never into itself, into a clause, or behind itself', () => {
    before().when('secretariat', move('a1', 'a1')).refused('impossible-place', '“Aims”', 'itself');
    given('part p', '  article a', '    clause c')
      .when('secretariat', move('p', 'a'))
      .refused('impossible-place', 'Part p');
    before().when('secretariat', move('a2', 'c1')).refused('impossible-place', 'c1');
    before()
      .when('secretariat', move('c1', 'a1', 'c1'))
      .refused('impossible-place', 'c1');
    before().when('secretariat', move('gone', null)).refused('unknown-element');
  });

  test('what it brings along counts for the depth', () => {
    const nest = Array.from({ length: maxOutlineDepth - 1 }, (_, i) => `${'  '.repeat(i)}section s${i}`);
    const deepest = `s${maxOutlineDepth - 2}`;
    const pair = ['section outer', '  section inner', '    clause c'];
    given(...nest, ...pair)
      .when('secretariat', move('outer', deepest))
      .refused('too-deep', 'outer');
    given(...nest, ...pair)
      .when('secretariat', move('inner', deepest))
      .then(
        ...nest,
        `${'  '.repeat(maxOutlineDepth - 1)}section inner`,
        `${'  '.repeat(maxOutlineDepth)}clause c`,
        'section outer',
      );
  });
});

describe('naming and numbering', () => {
  test('a new heading, an empty one, the same one', () => {
    before()
      .when('secretariat', rename('a1', 'Purpose'))
      .then(...treaty.with(2, 'article a1 "Purpose"'));
    before()
      .when('secretariat', rename('a1', ''))
      .then(...treaty.with(2, 'article a1'));
    expect(before().when('secretariat', rename('a1', 'Aims')).events()).toEqual([]);
    before().when('secretariat', rename('gone', 'x')).refused('unknown-element');
  });

  test('bis needs an elder numbered sibling of its kind', () => {
    before()
      .when('secretariat', renumber('a2', bis))
      .then(...treaty.with(5, 'article a2 bis'));
    before().when('secretariat', renumber('a1', bis)).refused('impossible-number', '“Aims”', 'bis');
    before().when('secretariat', renumber('p1', bis)).refused('impossible-number', 'p1');
    before()
      .when('secretariat', add('article x bis', null, 'pre'))
      .refused('impossible-number', 'x');
    before()
      .when('secretariat', add('article x bis', null, 'a1'))
      .then(...treaty.slice(0, 5), 'article x bis', 'article a2');
  });

  test('what a bis hangs on is not taken away from under it', () => {
    const hanging = ['article a1', 'article a2 bis "Later"', 'clause c'];
    given(...hanging)
      .when('secretariat', remove('a1'))
      .refused('impossible-number', '“Later”');
    given(...hanging)
      .when('secretariat', renumber('a1', none))
      .refused('impossible-number', '“Later”');
    given(...hanging)
      .when('secretariat', move('a1', null, 'c'))
      .refused('impossible-number', '“Later”');
    given(...hanging)
      .when('secretariat', move('a2', null))
      .refused('impossible-number', '“Later”');
    given(...hanging)
      .when('secretariat', renumber('a1', literal('1A')))
      .then('article a1 =1A', ...hanging.slice(1));
  });

  test('a bis that an import brought without an elder does not block other work', () => {
    new Given(opened(opening(['article odd bis', 'clause c'])))
      .when('secretariat', remove('c'))
      .then('article odd bis');
  });

  test('a literal number says something', () => {
    before()
      .when('secretariat', renumber('a1', literal(' ')))
      .refused('impossible-number', '“Aims”');
    before()
      .when('secretariat', renumber('a1', literal('x'.repeat(41))))
      .refused('impossible-number', 'this article');
    expect(before().when('secretariat', renumber('p1', none)).events()).toEqual([]);
  });
});

describe('splitting', () => {
  test('the new clause stands right behind, numbered as the old one is', () => {
    before()
      .when('secretariat', split('c1', 1, 'x'), { blockCount: 2 })
      .then(...treaty.slice(0, 4), '  clause x', ...treaty.slice(4));
    before()
      .when('secretariat', split('p1', 2, 'x'), { blockCount: 3 })
      .then('preamble pre -', '  clause p1 -', '  clause x -', ...treaty.slice(2));
  });

  test('leaves text on both sides, and is made in a clause', () => {
    before()
      .when('secretariat', split('c1', 2, 'x'), { blockCount: 2 })
      .refused('impossible-split', 'c1');
    before()
      .when('secretariat', split('c1', 0, 'x'), { blockCount: 2 })
      .refused('impossible-split', 'c1');
    before()
      .when('secretariat', split('c1', 1, 'x'), { blockCount: 1 })
      .refused('impossible-split', 'c1');
    before()
      .when('secretariat', split('a1', 1, 'x'), { blockCount: 2 })
      .refused('impossible-split', 'Aims');
    before()
      .when('secretariat', split('c1', 1, 'c2'), { blockCount: 2 })
      .refused('used-id', 'c2');
    before()
      .when('secretariat', split('gone', 1, 'x'), { blockCount: 2 })
      .refused('unknown-element');
  });
});

describe('deleting', () => {
  test('everything inside leaves with it', () => {
    before().when('secretariat', remove('a1')).then('preamble pre -', '  clause p1 -', 'article a2');
    before()
      .when('secretariat', remove('c1'))
      .then(...treaty.filter((line) => line !== '  clause c1'));
    before().when('secretariat', remove('gone')).refused('unknown-element');
  });
});
