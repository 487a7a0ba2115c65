/** Redlines: what they say of an edit, and that both texts can be read back from them. */
import { describe, expect, test } from '@jest/globals';
import {
  canonicalText,
  compareTexts,
  nodeOfJson,
  sideOf,
  type RedlinePart,
  type RedlinePiece,
} from '@travaux/editor/document';
import fc from 'fast-check';
import type { Node } from 'prosemirror-model';
import { anyText } from './any-text.ts';

const p = (...content: unknown[]) => ({ type: 'paragraph', ...(content.length > 0 ? { content } : {}) });
const t = (text: string, ...marks: string[]) => ({
  type: 'text',
  text,
  ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}),
});
const ref = (target: string, label: string) => ({ type: 'reference', attrs: { target, label } });
const note = (text: string) => ({ type: 'footnote', content: [t(text)] });
const list = (...items: (string | object)[]) => ({
  type: 'list',
  content: items.map((item) => ({
    type: 'list_item',
    content: [typeof item === 'string' ? p(t(item)) : item],
  })),
});
const table = (...rows: string[][]) => ({
  type: 'table',
  content: rows.map((cells) => ({
    type: 'table_row',
    content: cells.map((cell) => ({ type: 'table_cell', content: [p(t(cell))] })),
  })),
});
/** A text of these blocks; a string is a paragraph. */
const text = (...blocks: (string | object)[]): Node =>
  nodeOfJson({
    type: 'doc',
    content: blocks.map((block) => (typeof block === 'string' ? p(t(block)) : block)),
  });

const shown: Record<string, string> = { list_item: 'item', paragraph: 'p' };
const said = (part: RedlinePart): string => {
  switch (part.kind) {
    case 'text':
      return part.marks.length > 0
        ? `${part.text}_${part.marks.map(({ type }) => type).join('_')}`
        : part.text;
    case 'leaf':
      return `<${(part.node.attrs.label as string | undefined) ?? part.node.type}>`;
    case 'open':
      return `‹${shown[part.node.type] ?? part.node.type} `;
    case 'close':
      return `›`;
    case 'break':
      return '¶';
  }
};
/** `‹p The Parties -shall- +should+ act›`: deletions in -…-, insertions in +…+, moves in 1>…> and 1<…<, restyled ~…~. */
function redline(pieces: readonly RedlinePiece[]): string {
  return pieces
    .map((piece) => {
      const part = said(piece.part);
      switch (piece.change) {
        case 'same':
          return part;
        case 'restyled':
          return `~${said(piece.was)}|${part}~`;
        case 'deleted':
          return `-${part}-`;
        case 'inserted':
          return `+${part}+`;
        case 'moved':
          return piece.side === 'from' ? `${piece.move}>${part}>` : `${piece.move}<${part}<`;
      }
    })
    .join('');
}
const compared = (from: Node, to: Node) => redline(compareTexts(from, to));

/** Every `close` answers an `open` of the same change and type. */
function expectNested(pieces: readonly RedlinePiece[]): void {
  const open: string[] = [];
  for (const { change, part, ...move } of pieces) {
    const how = `${change === 'restyled' ? 'same' : change} ${JSON.stringify({ ...move, was: null })}`;
    if (part.kind === 'open') open.push(`${how} ${change === 'restyled' ? '' : ''}${part.node.type}`);
    if (part.kind === 'close') expect(`${how} ${part.type}`).toBe(open.pop());
  }
  expect(open).toEqual([]);
}
function expectBothSides(from: Node, to: Node): RedlinePiece[] {
  const pieces = compareTexts(from, to);
  expect(canonicalText(sideOf(pieces, 'from'))).toBe(canonicalText(from));
  expect(canonicalText(sideOf(pieces, 'to'))).toBe(canonicalText(to));
  expectNested(pieces);
  return pieces;
}

const long = (n: number) =>
  `Paragraph ${n} sets out obligation ${n} of the parties under heading ${n * 7} and annex ${n * 11}.`;

describe('a redline of words', () => {
  test.each([
    [
      'one word',
      text('The Parties shall act.'),
      text('The Parties should act.'),
      '‹p The Parties -shall-+should+ act.›',
    ],
    ['an insertion', text('shall act'), text('shall not act'), '‹p shall +not +act›'],
    [
      'a space between two changes',
      text('They shall do so now.'),
      text('They may try so now.'),
      '‹p They -shall do-+may try+ so now.›',
    ],
    ['nothing', text('The same.'), text('The same.'), '‹p The same.›'],
    [
      'marks only',
      text(p(t('shall act'))),
      text(p(t('shall', 'strong'), t(' act'))),
      '‹p ~shall|shall_strong~ act›',
    ],
    [
      'a mark inside a word',
      text(p(t('shall'))),
      text(p(t('sh'), t('all', 'strong'))),
      '‹p sh~all|all_strong~›',
    ],
    [
      'a reference that was retargeted',
      text(p(t('see '), ref('c1', '5'))),
      text(p(t('see '), ref('c2', '6'))),
      '‹p see -<5>-+<6>+›',
    ],
    [
      'a reference that prints another number',
      text(p(t('see '), ref('c1', '5'))),
      text(p(t('see '), ref('c1', '6'))),
      '‹p see ~<5>|<6>~›',
    ],
    [
      'words of a footnote',
      text(p(t('As noted'), note('in the first report'))),
      text(p(t('As noted'), note('in the second report'))),
      '‹p As noted‹footnote in the -first-+second+ report››',
    ],
    ['Chinese', text('各方应执行本决议。'), text('各方可执行本决议。'), '‹p 各方-应-+可+执行本决议。›'],
    [
      'Arabic',
      text('يجب على الأطراف التعاون'),
      text('يجوز للأطراف التعاون'),
      '‹p -يجب على الأطراف-+يجوز للأطراف+ التعاون›',
    ],
  ])('%s', (_, from, to, expected) => {
    expectBothSides(from, to);
    expect(compared(from, to)).toBe(expected);
  });
});

describe('a redline of blocks', () => {
  test.each([
    [
      'a new paragraph',
      text(long(1), long(2)),
      text(long(1), long(9), long(2)),
      `‹p ${long(1)}›+‹p ++${long(9)}++›+‹p ${long(2)}›`,
    ],
    [
      'a paragraph that is gone',
      text(long(1), 'Reserved for later.'),
      text(long(1)),
      `‹p ${long(1)}›-‹p --Reserved for later.--›-`,
    ],
    [
      'a paragraph that moved',
      text('First of all, peace.', long(2), long(3)),
      text(long(2), long(3), 'First of all, peace.'),
      `1>‹p >1>First of all, peace.>1>›>‹p ${long(2)}›‹p ${long(3)}›1<‹p <1<First of all, peace.<1<›<`,
    ],
    [
      'one that moved and was changed',
      text('The Committee shall meet each year.', long(2), long(3)),
      text(long(2), long(3), 'The Committee may meet each year.'),
      `1>‹p >1>The Committee >-shall-1> meet each year.>1>›>‹p ${long(2)}›‹p ${long(3)}›` +
        `1<‹p <1<The Committee <+may+1< meet each year.<1<›<`,
    ],
    [
      'a paragraph that was split',
      text('The Committee shall meet each year. It shall report to the Council.'),
      text('The Committee shall meet each year.', 'It shall report to the Council.'),
      '‹p The Committee shall meet each year.- -+¶+It shall report to the Council.›',
    ],
    [
      'paragraphs that were joined',
      text('The Committee shall meet each year.', 'It shall report to the Council.'),
      text('The Committee shall meet each year. It shall report to the Council.'),
      '‹p The Committee shall meet each year.-¶-+ +It shall report to the Council.›',
    ],
    [
      'an item that was split',
      text(list('arms and related materiel of all types; spare parts of any kind')),
      text(list('arms and related materiel of all types;', 'spare parts of any kind')),
      '‹list ‹item ‹p arms and related materiel of all types;- -+¶+spare parts of any kind›››',
    ],
    [
      'a paragraph that became a heading',
      text(p(t('Measures of the Council'))),
      text({ type: 'heading', content: [t('Measures of the Council')] }),
      '~‹p |‹heading ~Measures of the Council›',
    ],
    [
      'a cell',
      text(table(['Xenon', '40 kg'], ['Radon', '10 kg'])),
      text(table(['Xenon', '50 kg'], ['Radon', '10 kg'])),
      '‹table ‹table_row ‹table_cell ‹p Xenon››‹table_cell ‹p -40-+50+ kg›››‹table_row ‹table_cell ‹p Radon››‹table_cell ‹p 10 kg››››',
    ],
    [
      'an item that moved in its list',
      text(list('arms of all types', 'aircraft and ships', 'luxury goods of any kind')),
      text(list('aircraft and ships', 'luxury goods of any kind', 'arms of all types')),
      '‹list 1>‹item >1>‹p >1>arms of all types>1>›>1>›>‹item ‹p aircraft and ships››' +
        '‹item ‹p luxury goods of any kind››1<‹item <1<‹p <1<arms of all types<1<›<1<›<›',
    ],
  ])('%s', (_, from, to, expected) => {
    expectBothSides(from, to);
    expect(compared(from, to)).toBe(expected);
  });

  test('hundreds of paragraphs that each changed are each compared with themselves', () => {
    const from = Array.from({ length: 300 }, (_, n) => long(n));
    const to = from.map((words) => words.replace('parties', 'States'));
    const pieces = expectBothSides(text(...from), text(...to));
    const changed = pieces.filter(({ change }) => change !== 'same').map(({ part }) => said(part));
    expect(changed).toEqual(from.flatMap(() => ['parties', 'States']));
  });
});

describe('both texts can be read back from a redline', () => {
  test('of any two texts', () => {
    fc.assert(
      fc.property(anyText, anyText, (from, to) => void expectBothSides(from, to)),
      { numRuns: 300 },
    );
  });

  /** An edit to the blocks of a text: drop, double, swap, split or reword one. */
  const edits = fc.array(
    fc.record({
      what: fc.constantFrom('drop', 'double', 'swap', 'split', 'join', 'word'),
      at: fc.nat(),
      by: fc.nat(),
    }),
    { minLength: 1, maxLength: 8 },
  );
  test('of a text and what edits made of it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 12 }), edits, (numbers, all) => {
        const before = numbers.map(long);
        let after = [...before];
        for (const { what, at, by } of all) {
          const n = after.length > 0 ? at % after.length : 0;
          const block = after[n] ?? '';
          const other = after.length > 0 ? by % after.length : 0;
          const words = block.split(' ');
          const cut = by % (words.length + 1);
          if (what === 'drop') after.splice(n, 1);
          if (what === 'double') after.splice(n, 0, block);
          if (what === 'swap') [after[n], after[other]] = [after[other] ?? '', block];
          if (what === 'split') after.splice(n, 1, words.slice(0, cut).join(' '), words.slice(cut).join(' '));
          if (what === 'join') after.splice(n, 2, after.slice(n, n + 2).join(' '));
          if (what === 'word') after[n] = [...words.slice(0, cut), 'not', ...words.slice(cut + 1)].join(' ');
          after = after.filter((each) => each !== '');
        }
        expectBothSides(text(...before), text(...after));
      }),
      { numRuns: 300 },
    );
  });

  /** Texts of which nothing, or nearly nothing, corresponds: the comparison may be coarse, never wrong. */
  const letters = (seed: number, count: number, length: number) => {
    let state = seed;
    const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 16;
    const word = () => Array.from({ length }, () => String.fromCharCode(97 + (next() % 26))).join('');
    return Array.from({ length: count }, word);
  };
  test.each([
    ['one paragraph of other words', [letters(3, 6000, 5).join(' ')], [letters(7, 6000, 5).join(' ')]],
    [
      'the same words backwards',
      [letters(3, 6000, 5).join(' ')],
      [letters(3, 6000, 5).toReversed().join(' ')],
    ],
    ['thousands of short paragraphs', letters(3, 6000, 3), letters(11, 6000, 3)],
    ['nothing but one letter', ['a'.repeat(50_000)], ['a '.repeat(25_000)]],
  ])('%s', (_, from, to) => {
    expectBothSides(text(...from), text(...to));
  });
});
