/** Routes of people: who takes part, invitations, sign-in by invitation, sign-out. */
import type { InvitationCreated, InvitationOffer } from '@travaux/editor/frames';
import { capacitySchema, decide, isRefusal } from '@travaux/workflow/agreement';
import { can } from '@travaux/workflow/policy';
import { z } from 'zod';
import { endedCookie, readSessionCookie, sessionCookie } from '../auth/cookie.ts';
import { idempotencyHeader, readable } from './agreement-routes.ts';
import type { Host } from './host.ts';
import { presentInvitation, presentPeople } from './present.ts';
import { problemOfRefusal } from './problem.ts';
import { created, notFound, ok, refused } from './reply.ts';
import { route, type Route } from './route.ts';
import { acceptedInvitationSchema, invitationCreatedSchema, offerSchema, peopleSchema } from './schemas.ts';

const tokenBodySchema = z.strictObject({ token: z.string().min(1).max(200) });
const invitationBodySchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  capacity: capacitySchema,
});

export function peopleRoutes(host: Host): readonly Route[] {
  const { store, sessions, invitations, rooms, newId } = host;
  const voided = () =>
    refused(
      'invitation-void',
      'This invitation was used, has expired or was withdrawn. Ask the secretariat for another one.',
    );

  return [
    route({
      method: 'get',
      path: '/agreements/{agreement}/people',
      summary: 'Who is accredited, by the names that the viewer may see; invitations for who manages them',
      answers: peopleSchema,
      refusals: ['not-found', 'not-allowed'],
      async handle(call) {
        const found = await readable(host, call, 'read-people');
        if ('kind' in found) return found;
        const { id, state } = found;
        const { actor } = call.viewer;
        const manages = can(actor, 'manage-people', { state });
        return ok(
          presentPeople(
            id,
            state,
            actor,
            await store.people.lastSeen(),
            manages ? await store.people.invitations(id) : [],
          ),
        );
      },
    }),

    route({
      method: 'post',
      path: '/agreements/{agreement}/invitations',
      summary: 'Invite a person: answers a link that works once and is shown only here',
      body: invitationBodySchema,
      answers: invitationCreatedSchema,
      status: 201,
      headers: [idempotencyHeader],
      refusals: ['not-found', 'not-allowed', 'invalid-request', 'unknown-participant'],
      idempotent: true,
      operator: true,
      async handle(call) {
        const found = await readable(host, call, 'manage-people');
        if ('kind' in found) return found;
        const { id, state } = found;
        const { actor } = call.viewer;
        const { name, capacity } = call.body;
        // What accepting it will ask for has to be possible now.
        const accreditation = { person: newId(), name, capacity };
        const asked = { type: 'accredit-person', accreditation } as const;
        const decided = decide(state, actor, asked, { now: host.now().toISOString() });
        if (isRefusal(decided)) return { kind: 'problem', problem: problemOfRefusal(decided) };
        const { row, token } = await invitations.create({ agreement: id, name, capacity, by: actor.person });
        const answer: InvitationCreated = {
          invitation: presentInvitation(row)!,
          link: `${call.place.origin}${call.place.root}/invitation#${token}`,
        };
        return created(answer);
      },
    }),

    route({
      method: 'delete',
      path: '/agreements/{agreement}/invitations/{invitation}',
      summary: 'Withdraw an invitation that was not accepted yet',
      answers: null,
      status: 204,
      refusals: ['not-found', 'not-allowed'],
      async handle(call) {
        const found = await readable(host, call, 'manage-people');
        if ('kind' in found) return found;
        const open = (await store.people.invitations(found.id)).find(
          (row) => row.id === call.params['invitation'],
        );
        if (!open || open.acceptedAt !== null) return notFound('open invitation');
        await store.people.withdrawInvitation(open.id);
        return { kind: 'empty', status: 204 };
      },
    }),

    route({
      method: 'post',
      path: '/invitations/offer',
      summary: 'What an invitation offers, before accepting it',
      body: tokenBodySchema,
      answers: offerSchema,
      refusals: ['invitation-void', 'invalid-request', 'too-many-requests'],
      limit: 'sign-in',
      async handle({ body }) {
        const offer = await invitations.offer(body.token);
        if (!offer) return voided();
        const view: InvitationOffer = {
          agreementTitle: offer.agreementTitle,
          name: offer.invitation.name,
          capacityName: offer.capacityName,
          expiresAt: offer.invitation.expiresAt,
        };
        return ok(view);
      },
    }),

    route({
      method: 'post',
      path: '/invitations/accept',
      summary: 'Accept an invitation: signs in and accredits',
      body: tokenBodySchema,
      answers: acceptedInvitationSchema,
      refusals: ['invitation-void', 'invalid-request', 'too-many-requests', 'unknown-participant'],
      limit: 'sign-in',
      async handle({ body, viewer, place, header }) {
        const { person } = viewer.actor;
        const signedIn = person === null ? null : await store.people.person(person);
        const outcome = await invitations.accept(body.token, signedIn);
        switch (outcome.kind) {
          case 'void':
            return voided();
          case 'refused':
            return { kind: 'problem', problem: problemOfRefusal(outcome.refusal) };
          case 'accepted': {
            // A new right is a new session: a token that was known before does not gain it.
            const before = readSessionCookie(header('cookie'), place);
            if (before !== null) rooms.sessionEnded(await sessions.end(before));
            const { token, session } = await sessions.start(outcome.person.id);
            return ok(
              { agreement: outcome.agreement },
              { 'Set-Cookie': sessionCookie(token, new Date(session.expiresAt), place) },
            );
          }
        }
      },
    }),

    route({
      method: 'delete',
      path: '/session',
      summary: 'Sign out on this device',
      answers: null,
      status: 204,
      refusals: [],
      async handle({ place, header }) {
        const token = readSessionCookie(header('cookie'), place);
        // The session ends in the store first: a socket that reconnects must already find it gone.
        if (token !== null) rooms.sessionEnded(await sessions.end(token));
        return { kind: 'empty', status: 204, headers: { 'Set-Cookie': endedCookie(place) } };
      },
    }),
  ];
}
