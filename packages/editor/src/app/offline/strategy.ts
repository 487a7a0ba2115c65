/**
 * How the service worker answers a request of the app: decided from the request alone, so that it can be read
 * and tested without a worker. Whatever is not named here goes to the network as if there were no worker:
 * every write, every other answer of the API, the socket, downloads, other people's bases.
 */

export type Strategy =
  /** Not the worker's business. */
  | 'leave'
  /** A page of the app: from the network; without one, the kept shell. */
  | 'shell'
  /** A file of the build, named by its content: from the cache. */
  | 'asset'
  /** What the text needs to be readable offline: from the network; without one, the last good copy. */
  | 'copy';

export interface AppRequest {
  readonly method: string;
  /** `navigate` for a page. */
  readonly mode: string;
  readonly url: string;
}

const copies = /^api\/v1\/(me|agreements\/[^/]+|agreements\/[^/]+\/text)$/;
/** Below the base, but answered by the server itself, also when the address is typed into the browser. */
const serverPages = /^(api|sync|auth|public|livez|readyz|metrics|openapi\.json)(\/|$)/;

/**
 * @param scope address of the app's base, with a slash at the end
 * @param assets files of the build, relative to the base
 */
export function strategyFor(request: AppRequest, scope: string, assets: ReadonlySet<string>): Strategy {
  if (request.method !== 'GET') return 'leave';
  const url = new URL(request.url);
  const base = new URL(scope);
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return 'leave';
  const path = url.pathname.slice(base.pathname.length);
  // Each identity of the demo has a base, a worker and copies of its own.
  if (/^demo\/[^/]/.test(path)) return 'leave';
  if (copies.test(path)) return url.search === '' ? 'copy' : 'leave';
  if (serverPages.test(path)) return 'leave';
  if (request.mode === 'navigate') return 'shell';
  return assets.has(path) || path.startsWith('assets/') ? 'asset' : 'leave';
}
