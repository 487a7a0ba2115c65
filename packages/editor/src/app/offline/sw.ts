/**
 * The service worker: the app opens, and the agreement can be read and drafted, without a network. One for
 * each base of the app (the installation's, each demo identity's), with caches of its own. How a request is
 * answered is decided in strategy.ts; what was drafted is not here but with y-indexeddb, so that a new version
 * of the worker can lose no edit.
 *
 * The build (vite-plugin.ts) prepends `self.travauxBuild`.
 */
import { strategyFor } from './strategy.ts';

/** The part of ServiceWorkerGlobalScope that is used here; TypeScript's own clashes with the DOM's. */
interface Worker {
  readonly registration: {
    readonly scope: string;
    readonly waiting: { postMessage(message: string): void } | null;
    readonly installing: object | null;
  };
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly { url: string }[]>;
    claim(): Promise<void>;
  };
  /** Missing in browsers that are some years old. */
  readonly serviceWorker?: { readonly state: string };
  readonly travauxBuild: { readonly id: string; readonly assets: readonly string[] };
  skipWaiting(): Promise<void>;
  addEventListener(
    type: 'install' | 'activate' | 'message' | 'fetch',
    listener: (event: WorkerEvent) => void,
  ): void;
}
interface WorkerEvent extends Event {
  readonly request: Request;
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
  waitUntil(work: Promise<unknown>): void;
  respondWith(response: Promise<Response>): void;
}

const worker = self as unknown as Worker;
const { scope } = worker.registration;
const build = worker.travauxBuild;
const assets = new Set(build.assets);
// All pages of an origin share one cache storage, so the base is part of each name.
const shellCaches = `travaux shell ${new URL(scope).pathname} `;
const shellCache = `${shellCaches}${build.id}`;
const copiesCache = `travaux copies ${new URL(scope).pathname}`;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', (event) => {
  // From the older version, when the last page that it served is being left: never under a page at work.
  if (event.data === 'take over') event.waitUntil(worker.skipWaiting());
  // From the page, at sign-out. It waits for the answer.
  else if (event.data === 'forget copies') {
    event.waitUntil(caches.delete(copiesCache).then(() => event.ports[0]?.postMessage('forgotten')));
  }
  // From a page that has loaded, and from all pages of which this has just become the worker.
  else if (hasRead(event.data)) {
    event.waitUntil(readAgain(event.data.read));
    // A version that is being replaced must not take the newer one's files for old ones.
    if (worker.serviceWorker?.state === 'activated') event.waitUntil(tidy());
  }
});
worker.addEventListener('fetch', (event) => {
  switch (strategyFor(event.request, scope, assets)) {
    case 'leave':
      return;
    case 'shell':
      return event.respondWith(page(event));
    case 'asset':
      return event.respondWith(asset(event.request));
    case 'copy':
      return event.respondWith(copy(event.request));
  }
});

async function install(): Promise<void> {
  const cache = await caches.open(shellCache);
  // Past the browser's own cache: an old shell with new assets would be a page that does not start.
  const shell = await fetch(scope, { cache: 'reload', credentials: 'same-origin' });
  if (!shell.ok) throw new Error(`the shell was answered with ${shell.status}`);
  await cache.put(scope, await plain(shell));
  await Promise.all(
    build.assets.map(async (path) => {
      const url = new URL(path, scope).href;
      const kept = await keptAsset(url);
      await cache.put(url, kept ?? (await whole(await fetch(url))));
    }),
  );
}

async function activate(): Promise<void> {
  await worker.clients.claim();
  await tidy();
}

/** Deletes older versions, unless a page is open that may be of one and load a part of it later. */
async function tidy(): Promise<void> {
  const { waiting, installing } = worker.registration;
  if (waiting !== null || installing !== null || (await openPages()) > 1) return;
  const old = (await caches.keys()).filter((name) => name.startsWith(shellCaches) && name !== shellCache);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function openPages(): Promise<number> {
  const open = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return open.filter((client) => client.url.startsWith(scope)).length;
}

async function page(event: WorkerEvent): Promise<Response> {
  try {
    const response = await fetch(event.request);
    if (response.status < 500) {
      event.waitUntil(handOver());
      return response;
    }
    return (await keptShell()) ?? response;
  } catch (error) {
    const kept = await keptShell();
    if (kept === undefined) throw error;
    return kept;
  }
}

async function keptShell(): Promise<Response | undefined> {
  return (await caches.open(shellCache)).match(scope);
}

/** A page was just fetched anew: if it is the only one, the waiting version may have it. */
async function handOver(): Promise<void> {
  const { waiting } = worker.registration;
  if (waiting === null) return;
  if ((await openPages()) <= 1) waiting.postMessage('take over');
}

async function asset(request: Request): Promise<Response> {
  return (await keptAsset(request.url)) ?? (await fetch(request));
}

/** From this version or an older one: the name tells the content. */
async function keptAsset(url: string): Promise<Response | undefined> {
  const names = (await caches.keys()).filter((name) => name.startsWith(shellCaches));
  for (const name of names) {
    const kept = await (await caches.open(name)).match(url);
    if (kept !== undefined) return kept;
  }
  return undefined;
}

async function copy(request: Request): Promise<Response> {
  const key = request.url;
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(copiesCache)).match(key);
    if (kept === undefined) throw error;
    return kept;
  }
  if (response.status >= 500) return (await (await caches.open(copiesCache)).match(key)) ?? response;
  const cache = await caches.open(copiesCache);
  if (response.status === 200) await keep(cache, key, response.clone());
  // No longer allowed, or no longer there: then not here either.
  else if ([401, 403, 404, 410].includes(response.status)) await cache.delete(key);
  return response;
}

function hasRead(data: unknown): data is { readonly read: readonly string[] } {
  return typeof data === 'object' && data !== null && 'read' in data && Array.isArray(data.read);
}

/** What the page read before there was a worker is kept as well. */
async function readAgain(urls: readonly string[]): Promise<void> {
  const cache = await caches.open(copiesCache);
  for (const url of urls) {
    const request = new Request(url, { credentials: 'same-origin', cache: 'no-cache' });
    if (strategyFor(request, scope, assets) !== 'copy') continue;
    if ((await cache.match(url)) === undefined) await copy(request).catch(() => undefined);
  }
}

async function keep(cache: Cache, key: string, response: Response): Promise<void> {
  try {
    if (key.endsWith('/api/v1/me')) await forgetOfSomebodyElse(cache, key, response.clone());
    await cache.put(key, await plain(response));
  } catch {
    // A full disk must not keep the answer from the page.
  }
}

/** Another person signed in at this base: what was kept for the one before is not theirs to read. */
async function forgetOfSomebodyElse(cache: Cache, key: string, response: Response): Promise<void> {
  const before = await cache.match(key);
  if (before === undefined) return;
  if ((await personOf(before)) === (await personOf(response))) return;
  await Promise.all((await cache.keys()).map((kept) => cache.delete(kept)));
}

async function personOf(me: Response): Promise<string | null> {
  const { person } = (await me.json()) as { readonly person: { readonly id: string } | null };
  return person?.id ?? null;
}

async function whole(response: Response): Promise<Response> {
  if (!response.ok) throw new Error(`an asset was answered with ${response.status}`);
  return plain(response);
}

/** A copy that may answer any request: one that was redirected may not answer a navigation. */
async function plain(response: Response): Promise<Response> {
  return new Response(await response.blob(), { status: response.status, headers: response.headers });
}
