/** What the router notes about a request on its way; kept beside the response, out of a host's own `locals`. */
import type { Response } from 'express';
import type { Place } from '../auth/place.ts';

export interface RequestNotes {
  id: string;
  place: Place;
  /** Pattern of the route that answers, for log and metrics. */
  route: string;
  /** Whether log and metrics leave the request out. */
  unrecorded?: boolean;
}

const notes = new WeakMap<Response, RequestNotes>();

export function note(response: Response, noted: RequestNotes): void {
  notes.set(response, noted);
}

export function locals(response: Response): RequestNotes {
  const found = notes.get(response);
  if (!found) throw new Error('a request reached a route without having passed the router');
  return found;
}
