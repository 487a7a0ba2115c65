/**
 * `POST <base>/launch`: a host platform hands a person over with a token that it signed. The one request that
 * comes from a page of another origin by design; its proof is the token, not the page.
 */
import type { Request } from 'express';
import { operatorActor } from '@travaux/workflow/policy';
import { sessionCookie } from '../auth/cookie.ts';
import { accredit } from '../auth/invitations.ts';
import type { Place } from '../auth/place.ts';
import { personOfSubject } from '../auth/viewer.ts';
import type { Host } from './host.ts';
import { problemOfRefusal } from './problem.ts';
import { notFound, refused, type Reply } from './reply.ts';

export async function launch(host: Host, request: Request, place: Place): Promise<Reply> {
  const { launches, store, sessions, newId, desk } = host;
  if (!launches) return notFound();
  const body: unknown = request.body;
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
  if (typeof token !== 'string' || token.length > 8192) {
    return refused('invalid-request', 'Send the signed token as the field `token` of a form or of JSON.');
  }
  const outcome = await launches(token);
  if (outcome.kind === 'refused') return refused('launch-refused', outcome.sentence);
  const { subject, name, convener, agreement, capacity } = outcome.launch;
  const person = await personOfSubject(store.people, newId, `host:${subject}`, {
    name,
    ...(convener === null ? {} : { convener }),
  });
  if (agreement !== null && capacity !== null) {
    // The installation accredits on the word of the host that it trusts to sign people in.
    const refusal = await accredit(desk, agreement, { person: person.id, name, capacity }, operatorActor);
    if (refusal) return { kind: 'problem', problem: problemOfRefusal(refusal) };
  }
  const { token: sessionToken, session } = await sessions.start(person.id);
  return {
    kind: 'redirect',
    to: agreement === null ? `${place.base}/` : `${place.base}/i/${encodeURIComponent(agreement)}`,
    headers: { 'Set-Cookie': sessionCookie(sessionToken, new Date(session.expiresAt), place) },
  };
}
