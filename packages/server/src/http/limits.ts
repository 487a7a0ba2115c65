/**
 * Rate limits by address, on the routes that hand out sessions or cost much. They slow down guessing and
 * mistakes; tokens of 256 bits are what makes guessing hopeless.
 */
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { RequestHandler } from 'express';
import { problem } from './problem.ts';
import { send } from './reply.ts';
import type { Limit } from './route.ts';

/** Requests a minute from one address. */
const perMinute: Readonly<Record<Limit, number>> = { 'sign-in': 60, demo: 240, import: 60 };

export type Limits = Readonly<Record<Limit, RequestHandler>>;

export function createLimits(scale = 1): Limits {
  const of = (kind: Limit): RequestHandler =>
    rateLimit({
      windowMs: 60_000,
      limit: Math.max(1, Math.floor(perMinute[kind] * scale)),
      standardHeaders: 'draft-7',
      legacyHeaders: false,
      // The address is the one that the host's own proxy setting makes of the request.
      validate: false,
      keyGenerator: (request) => ipKeyGenerator(request.ip ?? request.socket.remoteAddress ?? ''),
      handler: (_request, response, _next, { windowMs }) => {
        const reset = Number(response.getHeader('RateLimit-Reset')) || Math.ceil(windowMs / 1000);
        send(response, {
          kind: 'problem',
          problem: problem(
            'too-many-requests',
            `Too many requests from your address. Wait ${reset} seconds.`,
          ),
          headers: { 'Retry-After': String(reset) },
        });
      },
    });
  return { 'sign-in': of('sign-in'), demo: of('demo'), import: of('import') };
}
