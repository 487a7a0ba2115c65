/**
 * The page that checks a record: without signing in, without a network, by keyboard, on a narrow screen.
 */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openWindow } from '../harness/browser.ts';
import { stage } from '../harness/stage.ts';

const on = stage();

/** The record of the sample, as its secretariat gets it. */
async function sampleRecord(): Promise<string> {
  return (await on.secretariat.request('GET', `agreements/${on.sample}/record`)).text();
}

async function choose(page: Page, name: string, text: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a record', exact: true }).press('Enter'),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

test('a record is checked by whoever has it, offline, and what is wrong is named', async () => {
  const record = await sampleRecord();
  const { page, faults } = await openWindow(on.browser, { viewport: { width: 390, height: 844 } });
  await page.goto(`${on.server.url}/`);
  await page.getByRole('link', { name: 'Check the record of an agreement' }).click();
  await page.getByRole('heading', { name: 'Check a record' }).waitFor();
  await page.context().setOffline(true);

  await choose(page, 'record.json', record);
  const good = page.getByRole('heading', { name: 'record.json is in order' });
  await good.waitFor();
  expect(await good.evaluate((heading) => heading === document.activeElement)).toBe(true);
  const rows = page.getByRole('table').getByRole('row');
  expect(await rows.count()).toBeGreaterThan(10);
  await page.getByText('The events are the life of one agreement (checked)').waitFor();
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  expect(fits).toBe(true);

  await page.getByRole('button', { name: 'Check another record' }).press('Enter');
  await choose(
    page,
    'changed.json',
    record.replace('"hash":"', '"hash":"0').replace(/("hash":"[0-9a-f]{64})[0-9a-f]/, '$1'),
  );
  await page.getByRole('heading', { name: 'changed.json is not in order' }).waitFor();
  await page
    .getByRole('main')
    .getByText('Entry 1 does not have the hash that stands beside it: one of them was changed.')
    .waitFor();
  await page.getByText('Where: entry 1.').waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
});
