/** What kind of change an edit is: examples a lawyer would give, and edits to real resolutions. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { canonicalText, classifyEdit, nodeOfJson, type EditContext } from '@travaux/editor/document';
import { defaultImportLimits, readFile } from '@travaux/server/formats';
import fc from 'fast-check';
import type { Node } from 'prosemirror-model';
import { anyText } from './any-text.ts';
import { texts, textsArePresent, withTexts } from '../harness/texts.ts';

type Content = string | object;
const inline = (content: Content) =>
  typeof content === 'string' ? { type: 'text', text: content } : content;
const p = (...content: Content[]) => ({
  type: 'paragraph',
  content: content.filter((each) => each !== '').map(inline),
});
const marked = (text: string, ...marks: (string | object)[]) => ({
  type: 'text',
  text,
  marks: marks.map((mark) => (typeof mark === 'string' ? { type: mark } : mark)),
});
const ref = (target: string, label: string, form = 'number') => ({
  type: 'reference',
  attrs: { target, label, form },
});
const item = (attrs: object, ...content: Content[]) => ({
  type: 'list_item',
  attrs,
  content: [p(...content)],
});
const list = (attrs: object, ...items: object[]) => ({ type: 'list', attrs, content: items });
/** A text; a string is a paragraph. */
const text = (...blocks: Content[]): Node =>
  nodeOfJson({ type: 'doc', content: blocks.map((block) => (typeof block === 'string' ? p(block) : block)) });

/** `typographic: white space` and so on, each once; with the words: `substantive: modal verb (shall → may)`. */
function verdict(
  was: Content | Node,
  now: Content | Node,
  context: EditContext = {},
  withWords = false,
): string {
  const [from, to] = [was, now].map((each) => (typeof each === 'string' ? text(each) : (each as Node)));
  const { class: heaviest, classes, reasons } = classifyEdit(from!, to!, context);
  expect(classes.at(-1)).toBe(heaviest);
  const said = reasons.map((each) => {
    const words = withWords && (each.was || each.now) ? ` (${each.was} → ${each.now})` : '';
    return `${each.class}: ${each.because}${words}`;
  });
  return [...new Set(said)].join(', ') || heaviest;
}
const detail = (was: Content | Node, now: Content | Node, context: EditContext = {}) =>
  verdict(was, now, context, true);

describe('no change', () => {
  test.each([
    ['the same', text('The Parties shall act.'), text('The Parties shall act.')],
    ['an attribute at its default', text(p('a')), text({ ...p('a'), attrs: { dir: null } })],
  ])('%s', (_, was, now) => expect(verdict(was, now)).toBe('no-change'));
});

describe('typographic', () => {
  test.each([
    ['10 kg of xenon', '10\u00a0kg  of xenon', 'white space'],
    ['see paragraph 11', 'see paragraph \u200e11', 'white space'],
    ['non-performance', 'non\u2011performance', 'characters'],
    ['5-10 days', '5–10 days', 'characters'],
    ['the year 2015 - 2016', 'the year 2015 — 2016', 'characters'],
    ['the "Plan"', 'the “Plan”', 'characters'],
    ['le "Plan"', 'le « Plan »', 'characters', 'white space'],
    ["the Council's decision", 'the Council’s decision', 'characters'],
    ['5 %', '5%', 'white space'],
    ['a ﬁnal act', 'a final act', 'characters'],
    ['المادة 45', 'المادة ٤٥', 'characters'],
    ['以下措施,', '以下措施，', 'characters'],
    ['per cent of it', 'per  cent of it', 'characters'],
    ['the Parties', 'The Parties', 'case'],
    ['rules Of the house', 'rules of the house', 'case'],
    ['para\u00adgraph five', 'paragraph five', 'characters'],
  ])('%j → %j', (was, now, ...kinds) =>
    expect(verdict(was, now).split(', ').sort()).toEqual(kinds.map((kind) => `typographic: ${kind}`).sort()),
  );

  test.each([
    ['emphasis', text(p('shall act')), text(p(marked('shall', 'strong', 'emphasis'), ' act')), 'marks'],
    [
      'an ordinal that is raised',
      text(p('the 1st day')),
      text(p('the 1', marked('st', 'superscript'), ' day')),
      'marks',
    ],
    [
      'a line break for a space',
      text(p('one two')),
      text(p('one', { type: 'hard_break' }, 'two')),
      'white space',
    ],
    ['the direction of a paragraph', text(p('a')), text({ ...p('a'), attrs: { dir: 'rtl' } }), 'marks'],
    ['an empty paragraph at the end', text(p('a')), text(p('a'), p()), 'white space'],
    ['an empty paragraph between two', text(p('a'), p('b')), text(p('a'), p(), p('b')), 'white space'],
  ])('%s', (_, was, now, kind) => expect(verdict(was, now)).toBe(`typographic: ${kind}`));
});

describe('renumbering', () => {
  test.each([
    ['of a target', text(p('see ', ref('c1', '5'))), text(p('see ', ref('c1', '6 bis')))],
    ['of a target in full', text(p(ref('c1', 'Article 5', 'full'))), text(p(ref('c1', 'Article 6', 'full')))],
    ['of a target in Chinese', text(p(ref('c1', '第五条', 'full'))), text(p(ref('c1', '第十二条', 'full')))],
    ['of an item', text(list({}, item({ label: '(a)' }, 'x'))), text(list({}, item({ label: '(b)' }, 'x')))],
    ['of a list', text(list({}, item({}, 'x'))), text(list({ marker: 'decimal' }, item({}, 'x')))],
  ])('%s', (_, was, now) => expect(verdict(was, now)).toBe('renumbering: printed number'));
});

describe('cross-reference', () => {
  test.each([
    ['another target', text(p('see ', ref('c1', '5'))), text(p('see ', ref('c2', '6')))],
    ['another form', text(p('see ', ref('c1', '5'))), text(p('see ', ref('c1', 'paragraph 5', 'full')))],
    [
      'words become a reference',
      text(p('see paragraph 5.')),
      text(p('see ', ref('c1', 'paragraph 5', 'full'), '.')),
    ],
    ['a reference becomes words', text(p('see ', ref('c1', '5'), ' above')), text(p('see 5 above'))],
    ['an anchor at an item', text(list({}, item({}, 'x'))), text(list({}, item({ id: 'i1' }, 'x')))],
  ])('%s', (_, was, now) => expect(verdict(was, now)).toBe('cross-reference: reference'));

  test('is not what other words make of it', () => {
    expect(verdict(text(p('see paragraph 5.')), text(p('see ', ref('c1', 'paragraph 6', 'full'), '.')))).toBe(
      'substantive: number',
    );
    expect(verdict(text(p('1 ', ref('c1', '5'))), text(p('1', ref('c1', '5'))))).toMatch(/^substantive/);
    expect(verdict(text(p(ref('c1', '5'), ' days')), text(p('days')))).toMatch(/^substantive/);
    expect(detail(text(p(ref('c1', 'this shall bind'))), text(p(ref('c1', 'this may bind'))))).toBe(
      'substantive: modal verb (this shall bind → this may bind)',
    );
  });
});

describe('linguistic', () => {
  test.each([
    ['organise', 'organize', 'spelling'],
    ['The labour organisations', 'The labor organizations', 'spelling'],
    ['co-operation', 'cooperation', 'spelling'],
    ['10 per cent', '10 percent', 'spelling'],
    ['the defence centre', 'the defense center', 'spelling'],
    ['spare parts;', 'spare parts.', 'punctuation'],
    ['spare parts', 'spare parts.', 'punctuation'],
  ])('%j → %j', (was, now, kind) => expect(verdict(was, now)).toBe(`linguistic: ${kind}`));
});

describe('substantive', () => {
  test.each([
    // Modal verbs
    ['The Parties shall act.', 'The Parties should act.', 'modal verb (shall → should)'],
    ['Le Comité doit siéger', 'Le Comité peut siéger', 'modal verb (doit → peut)'],
    ['Los Estados deberán informar', 'Los Estados podrán informar', 'modal verb (deberán → podrán)'],
    ['Государства должны сообщить', 'Государства могут сообщить', 'modal verb (должны → могут)'],
    ['يجب على الدول', 'يجوز على الدول', 'modal verb (يجب → يجوز)'],
    ['各国应报告', '各国可报告', 'modal verb (应 → 可)'],
    // Numbers and dates
    ['within 30 days', 'within 45 days', 'number (30 → 45)'],
    ['within thirty days', 'within forty days', 'number (thirty → forty)'],
    ['dans un délai de dix jours', 'dans un délai de vingt jours', 'number (dix → vingt)'],
    ['10,000 kg', '10.000 kg', 'number (10,000 → 10.000)'],
    ['10 000 kg', '10000 kg', 'number (10 000 → 10000)'],
    ['minus -5 degrees', 'minus 5 degrees', 'number (-5 → 5)'],
    ['一年内', '三年内', 'number (一 → 三)'],
    ['on 3 March 2026', 'on 3 April 2026', 'date (March → April)'],
    ['le 3 août', 'le 3 avril', 'date (août → avril)'],
    // Negations and exceptions
    ['They shall act', 'They shall not act', 'negation ( → not)'],
    ['avec préavis', 'sans préavis', 'negation ( → sans)'],
    ['не позднее', 'позднее', 'negation (не → )'],
    ['各国不得出口', '各国得出口', 'negation (不 → )'],
    ['unless it decides', 'if it decides', 'negation (unless → )'],
    // Other words
    ['arms and materiel', 'arms or materiel', 'words (and → or)'],
    ['the measure', 'the measures', 'words (measure → measures)'],
    ['où il siège', 'ou il siège', 'words (où → ou)'],
    ['resign', 're-sign', 'words (resign → re-sign)'],
    ['the State', 'the state', 'case (State → state)'],
    ['help US now', 'help us now', 'case (US → us)'],
    // Punctuation that is heard
    ['arms, and aircraft', 'arms and aircraft', 'words (, → )'],
    ['two weeks', 'twoweeks', 'number (two → )'],
    // Marks that turn what is read
    ['12 days', '\u202e12\u202c days', 'words ( → \u202e), substantive: words ( → \u202c)'],
    // Letters that look alike
    ['a party', 'а party', 'words (a → а)'],
  ])('%j → %j', (was, now, expected) => expect(detail(was, now)).toBe(`substantive: ${expected}`));

  test.each([
    ['a raised digit', text(p('10', marked('5', 'superscript'))), text(p('105')), 'number'],
    [
      'a link',
      text(p(marked('list', { type: 'link', attrs: { href: 'https://a.example/' } }))),
      text(p(marked('list', { type: 'link', attrs: { href: 'https://b.example/' } }))),
      'link',
    ],
    ['a paragraph split', text('One two.'), text('One', 'two.'), 'structure'],
    ['a paragraph that became an item', text('One two.'), text(list({}, item({}, 'One two.'))), 'structure'],
    [
      'a label with a meaning',
      text(list({}, item({ label: '(a)' }, 'x'))),
      text(list({}, item({ label: 'not' }, 'x'))),
      'words',
    ],
    ['a paragraph that moved', text('One apple.', 'Any pear.'), text('Any pear.', 'One apple.'), ''],
  ])('%s', (_, was, now, kind) => expect(verdict(was, now)).toContain(`substantive: ${kind}`));

  test('party names and defined terms, in whatever they differ', () => {
    const context = {
      parties: ['Republic of Kestrelia'],
      terms: ['Labour Organisation', 'restricted compound'],
    };
    expect(detail('the Republic of Kestrelia', 'the Republic of Albarra', context)).toBe(
      'substantive: party (Kestrelia → )',
    );
    expect(detail('the Labour Organisation', 'the Labor Organisation', context)).toBe(
      'substantive: defined term (Labour → Labor)',
    );
    expect(detail('restricted compounds', 'limited compounds', context)).toBe(
      'substantive: defined term (restricted → )',
    );
    expect(verdict('restricted compounds', 'restricted\u00a0compounds', context)).toBe(
      'typographic: white space',
    );
    expect(verdict('Restricted compounds', 'restricted compounds', context)).toBe(
      'substantive: defined term',
    );
  });

  test('weighs more than what else is in the edit, which is told as well', () => {
    const was = text(p('The "Parties" shall, under ', ref('c1', '5'), ', organise it.'));
    const now = text(p('The “Parties” may, under ', ref('c1', '6'), ', organize it.'));
    expect(classifyEdit(was, now).classes).toEqual([
      'renumbering',
      'typographic',
      'linguistic',
      'substantive',
    ]);
  });
});

test('of any two texts, only the same one is no change', () => {
  fc.assert(
    fc.property(anyText, anyText, (was, now) => {
      const { class: heaviest, reasons } = classifyEdit(was, now);
      const same = canonicalText(was) === canonicalText(now);
      expect(heaviest === 'no-change').toBe(same);
      expect(reasons.length > 0).toBe(!same);
      expect(classifyEdit(now, was).class).toBe(heaviest);
    }),
  );
});

const clauses = (path: string): Node[] => {
  const result = readFile(readFileSync(path), path, defaultImportLimits);
  if (result.failed) throw new Error(result.sentence);
  return [...result.texts.values()].map(nodeOfJson).filter((node) => node.textContent.trim() !== '');
};
/** A text with its words changed: `change` sees every text node. */
function reworded(node: Node, change: (words: string) => string): Node {
  const visit = (json: { text?: string; content?: object[] }): object => ({
    ...json,
    ...(json.text === undefined ? {} : { text: change(json.text) }),
    ...(json.content ? { content: json.content.map(visit) } : {}),
  });
  return nodeOfJson(visit(node.toJSON() as object) as { type: 'doc' });
}

(textsArePresent ? describe : describe.skip)(withTexts('edits to real resolutions'), () => {
  const resolution = textsArePresent ? clauses(texts.res2231) : [];
  const changed = (change: (words: string) => string) =>
    resolution.flatMap((was) => {
      const now = reworded(was, change);
      return now.eq(was) ? [] : [{ was, now, ...classifyEdit(was, now) }];
    });

  test.each([
    ['dashes', (words: string) => words.replace(/-/g, '\u2011')],
    ['spaces', (words: string) => words.replace(/ (?=\d)/g, '\u00a0')],
    ['quotation marks', (words: string) => words.replace(/[“”]/g, '"').replace(/’/g, "'")],
    ['invisible marks', (words: string) => words.replace(/(?<=\p{L}{4})(?=\p{L}{4})/gu, '\u00ad')],
  ])('%s of S/RES/2231 are typographic', (_, change) => {
    const edits = changed(change);
    expect(edits.length).toBeGreaterThan(20);
    expect(edits.filter((edit) => edit.class !== 'typographic')).toEqual([]);
  });

  test.each([
    ['shall', 'should', 'modal verb'],
    ['will', 'may', 'modal verb'],
    ['not', 'also', 'negation'],
    ['Iran', 'Albarra', 'words'],
    ['and', 'or', 'words'],
    ['days', 'weeks', 'words'],
  ])('"%s" → "%s" in S/RES/2231 is substantive', (word, other, because) => {
    const edits = changed((words) => words.replace(new RegExp(`\\b${word}\\b`, 'u'), other));
    expect(edits.length).toBeGreaterThan(5);
    expect(edits.filter((edit) => edit.class !== 'substantive')).toEqual([]);
    expect(edits.filter(({ reasons }) => !reasons.some((reason) => reason.because === because))).toEqual([]);
  });

  test.each([
    ['A', 'يقرر', 'يجوز'],
    ['C', '决定', '可'],
    ['E', 'Decides', 'May'],
    ['F', 'Décide', 'Peut'],
    ['R', 'постановляет', 'может'],
    ['S', 'Decide', 'Puede'],
  ])('an operative word of S/RES/2799 in language %s made a modal verb', (language, word, other) => {
    const reasons = clauses(texts.res2799Arabic.replace('.A.', `.${language}.`)).flatMap((was) => {
      const now = reworded(was, (words) => words.replace(word, other));
      return now.eq(was) ? [] : classifyEdit(was, now).reasons;
    });
    expect(reasons.map(({ because, now }) => `${because} ${now}`)).toContain(`modal verb ${other}`);
    expect(new Set(reasons.map((reason) => reason.class))).toEqual(new Set(['substantive']));
  });

  test('any one word exchanged for another of the text is substantive', () => {
    const vocabulary = [
      ...new Set(resolution.flatMap((node) => node.textContent.match(/\p{L}{2,}/gu) ?? [])),
    ];
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.constantFrom(...vocabulary), (which, place, other) => {
        const was = resolution[which % resolution.length]!;
        const total = was.textContent.match(/\p{L}{2,}/gu)?.length ?? 0;
        fc.pre(total > 0);
        let [at, gone] = [-1, ''];
        const now = reworded(was, (words) =>
          words.replace(/\p{L}{2,}/gu, (word) => {
            at += 1;
            if (at !== place % total) return word;
            gone = word;
            return other;
          }),
        );
        fc.pre(gone !== '' && gone.toLowerCase() !== other.toLowerCase());
        expect(classifyEdit(was, now).class).toBe('substantive');
      }),
      { numRuns: 200 },
    );
  });

  test('every clause is of no other class than itself', () => {
    for (const node of resolution) expect(classifyEdit(node, node).class).toBe('no-change');
  });
});
