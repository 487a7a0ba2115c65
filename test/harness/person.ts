/**
 * A person at the screen: a window of the app under an identity of the demo, and what people do in it. Everything
 * is found as people find it, by role and name; a clause is found by its id.
 */
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { openWindow } from './browser.ts';
import type { TestServer } from './server.ts';
import { becomes, until } from './until.ts';

export class Person {
  readonly page: Page;
  readonly slug: string;
  /** What went wrong inside the page, for the test to look at. */
  readonly faults: readonly string[];
  readonly #server: TestServer;

  private constructor(server: TestServer, slug: string, page: Page, faults: readonly string[]) {
    this.#server = server;
    this.slug = slug;
    this.page = page;
    this.faults = faults;
  }

  /** Takes the seat of an identity in a browser context of its own, without opening a page of the app yet. */
  static async sit(
    browser: Browser,
    server: TestServer,
    slug: string,
    options: BrowserContextOptions = {},
  ): Promise<Person> {
    const { page, faults } = await openWindow(browser, options);
    const answer = await page.context().request.post(`${server.url}/api/v1/demo/enter`, {
      data: { slug },
      headers: { Origin: server.url },
    });
    if (!answer.ok()) throw new Error(`no seat for ${slug}: ${answer.status()} ${await answer.text()}`);
    return new Person(server, slug, page, faults);
  }

  get context(): BrowserContext {
    return this.page.context();
  }

  /** Goes to a path of the app, such as `i/…/text`. */
  async goTo(path: string): Promise<void> {
    await this.page.goto(`${this.#server.url}/demo/${this.slug}/${path}`);
  }

  async openText(agreement: string, clause?: string): Promise<void> {
    await this.goTo(`i/${agreement}/text${clause ? `#${clause}` : ''}`);
    await this.page.locator('[data-element][role=group]').first().waitFor();
  }

  /** The same for an agreement that has no clause yet. */
  async openTextOf(agreement: string): Promise<void> {
    await this.goTo(`i/${agreement}/text`);
    await this.page.getByRole('region', { name: 'Text of the agreement' }).waitFor();
  }

  clause(id: string): Locator {
    return this.page.locator(`[data-element="${id}"]`);
  }

  editor(id: string): Locator {
    // The fields of blocks are text boxes inside of it.
    return this.clause(id).getByRole('textbox').first();
  }

  /** Brings a clause before the eyes and waits until its editor is live. */
  async see(id: string): Promise<Locator> {
    const editor = this.editor(id);
    await until(`the editor of ${id} is there`, () =>
      this.page.evaluate((clause) => {
        const row = document.querySelector(`[data-element="${clause}"]`);
        const editor = row?.querySelector('[role=textbox]');
        if (!editor) row?.scrollIntoView({ block: 'center' });
        return editor != null;
      }, id),
    );
    return editor;
  }

  /** Puts the caret at the end (or start) of a clause. */
  async caretIn(id: string, at: 'start' | 'end' = 'end'): Promise<void> {
    const editor = await this.see(id);
    await editor.focus();
    await this.page.keyboard.press(at === 'end' ? 'Control+End' : 'Control+Home');
    await until(`the caret is in ${id}`, () =>
      editor.evaluate((node) => node.contains(document.activeElement)),
    );
  }

  /** Types at the end (or start) of a clause, key by key. */
  async type(id: string, text: string, at: 'start' | 'end' = 'end'): Promise<void> {
    await this.caretIn(id, at);
    await this.page.keyboard.type(text);
  }

  /** The words of a clause as they are on the screen: without cursors, names and labels of others. */
  async text(id: string): Promise<string> {
    await this.see(id);
    return this.editor(id).evaluate((node) => {
      const copy = node.cloneNode(true) as HTMLElement;
      for (const drawn of copy.querySelectorAll('.ProseMirror-widget, .tx-popover, [data-drawn]'))
        drawn.remove();
      const blocks = copy.querySelectorAll('p, h4, h5, h6, .tx-block-text');
      const texts = [...blocks].map((block) => block.textContent ?? '');
      return (texts.length > 0 ? texts.join('\n') : (copy.textContent ?? '')).replace(/[\u200b\ufeff]/g, '');
    });
  }

  async sees(id: string, words: string): Promise<void> {
    await until(`${this.slug} sees “${words}” in ${id}`, async () => (await this.text(id)).includes(words));
  }

  /** The saving state, in the words of the app bar. */
  async saving(): Promise<string> {
    return (await this.page.getByTestId('saving').textContent()) ?? '';
  }

  async isSaved(): Promise<void> {
    await until(`${this.slug}'s changes are saved`, async () => /^(Saved|Live)/.test(await this.saving()));
  }

  async goOffline(): Promise<void> {
    await this.context.setOffline(true);
  }

  async goOnline(): Promise<void> {
    await this.context.setOffline(false);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** Nothing went wrong inside the page. */
  hasNoFaults(): void {
    if (this.faults.length > 0) throw new Error(`in ${this.slug}'s window:\n${this.faults.join('\n')}`);
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}

/** Waits until all of these persons see the same words in a clause. @returns them */
export async function agreeOn(persons: readonly Person[], clause: string): Promise<string> {
  const seen = async () => Promise.all(persons.map((person) => person.text(clause)));
  await becomes(
    `${persons.map(({ slug }) => slug).join(' and ')} see the same in ${clause}`,
    async () => new Set(await seen()).size,
    1,
  );
  return (await seen())[0]!;
}
