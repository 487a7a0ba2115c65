/**
 * Everything that the installation answers over HTTP, as one Express router that works under any prefix: the
 * app, its API, the launch, the machinery's questions; in the demo the same once more in each window.
 */
import compression from 'compression';
import express, { Router, type RequestHandler } from 'express';
import { publicRouter } from '../public/public-router.ts';
import { placeOf } from '../auth/place.ts';
import type { ViewerOf } from '../auth/viewer.ts';
import type { Metrics } from '../ops/metrics.ts';
import { opsRouter } from '../ops/ops-router.ts';
import { agreementRoutes } from './agreement-routes.ts';
import { apiRouter, errorHandler } from './api-router.ts';
import { appFiles } from './app-files.ts';
import { commentRoutes } from './comment-routes.ts';
import { courseRoutes } from './course-routes.ts';
import { demoRoutes } from './demo-routes.ts';
import type { Host } from './host.ts';
import type { Idempotency } from './idempotency.ts';
import { exportRoutes } from './export-routes.ts';
import { importRoutes } from './import-routes.ts';
import { ledgerRoutes } from './ledger-routes.ts';
import { launch } from './launch.ts';
import type { Limits } from './limits.ts';
import { locals, note } from './locals.ts';
import { openapi } from './openapi.ts';
import { passkeyRoutes } from './passkey-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { publicationRoutes } from './publication-routes.ts';
import { proposalRoutes } from './proposal-routes.ts';
import { notFound, refused, send } from './reply.ts';
import type { Route } from './route.ts';
import { securityHeaders } from './security.ts';
import { textRoutes } from './text-routes.ts';

export interface RouterOptions {
  readonly host: Host;
  readonly viewerOf: ViewerOf;
  readonly metrics: Metrics;
  readonly limits: Limits;
  readonly idempotency: Idempotency;
  readonly appFolder: string;
  readonly version: string;
}

export function routesOf(host: Host): readonly Route[] {
  return [
    ...agreementRoutes(host),
    ...textRoutes(host),
    ...exportRoutes(host),
    ...courseRoutes(host),
    ...commentRoutes(host),
    ...proposalRoutes(host),
    ...peopleRoutes(host),
    ...passkeyRoutes(host),
    ...publicationRoutes(host),
    ...ledgerRoutes(host),
    ...importRoutes(host),
    ...(host.demo ? demoRoutes(host.demo) : []),
  ];
}

export function createRouter(options: RouterOptions): Router {
  const { host, metrics } = options;
  const { demo, settings, log, draining } = host;
  const routes = routesOf(host);
  const inside = insideRouter(options, routes);
  const router = Router({ caseSensitive: true, strict: true });

  // Before all that a request of a person needs: these pages are for everybody, and for many at once.
  router.use('/p', publicRouter({ pages: host.pages, metrics, settings }));
  router.use(opsGuard(options));
  router.use(
    opsRouter({
      store: host.store,
      metrics,
      settings,
      draining,
      prepared: async () => demo?.ready(),
    }),
  );
  if (demo) {
    router.use(async (_request, _response, next) => {
      await demo.ready();
      next();
    });
    router.use('/demo/:window', (request, response, next) => {
      const slug = request.params['window'];
      if (!demo.player(slug)) return next();
      if (request.originalUrl.split('?', 1)[0] === request.baseUrl) {
        return response.redirect(308, `${locals(response).place.root}/demo/${slug}/`);
      }
      const mount = request.baseUrl.slice(0, -`/demo/${slug}`.length);
      locals(response).place = placeOf(request, mount, slug, settings);
      inside(request, response, next);
    });
  }
  router.use(inside);
  router.use(errorHandler(log));
  return router;
}

/** Notes, headers, log line and figures of each request. */
function opsGuard({ host, metrics }: RouterOptions): RequestHandler {
  const { settings, log, newId } = host;
  return (request, response, next) => {
    const started = performance.now();
    const place = placeOf(request, request.baseUrl, null, settings);
    const id = newId();
    note(response, { id, place, route: '(other)' });
    response.setHeader('X-Request-Id', id);
    response.once('close', () => {
      const seconds = (performance.now() - started) / 1000;
      const { route, unrecorded } = locals(response);
      if (unrecorded) return;
      const { method } = request;
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.requested(route, method, status, seconds);
      const line = { requestId: id, method, route, status, ms: Math.round(seconds * 1e4) / 10 };
      if (status >= 500) log.error(line, 'request');
      else log.debug(line, 'request');
    });
    securityHeaders(place, settings)(request, response, next);
  };
}

function insideRouter(options: RouterOptions, routes: readonly Route[]): Router {
  const { host, viewerOf, limits, idempotency, metrics, appFolder, version } = options;
  const { draining } = host;
  const router = Router({ caseSensitive: true, strict: true });

  router.use('/api/v1', compression({ threshold: 1024 }), (_request, response, next) => {
    if (!draining()) return next();
    send(
      response,
      refused('shutting-down', 'The server is restarting. Try again in a moment.', { 'Retry-After': '2' }),
    );
  });
  router.use(
    '/api/v1',
    apiRouter({
      host,
      routes,
      limits,
      idempotency,
      viewerOf,
    }),
  );
  router.get('/openapi.json', (_request, response) => {
    locals(response).route = '/openapi.json';
    send(response, {
      kind: 'json',
      status: 200,
      body: openapi(routes, version, locals(response).place.base),
    });
  });
  if (host.launches) {
    router.post(
      '/launch',
      limits['sign-in'],
      (request, response, next) => {
        locals(response).route = '/launch';
        if (locals(response).place.window !== null) return send(response, notFound());
        next();
      },
      express.urlencoded({ extended: false, limit: '16kb' }),
      express.json({ limit: '16kb' }),
      async (request, response) => {
        send(response, await launch(host, request, locals(response).place));
      },
    );
  }
  // Once more in each window of the demo, where links of the app lead.
  router.use('/p', publicRouter({ pages: host.pages, metrics, settings: host.settings }));
  // Nothing of the API or the sockets, and no window that does not exist, falls through to a page.
  router.use(['/api', '/sync', '/launch', '/demo/:window'], (_request, response) =>
    send(response, notFound()),
  );
  router.use(appFiles(appFolder));
  return router;
}
