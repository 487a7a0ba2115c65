/**
 * Public pages over HTTP: no session, no cookie, no script. The answer for an address that nobody has and for one that
 * is not published is the same, byte by byte.
 */
import { Router, type Request, type Response } from 'express';
import type { TLSSocket } from 'node:tls';
import type { Metrics } from '../ops/metrics.ts';
import type { Settings } from '../settings/settings.ts';
import { notFoundPage, styleName } from './page.ts';
import { pageStyle } from './page-style.ts';
import type { PublicPages } from './pages.ts';
import { isFresh, rendered, tagOf, type Encoding, type Rendered } from './rendered.ts';

export interface PublicRouterOptions {
  readonly pages: PublicPages;
  readonly metrics: Pick<Metrics, 'requested'>;
  readonly settings: Settings;
}

/** Pages of other sites may read what is for machines. */
const forAnybody = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };

/** What is taken down may be seen for so long. */
const caching = 'public, max-age=60, stale-while-revalidate=60';

export function publicRouter({ pages, metrics, settings }: PublicRouterOptions): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const styles = rendered('text/css; charset=utf-8', pageStyle);
  const missing = rendered('text/html; charset=utf-8', notFoundPage());
  const headers = fixedHeaders(settings);

  function send(
    request: Request,
    response: Response,
    route: string,
    found: Rendered | null,
    more: Readonly<Record<string, string>> = {},
  ): void {
    const started = performance.now();
    const what = found ?? missing;
    const encoding = encodingFor(request.headers['accept-encoding']);
    const fresh = found !== null && isFresh(request.headers['if-none-match'], what);
    const body = what.bodies[encoding];
    const status = found === null ? 404 : fresh ? 304 : 200;
    response.removeHeader('X-Powered-By');
    response.writeHead(status, {
      ...headers,
      ...more,
      ...(secure(request, settings) ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
      'Cache-Control': found === null ? 'public, no-cache' : caching,
      ETag: tagOf(what, encoding),
      Vary: 'Accept-Encoding',
      ...(fresh
        ? {}
        : {
            'Content-Type': what.type,
            'Content-Length': body.length,
            ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
          }),
    });
    response.end(fresh || request.method === 'HEAD' ? undefined : body);
    metrics.requested(route, request.method, status, (performance.now() - started) / 1000);
  }

  router.get(`/${styleName}`, (request, response) => send(request, response, `/p/${styleName}`, styles));
  router.get('/:slug', (request, response) => {
    send(request, response, '/p/:slug', pages.at(request.params['slug'])?.html ?? null);
  });
  router.get('/:slug/data.json', (request, response) => {
    send(request, response, '/p/:slug/data.json', pages.at(request.params['slug'])?.data ?? null, forAnybody);
  });
  router.get('/:slug/feed.xml', (request, response) => {
    send(request, response, '/p/:slug/feed.xml', pages.at(request.params['slug'])?.feed ?? null, forAnybody);
  });
  router.get('/:slug/record.json', async (request, response) => {
    const { slug } = request.params;
    const found = await pages.record(slug);
    const name = { ...forAnybody, 'Content-Disposition': `attachment; filename="record-${slug}.json"` };
    send(request, response, '/p/:slug/record.json', found, found ? name : forAnybody);
  });
  router.use((request, response) => send(request, response, '/p', null));
  return router;
}

function fixedHeaders({ demo, frameAncestors }: Settings): Readonly<Record<string, string>> {
  const ancestors = [...(demo ? ["'self'"] : []), ...frameAncestors];
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "style-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      `frame-ancestors ${ancestors.length > 0 ? ancestors.join(' ') : "'none'"}`,
    ].join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}

function encodingFor(accepted: string | undefined): Encoding {
  if (accepted === undefined) return 'identity';
  const offers = (name: string) =>
    new RegExp(`(^|,)\\s*${name}\\s*(;\\s*q=(?!0(\\.0*)?\\s*(,|$))|,|$)`).test(accepted);
  if (offers('br')) return 'br';
  return offers('gzip') ? 'gzip' : 'identity';
}

function secure(request: Request, { publicUrl }: Settings): boolean {
  if (publicUrl) return publicUrl.protocol === 'https:';
  return (request.socket as Partial<TLSSocket>).encrypted === true;
}
