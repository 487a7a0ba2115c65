/** Routes of agreements: who am I, open, read, command. */
import type { ImportRemark, MeView } from '@travaux/editor/frames';
import {
  actionOf,
  commandSchema,
  factsSchema,
  isRefusal,
  partySchema,
  type AgreementState,
} from '@travaux/workflow/agreement';
import { can, knownTo, type Action } from '@travaux/workflow/policy';
import { z } from 'zod';
import { versionOf, versionTag } from './headers.ts';
import { namedProblem } from './named-problem.ts';
import type { Host } from './host.ts';
import { isOpen, presentAgreement, presentSummary, type OpenState } from './present.ts';
import { problemOfRefusal, refusalCodes, type ProblemCode } from './problem.ts';
import { created, notFound, ok, refused, versioned, type Reply } from './reply.ts';
import { route, type Call, type Route } from './route.ts';
import { agreementSchema, commandAcceptedSchema, meSchema, openedSchema } from './schemas.ts';

export const ifMatchHeader = {
  name: 'If-Match',
  meaning: 'The version that the sender saw, as its ETag',
  required: true,
};
export const idempotencyHeader = {
  name: 'Idempotency-Key',
  meaning: 'Makes a repeated request answer as the first did',
  required: false,
};

/** Every code with which a command can be refused: those of the decider, and of the edge before it. */
export const refusalsOfCommands: readonly ProblemCode[] = [
  'not-found',
  'version-required',
  'invalid-request',
  ...refusalCodes,
];

const openBodySchema = z.strictObject({
  ...factsSchema.shape,
  parties: z.array(partySchema).max(200).default([]),
});

export function agreementRoutes(host: Host): readonly Route[] {
  const { desk, store, settings, newId, demo } = host;

  return [
    route({
      method: 'get',
      path: '/me',
      summary: 'Who is signed in, and their agreements',
      answers: meSchema,
      refusals: [],
      async handle({ viewer }) {
        const { actor } = viewer;
        const summaries = await Promise.all(
          (await desk.list()).map(async (row) => {
            const state = await desk.state(row.id);
            return isOpen(state) && can(actor, 'read-agreement', { state })
              ? presentSummary(row, knownTo(actor, state), actor)
              : null;
          }),
        );
        const me: MeView = {
          person: actor.person === null ? null : { id: actor.person, name: viewer.name },
          convener: actor.convener,
          demo: demo !== null,
          agreements: summaries
            .filter((summary) => summary !== null)
            .sort((a, b) => (a.changedAt > b.changedAt ? -1 : 1)),
          importLimit: settings.importMaxBytes,
        };
        return ok(me);
      },
    }),

    route({
      method: 'post',
      path: '/agreements',
      summary: 'Open a blank agreement; its opener becomes its secretariat',
      body: openBodySchema,
      answers: openedSchema,
      status: 201,
      headers: [idempotencyHeader],
      refusals: ['not-signed-in', 'not-allowed', 'invalid-request', 'already-exists'],
      idempotent: true,
      async handle({ viewer, body, place }) {
        const denied = mayOpen(viewer);
        if (denied) return denied;
        const { parties, ...facts } = body;
        const id = newId();
        const outcome = await desk.open(
          id,
          {
            type: 'open-agreement',
            facts,
            source: null,
            parties,
            bodies: [],
            organisations: [],
            verifiers: [],
            accreditations: [
              { person: viewer.actor.person!, name: viewer.name, capacity: { role: 'secretariat' } },
            ],
            elements: [],
          },
          viewer.actor,
          { rooms: [] },
        );
        if (isRefusal(outcome)) return { kind: 'problem', problem: problemOfRefusal(outcome) };
        return created(
          { id, version: outcome.version },
          { ETag: versionTag(outcome.version), Location: `${place.base}/api/v1/agreements/${id}` },
        );
      },
    }),

    route({
      method: 'get',
      path: '/agreements/{agreement}',
      summary: 'The agreement: facts, participants, outline, and what the viewer may do',
      answers: agreementSchema,
      refusals: ['not-found'],
      async handle(call) {
        const found = await readable(host, call, 'read-agreement');
        if ('kind' in found) return found;
        const { id, state } = found;
        return versioned(versionTag(state.version), call.header('if-none-match'), async () => {
          const report = can(call.viewer.actor, 'change-outline', { state })
            ? await store.agreements.importReport(id)
            : null;
          const remarks = report === null ? [] : (JSON.parse(report) as readonly ImportRemark[]);
          return presentAgreement(id, state, call.viewer, remarks);
        });
      },
    }),

    route({
      method: 'post',
      path: '/agreements/{agreement}/commands',
      summary: 'Execute one command against the version that the sender saw',
      body: commandSchema,
      answers: commandAcceptedSchema,
      headers: [ifMatchHeader, idempotencyHeader],
      refusals: refusalsOfCommands,
      idempotent: true,
      async handle(call) {
        const found = await readable(host, call, 'read-agreement');
        if ('kind' in found) return found;
        const { id, state } = found;
        const { viewer, body } = call;
        // Asked before the version: who may never do it is not sent to fetch a newer one first. The decider
        // asks again, on the state that it decides on, and says the sentence.
        const allowed = can(viewer.actor, actionOf(body), { state });
        const version = versionOf(call.header('if-match'));
        if (version === null && allowed) {
          return refused(
            'version-required',
            'Say in If-Match which version of the agreement this command was made on.',
          );
        }
        const outcome = await desk.execute(
          id,
          version === null || Number.isNaN(version) ? -1 : version,
          body,
          viewer.actor,
        );
        if (isRefusal(outcome)) {
          return {
            kind: 'problem',
            problem: namedProblem(outcome, state),
            ...(outcome.code === 'version-conflict' ? { headers: { ETag: versionTag(state.version) } } : {}),
          };
        }
        return ok({ version: outcome.version }, { ETag: versionTag(outcome.version) });
      },
    }),
  ];
}

/**
 * The agreement of the path as the viewer may know it, when they may do this on it; else the answer that says no.
 */
export async function readable(
  host: Host,
  call: Call,
  action: Action,
): Promise<{ readonly id: string; readonly state: OpenState } | Reply> {
  const id = call.params['agreement']!;
  const { actor } = call.viewer;
  const state: AgreementState | null = await host.desk.state(id);
  if (!isOpen(state)) return notFound('agreement');
  if (can(actor, action, { state })) return { id, state: knownTo(actor, state) };
  // Whether it exists is itself something that only its readers may know.
  return can(actor, 'read-agreement', { state })
    ? refused('not-allowed', 'Your accreditation does not give you this right.')
    : notFound('agreement');
}

/** The refusal for somebody who may not open an agreement, or null. */
export function mayOpen(viewer: Call['viewer']): Reply | null {
  if (can(viewer.actor, 'open-agreement', { state: null })) return null;
  return viewer.actor.person === null
    ? refused('not-signed-in', 'Sign in first: open the link of your invitation.')
    : refused(
        'not-allowed',
        'Only conveners may open or import agreements. Ask the operator of this installation.',
      );
}
