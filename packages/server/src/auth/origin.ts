/**
 * Whether a request comes from a page of ours. Browsers send `Origin` with every POST, DELETE and socket, so a
 * foreign page cannot act with a visitor's cookie; programs that send neither header carry no visitor's cookie.
 */
import type { IncomingMessage } from 'node:http';
import type { Settings } from '../settings/settings.ts';
import type { Place } from './place.ts';

export function fromOwnPage(request: IncomingMessage, place: Place, settings: Settings): boolean {
  const { origin } = request.headers;
  if (origin !== undefined) return origin === place.origin || settings.allowedOrigins.includes(origin);
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}
