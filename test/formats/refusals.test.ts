/** Wrong and hostile files: each refused with a code, a sentence and a line, none with an exception. */
import { describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { defaultImportLimits, readFile, type ImportFailure } from '@travaux/server/formats';
import fc from 'fast-check';
import { bytesOf, imported, printed, textsArePresent } from './printed.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const akn = (body: string, before = '') =>
  `${before}<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act><body>${body}</body></act></akomaNtoso>`;

function refusal(bytes: Uint8Array, fileName: string, limits = defaultImportLimits): ImportFailure {
  const result = readFile(bytes, fileName, limits);
  if (!result.failed) throw new Error('it was imported');
  return result;
}

const bomb = `<?xml version="1.0"?>\n<!DOCTYPE lolz [\n<!ENTITY a "lol">\n<!ENTITY b "&a;&a;&a;&a;">\n]>\n${akn('<p>&b;</p>')}`;
const outside = `<?xml version="1.0"?>\n<!DOCTYPE x SYSTEM "file:///etc/passwd">${akn('<p>x</p>')}`;
const docx = [0x50, 0x4b, 3, 4, ...utf8('.........................word/document.xml')];

describe('a file that cannot be imported says why', () => {
  test.each<[string, string, Uint8Array, string, string, number | undefined]>([
    ['nothing at all', 'x.md', utf8(''), 'empty-file', 'empty', undefined],
    ['nothing but spaces', 'x.md', utf8(' \n\t\n'), 'empty-file', 'no text', undefined],
    [
      'a Word file',
      'draft.docx',
      Uint8Array.from(docx),
      'unknown-format',
      'Word files cannot be imported yet',
      undefined,
    ],
    [
      'a Word file that says it is XML',
      'draft.xml',
      Uint8Array.from(docx),
      'unknown-format',
      'Word files',
      undefined,
    ],
    ['a ZIP archive', 'a.zip', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]), 'unknown-format', 'ZIP', undefined],
    ['a compressed file', 'a.xml', gzipSync(akn('<p>x</p>')), 'unknown-format', 'Unpack', undefined],
    ['a PDF', 'a.pdf', utf8('%PDF-1.7 ...'), 'unknown-format', 'PDF', undefined],
    ['binary', 'a.txt', Uint8Array.from([65, 0, 66, 10]), 'not-text', 'zero bytes', 1],
    ['wrong UTF-8', 'a.txt', Uint8Array.from([65, 10, 66, 10, 0xff, 67]), 'not-text', 'UTF-8', 3],
    ['an entity bomb', 'a.xml', utf8(bomb), 'forbidden-construct', 'DOCTYPE', 5],
    ['an entity from outside', 'a.xml', utf8(outside), 'forbidden-construct', 'DOCTYPE', 2],
    ['an unknown entity', 'a.xml', utf8(akn('<p>&xxe;</p>')), 'malformed', 'entity', 1],
    ['an element that does not end', 'a.xml', utf8(akn('<p>\n\n<b></p>')), 'malformed', 'XML', 3],
    ['a file cut off', 'a.xml', utf8('<akomaNtoso>\n<act>'), 'malformed', 'XML', 2],
    ['another kind of XML', 'a.xml', utf8('<html><p>x</p></html>'), 'unknown-format', '<html>', 1],
    ['deep nesting', 'a.xml', utf8(akn('<div>'.repeat(500))), 'too-deep', 'nested', 1],
    [
      'a million empty elements',
      'a.xml',
      utf8(akn('<p/>'.repeat(1_000_000))),
      'too-many-elements',
      'elements',
      1,
    ],
    ['deep JSON', 'a.json', utf8('['.repeat(100_000)), 'too-deep', 'nested', 1],
    ['JSON with a key twice', 'a.json', utf8('{\n"schema": 1,\n"schema": 2}'), 'malformed', 'twice', 3],
    [
      'JSON that reaches for the prototype',
      'a.json',
      utf8('{\n"__proto__": {"x": 1}}'),
      'forbidden-construct',
      '__proto__',
      2,
    ],
    ['JSON that is not JSON', 'a.json', utf8('{\n"a": 1,\n}'), 'malformed', 'JSON', 3],
    ['JSON with comments', 'a.json', utf8('{\n// hi\n"a": 1}'), 'malformed', 'JSON', 2],
    ['JSON of another kind', 'a.json', utf8('[{"article": 1}]'), 'unknown-format', 'another kind', 1],
    [
      'a long list of JSON values',
      'a.json',
      utf8(`[${'1,'.repeat(300_000)}1]`),
      'too-many-elements',
      'values',
      1,
    ],
    ['deep quotations', 'a.md', utf8(`${'> '.repeat(300)}x`), 'too-deep', 'nested', 1],
  ])('%s', (_, fileName, bytes, code, words, line) => {
    const result = refusal(bytes, fileName);
    expect(result.code).toBe(code);
    expect(result.sentence).toContain(words);
    expect(result.sentence.length).toBeLessThan(250);
    expect(result.line).toBe(line);
  });

  test('a file over the limit names both sizes', () => {
    const { code, sentence } = refusal(utf8('x'.repeat(3_000_000)), 'a.txt', {
      ...defaultImportLimits,
      maxBytes: 1024 * 1024,
    });
    expect([code, sentence]).toEqual([
      'too-large',
      'This file has 2.9 MB. The longest file that can be imported here has 1.0 MB.',
    ]);
  });

  (textsArePresent ? test : test.skip)(
    `a JSON file of articles is not our format${textsArePresent ? '' : ' (skipped: ../shared/texts is not beside the repository)'}`,
    () => {
      const { code, sentence } = refusal(bytesOf('vclt.json'), 'vclt.json');
      expect(code).toBe('unknown-format');
      expect(sentence).toContain('sanctions-relief-agreement');
    },
  );
});

describe('what is written unusually is read', () => {
  const utf16 = (text: string, little: boolean) => {
    const units = [0xfeff, ...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))];
    return Uint8Array.from(
      units.flatMap((unit) => (little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])),
    );
  };

  test.each([
    ['UTF-16 little end first', utf16('Article 1\n\n第五条', true)],
    ['UTF-16 big end first', utf16('Article 1\n\n第五条', false)],
    ['UTF-8 with a mark', utf8('\ufeffArticle 1\n\n第五条')],
  ])('%s', (_, bytes) =>
    expect(printed(imported(bytes, 'x.txt')).replace(/\s+/g, ' ').trim()).toContain('第五条'),
  );

  test('XML in the encoding that it declares', () => {
    const bytes = Buffer.from(
      akn('<p>R\u00e9solution</p>', '<?xml version="1.0" encoding="ISO-8859-1"?>'),
      'latin1',
    );
    expect(printed(imported(bytes, 'x.xml'))).toContain('Résolution');
  });

  test('the content decides, not the name', () => {
    expect(printed(imported(akn('<p>one</p>'), 'draft.txt.bak'))).toContain('one');
  });
});

describe('hostile bytes', () => {
  test('never throw, whatever they are called', () => {
    const names = fc.constantFrom('a.xml', 'a.json', 'a.md', 'a.txt', 'a');
    const starts = fc.constantFrom('', '<akomaNtoso>', '{"schema":', '# ', '<?xml ?>', '1. ', '[^1]: ');
    fc.assert(
      fc.property(names, starts, fc.string({ unit: 'binary', maxLength: 200 }), (name, start, rest) => {
        const result = readFile(utf8(start + rest), name, defaultImportLimits);
        if (!result.failed) printed(result);
      }),
      { numRuns: 300 },
    );
  });

  test('lists inside lists without end stay within bounds', () => {
    const labels = ['(a)', '(i)', 'a.', 'i.', '(1)', '1)', 'A.', 'I)', '(A)', 'x)'];
    const points = Array.from(
      { length: 400 },
      (_, at) =>
        `<point><num>${labels[at % labels.length] ?? ''}</num><content><p>p${at}</p></content></point>`,
    );
    const agreement = imported(
      akn(`<paragraph><num>1.</num><list>${points.join('')}</list></paragraph>`),
      'x.xml',
    );
    const depth = (node: unknown): number => {
      const { content } = node as { content?: unknown[] };
      return 1 + Math.max(0, ...(content ?? []).map(depth));
    };
    for (const json of agreement.texts.values()) expect(depth(json)).toBeLessThan(30);
    expect(printed(agreement)).toContain('p399');
  });
});
