/** The route of the export: an agreement as a file, as its text says it now and as the viewer may know it. */
import { nodeOfJson } from '@travaux/editor/document';
import { can } from '@travaux/workflow/policy';
import { z } from 'zod';
import { writeAgreementJson } from '../formats/write-agreement-json.ts';
import { readable } from './agreement-routes.ts';
import type { Host } from './host.ts';
import { content, refused } from './reply.ts';
import { route, type Route } from './route.ts';
import { readableClauses } from './text-routes.ts';

export function exportRoutes(host: Host): readonly Route[] {
  const { rooms, store } = host;
  return [
    route({
      method: 'get',
      path: '/agreements/{agreement}/export',
      summary:
        'The agreement in the agreement format: the clauses that the viewer may read and the terms that their blocks say. Under "leftOut" it tells what of them the format cannot say',
      query: [{ name: 'format', meaning: 'json' }],
      answers: z.looseObject({ schema: z.string() }),
      refusals: ['not-found', 'not-allowed', 'invalid-request'],
      async handle(call) {
        const found = await readable(host, call, 'read-text');
        if ('kind' in found) return found;
        if (call.query.get('format') !== 'json') {
          return refused('invalid-request', 'Say in format which file it shall be: json.');
        }
        const { id, state } = found;
        const { actor } = call.viewer;
        const texts = await rooms.texts(id, readableClauses(state, actor));
        // Comments, sign-offs and brackets of the file that was imported are for those who keep the text.
        const source = can(actor, 'change-outline', { state }) ? await store.agreements.source(id) : null;
        const { json, left } = writeAgreementJson({
          facts: state.facts,
          outline: state.outline,
          texts: new Map(texts.map(({ id: clause, text }) => [clause, nodeOfJson(text)])),
          participants: {
            parties: [...state.parties.values()],
            bodies: [...state.bodies.values()],
            verifiers: [...state.verifiers.values()],
            observers: [...state.organisations.values()],
          },
          source: source && jsonOf(source.bytes),
        });
        const file = JSON.stringify(left.length === 0 ? json : { ...json, leftOut: left }, null, 2);
        return content('application/json', `${file}\n`, call.header('if-none-match'), {
          'Content-Disposition': `attachment; filename="agreement-${id}.json"`,
        });
      },
    }),
  ];
}

/** Null where the file is in another format. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}
