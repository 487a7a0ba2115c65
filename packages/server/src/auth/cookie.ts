/**
 * The session cookie: name and attributes by place. At the root of an https host it is a `__Host-` cookie, which
 * a sibling host cannot set; in a window of the demo its path is that window, so that each window is someone else.
 */
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Place } from './place.ts';

interface CookieShape {
  readonly name: string;
  readonly path: string;
}

function shapeOf(place: Place): CookieShape {
  if (place.window !== null) {
    return { name: place.secure ? '__Secure-travaux-demo' : 'travaux-demo', path: `${place.base}/` };
  }
  if (place.base === '') return { name: place.secure ? '__Host-travaux' : 'travaux', path: '/' };
  return { name: place.secure ? '__Secure-travaux' : 'travaux', path: place.base };
}

/** The token that the browser sent for this place, or null. */
export function readSessionCookie(header: string | undefined, place: Place): string | null {
  if (header === undefined) return null;
  const token = parseCookie(header)[shapeOf(place).name];
  return token !== undefined && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : null;
}

export function sessionCookie(token: string, expires: Date, place: Place): string {
  const { name, path } = shapeOf(place);
  return stringifySetCookie({
    name,
    value: token,
    path,
    expires,
    httpOnly: true,
    sameSite: 'lax',
    secure: place.secure,
  });
}

export function endedCookie(place: Place): string {
  return sessionCookie('', new Date(0), place);
}
