/**
 * The place of a request: under which address of this installation it came in. Links, cookies and the check of
 * origins are made from it, so that the same router serves at the root of a host, under any prefix, and once
 * more in each window of the demo.
 */
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Settings } from '../settings/settings.ts';

export interface Place {
  /** Path of this mount as the browser sees it, without a slash at the end; empty at the root. */
  readonly base: string;
  /** Path of the installation: the same, or what stands before `/demo/<slug>`. */
  readonly root: string;
  /** Scheme, host and port as the browser sees them. */
  readonly origin: string;
  readonly secure: boolean;
  /** Window of the demo, or null. */
  readonly window: string | null;
}

/**
 * @param mount path at which the installation's router is mounted, as the server sees it
 * @param window slug of the demo window inside it
 */
export function placeOf(
  request: IncomingMessage,
  mount: string,
  window: string | null,
  settings: Settings,
): Place {
  const { publicUrl } = settings;
  const root = publicUrl ? publicUrl.pathname.replace(/\/+$/, '') : mount;
  const origin = publicUrl?.origin ?? seenOrigin(request, settings.trustProxy);
  return {
    base: window === null ? root : `${root}/demo/${window}`,
    root,
    origin,
    secure: origin.startsWith('https:'),
    window,
  };
}

function seenOrigin(request: IncomingMessage, trustProxy: number): string {
  const encrypted = (request.socket as Partial<TLSSocket>).encrypted === true;
  const protocol = forwarded(request, 'x-forwarded-proto', trustProxy) ?? (encrypted ? 'https' : 'http');
  const host = forwarded(request, 'x-forwarded-host', trustProxy) ?? request.headers.host ?? '';
  const text = `${protocol === 'https' || protocol === 'wss' ? 'https' : 'http'}://${host}`;
  return URL.canParse(text) ? new URL(text).origin : 'null';
}

/** The network address that a request came from, as far as the proxies before this server are believed. */
export function senderOf(request: IncomingMessage, { trustProxy }: Settings): string {
  return forwarded(request, 'x-forwarded-for', trustProxy) ?? request.socket.remoteAddress ?? '';
}

/** A list header gets an entry from each proxy; those of the nearest `trust` proxies are believed. */
function forwarded(request: IncomingMessage, header: string, trust: number): string | null {
  if (trust === 0) return null;
  const value = request.headers[header];
  const entries = (Array.isArray(value) ? value.join(',') : (value ?? '')).split(',').map((e) => e.trim());
  return entries.at(-Math.min(trust, entries.length)) || null;
}
