/** Markdown and plain text: the Paris drafts, word for word and bracket for bracket. */
import { describe, expect, test } from '@jest/globals';
import {
  bytesOf,
  difference,
  imported,
  linesOf,
  printed,
  sourceOf,
  textsArePresent,
  textsIn,
} from './printed.ts';

const files = textsIn('paris', '.md');
const ifPresent = textsArePresent ? describe : describe.skip;
const why = textsArePresent ? '' : ' (skipped: ../shared/texts is not beside the repository)';

/** Words, and every square bracket: in a negotiated text a lost bracket is a lost reservation. */
const tokens = (text: string) => text.match(/[\p{L}\p{N}]+|[[\]]/gu) ?? [];

/**
 * The words of a Markdown file, read line by line with nothing but regular expressions: settings, marks and
 * addresses taken away, footnotes put where their mark stands.
 */
function textOfMarkdown(source: string): string {
  let text = source.replace(/^---\n[\s\S]*?\n---\n/, '');
  text = text.replace(/^\* TOC\n\{:toc\}\n/m, '');
  const addresses = new Map<string, string>();
  text = text.replace(/^\[([^\]^][^\]]*)\]:\s*\S+.*$/gm, (_, name: string) => {
    addresses.set(name.toLowerCase(), name);
    return '';
  });
  const withoutLinks = (part: string) =>
    part
      .replace(/\[([^[\]]*)\]\(https?:[^)\s]*\)/g, '$1')
      .replace(/\[([^[\]]*)\]\[([^[\]]*)\]/g, (whole, words: string, name: string) =>
        addresses.has((name || words).toLowerCase()) ? words : whole,
      );
  const notes = new Map<string, string>();
  const others: string[] = [];
  text = text.replace(/^\[\^(\w+)\]:((?:.+\n(?!\[\^)|\n(?= {4}))*)/gm, (_, name: string, note: string) => {
    if (notes.has(name)) others.push(note);
    else notes.set(name, note);
    return '';
  });
  const used = new Set<string>();
  text = text.replace(/\[\^(\w+)\]/g, (whole, name: string) => {
    used.add(name);
    return notes.has(name) ? ` ${notes.get(name) ?? ''} ` : whole;
  });
  for (const [name, note] of notes) if (!used.has(name)) text += ` ${note}`;
  text += others.map((note) => ` ${note}`).join('');
  return withoutLinks(text).replace(/\*/g, '');
}

ifPresent(`the three Paris drafts${why}`, () => {
  test.each(files)('%s: no word and no bracket is lost, added or moved', (file) => {
    const source = textOfMarkdown(sourceOf(file));
    expect(difference(tokens(source), tokens(printed(imported(bytesOf(file), file))))).toBeNull();
  });

  test.each([
    ['4', 1017],
    ['9', 216],
    ['12', 0],
  ])('the draft of %s December has its pairs of brackets', (day, pairs) => {
    const text = printed(imported(bytesOf(`paris/paris-draft-${day}-dec-2015.md`), 'draft.md'));
    const opening = text.split('[').length - 1;
    // The sources themselves leave some brackets open; the published counts are of pairs.
    expect(Math.abs(opening - pairs)).toBeLessThanOrEqual(pairs * 0.02 + 2);
  });

  test('the adopted text has its 29 articles, all computed, and their paragraphs', () => {
    const lines = linesOf(imported(bytesOf('paris/paris-draft-12-dec-2015.md'), 'paris.md'));
    const articles = lines.filter(({ kind }) => kind === 'article');
    expect(articles.map(({ label, number }) => `${number} ${label.display}`)).toEqual(
      Array.from({ length: 29 }, (_, at) => `sequence Article ${at + 1}`),
    );
    const four = lines.slice(lines.findIndex(({ label }) => label.display === 'Article 4') + 1);
    const paragraphs = four.slice(
      0,
      four.findIndex(({ kind }) => kind === 'article'),
    );
    expect(paragraphs.map(({ label }) => label.display)).toEqual(
      Array.from({ length: 19 }, (_, at) => `${at + 1}.`),
    );
  });
});

const outline = (markdown: string) =>
  linesOf(imported(markdown, 'draft.md')).map(
    ({ depth, kind, label, heading, text }) =>
      `${'  '.repeat(depth)}${[kind, label.display, heading, text && `“${text.replace(/\n/g, ' | ')}”`].filter(Boolean).join(' ')}`,
  );
const text = (markdown: string) =>
  printed(imported(`## Article 1\n\n${markdown}`, 'draft.md'))
    .trim()
    .replace(/\s+/g, ' ');

describe('Markdown', () => {
  test('headings, numbered paragraphs, items and what stands between them', () => {
    expect(
      outline(
        '# The Accord\n\nPreface.\n\n## Preamble\n\n*The Parties*,\n\n*Noting* this,\n\n## Part I – Relief\n\n## Article 1 *(purpose)*\n\n1. One\n    1. inner\n2. Two\n\n**Option 2:** none\n\n## Annex A: Names\n\n- a name',
      ),
    ).toEqual([
      'cover The Accord',
      '  clause “Preface.”',
      'preamble Preamble',
      '  clause “The Parties,”',
      '  clause “Noting this,”',
      'part Part I – Relief',
      '  article Article 1 (purpose)',
      '    clause 1. “One | 1. inner”',
      '    clause 2. “Two”',
      '    clause “Option 2: none”',
      'annex Annex A: Names',
      '  clause “– a name”',
    ]);
  });

  test.each([
    ['[shall][should] do', '[shall][should] do'],
    ['[shall] (a)', '[shall] (a)'],
    ['[shall](a)', '[shall](a)'],
    ['[*Placeholder* for "finance";]', '[Placeholder for "finance";]'],
    ['[**a [b** c]]', '[a [b c]]'],
    ['see [the site](https://un.org/) [and]', 'see the site [and]'],
    ['[[[[deep]]]]', '[[[[deep]]]]'],
    ['[x] done', '[x] done'],
    ['a\\* b', 'a* b'],
    ['[open', '[open'],
  ])('%s reads %s', (source, expected) => expect(text(source)).toBe(`Article 1 ${expected}`));

  test('a footnote stands where its mark stands, and one without a definition is text', () => {
    expect(text('a[^1] b[^2]\n\n[^1]: note [shall]')).toBe('Article 1 a note [shall] b[^2]');
  });

  test('an article that is inserted keeps its label as it is written', () => {
    const lines = linesOf(
      imported('## Article 2\n\na\n\n## Article 2bis\n\nb\n\n## [Article 3]\n\nc', 'x.md'),
    );
    expect(lines.filter(({ kind }) => kind === 'article').map(({ label }) => label.display)).toEqual([
      'Article 2',
      'Article 2bis',
      '[Article 3]',
    ]);
  });
});

describe('plain text', () => {
  const plain = (source: string) =>
    linesOf(imported(source, 'draft.txt')).map(
      ({ depth, kind, label, heading, text: body }) =>
        `${'  '.repeat(depth)}${[kind, label.display, heading, body && `“${body.replace(/\n/g, ' | ')}”`].filter(Boolean).join(' ')}`,
    );

  test('headings, numbers, letters; everything else is a paragraph', () => {
    expect(
      plain(
        'Draft Accord\n\nPREAMBLE\n\nThe Parties,\n\nPART ONE\n\nArticle 1\nUse of terms\n\n1. In this Accord\nand its annexes:\n(a) one;\n(b) two.\n\n2. Second.\n\nAnnex\n\nA name.',
      ),
    ).toEqual([
      'cover',
      '  clause “Draft Accord”',
      'preamble PREAMBLE',
      '  clause “The Parties,”',
      'part PART ONE',
      '  article Article 1',
      '    clause “Use of terms”',
      '    clause 1. “In this Accord and its annexes: | (a) one; | (b) two.”',
      '    clause 2. “Second.”',
      'annex Annex',
      '  clause “A name.”',
    ]);
  });

  test('no word is lost, whatever the text', () => {
    const source = 'Title\r\n\r\n1) a\r\n- b\r\n• c [d]\r\nIV. e\r\nf.\t g';
    expect(difference(tokens(source), tokens(printed(imported(source, 'x.txt'))))).toBeNull();
  });
});
