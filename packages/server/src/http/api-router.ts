/**
 * The router of the API: makes calls of requests and answers of replies. Each route is asked in the same order:
 * rate, page it comes from, who asks, body, handler; an address that exists under another method says so.
 */
import express, {
  Router,
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { isWellFormed } from '@travaux/workflow/ledger';
import type { Logger } from 'pino';
import { fromOwnPage } from '../auth/origin.ts';
import { publicViewer, type ViewerOf } from '../auth/viewer.ts';
import { describe } from '../ops/describe.ts';
import type { Host } from './host.ts';
import type { Idempotency } from './idempotency.ts';
import type { Limits } from './limits.ts';
import { problem, problemOfIssues } from './problem.ts';
import { notFound, refused, send, type Reply } from './reply.ts';
import type { Call, Route } from './route.ts';
import { locals } from './locals.ts';

/** Longest JSON body, where a route takes no longer one. */
export const jsonLimit = 64 * 1024;

export interface ApiOptions {
  readonly host: Host;
  readonly routes: readonly Route[];
  readonly limits: Limits;
  readonly idempotency: Idempotency;
  readonly viewerOf: ViewerOf;
}

export function apiRouter(options: ApiOptions): Router {
  const { routes, limits, host } = options;
  const router = Router({ caseSensitive: true, strict: true });
  const paths = new Map<string, Route[]>();
  for (const route of routes) paths.set(route.path, [...(paths.get(route.path) ?? []), route]);

  for (const [path, own] of paths) {
    const at = router.route(path.replaceAll(/\{(\w+)\*\}/g, '*$1').replaceAll(/\{(\w+)\}/g, ':$1'));
    for (const route of own) {
      const steps: RequestHandler[] = [
        (_request, response, next) => {
          locals(response).route = `/api/v1${route.path}`;
          locals(response).unrecorded = route.anonymous ?? false;
          next();
        },
        ...(route.limit ? [limits[route.limit]] : []),
        guardOrigin(host),
      ];
      if (route.body !== undefined && route.body !== 'stream') steps.push(...jsonBody(route.bodyLimit));
      at[route.method](...steps, handler(route, options));
    }
    const allowed = own.flatMap(({ method }) =>
      method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
    );
    at.all((_request, response) => {
      send(
        response,
        refused('method-not-allowed', `This address answers to ${allowed.join(', ')} only.`, {
          Allow: allowed.join(', '),
        }),
      );
    });
  }
  router.use((_request, response) => send(response, notFound()));
  return router;
}

/** Refuses what changes something and comes from a page of somebody else. */
export function guardOrigin(host: Pick<Host, 'settings'>): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    if (fromOwnPage(request, locals(response).place, host.settings)) return next();
    send(
      response,
      refused('foreign-origin', 'This request comes from a page that does not belong to this installation.'),
    );
  };
}

function jsonBody(limit = jsonLimit): readonly RequestHandler[] {
  return [
    (request, response, next) => {
      if (request.is('application/json')) return next();
      send(response, refused('unsupported-media-type', 'Send the body as application/json.'));
    },
    express.json({ limit, strict: true, type: 'application/json', reviver: wellFormed }),
  ];
}

/** Half of a surrogate pair is no text that could be stored, signed or shown to anybody. */
function wellFormed(_key: string, value: unknown): unknown {
  if (typeof value === 'string' && !isWellFormed(value)) {
    throw Object.assign(new Error('half of a surrogate pair'), { status: 400 });
  }
  return value;
}

function handler(route: Route, { idempotency, viewerOf }: ApiOptions): RequestHandler {
  return async (request, response) => {
    const { place } = locals(response);
    const viewer = route.anonymous ? publicViewer : await viewerOf(request, place);
    if (viewer.operator && !route.operator) {
      return send(response, refused('not-allowed', "The operator's token is not good for this."));
    }
    let body: unknown = undefined;
    if (route.body !== undefined && route.body !== 'stream') {
      const read = route.body.safeParse(request.body);
      if (!read.success) {
        return send(response, { kind: 'problem', problem: problemOfIssues(read.error) });
      }
      body = read.data;
    }
    const call: Call = {
      place,
      viewer,
      params: paramsOf(request),
      // Not `request.query`: a host may have another query parser, with nested objects in it.
      query: new URL(request.originalUrl, 'http://localhost').searchParams,
      body,
      header: (name) => {
        const value = request.headers[name];
        return Array.isArray(value) ? value.join(', ') : value;
      },
      request,
    };
    const handle = async (): Promise<Reply> => route.handle(call);
    const key = route.idempotent ? call.header('idempotency-key') : undefined;
    if (key === undefined) return send(response, await handle());
    if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
      return send(
        response,
        refused('invalid-request', 'An Idempotency-Key has 1 to 200 printable characters.'),
      );
    }
    const scope = `${viewer.actor.person ?? (viewer.operator ? 'operator' : 'public')} ${request.method} ${request.path}`;
    const version = call.header('if-match') ?? null;
    send(response, await idempotency.once(scope, key, { version, body }, handle));
  };
}

/** One that goes on over slashes comes in parts. */
function paramsOf(request: Request): Readonly<Record<string, string>> {
  const params = request.params as Readonly<Record<string, string | readonly string[]>>;
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : value.join('/'),
    ]),
  );
}

/** Errors of the body parser are the sender's; everything else is ours and tells nothing but an id. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request: Request, response: Response, next) => {
    if (response.headersSent) return next(error);
    const { status, type, limit } = error as Readonly<Record<'status' | 'type' | 'limit', unknown>>;
    if (type === 'entity.too.large') {
      return send(response, refused('body-too-large', `A request has at most ${Number(limit) / 1024} KiB.`));
    }
    if (status === 415) {
      return send(response, refused('unsupported-media-type', 'The encoding of the body is not supported.'));
    }
    if (status === 400) {
      return send(
        response,
        refused('invalid-request', 'The request cannot be read: its address or JSON is broken.'),
      );
    }
    const { id } = locals(response);
    log.error({ requestId: id, error: describe(error) }, 'request failed unexpectedly');
    send(response, {
      kind: 'problem',
      problem: problem(
        'internal-error',
        `Something went wrong on the server. Nothing was changed that you were not told. Tell the operator this id: ${id}.`,
      ),
    });
  };
}
