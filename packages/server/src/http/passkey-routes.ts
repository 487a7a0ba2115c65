/** Routes of passkeys: a delegate enrols one, in two steps. Revoking is a command like others. */
import type { PasskeyQuestion } from '@travaux/editor/frames';
import { isRefusal, passkeysOf } from '@travaux/workflow/agreement';
import { nameFor } from '@travaux/workflow/policy';
import { z } from 'zod';
import { passkeyObstacle, type PasskeyAnswer } from '../auth/passkeys.ts';
import { readable } from './agreement-routes.ts';
import { versionTag } from './headers.ts';
import type { Host } from './host.ts';
import { problemOfRefusal } from './problem.ts';
import { created, ok, refused } from './reply.ts';
import { route, type Call, type Route } from './route.ts';
import { commandAcceptedSchema } from './schemas.ts';

const base64url = (most: number) =>
  z
    .string()
    .regex(/^[\w-]*$/)
    .max(most);

/** Of what browsers send, what is looked at. */
const answerSchema = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  response: z.object({ clientDataJSON: base64url(6000), attestationObject: base64url(30_000) }),
});

const questionSchema = z.object({
  options: z
    .looseObject({ challenge: z.string() })
    .describe('As navigator.credentials.create takes them, in JSON'),
}) as unknown as z.ZodType<PasskeyQuestion>;

export function passkeyRoutes(host: Host): readonly Route[] {
  const { desk, passkeys } = host;

  async function enrolling(call: Call<{ readonly party: string }>) {
    const found = await readable(host, call, 'keep-passkeys');
    if ('kind' in found) return found;
    const { actor } = call.viewer;
    const own = found.state.accreditations.find(
      ({ person, capacity }) =>
        person === actor.person && capacity.role === 'delegate' && capacity.party === call.body.party,
    );
    if (!own) {
      return refused('not-yours', 'You are not a delegate of that party. Choose the one that you sign for.');
    }
    const obstacle = passkeyObstacle(call.place);
    return obstacle === null ? { ...found, own } : refused('wrong-passkey', obstacle);
  }

  return [
    route({
      method: 'post',
      path: '/agreements/{agreement}/passkeys/question',
      summary:
        'What to ask the authenticator for a passkey that signs for a party; good for five minutes, once',
      body: z.strictObject({ party: z.string() }),
      answers: questionSchema,
      refusals: ['not-found', 'not-allowed', 'not-yours', 'wrong-passkey', 'invalid-request'],
      async handle(call) {
        const found = await enrolling(call);
        if ('kind' in found) return found;
        const { id, state, own } = found;
        const { actor } = call.viewer;
        const person = { id: own.person, name: `${nameFor(actor, own, state)}, ${state.facts.shortTitle}` };
        const options = await passkeys.ask(call.place, id, person, passkeysOf(state, actor, call.body.party));
        const view: PasskeyQuestion = { options };
        return ok(view);
      },
    }),

    route({
      method: 'post',
      path: '/agreements/{agreement}/passkeys',
      summary: 'Enrol the passkey that the authenticator made: from now on it may sign sign-offs',
      body: z.strictObject({ party: z.string(), answer: answerSchema }),
      answers: commandAcceptedSchema,
      status: 201,
      refusals: [
        ...(['not-found', 'not-allowed', 'not-yours', 'wrong-passkey', 'invalid-request'] as const),
        ...(['already-exists', 'too-many', 'already-adopted'] as const),
      ],
      async handle(call) {
        const found = await enrolling(call);
        if ('kind' in found) return found;
        const { id, own } = found;
        const { party, answer } = call.body;
        const given: PasskeyAnswer = { ...answer, clientExtensionResults: {} };
        const key = await passkeys.check(call.place, id, own.person, given);
        if (!key) {
          return refused(
            'wrong-passkey',
            'The passkey did not answer what it was asked, or too late. Nothing was enrolled: try it once more.',
          );
        }
        const outcome = await desk.enrol(id, { type: 'enrol-passkey', party, ...key }, call.viewer.actor);
        if (isRefusal(outcome)) return { kind: 'problem', problem: problemOfRefusal(outcome) };
        return created({ version: outcome.version }, { ETag: versionTag(outcome.version) });
      },
    }),
  ];
}
