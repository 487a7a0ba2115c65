/**
 * An observer's comment in real windows: from choosing words to the answer that everybody sees, and through a hundred
 * edits by others, the deletion of its words among them, to its place on other words.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { axe, phone } from '../harness/browser.ts';
import type { Person } from '../harness/person.ts';
import { stage } from '../harness/stage.ts';
import { becomes, until } from '../harness/until.ts';

describe('comments', () => {
  const on = stage();
  const words = 'access request within 72 hours';
  let clause: string;
  let observer: Person;
  let secretariat: Person;
  let albarra: Person;

  beforeAll(async () => {
    clause = [...(await on.secretariat.texts(on.sample))].find(([, text]) => text.includes(words))![0];
    observer = await on.as('civil-forum', { stays: true });
    secretariat = await on.as('secretariat', { stays: true });
    albarra = await on.as('albarra', { stays: true });
  });

  /**
   * Chooses words in the text, as a pointer or the shift key would. An editor that has just got the focus puts its own
   * selection back a moment later: they are chosen when they have stayed so for some looks.
   */
  const choose = async (person: Person, chosen: string) => {
    const editor = await person.see(clause);
    await editor.focus();
    let looks = 0;
    await until(`“${chosen}” is chosen, in one piece of text`, async () => {
      const stays = await editor.evaluate((node, wanted) => {
        const selection = document.getSelection()!;
        if (selection.toString() === wanted) return true;
        const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
        for (let text = texts.nextNode(); text; text = texts.nextNode()) {
          const at = text.textContent?.indexOf(wanted) ?? -1;
          if (at >= 0) selection.setBaseAndExtent(text, at, text, at + wanted.length);
        }
        return false;
      }, chosen);
      looks = stays ? looks + 1 : 0;
      return looks > 5;
    });
  };
  const mark = (person: Person) => person.editor(clause).locator('mark[data-thread]');
  const panel = (person: Person) => person.page.getByRole('tabpanel', { name: 'Comments' });
  const send = { name: 'Send to Observers and the public' };

  test('an observer comments on words, holds a receipt, and everybody sees the answer', async () => {
    await observer.openText(on.sample, clause);
    await choose(observer, words);
    await observer.page.keyboard.press('Control+Alt+m');
    const form = panel(observer).getByRole('form', { name: 'New comment' });
    await form.getByText(words).waitFor();
    expect(await form.getByRole('button', send).isDisabled()).toBe(true);
    expect(await form.getByText('Goes to: Observers and the public').count()).toBe(1);
    await form.getByRole('radio', { name: 'Rights' }).check();
    await form
      .getByRole('textbox', { name: 'Your comment' })
      .fill('Say who is answerable. \u202Ehttps://a.org');
    expect(await axe(observer.page)).toEqual([]);
    await form.getByRole('button', send).click();
    await panel(observer)
      .getByText(/Receipt: No\. \d+/)
      .waitFor();
    // What would turn the direction of writing is shown by name instead.
    await panel(observer).getByText('U+202E').first().waitFor();
    await mark(observer).first().waitFor();
    expect(await axe(observer.page)).toEqual([]);

    await secretariat.goTo('');
    await secretariat.page
      .getByRole('link', { name: /^Answer the observer on 9\.1/ })
      .first()
      .click();
    const page = secretariat.page;
    await page.getByText('Say who is answerable.').waitFor();
    await page.getByRole('button', { name: 'Answer', exact: true }).click();
    const answer = page.getByRole('form', { name: 'Give the answer' });
    await answer.getByRole('radio', { name: 'Out of scope' }).check();
    await answer.getByRole('textbox', { name: 'Why it is out of scope' }).fill('Annex II names them.');
    expect(await axe(page)).toEqual([]);
    await answer.getByRole('button', { name: 'Give the answer' }).click();
    await page.getByText(/Out of scope · Answer of Secretariat/).waitFor();

    // Live for the author, and on the author's own screen.
    await panel(observer).getByText('Annex II names them.').waitFor();
    await observer.goTo(`i/${on.sample}/comments`);
    await observer.page.getByRole('heading', { name: 'Your comments' }).waitFor();
    await observer.page.getByText('Annex II names them.').first().waitFor();
    expect(await axe(observer.page)).toEqual([]);
    for (const tab of ['When comments are open', 'Moderation log', 'Under a pseudonym', 'Threads']) {
      await observer.page.getByRole('tab', { name: tab }).click();
      await observer.page.getByRole('tabpanel', { name: tab }).waitFor();
      expect([tab, await axe(observer.page)]).toEqual([tab, []]);
    }
    await observer.page.setViewportSize(phone.viewport);
    await becomes(
      'nothing is cut off on a phone',
      () => observer.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
      true,
    );
    expect(await axe(observer.page)).toEqual([]);
    await observer.page.setViewportSize({ width: 1280, height: 800 });
  });

  test('the packet counts what observers said, and holds each with its answer; a credential is drawn', async () => {
    await secretariat.goTo(`i/${on.sample}/review/${clause}`);
    const { page } = secretariat;
    await page.getByRole('tab', { name: /^\d+ comments of observers/ }).click();
    const packet = page.getByRole('tabpanel', { name: /comments of observers/ });
    await packet.getByText(/^\d+ comments of observers\. \d+ of \d+ answered\.$/).waitFor();
    expect(await axe(page)).toEqual([]);

    await observer.goTo(`i/${on.sample}/comments`);
    await observer.page.getByRole('tab', { name: 'Under a pseudonym' }).click();
    await observer.page.getByRole('button', { name: 'Draw a credential' }).click();
    const credential = await observer.page.locator('.kept-secret code').innerText();
    await observer.page.getByRole('textbox', { name: 'Credential' }).fill(credential);
    await observer.page.getByRole('textbox', { name: 'Pseudonym' }).fill('Heron');
    await observer.page.getByRole('radio', { name: 'Legal' }).check();
    await observer.page.getByRole('textbox', { name: 'Your comment' }).fill('Under whose law?');
    await observer.page.getByRole('button', { name: 'Send under the pseudonym' }).click();
    // One organisation alone holds credentials: everybody would know whose it is.
    await observer.page.getByText(/taken once two organisations hold credentials/).waitFor();
    const other = await on.as('humanitarian');
    await other.goTo(`i/${on.sample}/comments`);
    await other.page.getByRole('tab', { name: 'Under a pseudonym' }).click();
    await other.button('Draw a credential').click();
    await other.page.locator('.kept-secret').waitFor();
    await observer.button('Send under the pseudonym').click();
    await observer.page.getByText('Secret of this comment:').waitFor();
    const secret = await observer.page.locator('.kept-secret code').last().innerText();

    // Another window, another day: whoever has the secret is the author.
    await observer.page.reload();
    await observer.page.getByRole('tab', { name: 'Under a pseudonym' }).click();
    await observer.page.getByRole('textbox', { name: 'Secret of this comment' }).fill(secret);
    await observer.button('Show the comment').click();
    const own = observer.page.getByRole('article', { name: /^No\. \d+$/ });
    await own.getByText(/Waits for an answer/).waitFor();
    await own.getByRole('button', { name: /^Edit: comment of Heron/ }).click();
    await own.getByRole('textbox', { name: 'Your comment' }).fill('Under the law of which party?');
    expect(await axe(observer.page)).toEqual([]);
    await own.getByRole('button', { name: 'Save the edit' }).click();
    await own.getByText('Under the law of which party?').waitFor();
    await own.getByRole('button', { name: /^Withdraw: comment of Heron/ }).click();
    await own.getByText('Withdrawn by its author').waitFor();
  });

  test('a comment stays on its words through a hundred edits, is kept when they go, and placed again', async () => {
    await albarra.openText(on.sample, clause);
    await choose(albarra, 'access request within 72 hours');
    await albarra.page.keyboard.press('Control+Alt+m');
    const form = panel(albarra).getByRole('form', { name: 'New comment' });
    await form.getByRole('radio', { name: 'All parties' }).check();
    await form.getByRole('textbox', { name: 'Your comment' }).fill('Working hours?');
    const mention = form.getByRole('combobox', { name: 'Mention somebody' });
    await mention.focus();
    await albarra.page.keyboard.type('sarr');
    await albarra.page.getByRole('option', { name: /Sarrane/ }).waitFor();
    await albarra.page.keyboard.press('ArrowDown');
    await albarra.page.keyboard.press('Enter');
    await form.getByRole('button', { name: /^Do not mention .*Sarrane/ }).waitFor();
    expect(await mention.inputValue()).toBe('');
    await becomes('the list is closed', () => albarra.page.getByRole('option').count(), 0);
    expect(await axe(albarra.page)).toEqual([]);
    await form.getByRole('button', { name: 'Send to All parties' }).click();
    await panel(albarra).getByText('Working hours?').waitFor();
    await mark(albarra).first().waitFor();

    await secretariat.openText(on.sample, clause);
    // Each key is an edit of its own.
    const before =
      'Hereby, in every province, in good faith, at all times, and by each of its many authorities, ';
    await secretariat.type(clause, before, 'start');
    await secretariat.page.keyboard.type('now and then, ');
    await albarra.sees(clause, 'now and then, ');
    await becomes('the mark is on its words', () => mark(albarra).first().innerText(), words);

    await choose(secretariat, words);
    await secretariat.page.keyboard.press('Delete');
    await until('the words are gone', async () => !(await albarra.text(clause)).includes(words));
    await panel(albarra).getByText('No longer in the text.').waitFor();
    expect(await mark(albarra).count()).toBe(0);
    expect(await axe(albarra.page)).toEqual([]);

    await choose(albarra, 'every province');
    await panel(albarra).getByRole('button', { name: 'Place it on the chosen words' }).click();
    await panel(albarra).getByText('placed again once').waitFor();
    await becomes('the mark is on the new words', () => mark(albarra).first().innerText(), 'every province');
    await panel(albarra).getByText('No longer in the text.').waitFor({ state: 'detached' });
  });

  test('what is made confidential leaves every open screen at once, with a sentence', async () => {
    const other = await observer.context.newPage();
    const packet = await observer.context.newPage();
    const at = (path: string) => `${on.server.url}/demo/civil-forum/i/${on.sample}/${path}`;
    await observer.openText(on.sample, clause);
    await observer.see(clause);
    await other.goto(at('comments'));
    await other.getByRole('tab', { name: 'Threads' }).click();
    await other.getByRole('button', { name: /Say who is answerable/ }).click();
    await other.getByRole('article', { name: /9\.1/ }).waitFor();
    await packet.goto(at(`review/${clause}`));
    await packet.getByRole('heading', { name: /9\.1/ }).first().waitFor();

    const { page } = secretariat;
    await secretariat.goTo(`i/${on.sample}/process`);
    await page.getByRole('tab', { name: 'Confidentiality and publication' }).click();
    await page.getByRole('combobox', { name: 'Element' }).selectOption(clause);
    await page.getByRole('combobox', { name: 'Who may read it' }).selectOption('parties');
    await page.getByRole('button', { name: 'What would this do?' }).click();
    await page.getByText(/^Can no longer read 9\.1: .*Kestrelian Civil Forum/).waitFor();
    await page.getByText(/open now closes? at once\.$/).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Set it so' }).click();
    await page.getByText('What this does').waitFor({ state: 'detached' });

    const screens = { text: observer.page, comments: other, packet };
    for (const [name, screen] of Object.entries(screens)) {
      await screen
        .getByRole('alert')
        .getByText(/^You may no longer read .*9\.1: /)
        .waitFor();
      const left = () => screen.getByText(/Say who is answerable|every province/).count();
      await becomes(`the words have left the screen: ${name}`, left, 0);
    }
    expect(await axe(observer.page)).toEqual([]);
    await Promise.all([other.close(), packet.close()]);
  });

  test('a policy publishes parts by rules of their own, and keeps what it had', async () => {
    const { page } = secretariat;
    const rules = page.getByRole('group', { name: /^Rule \d+ for parts$/ });
    await page.getByRole('button', { name: 'Add a rule for parts of it' }).click();
    const look = page.getByRole('button', { name: 'Show the page first' });
    expect(await look.isDisabled()).toBe(true);
    await rules.getByRole('combobox', { name: 'What is published' }).selectOption('comments');
    await rules.getByRole('checkbox').first().check();
    await look.click();
    await page.getByTitle('The public page as it would be').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByTitle('The public page as it would be').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('tab', { name: 'Confidentiality and publication' }).click();
    await rules.getByRole('checkbox', { checked: true }).waitFor();
    expect(await rules.getByRole('combobox', { name: 'What is published' }).inputValue()).toBe('comments');
    expect(
      await page.getByRole('combobox', { name: 'Texts that were published or agreed' }).inputValue(),
    ).not.toBe('');
  });
});
