/** What comes from Word, Google Docs, web pages and plain text arrives as the schema's own structures. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openPage, type OpenPage } from './page.ts';
import { doc, list, outlineOf, p } from './texts.ts';

let open: OpenPage;
beforeAll(async () => {
  open = await openPage();
});
afterAll(async () => {
  await open?.close();
});

/** The text of a clause into which this was pasted. */
async function pasted(kind: 'html' | 'text', content: string, into = doc(), at = ''): Promise<string> {
  const [json, valid] = await open.page.evaluate(
    ([text, how, what, sign]) => {
      window.stage.open({ json: text });
      if (sign) window.stage.caret('a', sign);
      window.stage.paste('a', how, what);
      return [window.stage.json('b'), window.stage.valid('a')];
    },
    [into, kind, content, at] as const,
  );
  expect(valid).toBe(true);
  return outlineOf(json);
}

const wordParagraph = (level: number, mark: string, words: string) =>
  `<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span lang=EN-GB style='font-family:"Times New Roman"'><span style='mso-list:Ignore'>${mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=EN-GB>${words}<o:p></o:p></span></p>`;

test('Word: list paragraphs become nested lists, conditional comments and o:p go', async () => {
  const html = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style><!--[if gte mso 9]><xml>secret settings</xml><![endif]--></head><body><!--StartFragment--><p class=MsoNormal>The <b style='mso-bidi-font-weight:normal'>Parties</b> shall:<o:p></o:p></p>${wordParagraph(1, '(a)', 'first')}${wordParagraph(2, '(i)', 'first of first')}${wordParagraph(2, '(ii)', 'second of first')}${wordParagraph(1, '(b)', 'second')}<p class=MsoNormal>and<span style='display:none'>hidden</span> so on<!--EndFragment--></p></body></html>`;
  expect(await pasted('html', html)).toBe(
    'p(The <b>Parties</> shall:) list:auto(li(p(first) list:auto(li(p(first of first)) li(p(second of first)))) li(p(second))) p(and so on)',
  );
});

test('Word: numbers at the outer level are our letters, a label out of the series is kept', async () => {
  const html =
    wordParagraph(1, '1.', 'one') + wordParagraph(1, '1 bis.', 'more') + wordParagraph(1, '2.', 'two');
  expect(await pasted('html', html)).toBe('list:auto(li(p(one)) li:1 bis.(p(more)) li(p(two)))');
});

test('Word: bullets of its symbol font become dashes', async () => {
  const html = wordParagraph(1, '\uf0b7', 'one') + wordParagraph(2, 'o', 'inner');
  expect(await pasted('html', html)).toBe('list:dash(li(p(one) list:dash(li(p(inner)))))');
});

test('Google Docs: the wrapper of normal weight is not bold, styles are', async () => {
  const html = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38"><span style="font-weight:400">Plain </span><span style="font-weight:700">bold</span><span style="font-style:italic"> slanted</span><span style="vertical-align:super">2</span></p><ul><li dir="ltr" style="list-style-type:disc"><p dir="ltr" role="presentation"><span>point</span></p></li></ul></b>`;
  expect(await pasted('html', html)).toBe(
    'p(Plain <b>bold</><i> slanted</><sup>2</>) list:dash(li(p(point)))',
  );
});

test('web pages: scripts, styles, forms and images go, words and safe links stay', async () => {
  const html = `<div><h2>Scope</h2><script>alert(1)</script><style>p{}</style><p onclick="x()">Read <a href="javascript:alert(1)">this</a>, <a href="https://un.org/x">that</a> <img src=x onerror=alert(1)> and <a href="/relative">there</a>.</p><form><input value="typed"><button>Go</button></form><table><thead><tr><th>A</th></tr></thead><tbody><tr><td colspan="999">1</td></tr></tbody></table></div>`;
  const text = await pasted('html', html);
  expect(text).toBe(
    'h:2(Scope) p(Read this, <a https://un.org/x>that</> and there.) table(tr(th(p(A))) tr(td(p(1))))',
  );
  expect(open.errors).toEqual([]);
});

test('invisible marks are words of the text and stay', async () => {
  expect(await pasted('html', '<p>co\u200eoperation \u202eevil\u202c</p>')).toBe(
    'p(co\u200eoperation \u202eevil\u202c)',
  );
});

test('plain text with letters becomes a list, in depth', async () => {
  expect(
    await pasted(
      'text',
      'The Parties shall:\n(a) give notice;\n(i) in writing;\n(ii) by telex;\n(b) report.',
    ),
  ).toBe(
    'p(The Parties shall:) list:auto(li(p(give notice;) list:auto(li(p(in writing;)) li(p(by telex;)))) li(p(report.)))',
  );
});

test('(h), (i), (j) is one series', async () => {
  const lines = [...'abcdefghij'].map((letter) => `(${letter}) x`).join('\n');
  expect(await pasted('text', lines)).toBe(`list:auto(${Array(10).fill('li(p(x))').join(' ')})`);
});

test('a single line that begins with a number is no list', async () => {
  expect(await pasted('text', '5. The Parties\nagree')).toBe('p(5. The Parties) p(agree)');
});

test('into the middle of a line', async () => {
  expect(await pasted('text', 'and Observers ', doc('The Parties agree'), 'Parties |agree')).toBe(
    'p(The Parties and Observers agree)',
  );
});

test('an item copied within the clause loses its second id', async () => {
  const one = { type: 'list_item', attrs: { id: 'x1', label: null }, content: [p('one')] };
  const text = await open.page.evaluate(
    (json) => {
      window.stage.open({ json });
      window.stage.caret('a', 'one|');
      const { view } = window.stage.editor('a');
      const { tr, doc } = view.state;
      view.dispatch(tr.insert(doc.firstChild!.nodeSize - 1, doc.firstChild!.firstChild!));
      return window.stage.json('b');
    },
    doc(list('auto', one)),
  );
  expect(outlineOf(text)).toBe('list:auto(li:id(p(one)) li(p(one)))');
});

test('too much at once is refused with a notice', async () => {
  expect(await pasted('text', 'word '.repeat(50_000), doc('Text'), 'Text|')).toBe('p(Text)');
  expect(await open.page.evaluate(() => window.stage.log.notices)).toEqual(['paste-too-long']);
});
