/**
 * Two delegations write in the real text: S/RES/2231 (2015) with the whole JCPOA, imported through the app by
 * dropping the file. Nothing that one of them wrote is lost, whatever happens to the network and to the server.
 */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { agreeOn, type Person } from '../harness/person.ts';
import { stage } from '../harness/stage.ts';
import { texts, textsArePresent, withTexts } from '../harness/texts.ts';
import { becomes, until } from '../harness/until.ts';

const real = textsArePresent ? describe : describe.skip;

real(withTexts('two delegations in S/RES/2231 (2015)'), () => {
  const on = stage();
  let agreement: string;
  let imported: Map<string, string>;
  let clauses: readonly string[];
  let albarra: Person;
  let torvald: Person;

  beforeAll(async () => {
    const secretariat = await on.as('secretariat');
    await secretariat.goTo('import');
    await drop(secretariat.page, texts.res2231);
    await secretariat.page.getByRole('link', { name: 'Open the text' }).click();
    agreement = await until(
      'the text opens',
      () => /\/i\/([^/]+)\/text/.exec(secretariat.page.url())?.[1] ?? null,
    );
    imported = await on.secretariat.texts(agreement);
    // Long enough to be typed into, and plain: what is drawn is what is stored.
    clauses = [...imported].filter(([, text]) => /^[A-Za-z ,;.]{120,600}$/.test(text)).map(([id]) => id);
    albarra = await on.as('albarra', { stays: true });
    torvald = await on.as('torvald', { stays: true });
    await Promise.all([albarra.openText(agreement), torvald.openText(agreement)]);
  });

  /** Both screens and the server come to say the same. @returns it */
  const allAgree = async (clause: string): Promise<string> => {
    await becomes(
      `both screens and the server say the same in ${clause}`,
      async () => {
        const seen = await agreeOn([albarra, torvald], clause);
        return seen === (await on.secretariat.textOf(agreement, clause));
      },
      true,
    );
    return albarra.text(clause);
  };

  test('the file is imported whole', async () => {
    expect(imported.size).toBeGreaterThan(500);
    const words = [...imported.values()].join(' ').split(/\s+/).length;
    expect(words).toBeGreaterThan(34_000);
  });

  test('they write in the same clause at the same time', async () => {
    const clause = clauses[0]!;
    const before = imported.get(clause)!;
    await Promise.all([
      albarra.type(clause, ' Albarra adds its words here.'),
      torvald.type(clause, 'Torvald begins otherwise. ', 'start'),
    ]);
    await becomes(
      'both additions stand around the text as it was',
      () => allAgree(clause),
      `Torvald begins otherwise. ${before} Albarra adds its words here.`,
    );
  });

  test('they write at the very same place at the same time', async () => {
    const clause = clauses[1]!;
    const before = imported.get(clause)!;
    await Promise.all([albarra.caretIn(clause), torvald.caretIn(clause)]);
    await Promise.all([
      albarra.page.keyboard.type(' aaaaaaaaaaaaaaaaaaaa'),
      torvald.page.keyboard.type(' tttttttttttttttttttt'),
    ]);
    await until('every letter of both is there', async () => {
      const added = (await allAgree(clause)).slice(before.length);
      return added.replace(/[^a]/g, '').length === 20 && added.replace(/[^t]/g, '').length === 20;
    });
    expect((await albarra.text(clause)).slice(0, before.length)).toBe(before);
  });

  test('they write in different clauses', async () => {
    const [one, other] = [clauses[2]!, clauses.at(-1)!];
    await Promise.all([albarra.type(one, ' From Albarra.'), torvald.type(other, ' From Torvald.')]);
    await becomes('the first', () => allAgree(one), `${imported.get(one)} From Albarra.`);
    await becomes('the second', () => allAgree(other), `${imported.get(other)} From Torvald.`);
  });

  test('one sees where the other is', async () => {
    const clause = clauses[3]!;
    await torvald.caretIn(clause);
    await albarra.see(clause);
    const flag = albarra.editor(clause).locator('.tx-cursor-name');
    await until('the cursor of the other has its name', async () =>
      /Delegation of Kingdom of Torvald/.test((await flag.allTextContents()).join()),
    );
    await albarra.page.getByRole('button', { name: '1 other person is here' }).waitFor();
  });

  test('one goes offline, writes, reloads, writes again, and returns', async () => {
    const clause = clauses[4]!;
    const before = imported.get(clause)!;
    await albarra.type(clause, ' Before.');
    await albarra.isSaved();
    await albarra.goOffline();
    await albarra.type(clause, ' Without a network.');
    await until('the app bar says that changes are kept', async () =>
      /^Offline: \d+ changes? kept on this device$/.test(await albarra.saving()),
    );
    await torvald.type(clause, 'Meanwhile Torvald wrote. ', 'start');
    await torvald.isSaved();

    await albarra.page.reload();
    await becomes(
      'the reloaded page still has the words',
      () => albarra.text(clause),
      `${before} Before. Without a network.`,
    );
    expect(await albarra.saving()).toMatch(/^Offline: \d+ changes? kept on this device$/);
    await albarra.type(clause, ' After the reload.');
    expect(await torvald.text(clause)).not.toContain('Without a network');

    await albarra.goOnline();
    await albarra.isSaved();
    await becomes(
      'both have everything',
      () => allAgree(clause),
      `Meanwhile Torvald wrote. ${before} Before. Without a network. After the reload.`,
    );
  });

  test('the server is killed and started again while both write', async () => {
    const clause = clauses[5]!;
    const before = imported.get(clause)!;
    await Promise.all([albarra.caretIn(clause), torvald.caretIn(clause, 'start')]);
    await albarra.page.keyboard.type(' One two three');
    await torvald.page.keyboard.type('Uno dos tres ');
    await on.server.kill();
    await Promise.all([
      albarra.page.keyboard.type(' four five six'),
      torvald.page.keyboard.type('cuatro cinco seis '),
    ]);
    await until('the app bar says that changes are kept', async () =>
      /kept on this device$/.test(await albarra.saving()),
    );
    await on.server.start();
    await Promise.all([albarra.page.keyboard.type(' seven.'), torvald.page.keyboard.type('siete ')]);
    await Promise.all([albarra.isSaved(), torvald.isSaved()]);
    await becomes(
      'nothing of it is lost',
      () => allAgree(clause),
      `Uno dos tres cuatro cinco seis siete ${before} One two three four five six seven.`,
    );
  });

  test('killed again at once, the server has all of it, and every other clause as it was imported', async () => {
    const written = await on.secretariat.texts(agreement);
    await on.server.restart();
    const kept = await on.secretariat.texts(agreement);
    expect(kept).toEqual(written);
    const touched = new Set([...clauses.slice(0, 6), clauses.at(-1)!]);
    for (const [clause, text] of imported) if (!touched.has(clause)) expect(kept.get(clause)).toBe(text);
  });
});

/** Drops a file onto the page's drop zone, as from the file manager. */
async function drop(page: Page, path: string): Promise<void> {
  const zone = page.getByText('Drop a file here').last();
  const { x, y, width, height } = (await zone.boundingBox())!;
  const at = { x: x + width / 2, y: y + height / 2 };
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  const devtools = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, ...at, data });
  }
  await devtools.detach();
}
