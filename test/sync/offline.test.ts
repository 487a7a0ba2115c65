/** Working offline in a real browser: the page itself, what it read, and what was written, without a server. */
import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openWindow } from '../harness/browser.ts';
import { becomes, until } from '../harness/until.ts';
import { baseServer, buildPage, type BaseServer } from './base-server.ts';
import type { TestPage } from './page/page.ts';
import { says } from './people.ts';
import { smallServer, type SmallServer } from './small-server.ts';

declare global {
  interface Window {
    testPage: TestPage;
  }
}

let browser: Browser;
let folder: string;
let web: BaseServer;
let sync: SmallServer;
let page: Page;

beforeAll(async () => {
  folder = await buildPage();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  web = await baseServer(folder, ['/one/', '/one/demo/aldoria/']);
  sync = await smallServer();
  ({ page } = await openWindow(browser));
});
afterEach(async () => {
  await page.context().close();
  await web.goAway();
  await sync.goAway();
});

async function open(base: string, on: Page = page): Promise<void> {
  await on.goto(web.origin + base);
  await on.waitForFunction(() => window.testPage !== undefined);
}
/** The page, with its worker installed and in charge of it. */
async function openOffline(base: string, on: Page = page): Promise<void> {
  await open(base, on);
  await on.evaluate(() => window.testPage.installed());
  await on.waitForFunction(() => navigator.serviceWorker.controller !== null);
}
async function serversGoAway(): Promise<void> {
  await Promise.all([web.goAway(), sync.goAway()]);
}
async function serversComeBack(): Promise<void> {
  await Promise.all([web.comeBack(), sync.comeBack()]);
}
const get = (path: string, on: Page = page) =>
  on.evaluate((asked) => window.testPage.get(asked).catch(() => 'unreachable'), path);
const connect = (url: string) => page.evaluate((to) => window.testPage.connect(to), url);
const facts = () => page.evaluate(() => window.testPage.facts());
const answers = (path: string, body: string, status = 200) => web.answers.set(path, { status, body });
const me = (id: string) => JSON.stringify({ person: { id } });

test('a reload without a server: the page, a part that was never loaded, and a deep address', async () => {
  await openOffline('/one/');
  await web.goAway();
  await open('/one/agreements/accord/text?clause=4');
  expect(await page.evaluate(() => window.testPage.part())).toBe('loaded later');
  await web.comeBack();
});

test('what was read is readable, what may not be kept is not, and what was withdrawn is gone', async () => {
  await openOffline('/one/');
  answers('me', me('anna'));
  for (const path of ['agreements/accord', 'agreements/accord/text', 'agreements/accord/people'])
    answers(path, path);
  answers('agreements/secret/text', 'secret');
  const paths = [
    'me',
    'agreements/accord',
    'agreements/accord/text',
    'agreements/accord/people',
    'agreements/secret/text',
  ];
  for (const path of paths) await get(`api/v1/${path}`);
  answers('agreements/secret/text', '{}', 403);
  await get('api/v1/agreements/secret/text');
  await web.goAway();
  expect(await Promise.all(paths.map((path) => get(`api/v1/${path}`)))).toEqual([
    me('anna'),
    'agreements/accord',
    'agreements/accord/text',
    'unreachable',
    'unreachable',
  ]);
  await web.comeBack();
  answers('agreements/accord/text', 'newer');
  expect(await get('api/v1/agreements/accord/text')).toBe('newer');
});

test('what the first visit read before there was a worker is kept too', async () => {
  answers('me', me('anna'));
  answers('agreements/accord', 'accord');
  answers('agreements/accord/people', 'people');
  // The page reads at once; its worker comes when it has loaded.
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      for (const path of ['me', 'agreements/accord', 'agreements/accord/people']) {
        void fetch(new URL(`api/v1/${path}`, document.baseURI)).then((response) => response.text());
      }
    });
  });
  await openOffline('/one/');
  const kept = () =>
    page.evaluate(async () => {
      const cache = await caches.open('travaux copies /one/');
      return (await cache.keys()).map(({ url }) => new URL(url).pathname).sort();
    });
  await becomes('both are kept', kept, ['/one/api/v1/agreements/accord', '/one/api/v1/me']);
});

test('signing out, or in as another, forgets the copies', async () => {
  await openOffline('/one/');
  answers('me', me('anna'));
  answers('agreements/accord', 'accord');
  await get('api/v1/me');
  await get('api/v1/agreements/accord');
  await page.evaluate(() => window.testPage.forgetCopies());
  await web.goAway();
  expect(await get('api/v1/agreements/accord')).toBe('unreachable');
  await web.comeBack();
  await get('api/v1/me');
  await get('api/v1/agreements/accord');
  answers('me', me('bela'));
  await get('api/v1/me');
  await web.goAway();
  expect(await get('api/v1/agreements/accord')).toBe('unreachable');
  expect(await get('api/v1/me')).toBe(me('bela'));
  await web.comeBack();
});

test('each identity of the demo has copies of its own', async () => {
  const other = await page.context().newPage();
  await openOffline('/one/');
  await openOffline('/one/demo/aldoria/', other);
  answers('agreements/accord', 'as everybody sees it');
  await get('api/v1/agreements/accord');
  answers('agreements/accord', 'as Aldoria sees it');
  await get('api/v1/agreements/accord', other);
  await web.goAway();
  await open('/one/', page);
  await open('/one/demo/aldoria/', other);
  expect(await get('api/v1/agreements/accord')).toBe('as everybody sees it');
  expect(await get('api/v1/agreements/accord', other)).toBe('as Aldoria sees it');
  // Never opened in this browser: there is nothing to show, above all not another identity's page.
  await expect(page.goto(`${web.origin}/one/demo/belmark/`)).rejects.toThrow();
  await web.comeBack();
});

test('a new version waits for the reload, then takes over', async () => {
  await openOffline('/one/');
  const asset = await page.evaluate(() => document.querySelector('script')!.src);
  web.serve(folder, (name, text) => {
    if (name === 'index.html') return text.replace('<title>', '<title>New ');
    return name === 'sw.js' ? text.replace(/"id":"\w+"/, '"id":"newer"') : text;
  });
  await page.evaluate(async () => {
    const registration = (await navigator.serviceWorker.getRegistration())!;
    await registration.update();
  });
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())!.waiting !== null);
  await open('/one/');
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())!.waiting === null);
  // Old files go when a page has loaded and is the only one.
  const shells = async () => {
    await open('/one/');
    return page.evaluate(async () => (await caches.keys()).filter((name) => name.includes('shell')));
  };
  await becomes('only the new shell is kept', shells, ['travaux shell /one/ newer']);
  await web.goAway();
  await open('/one/');
  expect(await page.title()).toBe('New Offline');
  expect(await page.evaluate((src) => fetch(src).then((response) => response.ok), asset)).toBe(true);
  await web.comeBack();
});

test('written offline, reloaded offline, and sent on return', async () => {
  await openOffline('/one/');
  await connect(sync.url);
  await page.evaluate(() => window.testPage.join('a'));
  await becomes('live', async () => (await facts()).room, 'live');
  await page.evaluate(() => window.testPage.write('before'));
  await becomes('saved', async () => (await facts()).unsaved, 0);
  await says(sync.doc('a'), 'before');
  await serversGoAway();
  await becomes('offline', async () => (await facts()).connection, 'offline');
  const onDevice = () => page.evaluate(() => window.testPage.onDevice('a'));
  const { updates } = await onDevice();
  await page.evaluate(() => ['one', 'two', 'three'].forEach((words) => window.testPage.write(words)));
  // A page that goes in the same moment takes along what the browser has not written yet.
  await becomes('on the device', onDevice, { unsent: 3, updates: updates + 3 });
  await open('/one/');
  await connect(sync.url);
  await becomes('still counted', async () => (await facts()).unsaved, 3);
  await page.evaluate(() => window.testPage.join('a'));
  await becomes('local', async () => (await facts()).room, 'local');
  expect(await page.evaluate(() => window.testPage.read())).toContain('three');
  await serversComeBack();
  await says(sync.doc('a'), 'one', 'two', 'three');
  await becomes('saved', async () => (await facts()).unsaved, 0);
});

test('the network is switched off and on: the socket follows at once', async () => {
  await open('/one/');
  await connect(sync.url);
  await becomes('live', async () => (await facts()).connection, 'live');
  await page.context().setOffline(true);
  await becomes('offline', async () => (await facts()).connection, 'offline');
  await page.context().setOffline(false);
  await becomes('live again', async () => (await facts()).connection, 'live');
});

test('forgetting leaves no database of the agreement', async () => {
  await open('/one/');
  await connect(sync.url);
  await page.evaluate(() => window.testPage.join('a'));
  await becomes('live', async () => (await facts()).room, 'live');
  await page.evaluate(() => window.testPage.write('kept'));
  await until('saved', async () => (await facts()).unsaved === 0);
  await page.evaluate(() => window.testPage.forget());
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
});
