/** Live and static text look the same; what the eye sees is told to a screen reader, too. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { axe } from '../harness/browser.ts';
import { becomes } from '../harness/until.ts';
import { openPage, type OpenPage } from './page.ts';
import { doc, item, list, note, outlineOf, p, ref, table, text } from './texts.ts';

let open: OpenPage;
beforeAll(async () => {
  open = await openPage();
});
afterAll(async () => {
  await open?.close();
});

const everything = doc(
  { type: 'heading', attrs: { level: 1 }, content: [text('Cooperation')] },
  p(
    'The ',
    text('Parties', 'strong'),
    ' shall, under ',
    ref('art5', '?'),
    ' and ',
    ref('gone', 'Article 9'),
    note('Adopted.'),
    ':',
  ),
  list(
    'auto',
    item('by notice:', list('auto', 'in writing;', item('by:', list('auto', 'telex;')))),
    'by report',
  ),
  list('dash', item('one', list('dash', 'inner'))),
  list('none', 'unmarked'),
  table(['Measure', 'Date'], ['Freeze', '']),
  { type: 'quotation', content: [p('Quoted.')] },
  p(),
  p('H', text('2', 'subscript'), 'O', { type: 'hard_break' }, 'last ', text('line', 'emphasis')),
);

const boxes = (id: string) =>
  open.page.evaluate((name) => {
    const root = document.querySelector(`#${name} .tx-text`)!;
    const origin = root.getBoundingClientRect();
    return [
      root,
      ...root.querySelectorAll('p, h4, li, td, th, a, sub, strong, blockquote, .tx-footnote-mark'),
    ].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [
        element.nodeName,
        x - origin.x,
        y - origin.y,
        width,
        height,
        element.getAttribute('data-tx-label'),
      ];
    });
  }, id);

test.each(['en', 'fr', 'ar'])('mounting an editor moves nothing (%s)', async (language) => {
  await open.page.evaluate(
    ([json, lang]) => {
      window.stage.open({ json, language: lang, direction: lang === 'ar' ? 'rtl' : 'ltr' });
      window.stage.drawStatic(json, lang);
    },
    [everything, language] as const,
  );
  const live = await boxes('a');
  expect(live.length).toBeGreaterThan(20);
  expect(await boxes('static')).toEqual(live);
});

test('a static reference is followed, a static footnote opens', async () => {
  await open.page.evaluate((json) => {
    window.stage.open({ json });
    window.stage.drawStatic(json);
  }, everything);
  await open.page.locator('#static .tx-reference').first().click();
  expect(await open.page.evaluate(() => window.stage.log.followed)).toEqual(['art5']);
  const footnote = open.page.locator('#static .tx-footnote-text');
  expect(await footnote.isVisible()).toBe(false);
  await open.page.locator('#static .tx-footnote-mark').press('Enter');
  expect(await footnote.isVisible()).toBe(true);
});

test('a text that cannot be drawn is still read', async () => {
  await open.page.evaluate(() =>
    window.stage.drawStatic({
      type: 'doc',
      content: [{ type: 'unheard-of', content: [{ type: 'text', text: 'words' }] }],
    }),
  );
  expect(await open.page.locator('#static').innerText()).toBe('words');
});

const objections = async () => (await axe(open.page)).map(({ rule, where }) => `${rule} ${where.join(' ')}`);

test('axe has no objection to the text, the menu, the picker and the form', async () => {
  await open.page.evaluate((json) => {
    window.stage.open({ json });
    window.stage.caret('a', 'by |report');
  }, everything);
  expect(await objections()).toEqual([]);
  await open.page.keyboard.type('/');
  expect(await open.page.locator('.tx-slash').isVisible()).toBe(true);
  expect(await objections()).toEqual([]);
  await open.page.keyboard.press('Escape');
  for (const [id, panel] of [
    ['reference', '.tx-picker'],
    ['link', '.tx-link-form'],
  ] as const) {
    await open.page.evaluate(() => window.stage.caret('a', '[report]'));
    await open.page.evaluate((action) => window.stage.run('a', action), id);
    expect(await open.page.locator(panel).isVisible()).toBe(true);
    expect(await objections()).toEqual([]);
    await open.page.keyboard.press('Escape');
    expect(await open.page.locator(panel).count()).toBe(0);
  }
});

test('the text has a role, a name, a language and a direction, and says when it is read-only', async () => {
  const attributes = () =>
    open.page.evaluate(() => {
      const { dom } = window.stage.editor('a').view;
      return ['role', 'aria-multiline', 'aria-label', 'lang', 'dir', 'aria-readonly', 'contenteditable'].map(
        (name) => dom.getAttribute(name),
      );
    });
  await open.page.evaluate(
    (json) => window.stage.open({ json, language: 'ar', direction: 'rtl' }),
    everything,
  );
  expect(await attributes()).toEqual(['textbox', 'true', 'Text of Article 4 (a)', 'ar', 'rtl', null, 'true']);
  await open.page.evaluate(() => {
    window.stage.editor('a').setEditable(false);
    window.stage.editor('a').setLabel('Text of Article 5');
  });
  expect(await attributes()).toEqual(['textbox', 'true', 'Text of Article 5', 'ar', 'rtl', 'true', 'false']);
});

test('the others are shown by initials and pattern, and told of elsewhere', async () => {
  await open.page.evaluate(() => {
    window.stage.open({
      json: {
        type: 'doc',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'The Parties' }] }],
      },
    });
    window.stage.caret('b', 'The |Parties');
  });
  const cursor = open.page.locator('#a .tx-cursor');
  await becomes('the flag', () => cursor.locator('b').allTextContents(), ['DBR']);
  expect(await cursor.getAttribute('aria-hidden')).toBe('true');
  expect(await cursor.getAttribute('class')).toMatch(/tx-pattern-\d/);
});

test.each([
  ['of another root', { anchor: { tname: 'other', item: null }, head: { tname: 'other', item: null } }],
  ['that is no position', { anchor: 'x', head: 7 }],
  [
    'ahead of us',
    { anchor: { item: { client: 99, clock: 1e9 } }, head: { item: { client: 99, clock: 1e9 } } },
  ],
  [
    'in a list of items',
    { anchor: { type: { client: 1, clock: 0 } }, head: { type: { client: 1, clock: 1 } } },
  ],
])('a presence with a cursor %s does no harm', async (_what, cursor) => {
  open.errors.length = 0;
  await open.page.evaluate((value) => {
    window.stage.open({
      json: {
        type: 'doc',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'The Parties' }] }],
      },
    });
    window.stage.haunt('a', value);
    window.stage.insert('b', 'Parties', 'two ');
  }, cursor);
  await becomes(
    'the text',
    async () => outlineOf(await open.page.evaluate(() => window.stage.viewJson('a'))),
    'p(The two Parties)',
  );
  expect(await open.page.evaluate(() => window.stage.roots('a'))).toEqual(['text']);
  expect(open.errors).toEqual([]);
});

test('invisible characters are shown with their names on demand', async () => {
  await open.page.evaluate(() => {
    window.stage.open({
      json: {
        type: 'doc',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'co\u200eop\u202eer' }] }],
      },
    });
    window.stage.run('a', 'invisibles');
  });
  expect(await open.page.locator('#a .tx-invisible').allTextContents()).toEqual(['LRM', 'RLO']);
  await open.page.evaluate(() => window.stage.run('a', 'invisibles'));
  expect(await open.page.locator('#a .tx-invisible').count()).toBe(0);
});

test('a remote deletion of the selected reference keeps the editor working', async () => {
  open.errors.length = 0;
  await open.page.evaluate(
    (json) => {
      window.stage.open({ json });
      const a = window.stage.editor('a').view;
      window.stage.selectNode('a', 'reference');
      a.focus();
      const b = window.stage.editor('b').view;
      b.dispatch(b.state.tr.delete(0, b.state.doc.content.size));
      window.stage.run('b', 'list');
    },
    doc(p('See ', ref('art5', '5'))),
  );
  expect(open.errors).toEqual([]);
  expect(outlineOf(await open.page.evaluate(() => window.stage.viewJson('a')))).toBe('list:auto(li(p()))');
});

test('a fresh document after a refusal replaces the text in the same view', async () => {
  await open.page.evaluate(() => {
    window.stage.open({
      json: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'refused' }] }] },
    });
    window.stage.caret('a', 'refused|');
    window.stage.renew('a', {
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'fresh' }] }],
    });
    window.stage.caret('a', 'fresh|');
  });
  await open.page.keyboard.type('!');
  expect(outlineOf(await open.page.evaluate(() => window.stage.json('a')))).toBe('p(fresh!)');
  expect(outlineOf(await open.page.evaluate(() => window.stage.viewJson('a')))).toBe('p(fresh!)');
});
