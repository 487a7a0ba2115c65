/**
 * A route of the API, as data: how it is called, what it takes, what it answers, and who handles it. The router
 * and openapi.json are both made of the same list, so the description cannot differ from what is served.
 */
import type { Request } from 'express';
import type { z } from 'zod';
import type { Place } from '../auth/place.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { ProblemCode } from './problem.ts';
import type { Reply } from './reply.ts';

/** One request, with everything that a handler may look at. */
export interface Call<Body = unknown> {
  readonly place: Place;
  readonly viewer: Viewer;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Body;
  /** Header by lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** The request itself, for the few routes that read its stream. */
  readonly request: Request;
}

export type Limit = 'sign-in' | 'demo' | 'import';

export interface Route<Body = unknown> {
  readonly method: 'get' | 'post' | 'delete';
  /** Below `/api/v1`, with `{name}` for a parameter, and `{name*}` for one that goes on over slashes. */
  readonly path: string;
  readonly summary: string;
  /** Schema of the JSON body; a request without one is refused. `stream`: the handler reads the bytes itself. */
  readonly body?: z.ZodType<Body> | 'stream';
  /** Longest body in bytes, where a text comes in; `jsonLimit` unless told otherwise. */
  readonly bodyLimit?: number;
  readonly answers: z.ZodType | null;
  /** Media type of the answer; JSON unless told otherwise. */
  readonly type?: string;
  /** 200 unless told otherwise. */
  readonly status?: number;
  readonly query?: readonly { readonly name: string; readonly meaning: string }[];
  readonly headers?: readonly {
    readonly name: string;
    readonly meaning: string;
    readonly required: boolean;
  }[];
  readonly refusals: readonly ProblemCode[];
  /** The operator's token is good for it. */
  readonly operator?: boolean;
  /** Answers a repeated request with the same Idempotency-Key from memory. */
  readonly idempotent?: boolean;
  /** Nobody is looked for: no cookie is read, and the request is neither logged nor counted. */
  readonly anonymous?: boolean;
  readonly limit?: Limit;
  handle(call: Call<Body>): Promise<Reply> | Reply;
}

/** Keeps the type of the body between its schema and the handler. */
export function route<Body>(route: Route<Body>): Route {
  return route;
}
