/**
 * Every screen for every role, in light, dark and on a phone, as axe sees it; then what axe does not see: nothing
 * is cut off at 390 px, others' doings are announced, and quiet mode silences them.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { axe, axeInLightAndDark, phone } from '../harness/browser.ts';
import type { Person } from '../harness/person.ts';
import { stage } from '../harness/stage.ts';
import { until } from '../harness/until.ts';

const everyScreen = [
  ...['My work', 'Overview', 'Text', 'Review', 'Process', 'Consequences', 'Comments', 'Log', 'People'],
  ...['Import', 'New agreement', 'Not found'],
];

/**
 * Seats that between them are shown everything that a role can be shown, each with the screens on which it has
 * something that those above it have not; the chair's are the secretariat's.
 */
const seats: Record<string, readonly [slug: string, screens: readonly string[]]> = {
  secretariat: ['secretariat', everyScreen],
  delegate: ['albarra', ['My work', 'Overview', 'Text', 'Review', 'Comments', 'People', 'Import']],
  'committee member': ['committee', ['My work', 'Review']],
  observer: ['civil-forum', ['My work', 'Text', 'Comments']],
  public: ['public', ['My work', 'Overview', 'Comments']],
};

/** Those whose screens between them have everything that a screen can have. */
const onPhones: Record<string, readonly [slug: string, screens: readonly string[]]> = {
  secretariat: ['secretariat', everyScreen],
  delegate: ['albarra', ['My work', 'Text', 'Review']],
};

const onPhone: BrowserContextOptions = { ...phone, colorScheme: 'light' };

describe('accessibility', () => {
  const on = stage();

  /** Paths of the screens, and what is there when a screen is ready. */
  const screens = (agreement: string): Record<string, [path: string, ready: string]> => ({
    'My work': ['', 'main h1'],
    Overview: [`i/${agreement}`, 'main h1'],
    Text: [`i/${agreement}/text`, '.is-live'],
    Review: [`i/${agreement}/review`, 'main h1'],
    Process: [`i/${agreement}/process`, 'main h1'],
    Consequences: [`i/${agreement}/consequences`, 'main [role=tabpanel]'],
    Comments: [`i/${agreement}/comments`, 'main [role=tabpanel]'],
    Log: [`i/${agreement}/log`, 'main h1'],
    People: [`i/${agreement}/people`, 'main h1'],
    Import: ['import', 'main h1'],
    'New agreement': ['new', 'main h1'],
    'Not found': ['nowhere', 'main h1'],
  });

  const isReady = ({ page }: Person) =>
    page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);

  /** What is wrong with the page that is shown; at a desk also of its colours in dark, which a phone shares. */
  const problemsHere = async ({ page }: Person, screen: string): Promise<string[]> => {
    const isPhone = (page.viewportSize()?.width ?? 0) <= phone.viewport.width;
    return (await (isPhone ? axe(page) : axeInLightAndDark(page))).map(
      ({ rule, where }) => `${screen}: ${rule}\n    ${where.join('\n    ')}`,
    );
  };

  const problemsOf = async (person: Person, names: readonly string[]): Promise<string[]> => {
    const found: string[] = [];
    for (const screen of names) {
      const [path, ready] = screens(on.sample)[screen]!;
      await person.goTo(path);
      await person.page.locator(`${ready}, .system-page`).first().waitFor();
      await isReady(person);
      found.push(...(await problemsHere(person, screen)));
      const overflow = await person.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (overflow > 0) found.push(`${screen}: ${overflow} px wider than the window`);
    }
    return found;
  };

  const sideBySide = 'side-by-side?left=albarra&right=torvald';

  const outside = async (person: Person, paths: readonly string[]): Promise<string[]> => {
    const found: string[] = [];
    for (const path of paths) {
      await person.page.goto(`${on.server.url}/${path}`);
      await person.page.locator('main').first().waitFor();
      await isReady(person);
      found.push(...(await problemsHere(person, path)));
    }
    // Made on the server: what has come is all there is.
    await person.page.goto(`${on.server.url}/p/orren`);
    found.push(...(await problemsHere(person, 'the public page')));
    return found;
  };

  describe('at a desk, in light and in dark', () => {
    test.each(Object.entries(seats))('the screens of the %s', async (_role, [slug, names]) => {
      expect(await problemsOf(await on.as(slug), names)).toEqual([]);
    });

    test('the lobby, two side by side, an invitation that is none, signing in, the public page', async () => {
      const paths = ['demo', sideBySide, 'invitation#no-such-token', 'nowhere'];
      expect(await outside(await on.as('albarra'), paths)).toEqual([]);
    });
  });

  describe('on a phone', () => {
    test.each(Object.entries(onPhones))('the screens of the %s', async (_role, [slug, names]) => {
      expect(await problemsOf(await on.as(slug, onPhone), names)).toEqual([]);
    });

    test('the lobby, two side by side, the public page', async () => {
      expect(await outside(await on.as('albarra', onPhone), ['demo', sideBySide])).toEqual([]);
    });
  });

  describe('dialogs and menus', () => {
    let secretariat: Person;
    beforeAll(async () => {
      secretariat = await on.as('secretariat', { stays: true });
    });
    const clean = async () => expect(await axe(secretariat.page)).toEqual([]);

    test('of the outline', async () => {
      await secretariat.openText(on.sample);
      await secretariat.page.getByRole('treeitem').nth(1).click();
      await secretariat.button('Add an element').click();
      await secretariat.page.getByRole('dialog').waitFor();
      await clean();
      await secretariat.page.keyboard.press('Escape');
      const { page } = secretariat;
      await page
        .locator('.icon-button')
        .and(secretariat.button(/^What can be done with/))
        .click();
      await secretariat.page.getByRole('menu').waitFor();
      await clean();
      await secretariat.page.getByRole('menuitem', { name: 'Delete' }).click();
      await secretariat.page.getByRole('alertdialog').waitFor();
      await clean();
      await secretariat.page.keyboard.press('Escape');
    });

    test('of the person, and the help', async () => {
      await secretariat.button(/^Your menu/).click();
      await secretariat.page.getByRole('menu').waitFor();
      await clean();
      await secretariat.page.keyboard.press('Escape');
      await secretariat.page.keyboard.press('Alt+0');
      await secretariat.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
      await clean();
      await secretariat.page.keyboard.press('Escape');
    });

    test('of an invitation', async () => {
      await secretariat.goTo(`i/${on.sample}/people`);
      await secretariat.button('Invite a person').click();
      await secretariat.page.getByRole('dialog').waitFor();
      await clean();
      await secretariat.page.keyboard.press('Escape');
    });
  });

  test('the dark theme is dark, and stays chosen', async () => {
    const person = await on.as('albarra', { colorScheme: 'light' });
    await person.goTo('');
    const brightness = () =>
      person.page.evaluate(() => {
        const [r = 0, g = 0, b = 0] = (
          getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g) ?? []
        ).map(Number);
        return (r + g + b) / 3;
      });
    await person.button(/^Your menu/).click();
    await person.page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await until('the page is dark', async () => (await brightness()) < 90);
    await person.page.reload();
    await until('it is dark after a reload', async () => (await brightness()) < 90);
  });

  test('on a phone one opens the outline, goes to a clause, and writes in it', async () => {
    const person = await on.as('albarra', onPhone);
    await person.openText(on.sample);
    await person.button('Outline').click();
    await person.page.getByRole('treeitem', { name: /Baseline declaration/ }).click();
    const { elements } = await on.secretariat.agreement(on.sample);
    const clause = elements.find(({ heading }) => heading === 'Baseline declaration')!.id;
    await until('the sheet is closed and the clause is in view', () =>
      person.clause(clause).evaluate((node) => {
        const box = node.getBoundingClientRect();
        const on = document.elementFromPoint(
          box.left + box.width / 2,
          Math.min(box.top + 30, innerHeight - 80),
        );
        return node.contains(on);
      }),
    );
    await person.type(clause, ' From the train.');
    await person.isSaved();
    expect(await on.secretariat.textOf(on.sample, clause)).toContain(' From the train.');
  });

  test('who comes, writes and goes is announced; in quiet mode it is not', async () => {
    // An agreement of its own: nobody else is in it.
    const agreement = await on.secretariat.importBytes('quiet.md', '# Quiet\n\n1. The Parties listen.\n');
    const [clause] = [...(await on.secretariat.texts(agreement)).keys()] as [string];
    const listener = await on.as('torvald');
    await listener.openText(agreement);
    await listener.see(clause);
    await until('the page is connected', async () => /Live|Saved/.test(await listener.saving()));
    // All that the live regions ever said: they hold each sentence only for a while.
    await listener.page.evaluate(() => {
      const said: string[] = [];
      Object.assign(globalThis, { said });
      for (const region of document.querySelectorAll('[data-region]'))
        new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
          subtree: true,
          childList: true,
          characterData: true,
        });
    });
    const said = () =>
      listener.page.evaluate(() => (globalThis as unknown as { said: string[] }).said.join('\n'));
    const hears = (words: RegExp) => until(`“${words.source}” is said`, async () => words.test(await said()));

    const writer = await on.as('albarra');
    await writer.openText(agreement);
    await writer.type(clause, ' Audible.');
    await hears(/Delegation of .*Albarra joined\./);
    await hears(/Delegation of .*Albarra edited .+\./);

    await listener.button(/^Your menu/).click();
    await listener.page.getByRole('menuitem', { name: /Quiet mode/ }).click();
    await hears(/Quiet mode is on/);
    const before = await said();
    await writer.leave();
    await until(
      'the other is gone from the bar',
      async () => (await listener.page.locator('.presence').count()) === 0,
    );
    expect((await said()).slice(before.length)).not.toMatch(/Albarra left/);
  });
});
