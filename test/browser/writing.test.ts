/**
 * Writing in a clause as authors do it: undo, paste, input methods, right to left, by keyboard alone.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Person } from '../harness/person.ts';
import { agreeOn } from '../harness/person.ts';
import { stage } from '../harness/stage.ts';
import { texts, textsArePresent, withTexts } from '../harness/texts.ts';
import { becomes, until } from '../harness/until.ts';

/** As Word puts it on the clipboard: no lists, but paragraphs with their numbers written out. */
const fromWord = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><style>p.MsoListParagraph {margin-left:36pt}</style></head><body lang=EN-GB>
<!--StartFragment--><p class=MsoNormal><b><span style='font-family:"Times New Roman"'>The Depositary</span></b>
<span style='color:red'>shall notify</span><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>(a)<span>&nbsp;&nbsp;
</span></span><![endif]>each signature;<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>(b)<span>&nbsp;&nbsp;
</span></span><![endif]>each reservation.<o:p></o:p></p><!--EndFragment--></body></html>`;

describe('writing', () => {
  const on = stage();
  let clauses: string[];
  let albarra: Person;
  let torvald: Person;

  beforeAll(async () => {
    const { elements } = await on.secretariat.agreement(on.sample);
    clauses = elements.filter(({ kind }) => kind === 'clause').map(({ id }) => id);
    albarra = await on.as('albarra', { stays: true });
    torvald = await on.as('torvald', { stays: true });
    await Promise.all([albarra.openText(on.sample), torvald.openText(on.sample)]);
  });

  test('the editable has a role and a name', async () => {
    const editor = await albarra.see(clauses[0]!);
    expect(await editor.getAttribute('role')).toBe('textbox');
    expect(await editor.getAttribute('aria-multiline')).toBe('true');
    expect(await editor.getAttribute('aria-label')).toMatch(/^Text of .+/);
  });

  test('who has only put the focus into a clause writes in its text, also after another has written', async () => {
    const clause = clauses[4]!;
    const before = await torvald.text(clause);
    await (await torvald.see(clause)).focus();
    await albarra.type(clause, ' First.');
    await torvald.sees(clause, ' First.');
    await torvald.page.keyboard.type('Second. ');
    await becomes('one paragraph', () => agreeOn([albarra, torvald], clause), `Second. ${before} First.`);
  });

  test('undo takes back one’s own words only', async () => {
    const clause = clauses[0]!;
    const before = await albarra.text(clause);
    await albarra.type(clause, ' Mine.');
    await torvald.sees(clause, ' Mine.');
    await torvald.type(clause, 'Theirs. ', 'start');
    await albarra.sees(clause, 'Theirs. ');
    await until('undo has taken the own words back', async () => {
      await albarra.page.keyboard.press('Control+z');
      return !(await albarra.text(clause)).includes('Mine');
    });
    await becomes('what is left', () => agreeOn([albarra, torvald], clause), `Theirs. ${before}`);
    await albarra.page.keyboard.press('Control+z');
    expect(await albarra.text(clause)).toBe(`Theirs. ${before}`);
    await until('redo brings them again', async () => {
      await albarra.page.keyboard.press('Control+y');
      return (await albarra.text(clause)).endsWith(' Mine.');
    });
  });

  test('a paste from Word keeps words, emphasis and lists, and nothing else', async () => {
    const clause = clauses[1]!;
    await albarra.caretIn(clause);
    await albarra.page.keyboard.press('Enter');
    await albarra.editor(clause).evaluate((editor, html) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', html);
      clipboardData.setData('text/plain', 'not this');
      editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, fromWord);
    await torvald.sees(clause, 'each reservation.');
    await albarra.caretIn(clauses[0]!);
    const shown = torvald.editor(clause);
    await until(
      'the cursor of the other is elsewhere',
      async () => (await shown.locator('.tx-cursor').count()) === 0,
    );
    expect(await shown.locator('strong').allTextContents()).toEqual(['The Depositary']);
    expect(await shown.locator('li').count()).toBe(2);
    // The labels are computed by the list, not pasted into its words.
    expect(await shown.locator('li p').allTextContents()).toEqual(['each signature;', 'each reservation.']);
    expect(await shown.locator('[style*=color], font, .MsoNormal, .MsoListParagraph').count()).toBe(0);
  });

  test('an input method sends nothing before its word is chosen', async () => {
    const clause = clauses[2]!;
    await albarra.caretIn(clause);
    await torvald.see(clause);
    const before = await torvald.text(clause);
    const devtools = await albarra.context.newCDPSession(albarra.page);
    const seen: string[] = [];
    for (const half of ['h', 'he', 'hez', 'hezu', 'hezuo']) {
      await devtools.send('Input.imeSetComposition', {
        text: half,
        selectionStart: half.length,
        selectionEnd: half.length,
      });
      seen.push(await torvald.text(clause));
    }
    // Torvald writes meanwhile, in another clause: a message after the half-typed ones would have come by now.
    await torvald.type(clauses[3]!, ' Meanwhile.');
    await albarra.sees(clauses[3]!, ' Meanwhile.');
    seen.push(await torvald.text(clause));
    expect(new Set(seen)).toEqual(new Set([before]));
    await albarra.editor(clause).focus();
    await devtools.send('Input.imeSetComposition', { text: '合作', selectionStart: 2, selectionEnd: 2 });
    await devtools.send('Input.insertText', { text: '合作' });
    await torvald.sees(clause, '合作');
    expect(await torvald.text(clause)).not.toMatch(/hez/);
  });

  test('the slash menu inserts a cross-reference, by keyboard alone', async () => {
    const clause = clauses[3]!;
    const target = clauses[0]!;
    await albarra.type(clause, ' See /ref');
    await albarra.page
      .getByRole('option', { name: /reference/i })
      .first()
      .waitFor();
    await albarra.page.keyboard.press('Enter');
    const field = albarra.page.getByRole('combobox').last();
    await field.waitFor();
    await albarra.page.keyboard.type('1.1');
    await albarra.page.getByRole('option').first().waitFor();
    await albarra.page.keyboard.press('Enter');
    await torvald.clause(clause).locator(`[data-reference="${target}"]`).first().waitFor();
  });

  test('the help lists the shortcuts, and gives the focus back', async () => {
    await albarra.caretIn(clauses[0]!);
    await albarra.page.keyboard.press('Alt+0');
    const help = albarra.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await help.waitFor();
    await albarra.page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await until('the focus is in the text again', () =>
      albarra.editor(clauses[0]!).evaluate((editor) => editor.contains(document.activeElement)),
    );
  });

  test('the keyboard alone goes from region to region, into the text, and out', async () => {
    await albarra.page.locator('body').click({ position: { x: 2, y: 2 } });
    const visited: string[] = [];
    for (let i = 0; i < 5; i++) {
      await albarra.page.keyboard.press('F6');
      visited.push(
        await albarra.page.evaluate(() => {
          const region = document.activeElement?.closest(
            '[role=toolbar], nav, [role=region], aside, [role=contentinfo], footer',
          );
          return region?.getAttribute('aria-label') ?? region?.className ?? 'nowhere';
        }),
      );
    }
    expect(new Set(visited).size).toBe(5);
    await albarra.page.keyboard.press('Alt+F10');
    expect(
      await albarra.page.evaluate(() => document.activeElement?.closest('[role=toolbar]') !== null),
    ).toBe(true);
    await albarra.caretIn(clauses[0]!);
    await albarra.page.keyboard.press('Escape');
    await albarra.page.keyboard.press('Tab');
    expect(
      await albarra.editor(clauses[0]!).evaluate((editor) => editor.contains(document.activeElement)),
    ).toBe(false);
  });

  test('find looks through the whole agreement; replace takes part of the undo', async () => {
    const clause = clauses[0]!;
    await albarra.type(clause, ' Quicksilver.');
    await albarra.isSaved();
    await albarra.page.keyboard.press('Control+f');
    await albarra.page.getByLabel('Find in the agreement').fill('QUICKSILVER');
    await albarra.page.getByRole('tabpanel').getByText('1 place', { exact: true }).waitFor();
    await albarra.page.getByRole('button', { name: /Quicksilver/ }).click();
    await albarra.page.getByText('Replace', { exact: true }).click();
    await albarra.page.getByLabel('Replace with').fill('Mercury');
    await albarra.page.getByRole('button', { name: 'In open clauses' }).click();
    await torvald.sees(clause, ' Mercury.');
  });
});

(textsArePresent ? describe : describe.skip)(withTexts('writing from right to left'), () => {
  const on = stage();

  test('S/RES/2799 (2025) in Arabic: direction, caret and words', async () => {
    const agreement = await on.secretariat.importFile(texts.res2799Arabic);
    const { facts } = await on.secretariat.agreement(agreement);
    expect(facts).toMatchObject({ language: 'ar', direction: 'rtl' });
    const [albarra, torvald] = [await on.as('albarra'), await on.as('torvald')];
    await Promise.all([albarra.openText(agreement), torvald.openText(agreement)]);
    const plain = [...(await on.secretariat.texts(agreement))].filter(
      ([, text]) => text.length > 80 && !text.includes('\n'),
    );
    const [clause, before] = plain[2]!;
    const editor = await albarra.see(clause);
    expect(
      await editor.evaluate((node) => [getComputedStyle(node).direction, node.getAttribute('lang')]),
    ).toEqual(['rtl', 'ar']);

    await albarra.type(clause, ' إضافة من الوفد.');
    await becomes(
      'both have the words at the end',
      () => agreeOn([albarra, torvald], clause),
      `${before} إضافة من الوفد.`,
    );
    // The caret moves to the left as one types, and the left arrow moves forward in the text.
    await albarra.caretIn(clause, 'start');
    const x = () =>
      albarra.page.evaluate(
        () => document.getSelection()!.getRangeAt(0).getClientRects()[0]?.left ?? Number.NaN,
      );
    await until('the caret is before the first letter', () =>
      editor.evaluate((node) => {
        const before = document.createRange();
        before.setStart(node, 0);
        const { focusNode, focusOffset } = document.getSelection()!;
        before.setEnd(focusNode!, focusOffset);
        return before.toString() === '';
      }),
    );
    const first = await x();
    expect(first).not.toBeNaN();
    await albarra.page.keyboard.press('ArrowLeft');
    await until('the caret has gone to the left', async () => (await x()) < first);
    await albarra.page.keyboard.type('٣');
    await becomes(
      'one letter further on',
      () => torvald.text(clause),
      `${before.slice(0, 1)}٣${before.slice(1)} إضافة من الوفد.`,
    );
  });
});
