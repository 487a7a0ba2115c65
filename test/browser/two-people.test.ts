/**
 * Two delegations write in the real text: S/RES/2231 (2015) with the whole JCPOA, imported through the app.
 * Nothing that one of them wrote is lost, whatever happens to the network and to the server.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { Account } from '../harness/account.ts';
import { openBrowser } from '../harness/browser.ts';
import { agreeOn, Person } from '../harness/person.ts';
import { TestServer } from '../harness/server.ts';
import { texts, textsArePresent, withTexts } from '../harness/texts.ts';
import { until } from '../harness/until.ts';

const real = textsArePresent ? describe : describe.skip;

real(withTexts('two delegations in S/RES/2231 (2015)'), () => {
  let server: TestServer;
  let browser: Browser;
  let secretariat: Account;
  let agreement: string;
  let clauses: readonly string[];
  let albarra: Person;
  let torvald: Person;

  beforeAll(async () => {
    server = await TestServer.start();
    browser = await openBrowser();
    secretariat = await Account.of(server, 'secretariat');

    const importer = await Person.sit(browser, server, 'secretariat');
    await importer.goTo('import');
    await importer.page.locator('input[type=file]').setInputFiles(texts.res2231);
    await importer.page.getByRole('link', { name: /open/i }).last().click();
    await importer.page.locator('[data-element][role=group]').first().waitFor();
    agreement = /\/i\/([^/]+)\/text/.exec(importer.page.url())![1]!;
    importer.hasNoFaults();
    await importer.leave();

    const { elements } = await secretariat.agreement(agreement);
    clauses = elements.filter(({ kind }) => kind === 'clause').map(({ id }) => id);
    albarra = await Person.sit(browser, server, 'albarra');
    torvald = await Person.sit(browser, server, 'torvald');
    await Promise.all([albarra.openText(agreement), torvald.openText(agreement)]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });
  afterEach(() => {
    albarra.hasNoFaults();
    torvald.hasNoFaults();
  });

  /** Both screens and the server say the same. */
  const allAgree = async (clause: string): Promise<string> => {
    const seen = await agreeOn([albarra, torvald], clause);
    const words = (text: string) => text.split(/\s+/).filter(Boolean).join(' ');
    await until(`the server has what both see in ${clause}`, async () => {
      const kept = words(await secretariat.textOf(agreement, clause));
      return [...words(seen)].filter((c) => /\p{L}/u.test(c)).join('') ===
        [...kept].filter((c) => /\p{L}/u.test(c)).join('')
        ? true
        : null;
    });
    return seen;
  };

  test('the import has all of its clauses', () => {
    expect(clauses.length).toBeGreaterThan(300);
  });

  test('in the same clause, at the same time', async () => {
    const clause = clauses[20]!;
    const before = await albarra.text(clause);
    await Promise.all([
      albarra.type(clause, ' Albarra adds its words here.'),
      torvald.type(clause, 'Torvald begins otherwise. ', 'start'),
    ]);
    const after = await allAgree(clause);
    expect(after).toContain('Torvald begins otherwise. ');
    expect(after).toContain(' Albarra adds its words here.');
    expect(after.length).toBe(
      before.length + 'Torvald begins otherwise. '.length + ' Albarra adds its words here.'.length,
    );
  });
});
