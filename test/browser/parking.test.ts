/**
 * A clause is parked while somebody writes in it: everybody sees it at once, nobody can edit, what came too late is
 * kept for its author, and all of it goes on when the clause is taken up again. Who wrote what is drawn and told.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { axe, phone } from '../harness/browser.ts';
import type { Person } from '../harness/person.ts';
import { stage } from '../harness/stage.ts';
import { becomes, until } from '../harness/until.ts';

describe('a clause that is parked', () => {
  const on = stage();
  let clause: string;
  let secretariat: Person;
  let kestrelia: Person;

  beforeAll(async () => {
    clause = [...(await on.secretariat.texts(on.sample))].find(([, text]) =>
      /^[A-Za-z ,;.]{40,}$/.test(text),
    )![0];
    secretariat = await on.as('secretariat', { stays: true });
    kestrelia = await on.as('kestrelia', { stays: true });
    await Promise.all([secretariat.openText(on.sample, clause), kestrelia.openText(on.sample, clause)]);
    await Promise.all([secretariat.see(clause), kestrelia.see(clause)]);
  });

  const park = async (reason: string) => {
    const { page } = secretariat;
    await page.locator('.outline [role=treeitem][aria-selected=true]').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Park…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
    const preview = await dialog.locator('p').first().innerText();
    expect(await axe(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Park', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    return preview;
  };
  const takeUp = () => secretariat.clause(clause).getByRole('button', { name: 'Take up again' }).click();
  const isReadOnly = (who: Person, wanted: boolean) =>
    becomes(
      `${who.slug} ${wanted ? 'cannot' : 'can'} edit`,
      async () => (await who.editor(clause).getAttribute('aria-readonly')) === 'true',
      wanted,
    );

  test('is frozen for everybody at once, with its reason', async () => {
    await secretariat.caretIn(clause);
    await kestrelia.caretIn(clause);
    const preview = await park('Ministers consult their capitals');
    expect(preview).toMatch(/^Nobody can edit .+ until it is taken up again\./);
    await Promise.all([isReadOnly(secretariat, true), isReadOnly(kestrelia, true)]);
    await kestrelia.clause(clause).getByText('Ministers consult their capitals').waitFor();
    expect(
      await kestrelia.page.locator('.outline [aria-selected=true]').getAttribute('aria-label'),
    ).toContain('Parked: Ministers consult their capitals');
    expect(await kestrelia.page.locator('#status').innerText()).toContain('Parked: Ministers consult');
    await becomes(
      'it is announced',
      async () =>
        /is parked: Ministers consult/.test(await kestrelia.page.locator('[data-region=own]').innerText()),
      true,
    );
    expect(await kestrelia.clause(clause).getByRole('button', { name: 'Take up again' }).count()).toBe(0);
    await takeUp();
    await Promise.all([isReadOnly(secretariat, false), isReadOnly(kestrelia, false)]);
  });

  test('keeps what came too late for its author: to discard, or as a private proposal', async () => {
    await kestrelia.caretIn(clause);
    await kestrelia.goOffline();
    await kestrelia.page.keyboard.type(' One came late. So did another.');
    await park('Lunch');
    await kestrelia.goOnline();
    const notice = kestrelia.clause(clause).getByRole('alert');
    await notice.waitFor({ timeout: 60_000 });
    expect(await notice.innerText()).toMatch(
      /^This clause was frozen at \d\d:\d\d\. Your two sentences were not sent: copy them, or keep them as a private proposal\./,
    );
    expect(await on.secretariat.textOf(on.sample, clause)).not.toContain('came late');
    await notice.getByRole('button', { name: /^Set aside/ }).click();
    const drawer = kestrelia.page.getByRole('tabpanel');
    expect(await axe(kestrelia.page)).toEqual([]);

    await drawer.getByRole('button', { name: 'Discard' }).click();
    await becomes('it is gone', () => drawer.getByRole('listitem').count(), 0);
    // The focus waits on Undo.
    await kestrelia.page.keyboard.press('Enter');
    await becomes('it is back', () => drawer.getByRole('listitem').count(), 1);

    expect(await drawer.getByRole('button', { name: 'Put back' }).count()).toBe(0);
    await drawer.getByRole('button', { name: 'Keep as a private proposal' }).click();
    await notice.waitFor({ state: 'detached' });
    const proposal = drawer.getByRole('listitem');
    expect(await proposal.innerText()).toMatch(/^KES\/[\d.]+\/1\b[\s\S]+Kept by Amira[\s\S]+Set aside/);
    await kestrelia.page.getByRole('tab', { name: 'Set aside', exact: true }).waitFor();
    await proposal.getByRole('button', { name: 'Show what it changes' }).click();
    await proposal.locator('figure ins', { hasText: 'One came late. So did another.' }).waitFor();
    expect(await axe(kestrelia.page)).toEqual([]);
    expect(await on.secretariat.textOf(on.sample, clause)).not.toContain('came late');
  });

  test('a proposal is seen by the colleague on a telephone, and put into the text that others went on with', async () => {
    const colleague = await on.as('kestrelia-legal', phone);
    await colleague.openText(on.sample, clause);
    await colleague.button(/^Panel$/).click();
    await colleague.page.getByRole('tab', { name: 'Proposals' }).click();
    const seen = colleague.page.getByRole('tabpanel').getByRole('listitem');
    await seen.getByRole('button', { name: 'Show what it changes' }).click();
    await seen.getByText('One came late. So did another.').waitFor();

    await takeUp();
    await isReadOnly(secretariat, false);
    await secretariat.caretIn(clause);
    await secretariat.page.keyboard.type(' Meanwhile others went on.');
    await kestrelia.sees(clause, 'Meanwhile others went on.');
    const panel = kestrelia.page.getByRole('tabpanel');
    await panel.getByRole('button', { name: 'Put into the text' }).click();
    await secretariat.sees(clause, 'One came late. So did another.');
    await secretariat.sees(clause, 'Meanwhile others went on.');
    await panel.getByText('1 that was put into the text or withdrawn').waitFor();
  });

  test('who wrote what is drawn under the words, and told as a table', async () => {
    await kestrelia.isSaved();
    await secretariat.button(/^Who wrote what$/).click();
    await secretariat.caretIn(clause);
    await until('the words of kestrelia are marked', async () =>
      (await secretariat.clause(clause).locator('.who').allInnerTexts()).join('').includes('So did another'),
    );
    const rows = secretariat.page.getByRole('tabpanel').getByRole('row');
    await until('the table tells of it', async () =>
      (await rows.allInnerTexts()).some((row) => /One came late.*Amira Voss/s.test(row)),
    );
    expect((await rows.allInnerTexts())[1]).toContain('The imported source');
    expect(await axe(secretariat.page)).toEqual([]);
    // Another delegation sees who acted, not who of it.
    const torvald = await on.as('torvald', phone);
    await torvald.openText(on.sample, clause);
    await torvald.see(clause);
    await torvald.button(/^Who wrote what$/).click();
    const marks = torvald.clause(clause).locator('.who', { hasText: 'So did another' });
    await until('torvald sees the marks', async () =>
      (await marks.first().getAttribute('title'))?.startsWith('Delegation of'),
    );
    await secretariat.button(/^Who wrote what$/).click();
    await becomes('no mark is left', () => secretariat.page.locator('.clause .who').count(), 0);
  });
});
