/**
 * What a first visit loads: the script and style that the page asks for, as they travel (gzipped), until a text
 * can be read, and until it can be written.
 */
import { gzipSync } from 'node:zlib';
import { Account } from '../harness/account.ts';
import { openBrowser } from '../harness/browser.ts';
import { Person } from '../harness/person.ts';
import { TestServer } from '../harness/server.ts';
import { kilobytes, machine, table } from './report.ts';

machine();
const server = await TestServer.start();
const browser = await openBrowser();
try {
  const secretariat = await Account.of(server, 'secretariat');
  const { agreement } = await secretariat.demo();
  const { elements } = await secretariat.agreement(agreement.id);
  const person = await Person.sit(browser, server, 'albarra');
  const loaded: { kind: 'script' | 'style'; path: string; gzip: number }[] = [];
  person.page.on('response', async (response) => {
    const type = response.request().resourceType();
    if (type !== 'script' && type !== 'stylesheet') return;
    const body = await response.body().catch(() => null);
    const path = new URL(response.url()).pathname;
    if (!body || loaded.some((one) => one.path === path)) return;
    const kind = type === 'script' ? 'script' : 'style';
    loaded.push({ kind, path, gzip: gzipSync(body, { level: 9 }).length });
  });
  const sum = (kind: string) =>
    kilobytes(loaded.filter((one) => one.kind === kind).reduce((total, { gzip }) => total + gzip, 0));
  const rows: Record<string, string>[] = [];

  await person.goTo('');
  await person.page.waitForLoadState('networkidle');
  rows.push({ moment: 'My work', script: sum('script'), style: sum('style') });
  await person.openText(agreement.id);
  await person.see(elements.find(({ kind }) => kind === 'clause')!.id);
  await person.page.waitForLoadState('networkidle');
  rows.push({ moment: 'Text, with an editor', script: sum('script'), style: sum('style') });
  table(rows);
  console.log('\nfiles:');
  table(loaded.map(({ kind, path, gzip }) => ({ path, kind, gzip: kilobytes(gzip) })));
} finally {
  await browser.close();
  await server.dispose();
}
