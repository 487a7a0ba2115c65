/**
 * The way through the app: lobby, two delegations side by side, My work, Overview, People with an invitation that a
 * second browser accepts, a new agreement, files that cannot be imported, signing out, and the demo's reset.
 */
import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openWindow } from '../harness/browser.ts';
import { stage } from '../harness/stage.ts';
import { becomes, until } from '../harness/until.ts';

describe('the lobby', () => {
  const on = stage();

  test('opens each identity in a window of its own, as somebody else', async () => {
    const { page, faults } = await openWindow(on.browser);
    await page.goto(on.server.url);
    await page.getByRole('heading', { name: 'Who do you want to be?' }).waitFor();
    const openAs = async (name: RegExp): Promise<Page> => {
      const [opened] = await Promise.all([
        page.context().waitForEvent('page'),
        page.getByRole('button', { name }).click(),
      ]);
      await opened.getByRole('button', { name: /^Your menu/ }).waitFor();
      return opened;
    };
    const torvald = await openAs(/^Open as Delegate of .*Torvald/);
    const secretariat = await openAs(/^Open as .*secretariat, Clara Winterhalter/);
    await torvald.getByText('This window is Henrik Solberg-Ames.').waitFor();
    await secretariat.getByText('This window is Clara Winterhalter.').waitFor();
    // Both live on one browser's cookies, and stay who they are.
    await torvald.reload();
    await torvald.getByText('This window is Henrik Solberg-Ames.').waitFor();
    await torvald.getByRole('link', { name: /^Open the text of/ }).click();
    await torvald.getByText(/^Editing as Delegation of .*Torvald/).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('puts two delegations side by side; what one writes, the other sees', async () => {
    const { page, faults } = await openWindow(on.browser, { viewport: { width: 1600, height: 900 } });
    await page.goto(on.server.url);
    await page.getByRole('button', { name: 'Open two delegations side by side' }).click();
    const frames = await until('both frames show the text', async () => {
      const found = page.frames().filter((frame) => frame.url().includes('/text'));
      const ready = await Promise.all(
        found.map(async (frame) => (await frame.locator('.is-live').count()) > 0),
      );
      return found.length === 2 && ready.every(Boolean) ? found : null;
    });
    const [left, right] = frames as [(typeof frames)[0], (typeof frames)[0]];
    const clause = (await on.secretariat.agreement(on.sample)).elements.find(
      ({ kind }) => kind === 'clause',
    )!.id;
    await left.locator(`[data-element="${clause}"]`).getByRole('textbox').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Side by side.');
    await right.locator(`[data-element="${clause}"]`).getByText('Side by side.').waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

describe('the screens', () => {
  const on = stage();

  test('My work leads to the Overview, and that to the text', async () => {
    const torvald = await on.as('torvald');
    await torvald.goTo('');
    await torvald.page.getByRole('heading', { name: 'My work' }).waitFor();
    await torvald.page.getByText('Nothing is waiting for you').waitFor();
    expect(await torvald.page.getByRole('link', { name: /Import a text|New agreement/ }).count()).toBe(0);
    await torvald.page.getByRole('link', { name: 'Lake Orren Framework', exact: true }).click();
    await torvald.page.getByRole('heading', { level: 1, name: /^Lake Orren Framework on/ }).waitFor();
    await torvald.page.getByText('Every reference has its target').waitFor();
    await torvald.page.getByRole('link', { name: 'Open the text' }).click();
    await torvald.page.getByRole('treeitem', { name: /Article 1/ }).waitFor();
    expect(await torvald.page.title()).toMatch(/^Text · Lake Orren Framework/);
  });

  test('an observer reads, and is told why nothing can be written', async () => {
    const observer = await on.as('civil-forum');
    await observer.openText(on.sample);
    await observer.page.getByText('You read as an observer.').first().waitFor();
    const clause = (await on.secretariat.agreement(on.sample)).elements.find(
      ({ kind }) => kind === 'clause',
    )!.id;
    const editor = await observer.see(clause);
    expect(await editor.getAttribute('contenteditable')).toBe('false');
    expect(await editor.getAttribute('aria-readonly')).toBe('true');
    const before = await observer.text(clause);
    await editor.focus();
    await observer.page.keyboard.type('I was here');
    expect(await observer.text(clause)).toBe(before);
  });

  test('a person without a right to the agreement is told so', async () => {
    const agreement = await on.secretariat.importBytes(
      'closed.md',
      '# Closed\n\n1. Nobody else reads this.\n',
    );
    const outsider = await on.as('public');
    await outsider.goTo(`i/${agreement}/text`);
    await outsider.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await outsider.page.content()).not.toContain('Nobody else reads this');
  });

  test('an invitation is accepted in a second browser, once', async () => {
    const secretariat = await on.as('secretariat');
    await secretariat.goTo(`i/${on.sample}/people`);
    await secretariat.button('Invite a person').click();
    await secretariat.page.getByLabel('Name of the person').fill('Mara Lindqvist-Osei');
    await secretariat.page
      .getByLabel('In what capacity')
      .selectOption({ label: 'Delegation of Kingdom of Torvald' });
    await secretariat.button('Make the link').click();
    const link = (await secretariat.page.locator('.secret-link').textContent())!.trim();
    await secretariat.button('Done').click();
    await secretariat.page.getByRole('heading', { name: 'Mara Lindqvist-Osei' }).waitFor();

    const { page, faults } = await openWindow(on.browser);
    await page.goto(link);
    await page.getByText(/Mara Lindqvist-Osei, you are invited to take part as/).waitFor();
    // The secret is nowhere in the address once it is read.
    await page.getByRole('button', { name: 'Accept and sign in' }).click();
    await page.getByRole('heading', { level: 1, name: /^Lake Orren Framework on/ }).waitFor();
    expect(page.url()).not.toContain(link.split('#')[1]!);
    await page.getByRole('link', { name: 'Open the text' }).click();
    await page.getByText(/^Editing as Delegation of .*Torvald/).waitFor();
    expect(faults).toEqual([]);

    const again = await openWindow(on.browser);
    await again.page.goto(link);
    await again.page.getByText(/link works once/).waitFor();
    expect(await again.page.getByRole('button', { name: 'Accept and sign in' }).count()).toBe(0);
    await again.page.context().close();

    // Ended: the open window loses its right at once.
    await secretariat.page.reload();
    await secretariat.button('End the accreditation of Mara Lindqvist-Osei').click();
    await secretariat.page
      .getByRole('alertdialog')
      .getByRole('button', { name: 'End accreditation' })
      .click();
    await page.getByRole('heading', { name: /Not open to you|No such agreement/ }).waitFor();
    await page.context().close();
  });

  test('names of persons are seen within a delegation only', async () => {
    const kestrelia = await on.as('kestrelia');
    await kestrelia.goTo(`i/${on.sample}/people`);
    await kestrelia.page.getByText('Jonas Petrel').waitFor();
    await kestrelia.page.getByRole('heading', { name: 'Kingdom of Torvald' }).waitFor();
    expect(await kestrelia.page.content()).not.toContain('Solberg-Ames');
    expect(await kestrelia.page.getByRole('button', { name: /Invite|End/ }).count()).toBe(0);
  });

  test('a new agreement begins blank, and its first clause can be written', async () => {
    const secretariat = await on.as('secretariat');
    await secretariat.goTo('new');
    await secretariat.page.getByLabel('Full title').fill('Treaty on the Northern Lights');
    await secretariat.button('Open the agreement').click();
    await secretariat.page.getByRole('heading', { name: 'The agreement has no text yet' }).waitFor();
    const id = /\/i\/([^/]+)/.exec(secretariat.page.url())![1]!;
    await secretariat.openTextOf(id);
    await secretariat.button('Add an element').click();
    await secretariat.page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
    await secretariat.page.getByRole('treeitem', { name: /^1\./ }).waitFor();
    const clause = await until(
      'the clause is there',
      async () => (await on.secretariat.agreement(id)).elements[0]?.id,
    );
    await secretariat.type(clause, 'The lights belong to nobody.');
    await secretariat.isSaved();
    await becomes(
      'the server has it',
      () => on.secretariat.textOf(id, clause),
      'The lights belong to nobody.',
    );
  });

  // The rest of what is refused is tried over HTTP.
  test.each([
    ['malformed XML', 'broken.xml', '<akomaNtoso>\n<act><body>\n<article></act>', /line 3/i],
    [
      'an agreement that is wrong',
      'wrong.json',
      '{"schema":"sanctions-relief-agreement/0.1","agreement":{}}',
      /agreement/i,
    ],
  ])('%s is refused with a reason, and leaves nothing behind', async (_what, name, content, reason) => {
    const agreements = async () =>
      (await on.secretariat.get<{ agreements: unknown[] }>('me')).agreements.length;
    const before = await agreements();
    const secretariat = await on.as('secretariat');
    await secretariat.goTo('import');
    await secretariat.page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
    const alert = secretariat.page.getByRole('alert').first();
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(reason);
    await secretariat.button('Choose a file').waitFor();
    expect(await agreements()).toBe(before);
  });

  test('signing out ends the session and forgets what the device kept', async () => {
    const albarra = await on.as('albarra');
    await albarra.openText(on.sample);
    await albarra.button(/^Your menu/).click();
    await albarra.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await albarra.page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Sign out/ })
      .click();
    await until('the window is nobody’s', async () => {
      const { person } = await albarra.page.evaluate(async () => {
        const answer = await fetch('api/v1/me');
        return (await answer.json()) as { person: unknown };
      });
      return person === null;
    });
    const kept = await albarra.page.evaluate(async () =>
      (await indexedDB.databases()).map(({ name }) => name ?? ''),
    );
    expect(kept.filter((name) => name.includes(on.sample))).toEqual([]);
  });

  test('a reset puts the sample back as it was', async () => {
    const torvald = await on.as('torvald');
    await torvald.openText(on.sample);
    const clause = (await on.secretariat.agreement(on.sample)).elements.find(
      ({ kind }) => kind === 'clause',
    )!.id;
    await torvald.type(clause, ' Soon forgotten.');
    await torvald.isSaved();
    const other = await on.as('chair');
    await other.goTo('');
    await other.button('Reset demo').click();
    await other.page.getByRole('alertdialog').getByRole('button', { name: 'Reset demo' }).click();
    await other.page.getByRole('heading', { name: 'Who do you want to be?' }).waitFor();
    const { agreement } = await on.secretariat.demo();
    expect([...(await on.secretariat.texts(agreement.id)).values()].join()).not.toContain('Soon forgotten');
  });
});
