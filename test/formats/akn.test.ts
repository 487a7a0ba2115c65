/** Akoma Ntoso: every real text, word for word; the outline of S/RES/2231; acts marked up by their elements. */
import { describe, expect, test } from '@jest/globals';
import { findInText } from '@travaux/editor/document';
import { SaxesParser } from 'saxes';
import {
  bytesOf,
  characters,
  difference,
  imported,
  linesOf,
  printed,
  sourceOf,
  textsArePresent,
  textsIn,
  words,
  type Line,
} from './printed.ts';

const files = textsIn('akn', '.xml');
const ifPresent = textsArePresent ? describe : describe.skip;
const why = textsArePresent ? '' : ' (skipped: ../shared/texts is not beside the repository)';

/** All text of a document in document order, but for its metadata; elements that are no inline text end a word. */
function textOfXml(xml: string): string {
  const inline = new Set(
    'span inline a sup sub b i u ref docTitle docNumber docDate docAuthority docStatus organization'.split(
      ' ',
    ),
  );
  const parser = new SaxesParser();
  let text = '';
  let inMeta = 0;
  parser.on('opentag', ({ name }) => {
    if (name === 'meta') inMeta += 1;
    if (!inline.has(name)) text += ' ';
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'meta') inMeta -= 1;
    if (!inline.has(name)) text += ' ';
  });
  parser.on('text', (part) => {
    if (inMeta === 0) text += part;
  });
  parser.write(xml).close();
  return text;
}

ifPresent(`every Akoma Ntoso text beside the repository${why}`, () => {
  test.each(files)('%s: no word is lost, added, joined, split or moved', (file) => {
    const source = textOfXml(sourceOf(file));
    const result = printed(imported(bytesOf(file), file));
    // Word processors cut some numbers from their full stop; the label has it again.
    const joined = source.replace(/(<num>)?(\d+\.\d+)\s+\.\t/gu, '$2.\t');
    expect(difference(words(joined), words(result))).toBeNull();
    expect(characters(result) === characters(source)).toBe(true);
  });

  test.each([
    ['E', 'en', 'ltr'],
    ['F', 'fr', 'ltr'],
    ['S', 'es', 'ltr'],
    ['R', 'ru', 'ltr'],
    ['C', 'zh', 'ltr'],
    ['A', 'ar', 'rtl'],
  ])(
    'S/RES/2799 in %s is in %s, %s, and its paragraphs have computed numbers',
    (letter, language, direction) => {
      const agreement = imported(bytesOf(`akn/S_RES_2799_2025.${letter}.akn.xml`), 'x.xml');
      expect(agreement.open.facts).toMatchObject({ language, direction });
      const numbered = linesOf(agreement).filter(({ label }) => label.number !== '');
      expect(numbered.map(({ number, label }) => `${number} ${label.number}`)).toEqual([
        'sequence 1',
        'sequence 2',
      ]);
      expect(linesOf(agreement).filter(({ kind }) => kind === 'preamble')).toHaveLength(1);
    },
  );
});

ifPresent(`S/RES/2231 with the whole JCPOA${why}`, () => {
  const agreement = textsArePresent ? imported(bytesOf('akn/S_RES_2231_2015.akn.xml'), 'x.xml') : null;
  const lines = agreement ? linesOf(agreement) : [];
  const called = (pattern: RegExp): Line => {
    const line = lines.find(({ label, heading }) => pattern.test(`${label.display} ${heading}`));
    if (!line) throw new Error(`nothing is called ${String(pattern)}`);
    return line;
  };
  const inside = (of: Line): Line[] => {
    const rest = lines.slice(lines.indexOf(of) + 1);
    const end = rest.findIndex(({ depth }) => depth <= of.depth);
    return end < 0 ? rest : rest.slice(0, end);
  };

  test('is several hundred clauses under the outline that a diplomat knows', () => {
    const clauses = lines.filter(({ kind }) => kind === 'clause');
    expect(clauses.length).toBeGreaterThan(400);
    expect(clauses.length).toBeLessThan(900);
    const annexes = lines
      .filter(({ kind }) => kind === 'annex')
      .map(({ label, depth }) => `${depth} ${label.full}`);
    expect(annexes).toEqual([
      '0 Annex A',
      '1 Annex I',
      '2 Attachment: Arak conceptual design'.slice(0, 12),
      '1 Annex II',
      '2 ATTACHMENT 1 - PART I',
      '2 ATTACHMENT 1 - PART II',
      '2 ATTACHMENT 2 - PART I',
      '2 ATTACHMENT 2 - PART II',
      '2 ATTACHMENT 3',
      '2 ATTACHMENT 4',
      '1 Annex III',
      '1 Annex IV',
      '1 Annex V',
      '0 Annex B',
      '1 ATTACHMENT',
    ]);
    expect(
      inside(called(/^Annex A:/))
        .filter(({ kind, depth }) => kind === 'section' && depth === 1)
        .map(({ heading }) => heading.slice(0, 31)),
    ).toEqual(['PREFACE', 'PREAMBLE AND GENERAL PROVISIONS', 'Iran and E3/EU+3 will take the ']);
  });

  test('the thirty operative paragraphs are computed, over the headings between them', () => {
    const top = lines.slice(0, lines.indexOf(called(/^Annex A:/)));
    const numbered = top.filter(({ label }) => label.number !== '');
    expect(numbered.map(({ label }) => label.display)).toEqual(
      Array.from({ length: 30 }, (_, at) => `${at + 1}.`),
    );
    expect(numbered.every(({ number }) => number === 'sequence')).toBe(true);
  });

  test('the paragraphs of Annex I run from 1 to 82 over its lettered sections A to T', () => {
    const annex = inside(called(/^JCPOA Annex I –/));
    const sections = annex.filter(({ kind, label }) => kind === 'section' && label.number !== '');
    expect(sections.map(({ label }) => label.number).join('')).toBe('ABCDEFGHIJKLMNOPQRST');
    const plain = annex.filter(({ kind, label }) => kind === 'clause' && /^\d+$/.test(label.number));
    expect(plain.map(({ label }) => Number(label.number))).toEqual(
      Array.from({ length: 82 }, (_, at) => at + 1),
    );
  });

  test('references are found behind invisible marks and mean the annex that they name', () => {
    const json = (line: Line) => JSON.stringify(agreement?.texts.get(line.id));
    const five = called(/^5\. /);
    const target = inside(called(/^JCPOA Annex V/)).find(({ label }) => label.number === '15.11');
    expect(json(five)).toContain(`"target":"${target?.id}"`);
    const thirteen = called(/^13\. /);
    expect(thirteen.text).toContain('paragraph \u200e11');
    expect(json(thirteen)).toContain(`"target":"${called(/^11\. /).id}"`);
  });

  test('a search for a plain hyphen finds non-breaking ones', () => {
    const hits = lines.flatMap(({ text }) =>
      findInText(text, 'non-proliferation').map(({ from, to }) => text.slice(from, to)),
    );
    expect(hits.some((hit) => hit.includes('\u2011'))).toBe(true);
  });

  test('tables, footnotes and emphasis are there', () => {
    const all = JSON.stringify([...(agreement?.texts.values() ?? [])]);
    const count = (node: string) => all.split(`"type":"${node}"`).length - 1;
    expect([count('table'), count('table_row'), count('table_cell'), count('footnote')]).toEqual([
      3, 344, 1296, 23,
    ]);
    expect(count('emphasis')).toBeGreaterThan(50);
    expect(count('superscript')).toBeGreaterThan(0);
  });
});

/** An act around a body. */
const act = (body: string, language = 'eng') =>
  `<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="treaty"><meta><identification source="#x"><FRBRExpression><FRBRlanguage language="${language}"/></FRBRExpression></identification></meta>${body}</act></akomaNtoso>`;
const outline = (xml: string) =>
  linesOf(imported(act(xml), 'act.xml')).map(
    ({ depth, kind, label, heading, text }) =>
      `${'  '.repeat(depth)}${[kind, label.display, heading, text && `“${text.replace(/\n/g, ' | ')}”`].filter(Boolean).join(' ')}`,
  );

describe('an act that is marked up by its elements', () => {
  test('parts hold chapters, these articles, these numbered paragraphs with their items', () => {
    expect(
      outline(`<body><part><num>Part I</num><heading>General</heading><article><num>Article 1</num><heading>Terms</heading>
        <paragraph><num>1.</num><list><intro><p>In this</p></intro><point><num>(a)</num><content><p>first</p></content></point>
        <point><num>(b)</num><list><intro><p>second</p></intro><point><num>(i)</num><content><p>inner</p></content></point></list></point></list></paragraph>
        <paragraph><num>1 bis.</num><content><p>Inserted</p></content></paragraph>
        </article></part><article><num>Article 2</num><content><p>Alone</p></content></article></body>`),
    ).toEqual([
      'part Part I General',
      '  article Article 1 Terms',
      '    clause 1. “In this | (a) first | (b) second | (i) inner”',
      '    clause 1 bis. “Inserted”',
      'article Article 2',
      '  clause “Alone”',
    ]);
  });

  test('an unknown element keeps its words and is reported with its place', () => {
    const agreement = imported(
      act('<body><p>one <blink>two</blink> three</p><gadget>four</gadget></body>'),
      'act.xml',
    );
    expect(words(printed(agreement))).toEqual(['one', 'two', 'three', 'four']);
    expect(agreement.remarks.map(({ code, where }) => `${code} ${where}`)).toEqual([
      'unknown-element line 1',
      'unknown-element line 1',
    ]);
  });

  test('links are kept when they are safe, images are reported, spaces are single', () => {
    const agreement = imported(
      act(
        `<body><p xml:space="preserve">a\t\t<a href="https://un.org/x">b</a>  c<a href="javascript:alert(1)">d</a><img src="x.png"/> <u>e </u> f</p></body>`,
      ),
      'act.xml',
    );
    const [json] = [...agreement.texts.values()];
    expect(JSON.stringify(json)).toContain('https://un.org/x');
    expect(JSON.stringify(json)).not.toContain('javascript');
    expect(printed(agreement).trim()).toBe('a b cd e f');
    expect(agreement.remarks.map(({ code }) => code)).toEqual(['link-left-out', 'image-left-out']);
  });

  test('ids do not count, and no two agreements share a room', async () => {
    const { readFile, defaultImportLimits } = await import('@travaux/server/formats');
    const paragraph = (n: number) =>
      `<paragraph><num>${n}.</num><content><p>See paragraph 1.</p></content></paragraph>`;
    const bytes = new TextEncoder().encode(act(`<body>${[1, 2, 3].map(paragraph).join('')}</body>`));
    const ids = (idSeed: string) => {
      const result = readFile(bytes, 'x.xml', defaultImportLimits, undefined, { idSeed });
      if (result.failed) throw new Error(result.sentence);
      const all = result.open.elements.map(({ id }) => id);
      expect(JSON.stringify(result.texts.get(all[2]!))).toContain(`"target":"${all[0]}"`);
      return all;
    };
    const [one, other] = [ids('one'), ids('other')];
    expect(new Set([...one, ...other]).size).toBe(6);
    expect(ids('one')).toEqual(one);
    for (const id of one) expect(id).toMatch(/^e[0-9a-f]{24}$/);
  });
});
