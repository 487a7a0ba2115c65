/**
 * The secretariat works on the outline, by mouse and by keyboard; the delegations see each change at once, numbers
 * and references follow, and what pointed at a deleted clause turns red.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { OutlineElement } from '@travaux/workflow/agreement';
import type { Person } from '../harness/person.ts';
import { stage } from '../harness/stage.ts';
import { becomes, until } from '../harness/until.ts';

const text = `# Agreement on the Upper Basin

## Article 1 Objective

1. The Parties share the water of the Upper Basin.

2. They act in accordance with paragraph 1 of Article 2.

## Article 2 Flow

1. The flow at the gauge shall not fall below forty cubic metres a second.

2. The gauge is read each day.

   The reading is published each week.

## Article 3 Review

1. The Parties review this Agreement after two years, as paragraph 1 of Article 2 requires.
`;

describe('the outline', () => {
  const on = stage();
  let agreement: string;
  let secretariat: Person;
  let torvald: Person;

  beforeAll(async () => {
    agreement = await on.secretariat.importBytes('upper-basin.md', text);
    secretariat = await on.as('secretariat', { stays: true });
    torvald = await on.as('torvald', { stays: true });
    await Promise.all([secretariat.openText(agreement), torvald.openText(agreement)]);
  });

  const elements = async () => (await on.secretariat.agreement(agreement)).elements;
  const find = async (wanted: (element: OutlineElement) => boolean): Promise<OutlineElement> => {
    const found = (await elements()).find(wanted);
    if (!found) throw new Error('no such element');
    return found;
  };
  /** The clause whose text begins with these words. */
  const clauseOf = async (words: string): Promise<string> => {
    const found = [...(await on.secretariat.texts(agreement))].find(([, said]) => said.startsWith(words));
    if (!found) throw new Error(`no clause begins with “${words}”`);
    return found[0];
  };
  /** What a person reads in the outline, row by row. */
  const outline = (person: Person) =>
    person.page.getByRole('treeitem').evaluateAll((rows) => rows.map((row) => row.textContent.trim()));
  const sees = async (person: Person, what: string, look: (rows: string[]) => boolean) => {
    let rows: string[] = [];
    await until(what, async () => look((rows = await outline(person)))).catch((error: Error) => {
      throw new Error(`${error.message}\n  ${rows.join('\n  ')}`);
    });
  };
  const row = (person: Person, name: RegExp) => person.page.getByRole('treeitem', { name });

  const act = async (name: RegExp, action: string) => {
    await row(secretariat, name).click();
    await secretariat.page.getByRole('button', { name: /^What can be done with/ }).click();
    await secretariat.page.getByRole('menuitem', { name: action, exact: true }).click();
  };
  const dialog = () => secretariat.page.getByRole('dialog');

  test('shows articles and clauses with their numbers', async () => {
    await sees(
      torvald,
      'the outline is complete',
      (rows) => rows.length === 9 && !/No text yet/.test(rows.join()),
    );
    expect(await outline(torvald)).toEqual([
      'Agreement on the Upper Basin',
      expect.stringMatching(/Article 1\s*Objective/),
      expect.stringMatching(/^1\.\s*The Parties share/),
      expect.stringMatching(/^2\.\s*They act/),
      expect.stringMatching(/Article 2\s*Flow/),
      expect.stringMatching(/^1\.\s*The flow/),
      expect.stringMatching(/^2\.\s*The gauge/),
      expect.stringMatching(/Article 3\s*Review/),
      expect.stringMatching(/^1\.\s*The Parties review/),
    ]);
  });

  test('a delegate has no way to change it', async () => {
    expect(await torvald.page.getByRole('button', { name: /What can be done|Add an element/ }).count()).toBe(
      0,
    );
  });

  test('an added article is seen at once, and what stands behind it is renumbered', async () => {
    await row(secretariat, /Article 1/).click();
    await secretariat.button('Add an element').click();
    await choose(secretariat, 'What', 'Article');
    await dialog().getByLabel('Heading', { exact: true }).fill('Definitions');
    await choose(secretariat, 'Where', /^After/);
    await dialog().getByRole('button', { name: 'Add', exact: true }).click();
    await sees(torvald, 'Article 2 Definitions', (rows) =>
      rows.some((r) => /Article 2\s*Definitions/.test(r)),
    );
    await sees(torvald, 'Article 3 Flow', (rows) => rows.some((r) => /Article 3\s*Flow/.test(r)));
  });

  test('references follow their target', async () => {
    const referring = await clauseOf('The Parties review');
    await becomes(
      'the reference names Article 3 now',
      async () => /Article 3|\b3\b/.test(await torvald.text(referring)),
      true,
    );
    expect(await torvald.clause(referring).locator('[data-reference]').count()).toBeGreaterThan(0);
    expect(await torvald.clause(referring).locator('.tx-broken').count()).toBe(0);
  });

  test('a new heading is seen by the others', async () => {
    await act(/Article 3.*Flow/, 'Change heading');
    await dialog().getByLabel('Heading', { exact: true }).fill('Minimum flow');
    await dialog().getByRole('button', { name: 'Change heading' }).click();
    await sees(torvald, 'the heading', (rows) => rows.some((r) => /Article 3\s*Minimum flow/.test(r)));
  });

  test('a clause moves by keyboard alone', async () => {
    await secretariat.page.locator('[role=treeitem][tabindex="0"]').focus();
    await secretariat.page.keyboard.press('Home');
    const here = secretariat.page.locator('[role=treeitem]:focus');
    await until('the arrows reach the second paragraph', async () => {
      if (/The gauge is read/.test((await here.textContent()) ?? '')) return true;
      await secretariat.page.keyboard.press('ArrowDown');
      return false;
    });
    await secretariat.page.keyboard.press('Alt+ArrowUp');
    await sees(torvald, 'the gauge comes first', (rows) => rows.some((r) => /^1\.\s*The gauge/.test(r)));
    await secretariat.page.keyboard.press('Alt+ArrowDown');
    await sees(torvald, 'the gauge comes second', (rows) => rows.some((r) => /^2\.\s*The gauge/.test(r)));
  });

  test('a clause is split where the caret is, while the other watches it', async () => {
    const clause = await clauseOf('The gauge is read');
    await torvald.see(clause);
    await secretariat.see(clause);
    await secretariat.clause(clause).getByText('The reading is published').click();
    await act(/The gauge is read/, 'Split at the caret');
    await sees(torvald, 'paragraph 3', (rows) => rows.some((r) => /^3\.\s*The reading is published/.test(r)));
    await becomes(
      'the old clause keeps its first paragraph',
      () => torvald.text(clause),
      'The gauge is read each day.',
    );
    const made = await clauseOf('The reading is published');
    await torvald.sees(made, 'The reading is published each week.');
  });

  test('bis leaves the numbers behind it alone', async () => {
    await act(/The reading is published/, 'Change number');
    await choose(secretariat, 'Number', 'The number before it, with bis, ter …');
    await dialog().getByRole('button', { name: 'Change number' }).click();
    await sees(torvald, '2 bis', (rows) => rows.some((r) => /^2 bis\.?\s*The reading/.test(r)));
  });

  test('what is deleted leaves every screen, and what pointed at it turns red', async () => {
    const target = await clauseOf('The flow at the gauge');
    const referring = await clauseOf('The Parties review');
    await torvald.see(referring);
    await act(/The flow at the gauge/, 'Delete');
    const question = secretariat.page.getByRole('alertdialog');
    await question.getByText(/will be shown as broken/).waitFor();
    await question.getByRole('button', { name: 'Delete' }).click();
    await sees(torvald, 'the clause is gone', (rows) => !rows.some((r) => /The flow at the gauge/.test(r)));
    await until('its row is gone', async () => (await torvald.clause(target).count()) === 0);
    await torvald.see(referring);
    await torvald.clause(referring).locator('.tx-broken').first().waitFor();
    await torvald.page.getByRole('tab', { name: 'References' }).click();
    await torvald.page.getByText('broken: the target is gone').first().waitFor();
  });

  test('two who act at once: the second is shown what changed, and asked again', async () => {
    const article = await find(({ heading }) => heading === 'Review');
    await act(/Article 4.*Review/, 'Change heading');
    await dialog().getByLabel('Heading', { exact: true }).fill('Review and renewal');
    // Somebody else's command arrives while this one is on its way.
    await secretariat.page.route(
      '**/commands',
      async (route) => {
        await on.secretariat.command(agreement, {
          type: 'rename-element',
          id: article.id,
          heading: 'Review by all',
        });
        await route.continue();
      },
      { times: 1 },
    );
    await dialog().getByRole('button', { name: 'Change heading' }).click();
    const question = secretariat.page.getByRole('alertdialog', { name: 'The agreement has changed' });
    await question.getByText(/is now “Review by all”/).waitFor();
    await question.getByRole('button', { name: 'Do it now' }).click();
    await sees(torvald, 'the second heading', (rows) => rows.some((r) => /Review and renewal/.test(r)));
  });
});

async function choose(person: Person, label: string, option: string | RegExp): Promise<void> {
  const select = person.page.getByRole('dialog').getByLabel(label, { exact: true });
  const labels = await select.locator('option').allTextContents();
  const wanted = labels.find((each) => (typeof option === 'string' ? each === option : option.test(each)));
  await select.selectOption({ label: wanted ?? `no option ${String(option)} among ${labels.join(', ')}` });
}
