/** The route of the export: an agreement as a file, as its text says it now and as the viewer may know it. */
import { z } from 'zod';
import { agreementFile, wholeAgreementFile } from './agreement-file.ts';
import { readable } from './agreement-routes.ts';
import type { Host } from './host.ts';
import { content, notFound, refused } from './reply.ts';
import { route, type Route } from './route.ts';

export function exportRoutes(host: Host): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/agreements/{agreement}/export',
      summary:
        'The agreement in the agreement format: the clauses that the viewer may read and the terms that their blocks say. Under "leftOut" it tells what of them the format cannot say',
      query: [{ name: 'format', meaning: 'json' }],
      answers: z.looseObject({ schema: z.string() }),
      refusals: ['not-found', 'not-allowed', 'invalid-request'],
      operator: true,
      async handle(call) {
        const { actor, operator } = call.viewer;
        if (call.query.get('format') !== 'json') {
          return refused('invalid-request', 'Say in format which file it shall be: json.');
        }
        const id = call.params['agreement']!;
        const answer = (file: string) =>
          content('application/json', file, call.header('if-none-match'), {
            'Content-Disposition': `attachment; filename="agreement-${id}.json"`,
          });
        if (operator) {
          const file = await wholeAgreementFile(host, id);
          return file === null ? notFound('agreement') : answer(file);
        }
        const found = await readable(host, call, 'read-text');
        if ('kind' in found) return found;
        return answer(await agreementFile(host, id, found.state, actor));
      },
    }),
  ];
}
