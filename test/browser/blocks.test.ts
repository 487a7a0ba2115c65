/**
 * Structured blocks in the app: written by keyboard alone with the names of the whole agreement at hand, by two
 * delegations at once, and read as prose on paper.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { axe } from '../harness/browser.ts';
import type { Person } from '../harness/person.ts';
import { stage } from '../harness/stage.ts';
import { becomes, until } from '../harness/until.ts';

/** What an element prints, with the marks that the style sheet puts behind its parts. Runs in the page. */
function printed(root: Element): string {
  const read = (node: Node): string => {
    if (node.nodeType === Node.TEXT_NODE) return node.nodeValue!;
    if (!(node instanceof Element) || getComputedStyle(node).display === 'none') return '';
    const behind = /^"(.*)"$/.exec(getComputedStyle(node, '::after').content)?.[1] ?? '';
    return [...node.childNodes].map(read).join('') + behind;
  };
  return read(root);
}

describe('structured blocks', () => {
  const on = stage();
  let clause: string;
  let other: string;
  let albarra: Person;
  let torvald: Person;

  const field = (person: Person, name: string, of = clause): Locator =>
    person.clause(of).locator(`.tx-block-card [data-field="${name}"]`);
  /** The words of a field as they are on the screen, without the cursors of others. */
  const words = (person: Person, name: string): Promise<string> =>
    field(person, name)
      .locator('.tx-block-text')
      .evaluate((node) => {
        const copy = node.cloneNode(true) as HTMLElement;
        for (const drawn of copy.querySelectorAll('.ProseMirror-widget')) drawn.remove();
        return copy.textContent.replace(/[\u2060\ufeff]/g, '');
      });
  const bothSay = (name: string, wanted: string) =>
    becomes(`both see ${name}`, async () => [await words(albarra, name), await words(torvald, name)], [
      wanted,
      wanted,
    ]);
  /** Puts the caret to the end of a field. */
  const into = async (person: Person, name: string) => {
    await field(person, name).locator('.tx-block-label').click();
    await field(person, name).and(person.page.locator('.tx-block-here')).waitFor();
  };

  const isIn = (person: Person, of: string) =>
    person.editor(of).evaluate((node) => node.contains(document.activeElement));

  beforeAll(async () => {
    const { elements } = await on.secretariat.agreement(on.sample);
    const clauses = elements.filter(({ kind }) => kind === 'clause').map(({ id }) => id);
    [clause, other] = [clauses[1]!, clauses[2]!];
    albarra = await on.as('albarra', { stays: true });
    torvald = await on.as('torvald', { stays: true });
    await Promise.all([albarra.openText(on.sample), torvald.openText(on.sample)]);
  });

  test('a milestone is inserted and filled by keyboard alone, with names of other clauses', async () => {
    const { keyboard } = albarra.page;
    const press = async (...keys: string[]) => {
      for (const key of keys) await keyboard.press(key);
    };
    await albarra.caretIn(other);
    await press('Enter');
    await keyboard.type('/day');
    await press('Enter');
    await keyboard.type('Opening Day');
    await press('Tab');
    await keyboard.type('2 March 2026');
    await albarra.isSaved();

    await albarra.caretIn(clause);
    await press('Enter');
    await keyboard.type('/milestone');
    await press('Enter');
    await keyboard.type('Declare all materials');
    await press('Tab');
    await keyboard.type('kest');
    await press('ArrowDown', 'Enter', 'Tab');
    await keyboard.type('Share of facilities declared');
    await press('Tab', 'Tab');
    await keyboard.type('at least 95 per cent');
    await press('Tab');
    await keyboard.type('60 days after Ope');
    const option = albarra.page.locator('.tx-block-list .tx-option', { hasText: 'Opening Day' });
    await option.waitFor();
    await press('ArrowDown', 'Enter');
    await becomes(
      'the day is computed',
      () => field(albarra, 'deadline').locator('.tx-block-note').textContent(),
      'Understood as: 1 May 2026',
    );
    await bothSay('deadline', '60 days after Opening Day');
    expect(await words(torvald, 'obligors')).toBe('KES');
    expect(await field(albarra, 'leadVerifier').locator('.tx-block-note').textContent()).toMatch(/^Owed/);
    // Escape closes the list, leaves the block, and Tab then leaves the text of the clause.
    await press('Escape', 'Escape', 'Tab');
    await becomes('the focus has left the clause', () => isIn(albarra, clause), false);
  });

  test('a period typed over the deadline moves the day and the picture, for who looks at the consequences', async () => {
    await torvald.goTo(`i/${on.sample}/consequences`);
    const row = torvald.page.getByRole('row', { name: /Deadline: Declare all materials/ });
    const lastDay = () => row.getByRole('cell').nth(1).textContent();
    const spot = () =>
      torvald.page
        .locator('.span-deadline', { hasText: 'Declare all materials' })
        .locator('circle')
        .getAttribute('cx');
    await becomes('the day of the deadline', lastDay, '1 May 2026');
    const before = Number(await spot());
    await into(albarra, 'deadline');
    await albarra.page.keyboard.press('Shift+Home');
    await albarra.page.keyboard.type('P6M after Opening Day');
    await becomes('the day has moved', lastDay, '2 September 2026');
    expect(Number(await spot())).toBeGreaterThan(before);
    await torvald.page.getByRole('tab', { name: 'Simulation' }).click();
    const scenario = torvald.page.getByRole('group', { name: /Declare all materials/ });
    await scenario.getByRole('combobox').selectOption({ label: 'late' });
    await scenario.getByRole('textbox', { name: 'Late by' }).fill('P1Y');
    const missed = torvald.page.locator('.happening-missed', { hasText: /^2 September 2026/ });
    await missed.waitFor();
    await scenario.getByRole('textbox', { name: 'Late by' }).fill('soon');
    expect(await scenario.getByRole('status').textContent()).toMatch(/^Write a period/);
    await into(albarra, 'deadline');
    await albarra.page.keyboard.press('Shift+Home');
    await albarra.page.keyboard.type('60 days after Opening Day');
    await missed.waitFor({ state: 'detached' });
    await torvald.openText(on.sample);
  });

  test('a mistake is found while it is typed, and mended by one click', async () => {
    const { page } = albarra;
    await page.getByRole('tab', { name: /^Check/ }).click();
    const found = page.locator('.panel-body .finding', { hasText: 'L58' });
    await albarra.caretIn(other, 'start');
    await page.keyboard.type('Albarra should report. ');
    await found.waitFor();
    await page.getByRole('button', { name: 'Replace "should" by "shall"' }).click();
    await albarra.sees(other, 'Albarra shall report. ');
    await found.waitFor({ state: 'detached' });
    await torvald.sees(other, 'Albarra shall report. ');
  });

  test('two people write in two fields at once, and in one, and nothing is lost', async () => {
    await into(albarra, 'indicator');
    await into(torvald, 'title');
    await Promise.all([
      albarra.page.keyboard.type(', inspected and sealed'),
      torvald.page.keyboard.type(' and sources of them'),
    ]);
    await bothSay('indicator', 'Share of facilities declared, inspected and sealed');
    await bothSay('title', 'Declare all materials and sources of them');
    await into(albarra, 'indicator');
    await into(torvald, 'indicator');
    await Promise.all([albarra.page.keyboard.type(' aaaaaaaaaa'), torvald.page.keyboard.type(' tttttttttt')]);
    await until('every letter of both is there', async () => {
      const [one, two] = [await words(albarra, 'indicator'), await words(torvald, 'indicator')];
      const added = one.slice('Share of facilities declared, inspected and sealed'.length);
      return (
        one === two && added.replace(/[^a]/g, '').length === 10 && added.replace(/[^t]/g, '').length === 10
      );
    });
  });

  test('what is not understood is kept, told to both, and passes axe', async () => {
    await into(albarra, 'obligors');
    await albarra.page.keyboard.type(', KSE');
    await bothSay('obligors', 'KES, KSE');
    const box = field(torvald, 'obligors').getByRole('textbox', { name: 'Obligors' });
    await becomes('it is flagged for the other, too', () => box.getAttribute('aria-invalid'), 'true');
    expect(await field(torvald, 'obligors').locator('.tx-block-note').textContent()).toMatch(/“KSE”.*KES/);
    expect(await axe(albarra.page)).toEqual([]);
    await albarra.isSaved();
  });

  test('on paper the block is prose, without the helps of the screen', async () => {
    await albarra.page.emulateMedia({ media: 'print' });
    const seen = await albarra.clause(clause).locator('.tx-block').evaluate(printed);
    expect(seen).toMatch(
      /^Milestone M\d+\. Declare all materials and sources of them\. Obligors: KES, KSE\. /,
    );
    expect(seen).toContain('Deadline: 60 days after Opening Day. Verified by: Owed: not yet stated. ');
    expect(seen).not.toContain('Add a field');
    await albarra.page.emulateMedia({ media: 'screen' });
  });
});
