/**
 * The viewer: who is asking, as every route and socket sees them. Found from the session cookie, or from the
 * host's own sign-in where a host supplies one.
 */
import type { IncomingMessage } from 'node:http';
import { operatorActor, publicActor, type Actor } from '@travaux/workflow/policy';
import type { PeopleStore, PersonRow } from '../store/store.ts';
import { readSessionCookie } from './cookie.ts';
import type { Place } from './place.ts';
import type { Sessions } from './sessions.ts';
import { bearerToken, equalSecrets } from './token.ts';

export interface Viewer {
  readonly actor: Actor;
  readonly name: string;
  /** Hash of the session's token; null without a session of ours. */
  readonly session: string | null;
  /** When that session ends by itself. */
  readonly expiresAt: string | null;
  /** The operator of this machine, by the token in the data directory; may only import and export. */
  readonly operator: boolean;
  /** A cookie came but its session is over. */
  readonly stale: boolean;
}

/** A person as a host platform knows them. */
export interface HostIdentity {
  /** The host's own stable id of the person. */
  readonly subject: string;
  readonly name: string;
  readonly convener?: boolean;
}

export type IdentityHook = (request: IncomingMessage) => Promise<HostIdentity | null> | HostIdentity | null;

export const publicViewer: Viewer = {
  actor: publicActor,
  name: '',
  session: null,
  expiresAt: null,
  operator: false,
  stale: false,
};

/** The operator of this machine: on the command line, and in what the installation does by itself. */
export const operatorViewer: Viewer = { ...publicViewer, actor: operatorActor, operator: true };

export interface ViewerOptions {
  readonly sessions: Sessions;
  readonly people: PeopleStore;
  readonly newId: () => string;
  readonly identity?: IdentityHook | undefined;
  readonly operatorToken?: string | undefined;
}

export function createViewers(options: ViewerOptions) {
  const { sessions, people, newId, identity, operatorToken } = options;
  return async function viewerOf(request: IncomingMessage, place: Place): Promise<Viewer> {
    const bearer = operatorToken === undefined ? null : bearerToken(request.headers.authorization);
    if (bearer !== null && equalSecrets(bearer, operatorToken!)) {
      return operatorViewer;
    }
    const token = readSessionCookie(request.headers.cookie, place);
    const live = token === null ? null : await sessions.find(token);
    if (live) {
      return {
        ...publicViewer,
        actor: { person: live.person.id, convener: live.person.convener },
        name: live.person.name,
        session: live.session.tokenHash,
        expiresAt: live.session.expiresAt,
      };
    }
    const known = identity && place.window === null ? await identity(request) : null;
    if (known) {
      const person = await personOfSubject(people, newId, `host:${known.subject}`, known);
      return { ...publicViewer, actor: { person: person.id, convener: person.convener }, name: person.name };
    }
    return token === null ? publicViewer : { ...publicViewer, stale: true };
  };
}

export type ViewerOf = ReturnType<typeof createViewers>;

/** The person with this subject: found, brought up to date, or new. */
export async function personOfSubject(
  people: PeopleStore,
  newId: () => string,
  subject: string,
  known: { readonly name: string; readonly convener?: boolean },
): Promise<PersonRow> {
  const found = await people.personBySubject(subject);
  const convener = known.convener ?? found?.convener ?? false;
  if (found && found.name === known.name && found.convener === convener) return found;
  const person: PersonRow = { id: found?.id ?? newId(), name: known.name, convener, subject };
  await people.savePerson(person);
  return person;
}
