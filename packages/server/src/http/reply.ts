/** What a route answers, as a value; `send` is the only place that writes it to the wire. */
import { createHash } from 'node:crypto';
import type { Problem } from '@travaux/editor/frames';
import type { Response } from 'express';
import { problem, type ProblemCode } from './problem.ts';

export type Headers = Readonly<Record<string, string>>;

export type Reply =
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown; readonly headers?: Headers }
  | {
      readonly kind: 'content';
      readonly type: string;
      readonly body: string | Uint8Array;
      readonly headers?: Headers;
    }
  | { readonly kind: 'empty'; readonly status: 204 | 304; readonly headers?: Headers }
  | { readonly kind: 'redirect'; readonly to: string; readonly headers?: Headers }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly headers?: Headers };

export function ok(body: unknown, headers: Headers = {}): Reply {
  return { kind: 'json', status: 200, body, headers };
}

export function created(body: unknown, headers: Headers = {}): Reply {
  return { kind: 'json', status: 201, body, headers };
}

export function refused(code: ProblemCode, detail: string, headers: Headers = {}): Reply {
  return { kind: 'problem', problem: problem(code, detail), headers };
}

/** The same words whether it does not exist or the viewer may not know of it. */
export function notFound(what = 'address'): Reply {
  return refused('not-found', `There is no such ${what}, or you may not see it.`);
}

/** A 200 with a version tag, or 304 when the asker has that version already. */
export function versioned(
  tag: string,
  ifNoneMatch: string | undefined,
  body: () => unknown,
): Promise<Reply> | Reply {
  const headers = { ETag: tag };
  if (matches(ifNoneMatch, tag)) return { kind: 'empty', status: 304, headers };
  return (async () => ok(await body(), headers))();
}

/** Exactly these bytes, or 304 when the asker has them already. */
export function content(
  type: string,
  body: string | Uint8Array,
  ifNoneMatch: string | undefined,
  headers: Headers = {},
): Reply {
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const tagged = { ...headers, ETag: tag };
  if (matches(ifNoneMatch, tag)) return { kind: 'empty', status: 304, headers: tagged };
  return { kind: 'content', type, body, headers: tagged };
}

function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const bare = (text: string) => text.trim().replace(/^W\//, '');
  return header.split(',').some((part) => part.trim() === '*' || bare(part) === bare(tag));
}

export function send(response: Response, reply: Reply): void {
  // Every answer of the API depends on who asks and is stale a moment later.
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('Vary', 'Cookie');
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  switch (reply.kind) {
    case 'json':
      response.status(reply.status).type('application/json').send(JSON.stringify(reply.body));
      return;
    case 'content':
      // As a buffer: a text would be sent with a charset that its type need not have.
      response.setHeader('Content-Type', reply.type);
      response.status(200).send(Buffer.from(reply.body));
      return;
    case 'empty':
      response.status(reply.status).end();
      return;
    case 'redirect':
      response.redirect(303, reply.to);
      return;
    case 'problem':
      response
        .status(reply.problem.status)
        .type('application/problem+json')
        .send(JSON.stringify(reply.problem));
      return;
  }
}
