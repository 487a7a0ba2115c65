/**
 * Where the app lives. The server writes `<base href>`; an identity of the demo has a base of its own,
 * `<root>demo/<slug>/`, and with it a session of its own.
 */

/** Path of the app's base, with a slash at both ends. */
export function basePath(baseUri: string = document.baseURI): string {
  return new URL('.', baseUri).pathname;
}

/** The same for wouter, which wants no slash at the end. */
export function routerBase(baseUri?: string): string {
  return basePath(baseUri).replace(/\/$/, '');
}

/** Slug of the demo identity whose window this is, or null. */
export function demoIdentity(baseUri?: string): string | null {
  return /\/demo\/([^/]+)\/$/.exec(basePath(baseUri))?.[1] ?? null;
}

/** Path of the installation: the base without a demo identity. */
export function rootPath(baseUri?: string): string {
  return basePath(baseUri).replace(/demo\/[^/]+\/$/, '');
}

export function apiUrl(path: string, baseUri: string = document.baseURI): string {
  return new URL(`api/v1/${path}`, baseUri).href;
}

/** The same outside every identity of the demo: an address that says who asks would undo leaving the cookie out. */
export function anonymousUrl(path: string, baseUri: string = document.baseURI): string {
  return new URL(`${rootPath(baseUri)}api/v1/${path}`, baseUri).href;
}

export function socketUrl(baseUri: string = document.baseURI): string {
  const url = new URL('sync', baseUri);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
