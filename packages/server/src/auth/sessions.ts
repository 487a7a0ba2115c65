/**
 * Sessions: that a person is signed in on a device. Started by an invitation, a host's token or the demo's lobby;
 * ended by sign-out or by time. The token is only in the cookie.
 */
import type { PeopleStore, PersonRow, SessionRow } from '../store/store.ts';
import { hashToken, newToken } from './token.ts';

export interface LiveSession {
  readonly session: SessionRow;
  readonly person: PersonRow;
}

export interface Sessions {
  start(person: string): Promise<{ readonly token: string; readonly session: SessionRow }>;
  find(token: string): Promise<LiveSession | null>;
  /** @returns the hash of the session that ended */
  end(token: string): Promise<string>;
}

/** "Last seen" is kept this coarse: it spares a durable write with every request. */
const seenEvery = 5 * 60_000;

export function createSessions(people: PeopleStore, days: number, now: () => Date): Sessions {
  const seen = new Map<string, number>();
  return {
    async start(person) {
      const token = newToken();
      const at = now();
      const session: SessionRow = {
        tokenHash: hashToken(token),
        person,
        createdAt: at.toISOString(),
        expiresAt: new Date(at.getTime() + days * 86_400_000).toISOString(),
      };
      await people.saveSession(session);
      return { token, session };
    },
    async find(token) {
      const at = now();
      const session = await people.session(hashToken(token));
      if (!session || Date.parse(session.expiresAt) <= at.getTime()) return null;
      const person = await people.person(session.person);
      if (!person) return null;
      if (at.getTime() - (seen.get(person.id) ?? 0) >= seenEvery) {
        seen.set(person.id, at.getTime());
        await people.sawPerson(person.id, at.toISOString());
      }
      return { session, person };
    },
    async end(token) {
      const tokenHash = hashToken(token);
      await people.endSession(tokenHash);
      return tokenHash;
    },
  };
}
