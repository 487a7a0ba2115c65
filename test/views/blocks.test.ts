/** Structured blocks as an author meets them: fields gone through by keys, filled by hand or from a list, and kept. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ClauseJson } from '@travaux/editor/document';
import { axe, type Violation } from '../harness/browser.ts';
import { becomes } from '../harness/until.ts';
import { openPage, type OpenPage } from './page.ts';
import { block, doc, outlineOf, p } from './texts.ts';

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

const begin = (json: ClauseJson, options: { editable?: boolean } = {}) =>
  open.page.evaluate((all) => window.stage.open(all), { json, ...options });
const caret = (sign: string, who: 'a' | 'b' = 'a') =>
  open.page.evaluate(([name, words]) => window.stage.caret(name as 'a', words!), [who, sign]);
const select = (from: string, to: string) =>
  open.page.evaluate(([one, other]) => window.stage.select('a', one!, other!), [from, to]);
const keys = async (...pressed: string[]) => {
  for (const key of pressed) await open.page.keyboard.press(key);
};
const type = (words: string) => open.page.keyboard.type(words);
const announced = () => open.page.locator('#a .tx-announce').textContent();
const field = (name: string, who = 'a') => open.page.locator(`#${who} [data-field="${name}"]`);
const note = (name: string) => field(name).locator('.tx-block-note').textContent();
const listed = () => open.page.locator('.tx-block-list .tx-option-title').allTextContents();
/** The field of the caret and its words with `|` in them, such as `title: Re|move`. */
const where = () =>
  open.page.evaluate(() => {
    const { $head } = window.stage.editor('a').view.state.selection;
    const name = $head.parent.attrs['name'] as string | undefined;
    return `${name ?? $head.parent.type.name}: ${window.stage.where('a')}`;
  });
const caretIs = (sign: string) => becomes('the caret', where, sign);

/** The text that both have, after checking that they have the same and that it is valid. */
async function both(): Promise<string> {
  const [a, b, valid] = await open.page.evaluate(() => [
    window.stage.json('a'),
    window.stage.json('b'),
    window.stage.valid('a'),
  ]);
  expect(valid).toBe(true);
  expect(outlineOf(b)).toBe(outlineOf(a));
  return outlineOf(a);
}

/** A milestone with two optional fields that have no words, and one that is owed. */
const milestone = (deadline = '60 days after Adoption Day') =>
  block(
    'milestone',
    'M2',
    ['title', 'Remove materials'],
    ['domain', null],
    ['obligors', 'KES'],
    ['deadline', deadline],
    ['leadVerifier', null],
    ['access', null],
  );

describe('going through the fields', () => {
  test('Tab and Shift+Tab pass what is folded away, and come out of the block at both ends', async () => {
    await begin(doc('Before', milestone(), 'After'));
    await caret('Remove materials|');
    await keys('Tab');
    await caretIs('obligors: KES|');
    expect(await announced()).toBe('Milestone M2, Obligors, edit, KES. Understood as: Republic of Kestrelia');
    await keys('Tab', 'Tab');
    await caretIs('leadVerifier: |');
    await keys('Shift+Tab', 'Tab', 'Tab');
    expect(await open.page.evaluate(() => document.activeElement?.textContent)).toBe('Add a field…');
    await keys('Tab');
    await caretIs('paragraph: |After');
    await caret('|Remove materials');
    await keys('Shift+Tab');
    await caretIs('paragraph: Before|');
  });

  test('the arrows go from field to field, and through the block', async () => {
    await begin(doc('Before', milestone(), 'After'));
    await caret('Before|');
    await keys('ArrowDown');
    await becomes('the first field', async () => (await where()).split(':')[0], 'title');
    await keys('ArrowDown', 'ArrowDown');
    await becomes('the deadline', async () => (await where()).split(':')[0], 'deadline');
    await keys('End', 'ArrowRight');
    await caretIs('leadVerifier: |');
    await keys('ArrowRight');
    await caretIs('paragraph: |After');
    await keys('ArrowLeft');
    await caretIs('leadVerifier: |');
    await keys('ArrowLeft');
    await caretIs('deadline: 60 days after Adoption Day|');
  });

  test('Enter goes on, makes another entry where there can be several, and ends behind the block', async () => {
    await begin(doc(block('milestone', 'M1', ['title', 'One'], ['access', 'Joint Commission'])));
    await caret('One|');
    await keys('Enter');
    await caretIs('access: Joint Commission|');
    await keys('Enter');
    await type('Ministers');
    await keys('Enter', 'Enter');
    await type('Behind.');
    expect(await both()).toBe(
      'milestone M1[title=One | access=Joint Commission | access=Ministers] p(Behind.)',
    );
  });

  test('Escape selects the block as a whole; a letter does not replace it, Delete does, and Tab leaves the text', async () => {
    await begin(doc('Before', milestone()));
    await caret('Remove| materials');
    await keys('Escape', 'x');
    expect(await both()).toContain('milestone M2[title=Remove materials');
    await keys('Enter');
    await caretIs('title: Remove materials|');
    await keys('Escape', 'Tab');
    expect(await open.page.evaluate(() => document.activeElement?.id)).toBe('between');
    await caret('Remove| materials');
    await keys('Escape', 'Delete');
    expect(await both()).toBe('p(Before)');
    await keys('Control+z');
    expect(await both()).toContain('milestone M2[title=Remove materials');
  });
});

describe('inserting and adding', () => {
  test('by the slash menu, with the next free id and every field of the kind', async () => {
    await begin(doc('Text'));
    await caret('Text|');
    await keys('Enter');
    await type('/milest');
    await keys('Enter');
    await type('Declare everything');
    await keys('Tab');
    await type('kes');
    await keys('ArrowDown', 'Enter');
    // M1 is in another clause.
    expect(await both()).toBe('p(Text) milestone M2[title=Declare everything | obligors=KES] p()');
    expect(await open.page.locator('#b .tx-block-owed .tx-block-label').allTextContents()).toEqual(
      expect.arrayContaining(['Deadline', 'Lead verifier', 'On silence']),
    );
  });

  test('a field is added where the kind has it, and Backspace in the empty field folds it away', async () => {
    await begin(doc(milestone()));
    await caret('KES|');
    await keys('Control+Enter');
    await type('domain');
    await open.page.keyboard.press('Control+a');
    await type('sust');
    await keys('Enter');
    await type('2 months');
    await keys('Tab', 'Control+Enter');
    await type('subj');
    await keys('Enter');
    await caretIs('domain: |');
    await keys('Backspace');
    await caretIs('title: Remove materials|');
    expect(await field('domain').isVisible()).toBe(false);
    // Behind the deadline there is no place for it: it comes before.
    expect(await both()).toContain('sustain=2 months | deadline=60 days');
  });

  test('a block with nothing in it goes with one Backspace', async () => {
    await begin(doc(p('')));
    await open.page.evaluate(() => window.stage.editor('a').focus('start'));
    await open.page.evaluate(() => window.stage.run('a', 'insert.sunset'));
    expect(await both()).toBe('sunset[] p()');
    await keys('Backspace');
    expect(await both()).toBe('p()');
  });
});

describe('what is understood', () => {
  test('is said below the words while the caret is there, and the words stay as they were typed', async () => {
    await begin(doc(milestone('P60D after adoption day')));
    await caret('P60D| after');
    expect(await note('deadline')).toBe('Understood as: 60 days after Adoption Day = 17 July 2026');
    await keys('Alt+ArrowDown');
    expect(await listed()).toContain('60 days after Adoption Day');
    await keys('Escape', 'Tab');
    expect(await note('deadline')).toBe('');
    expect(await both()).toContain('deadline=P60D after adoption day');
  });

  test('what is not understood is kept, flagged, and the nearest name is offered', async () => {
    await begin(
      doc(block('milestone', 'M2', ['title', 'One'], ['leadVerifier', 'IMVB'], ['sustain', 'long'])),
    );
    const text = field('leadVerifier').getByRole('textbox', { name: 'Lead verifier' });
    expect(await text.getAttribute('aria-invalid')).toBe('true');
    const described = await text.getAttribute('aria-describedby');
    expect(await open.page.locator(`[id="${described}"]`).textContent()).toMatch(
      /called “IMVB”.*Did you mean IMVA/,
    );
    expect(await note('sustain')).toMatch(/^Expected a duration/);
    await caret('IMVB|');
    await keys('Alt+ArrowDown', 'ArrowDown', 'Enter');
    expect(await both()).toBe('milestone M2[title=One | leadVerifier=IMVA | sustain=long]');
    expect(await text.getAttribute('aria-invalid')).toBeNull();
  });

  test('a rule is completed word by word, and nothing is chosen until an arrow says so', async () => {
    await begin(doc(block('milestone', 'M2', ['title', 'One'], ['deadline', null])));
    await caret('One|');
    await keys('Tab');
    await type('60 days after Ad');
    await becomes('the list', listed, ['Adoption Day']);
    await keys('ArrowDown', 'Enter');
    await keys('Enter');
    expect(await both()).toBe('milestone M2[title=One | deadline=60 days after Adoption Day] p()');
  });

  test('nothing is offered that would take a footnote away', async () => {
    const json = doc(milestone('P60D after Adoption Day'));
    await begin(json);
    await caret('P60D| after');
    await open.page.evaluate(() => window.stage.run('a', 'footnote'));
    await type('why');
    await keys('Escape', 'Alt+ArrowDown');
    expect(await listed()).not.toContain('60 days after Adoption Day');
    expect(await note('deadline')).toMatch(/^Understood as: 60 days after Adoption Day/);
  });

  test('a click into an empty field shows what can be put there, and one on its label goes to it', async () => {
    await begin(doc(milestone()));
    await field('leadVerifier').locator('.tx-block-text').click();
    expect(await listed()).toEqual(['IMVA']);
    await field('title').locator('.tx-block-label').click();
    await caretIs('title: Remove materials|');
    expect(await listed()).toEqual([]);
  });

  test('a date can be chosen', async () => {
    await begin(doc(block('day', 'day:start', ['name', 'Start'], ['rule', null])));
    await caret('Start|');
    await keys('Tab', 'ArrowUp', 'Enter');
    await open.page.locator('.tx-link-form input').fill('2026-03-02');
    await keys('Enter');
    expect(await both()).toBe('day day:start[name=Start | rule=2 March 2026]');
  });

  test('two blocks of one id are both told', async () => {
    await begin(doc(milestone(), block('milestone', 'M2', ['title', 'Two'])));
    expect(await open.page.locator('#a .tx-block > .tx-block-note').allTextContents()).toEqual([
      'Another block is called M2, too. Give one of them another id.',
      'Another block is called M2, too. Give one of them another id.',
    ]);
  });
});

describe('the block as a whole', () => {
  test('another id is refused where it is taken, and goes into the fields that name it', async () => {
    await begin(doc(milestone(), block('tranche', 'T1', ['title', 'Of M2'], ['condition', 'verified(M2)'])));
    await caret('Remove| materials');
    await keys('F2');
    await type('M1');
    await keys('Enter');
    expect(await open.page.getByRole('alert').textContent()).toBe(
      'M1 is the id of “Complete baseline declaration”.',
    );
    await keys('Control+a');
    await type('M7');
    await keys('Enter');
    expect(await both()).toMatch(/^milestone M7\[.*tranche T1\[title=Of M2 \| condition=verified\(M7\)\]$/);
  });

  test('moves by keys, but not while somebody else is in it', async () => {
    await begin(doc('Before', milestone()));
    await caret('Remove| materials');
    await keys('Alt+Shift+ArrowUp');
    expect(await both()).toMatch(/^milestone M2.* p\(Before\)$/);
    await caretIs('title: Remove| materials');
    await caret('KES|', 'b');
    await open.page.locator('#a .tx-cursor').waitFor();
    await open.page.evaluate(() => window.stage.run('a', 'blockDown'));
    expect(await both()).toMatch(/^milestone M2.* p\(Before\)$/);
    expect(await announced()).toMatch(/^Somebody is writing in Milestone M2/);
  });

  test('a selection over several fields loses its words, and every field stays', async () => {
    await begin(doc('Before', milestone(), 'After'));
    await select('Remove| materials', '60 days after Adoption Day|');
    await keys('Backspace');
    expect(await both()).toBe('p(Before) milestone M2[title=Remove] p(After)');
    await keys('Control+z');
    await select('Bef|ore', 'R|emove');
    await type('x');
    expect(await both()).toMatch(/^p\(Befx\) milestone M2\[title=emove materials \| obligors/);
    await select('60| days', 'Af|ter');
    await keys('Enter');
    expect(await both()).toMatch(/deadline=60\] p\(ter\)$/);
  });

  test('words copied out of a field are pasted into another, and into a paragraph, as words', async () => {
    await begin(doc(milestone(), 'After'));
    await caret('[Remove] materials');
    const copied = await open.page.evaluate(() => {
      const { view } = window.stage.editor('a');
      return view.serializeForClipboard(view.state.selection.content()).dom.innerHTML;
    });
    await caret('KES|');
    await open.page.evaluate((html) => window.stage.paste('a', 'html', html), copied);
    await caret('After|');
    await open.page.evaluate((html) => window.stage.paste('a', 'html', html), copied);
    expect(await both()).toMatch(/obligors=KESRemove \| .* p\(AfterRemove\)$/);
  });

  test('a block that is copied whole is pasted with all of its fields, and its name once more', async () => {
    await begin(doc('Before', milestone(), 'After'));
    await open.page.evaluate(() => window.stage.selectNode('a', 'term'));
    const copied = await open.page.evaluate(() => {
      const { view } = window.stage.editor('a');
      return view.serializeForClipboard(view.state.selection.content()).dom.innerHTML;
    });
    await caret('After|');
    await open.page.evaluate((html) => window.stage.paste('a', 'html', html), copied);
    const [before, ...again] = (await both()).match(/milestone [^\]]*\]/g) ?? [];
    expect(again).toEqual([before]);
  });

  test('several lines pasted into a field become one', async () => {
    await begin(doc(milestone()));
    await caret('Remove materials|');
    await open.page.evaluate(() => window.stage.paste('a', 'html', '<p>, all</p><p>of them</p>'));
    expect(await both()).toContain('title=Remove materials, all of them |');
  });
});

describe('two people', () => {
  test('in two fields of one block, and in one field at once, lose nothing', async () => {
    await begin(doc(milestone()));
    await caret('Remove materials|');
    await open.page.evaluate(() => {
      window.stage.insert('b', 'KES', 'SAR, ');
      window.stage.insert('b', 'materials', 'all ');
    });
    await type(' at once');
    expect(await both()).toContain('title=Remove all materials at once | obligors=SAR, KES');
  });

  test('a field in which the other writes its first words is shown', async () => {
    await begin(doc(milestone()));
    await open.page.evaluate(() => {
      const { view } = window.stage.editor('b');
      view.state.doc.descendants((node, pos) => {
        if (node.attrs['name'] === 'domain') view.dispatch(view.state.tr.insertText('disarmament', pos + 1));
      });
    });
    expect(await field('domain').isVisible()).toBe(true);
  });
});

describe('read, and not drafted', () => {
  test('a block is prose, alike in the static and in the live text, and as a card when it may be drafted', async () => {
    const json = doc('Before', milestone(), 'After');
    const looks = (place: string) =>
      open.page.evaluate((selector) => {
        const root = document.querySelector(selector)!;
        const boxes = [
          ...root.querySelectorAll<HTMLElement>('.tx-block, .tx-block-field:not(.tx-block-folded)'),
        ];
        return boxes.map(
          (each) =>
            `${each.dataset['field'] ?? 'block'} ${Math.round(each.offsetWidth)}×${Math.round(each.offsetHeight)}`,
        );
      }, place);
    for (const editable of [true, false]) {
      await begin(json, { editable });
      await open.page.evaluate(([text, drafting]) => window.stage.drawStatic(text, 'en', drafting), [
        json,
        editable,
      ] as const);
      // The menu and “Add a field…” belong to the editor: the last line of the card is theirs.
      const [card, ...fields] = await looks('#a');
      const [still, ...stillFields] = await looks('#static');
      expect(stillFields).toEqual(fields);
      if (!editable) expect(still).toBe(card);
    }
    const words = await open.page.locator('#static .tx-block').innerText();
    expect(words.replace(/\s+/g, ' ')).toContain('Milestone M2');
    expect(words).toContain('Owed: not yet stated.');
  });

  test('axe finds nothing in a card with a flagged field, light and dark', async () => {
    await begin(doc(milestone('never')));
    await caret('Remove| materials');
    const found: Violation[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await open.page.emulateMedia({ colorScheme });
      await open.page.evaluate(
        (scheme) => (document.documentElement.style.colorScheme = scheme),
        colorScheme,
      );
      await open.page.evaluate(
        (dark) => (document.body.style.background = dark ? '#111' : '#fff'),
        colorScheme === 'dark',
      );
      found.push(...(await axe(open.page)));
    }
    await open.page.emulateMedia({ colorScheme: 'light' });
    await open.page.evaluate(() => document.documentElement.removeAttribute('style'));
    await open.page.evaluate(() => document.body.removeAttribute('style'));
    expect(found).toEqual([]);
  });
});
