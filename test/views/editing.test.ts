/** The editor as an author meets it: real keys in a real browser, two people on two copies. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ClauseJson } from '@travaux/editor/document';
import { becomes } from '../harness/until.ts';
import { openPage, type OpenPage } from './page.ts';
import { doc, item, list, note, outlineOf, p, ref, table } from './texts.ts';

let open: OpenPage;
beforeAll(async () => {
  open = await openPage();
});
afterAll(async () => {
  await open?.close();
});
beforeEach(() => {
  open.errors.length = 0;
});
afterEach(async () => {
  const violations = await open.page.evaluate(() => window.stage.violations.splice(0));
  expect({ errors: open.errors, violations }).toEqual({ errors: [], violations: [] });
});

const begin = (
  json: ClauseJson,
  options: { language?: string; direction?: 'ltr' | 'rtl'; editable?: boolean } = {},
) => open.page.evaluate((all) => window.stage.open(all), { json, ...options });
const caret = (sign: string, who: 'a' | 'b' = 'a') =>
  open.page.evaluate(([name, words]) => window.stage.caret(name as 'a', words!), [who, sign]);
const where = (who: 'a' | 'b' = 'a') => open.page.evaluate((name) => window.stage.where(name), who);
/** ProseMirror reads a selection that the browser made a moment later. */
const caretIs = (sign: string) => becomes('the caret', () => where(), sign);
const exits = (...wanted: string[]) =>
  becomes('exits', () => open.page.evaluate(() => window.stage.log.exits), wanted);
const keys = async (...pressed: string[]) => {
  for (const key of pressed) await open.page.keyboard.press(key);
};
const type = (words: string) => open.page.keyboard.type(words);
const run = (id: string, who: 'a' | 'b' = 'a') =>
  open.page.evaluate(([name, action]) => window.stage.run(name as 'a', action!), [who, id]);

/** The text that both have, after checking that they have the same and that it is valid. */
async function both(): Promise<string> {
  const [a, b, shown, valid] = await open.page.evaluate(() => [
    window.stage.json('a'),
    window.stage.json('b'),
    window.stage.viewJson('b'),
    window.stage.valid('a'),
  ]);
  expect(valid).toBe(true);
  expect(outlineOf(b)).toBe(outlineOf(a));
  expect(outlineOf(shown)).toBe(outlineOf(b));
  return outlineOf(a);
}

describe('typing', () => {
  test('goes to the other', async () => {
    await begin(doc('The Parties agree.'));
    await caret('agree|.');
    await type(' to cooperate');
    expect(await both()).toBe('p(The Parties agree to cooperate.)');
  });

  test('Enter over everything leaves an empty paragraph', async () => {
    await begin(doc('The Parties agree.', 'The end.'));
    await caret('The end|.');
    await keys('Control+a', 'Enter');
    expect(await both()).toBe('p()');
    await type('Anew.');
    expect(await both()).toBe('p(Anew.)');
  });

  test('begins a paragraph in an empty clause', async () => {
    await begin(doc());
    await open.page.evaluate(() => window.stage.editor('a').focus('start'));
    await type('The');
    await keys('Enter');
    await type('Parties');
    expect(await both()).toBe('p(The) p(Parties)');
  });

  test('after deleting everything goes on in a paragraph', async () => {
    await begin(doc('One.', 'Two.'));
    await caret('O|ne');
    await keys('Control+a', 'Delete');
    await type('New');
    expect(await both()).toBe('p(New)');
  });

  test('emphasis by keys', async () => {
    await begin(doc('The Parties shall agree.'));
    await caret('[shall] agree');
    await keys('Control+b', 'Control+i');
    expect(await both()).toBe('p(The Parties <i><b>shall</></> agree.)');
    await keys('Control+\\');
    expect(await both()).toBe('p(The Parties shall agree.)');
  });

  test('undo takes back only what the author did, and the caret stays there when the other goes on', async () => {
    await begin(doc('First.', 'Second.'));
    await caret('First|.');
    await type(' mine');
    await open.page.evaluate(() => window.stage.insert('b', 'Second', 'theirs '));
    await keys('Control+z');
    expect(await both()).toBe('p(First.) p(theirs Second.)');
    await caretIs('First|.');
    await caret('Sec|ond');
    await open.page.evaluate(() => window.stage.insert('b', 'theirs', 'more '));
    await caretIs('more theirs Sec|ond.');
    await keys('Control+y');
    expect(await both()).toBe('p(First mine.) p(more theirs Second.)');
  });
});

test('undo selects again what was selected, at once', async () => {
  await begin(doc('First one.', 'Second.'));
  await caret('First [one].');
  await type('x');
  await keys('Control+z');
  const selected = () =>
    open.page.evaluate(() => {
      const { state } = window.stage.editor('a').view;
      return state.doc.textBetween(state.selection.from, state.selection.to);
    });
  expect(await selected()).toBe('one');
  await open.page.evaluate(() => window.stage.insert('b', 'Second', 'theirs '));
  expect(await selected()).toBe('one');
});

describe('lists', () => {
  const labels = () => open.page.evaluate(() => window.stage.labels('a'));

  test('Tab and Shift+Tab change the level, Enter makes items, an empty item ends the list', async () => {
    await begin(doc('One'));
    await caret('One|');
    await keys('Control+Shift+7', 'Enter');
    await type('Two');
    await keys('Tab', 'Enter');
    await type('Three');
    expect(await both()).toBe('list:auto(li(p(One) list:auto(li(p(Two)) li(p(Three)))))');
    expect(await labels()).toEqual(['(a)', '(i)', '(ii)']);
    await keys('Shift+Tab');
    expect(await labels()).toEqual(['(a)', '(i)', '(b)']);
    await keys('Enter', 'Enter');
    await type('After');
    expect(await both()).toBe('list:auto(li(p(One) list:auto(li(p(Two)))) li(p(Three))) p(After)');
  });

  test('dashes stay dashes one level down', async () => {
    await begin(doc(list('dash', 'One', 'Two')));
    await caret('Tw|o');
    await keys('Tab');
    expect(await both()).toBe('list:dash(li(p(One) list:dash(li(p(Two)))))');
  });

  test('a second item by Enter has neither the id nor the literal label of the first', async () => {
    const labelled = { ...item('One two'), attrs: { id: 'x1', label: '(z)' } };
    await begin(doc(list('auto', labelled)));
    await caret('One| two');
    await keys('Enter');
    expect(await both()).toBe('list:auto(li:(z):id(p(One)) li(p( two)))');
  });

  test('Enter before the words leaves them their id', async () => {
    await begin(doc(list('auto', { ...item('One'), attrs: { id: 'x1', label: null } })));
    await caret('|One');
    await keys('Enter');
    expect(await both()).toBe('list:auto(li(p()) li:id(p(One)))');
    expect(await where()).toBe('|One');
  });

  test('Backspace at the beginning takes the mark away', async () => {
    await begin(doc(list('auto', 'One', 'Two')));
    await caret('|Two');
    await keys('Backspace');
    expect(await both()).toBe('list:auto(li(p(One))) p(Two)');
  });

  test('French letters', async () => {
    await begin(doc(list('auto', item('Un', list('auto', 'Deux')))), { language: 'fr' });
    expect(await labels()).toEqual(['a)', 'i)']);
  });
});

describe('tables', () => {
  test('inserted, filled by Tab, grown by Tab at the end, and both see it', async () => {
    await begin(doc('Before'));
    await caret('Before|');
    await keys('Enter');
    await run('table');
    for (let i = 1; i <= 10; i += 1) {
      await type(String(i));
      if (i < 10) await keys('Tab');
    }
    expect(await both()).toBe(
      'p(Before) table(tr(th(p(1)) th(p(2)) th(p(3))) tr(td(p(4)) td(p(5)) td(p(6))) tr(td(p(7)) td(p(8)) td(p(9))) tr(td(p(10)) td(p()) td(p()))) p()',
    );
  });

  test('new columns have cells that can be written in', async () => {
    await begin(doc(table(['A', 'B'], ['1', '2'])));
    await caret('A|');
    await run('columnAfter');
    expect(await both()).toBe('table(tr(th(p(A)) th(p()) th(p(B))) tr(td(p(1)) td(p()) td(p(2))))');
  });

  test('columns added by two people at once end in one table, and no repair is doubled', async () => {
    await begin(doc(table(['A', 'B'], ['1', '2'])));
    await caret('A|');
    await caret('B|', 'b');
    await run('columnAfter', 'a');
    await run('columnAfter', 'b');
    await run('rowAfter', 'a');
    expect((await both()).match(/t[hd]\(/g)).toHaveLength(12);
  });
});

describe('footnotes', () => {
  test('inserted, written in place, closed by Escape; the caret passes a closed one in one step', async () => {
    await begin(doc('The Parties agree.'));
    await caret('Parties| agree');
    await keys('Control+Alt+f');
    await type('As defined in Article 1.');
    expect(await both()).toBe('p(The Partiesnote(As defined in Article 1.) agree.)');
    await keys('Escape');
    await caretIs('The PartiesAs defined in Article 1.| agree.');
    await keys('ArrowLeft');
    await caretIs('The Parties|As defined in Article 1. agree.');
    await expect(open.page.locator('#a .tx-footnote-mark').getAttribute('aria-label')).resolves.toBe(
      'Footnote 1: As defined in Article 1.',
    );
  });

  test('are not deleted by one Backspace, and Backspace inside never reaches out', async () => {
    await begin(doc(list('auto', item(p('One', note('why'), ' two')))));
    await caret('| two');
    await keys('Backspace');
    expect(await both()).toContain('note(why)');
    await caret('|why');
    await keys('Backspace');
    expect(await both()).toBe('list:auto(li(p(Onenote(why) two)))');
    await keys('Enter');
    expect(await both()).toBe('list:auto(li(p(Onenote(why) two)))');
  });

  test('several paragraphs pasted into one become one run of text', async () => {
    await begin(doc(p('One', note('why'), ' two')));
    await caret('why|');
    await open.page.evaluate(() => window.stage.paste('a', 'html', '<p>a</p><p>b</p>'));
    expect(await both()).toBe('p(Onenote(whya b) two)');
  });
});

describe('the slash menu', () => {
  const isOpen = () => open.page.locator('.tx-slash').isVisible();

  test('opens, filters by words, inserts; the slash is gone', async () => {
    await begin(doc('The Parties'));
    await caret('Parties|');
    await keys('Enter');
    await type('/sub');
    expect(await isOpen()).toBe(true);
    expect(await open.page.locator('#a .tx-text').getAttribute('aria-activedescendant')).toMatch(
      /^tx-options/,
    );
    await keys('ArrowDown', 'Enter');
    await type('Scope');
    expect(await isOpen()).toBe(false);
    expect(await both()).toBe('p(The Parties) h:2(Scope)');
  });

  test.each(['and/or', '12/05/2026', 'a / b', 'km/h ', 'is / is not'])('leaves %s alone', async (words) => {
    await begin(doc('Text '));
    await caret('Text |');
    await type(words);
    await keys('Escape', 'End');
    expect(await both()).toBe(`p(Text ${words})`);
  });

  test('does not open in the middle of a word, closes when the slash is deleted, and Escape keeps the slash', async () => {
    await begin(doc('and'));
    await caret('and|');
    await type('/');
    expect(await isOpen()).toBe(false);
    await type(' /');
    expect(await isOpen()).toBe(true);
    await keys('Backspace');
    expect(await isOpen()).toBe(false);
    await type('/');
    await keys('Escape');
    expect(await isOpen()).toBe(false);
    expect(await both()).toBe('p(and/ /)');
  });

  test('stays at its slash when the other writes before it', async () => {
    await begin(doc('The Parties '));
    await caret('Parties |');
    await type('/foot');
    await open.page.evaluate(() => window.stage.insert('b', 'The', 'All of '));
    expect(await isOpen()).toBe(true);
    await keys('Enter');
    await type('why');
    expect(await both()).toBe('p(All of The Parties note(why))');
  });
});

describe('cross-references', () => {
  const shown = () => open.page.locator('#a .tx-reference').first();

  test('picked by typing, follow their target, turn red when it is gone', async () => {
    await begin(doc('Under , the'));
    await caret('Under |,');
    await keys('Control+Alt+r');
    await type('relief');
    await keys('Enter');
    expect(await both()).toBe('p(Under {art5}, the)');
    expect(await shown().textContent()).toBe('Article 5');
    await open.page.evaluate(() => window.stage.referencesWithout([], { art5: 'Article 6' }));
    expect(await shown().textContent()).toBe('Article 6');
    await shown().click();
    expect(await open.page.evaluate(() => window.stage.log.followed)).toEqual(['art5']);
    await open.page.evaluate(() => window.stage.referencesWithout(['art5']));
    expect(await shown().textContent()).toBe('Article 5');
    expect(await shown().getAttribute('aria-description')).toMatch(/Broken reference/);
  });

  test('to what not every reader may know of are warned of, and take no label into the text', async () => {
    await begin(doc('Under , the'));
    await caret('Under |,');
    await keys('Control+Alt+r');
    await type('annex');
    await open.page.getByRole('option', { name: /not every reader of this clause may know of it/ }).waitFor();
    await keys('Enter');
    await open.page.getByRole('alertdialog', { name: 'Annex II' }).waitFor();
    expect(await both()).toBe('p(Under , the)');
    await open.page.getByRole('button', { name: 'Choose another' }).click();
    await keys('Enter');
    await open.page.getByRole('button', { name: 'Refer to it all the same' }).click();
    expect(await both()).toBe('p(Under {annex2}, the)');
    expect(await shown().textContent()).toBe('Annex II');
    await open.page.evaluate(() => window.stage.referencesWithout(['annex2']));
    expect(await shown().textContent()).toBe('?');
  });

  test('to an item of the same clause give it an id', async () => {
    await begin(doc(list('auto', 'First thing', 'Second thing'), 'See .'));
    await caret('See |.');
    await run('reference');
    await type('second');
    await keys('Enter');
    const text = await both();
    expect(text).toMatch(
      /^list:auto\(li\(p\(First thing\)\) li:id\(p\(Second thing\)\)\) p\(See \{art4#i\w{8}\}\.\)$/,
    );
    expect(await shown().textContent()).toBe('(b)');
    expect(await shown().getAttribute('aria-description')).toBeNull();
  });

  test('Alt+Enter follows the one at the caret', async () => {
    await begin(doc(p('See ', ref('annex2', 'Annex II'), '.')));
    await caret('See |');
    await keys('Alt+Enter');
    expect(await open.page.evaluate(() => window.stage.log.followed)).toEqual(['annex2']);
  });
});

describe('input methods', () => {
  test('a composition survives a remote edit in its paragraph, and no half-typed syllable is sent', async () => {
    await begin(doc('缔约方应。'));
    await caret('应|。');
    const session = await open.page.context().newCDPSession(open.page);
    const compose = (text: string) =>
      session.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    await compose('h');
    await compose('he');
    const before = await open.page.evaluate(() => window.stage.json('b'));
    expect(outlineOf(before)).toBe('p(缔约方应。)');
    await open.page.evaluate(() => window.stage.insert('b', '缔约', '各'));
    await compose('hezuo');
    await session.send('Input.insertText', { text: '合作' });
    await open.page.waitForFunction(() => JSON.stringify(window.stage.json('b')).includes('合作'));
    expect(await both()).toBe('p(各缔约方应合作。)');
    await session.detach();
  });
});

describe('right to left', () => {
  test('left goes forward through a footnote and out of the clause at its end', async () => {
    await begin(doc(p('يتعاون', note('شرح'), ' الأطراف')), { language: 'ar', direction: 'rtl' });
    await caret('يتعاون|');
    await keys('ArrowLeft');
    await caretIs('يتعاونشرح| الأطراف');
    await keys('End');
    await caretIs('يتعاونشرح الأطراف|');
    await keys('ArrowLeft');
    await exits('after');
  });
});

describe('leaving', () => {
  test('up at the first line and down at the last go to the neighbours, in between they stay', async () => {
    await begin(doc('One', 'Two'));
    await caret('O|ne');
    await keys('ArrowDown');
    await caretIs('T|wo');
    await keys('ArrowDown');
    await exits('after');
    await keys('ArrowUp');
    await caretIs('O|ne');
    await keys('ArrowUp');
    await exits('after', 'before');
  });

  test('Escape, then Tab, leaves a list for the next control', async () => {
    await begin(doc(list('auto', 'One', 'Two')));
    await caret('Tw|o');
    await keys('Escape', 'Tab');
    expect(await open.page.evaluate(() => document.activeElement?.id)).toBe('between');
    expect(await both()).toBe('list:auto(li(p(One)) li(p(Two)))');
  });

  test('help and find are asked of the app', async () => {
    await begin(doc('One'));
    await caret('On|e');
    await keys('Alt+0', 'Control+f', 'Control+h');
    expect(await open.page.evaluate(() => window.stage.log.asked)).toEqual(['help', 'find', 'replace']);
  });
});

describe('a text that may not be edited', () => {
  test('takes no key, no action, no paste and no undo', async () => {
    await begin(doc('One'));
    await caret('One|');
    await type('!');
    await open.page.evaluate(() => window.stage.editor('a').setEditable(false));
    await type('x');
    await keys('Control+z');
    for (const id of ['bold', 'list', 'table', 'footnote', 'undo', 'reference']) await run(id);
    await open.page.evaluate(() => window.stage.paste('a', 'text', 'y'));
    expect(await both()).toBe('p(One!)');
    expect(await open.page.locator('#a .tx-text').getAttribute('aria-readonly')).toBe('true');
  });
});

describe('find and replace', () => {
  test('sees through invisible marks and non-breaking hyphens', async () => {
    await begin(
      doc(
        'The non\u2011proliferation of co\u200eoperation.',
        p('Non-pro', note('Non-proliferation'), 'liferation'),
      ),
    );
    const found = await open.page.evaluate(() => {
      const { find } = window.stage.editor('a');
      find.setQuery('non-proliferation');
      const matches = find.matches.length;
      find.setQuery('cooperation');
      const hidden = find.matches.length;
      find.setQuery('NON-PROLIFERATION', { matchCase: true });
      return { matches, hidden, cased: find.matches.length };
    });
    expect(found).toEqual({ matches: 3, hidden: 1, cased: 0 });
  });

  test('replaces one and all, keeps the emphasis', async () => {
    await begin(
      doc(p('States may. ', { type: 'text', text: 'States', marks: [{ type: 'strong' }] }, ' shall.')),
    );
    const count = await open.page.evaluate(() => {
      const { find } = window.stage.editor('a');
      find.setQuery('states');
      find.select(1);
      find.replace(1, 'Parties');
      return find.replaceAll('Members');
    });
    expect(count).toBe(1);
    expect(await both()).toBe('p(Members may. <b>Parties</> shall.)');
    await keys('Control+z');
  });
});
