/**
 * The page's side of working offline: registers the worker of this base, tells of a new version, and forgets
 * what was kept at sign-out. Does nothing where there are no service workers (plain http on another machine,
 * some private windows): the app works, but a reload needs the network.
 */
export interface OfflineOptions {
  /** A new version is ready; it takes over at the next reload that leaves no other page of this base open. */
  readonly updated?: () => void;
}

/** @param base address of the app's base, with a slash at the end */
export async function workOffline(
  { updated }: OfflineOptions = {},
  base: string = document.baseURI,
): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const scope = new URL('.', base).href;
  try {
    await afterLoad();
    tellLoaded();
    navigator.serviceWorker.addEventListener('controllerchange', tellLoaded);
    const registration = await navigator.serviceWorker.register(new URL('sw.js', scope), {
      scope,
      updateViaCache: 'none',
    });
    const tell = (candidate: ServiceWorker | null) => {
      candidate?.addEventListener('statechange', () => {
        // Without a controller it is the first version, not a new one.
        if (candidate.state === 'installed' && navigator.serviceWorker.controller !== null) updated?.();
      });
    };
    tell(registration.installing);
    registration.addEventListener('updatefound', () => tell(registration.installing));
    if (registration.waiting !== null && navigator.serviceWorker.controller !== null) updated?.();
  } catch {
    // Refused by the browser or by a host's content policy; there is nothing that the person could do.
  }
}

/**
 * Deletes the kept copies of agreements of this base, at sign-out. The app's own files stay. Resolves when they
 * are gone; without a worker nothing was kept.
 */
export async function forgetCopies(base: string = document.baseURI): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration(new URL('.', base));
  const worker = registration?.active;
  if (!worker) return;
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    worker.postMessage('forget copies', [port2]);
  });
}

/**
 * The worker is told that this page is there, and what it read without it: the first visit reads its agreement
 * before there is a worker, and without a copy a page that then loses the network could not be reloaded.
 */
function tellLoaded(): void {
  const read = performance.getEntriesByType('resource').map((entry) => entry.name);
  navigator.serviceWorker.controller?.postMessage({ read: [...new Set(read)] });
}

/** The worker fetches the whole app; that can wait until the page has what it needs. */
function afterLoad(): Promise<void> {
  if (document.readyState === 'complete') return Promise.resolve();
  return new Promise((resolve) => addEventListener('load', () => resolve(), { once: true }));
}
