/** Routes of imports: send a file, follow what becomes of it. */
import { mayOpen } from './agreement-routes.ts';
import { fileNameOf } from './headers.ts';
import type { Host } from './host.ts';
import { tooLarge } from './imports.ts';
import { notFound, ok, refused, type Reply } from './reply.ts';
import { route, type Call, type Route } from './route.ts';
import { importSchema } from './schemas.ts';

export function importRoutes(host: Host): readonly Route[] {
  const { imports, settings } = host;

  return [
    route({
      method: 'post',
      path: '/imports',
      summary: 'Import a file as a new agreement; its importer becomes its secretariat',
      body: 'stream',
      answers: importSchema,
      status: 202,
      headers: [{ name: 'X-File-Name', meaning: "The file's name, percent-encoded", required: true }],
      refusals: [
        'not-signed-in',
        'not-allowed',
        'invalid-request',
        'unsupported-media-type',
        'empty-file',
        'too-large',
        'import-running',
        'too-many-requests',
      ],
      operator: true,
      limit: 'import',
      async handle(call): Promise<Reply> {
        const { viewer, place, request } = call;
        const denied = mayOpen(viewer);
        if (denied) return denied;
        const fileName = fileNameOf(call.header('x-file-name'));
        if (fileName === null) {
          return refused('invalid-request', 'Say in X-File-Name, percent-encoded, what the file is called.');
        }
        if (!/^application\/octet-stream\s*(;|$)/i.test(call.header('content-type') ?? '')) {
          return refused('unsupported-media-type', 'Send the file as application/octet-stream.');
        }
        if (call.header('content-encoding') !== undefined) {
          return refused('unsupported-media-type', 'Send the file itself, without a Content-Encoding.');
        }
        // Known before a byte is received; a sender without a length is cut off when it passes the limit.
        if (Number(call.header('content-length') ?? 0) > settings.importMaxBytes) {
          return {
            kind: 'problem',
            problem: tooLarge(settings.importMaxBytes),
            headers: { Connection: 'close' },
          };
        }
        if (request.readableEnded) {
          return refused('invalid-request', 'The file was consumed before it arrived here.');
        }
        const begun = await imports.begin(viewer, fileName, request);
        if ('problem' in begun) {
          const retry = begun.retryAfter === undefined ? {} : { 'Retry-After': String(begun.retryAfter) };
          // Whatever is still on its way is not read: the connection cannot be used again.
          const close = request.readableEnded ? {} : { Connection: 'close' };
          return { kind: 'problem', problem: begun.problem, headers: { ...retry, ...close } };
        }
        return {
          kind: 'json',
          status: 202,
          body: begun.view,
          headers: { Location: `${place.base}/api/v1/imports/${begun.view.id}` },
        };
      },
    }),

    route({
      method: 'get',
      path: '/imports/{import}',
      summary: 'How far an import of the viewer is',
      answers: importSchema,
      refusals: ['not-found'],
      operator: true,
      handle(call: Call): Reply {
        const view = imports.view(call.viewer, call.params['import']!);
        return view ? ok(view) : notFound('import');
      },
    }),
  ];
}
