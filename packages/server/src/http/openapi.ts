/** The description of the API, made of the routes and schemas that serve it. */
import { z } from 'zod';
import { problemCodes } from './problem.ts';
import type { Route } from './route.ts';
import { problemSchema } from './schemas.ts';

export function openapi(routes: readonly Route[], version: string, base: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    (paths[route.path.replaceAll('*}', '}')] ??= {})[route.method] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Travaux',
      version,
      description:
        'Co-drafting of agreements. Every refusal is a problem (RFC 9457) with a stable code; who may not know of a thing is told that it does not exist.',
    },
    servers: [{ url: `${base}/api/v1` }],
    paths,
    components: {
      schemas: {
        Problem: json(problemSchema, 'output'),
        ProblemCode: { type: 'string', enum: problemCodes },
      },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'travaux' },
        operator: { type: 'http', scheme: 'bearer' },
      },
    },
    security: [{ session: [] }, {}],
  };
}

function operation(route: Route): unknown {
  const parameters = [
    ...[...route.path.matchAll(/\{(\w+)\*?\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...(route.query ?? []).map(({ name, meaning }) => ({
      name,
      in: 'query',
      required: true,
      description: meaning,
      schema: { type: 'string' },
    })),
    ...(route.headers ?? []).map(({ name, meaning, required }) => ({
      name,
      in: 'header',
      required,
      description: meaning,
      schema: { type: 'string' },
    })),
  ];
  const body =
    route.body === undefined
      ? null
      : route.body === 'stream'
        ? { 'application/octet-stream': {} }
        : { 'application/json': { schema: json(route.body, 'input') } };
  return {
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: body } } : {}),
    ...(route.operator ? { security: [{ session: [] }, { operator: [] }] } : {}),
    responses: {
      [route.status ?? 200]: {
        description: 'As asked',
        ...(route.answers
          ? { content: { [route.type ?? 'application/json']: { schema: json(route.answers, 'output') } } }
          : {}),
      },
      default: {
        description:
          route.refusals.length > 0 ? `Refused: ${route.refusals.join(', ')}` : 'Refused or failed',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function json(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const described: Record<string, unknown> = { ...z.toJSONSchema(schema, { io, unrepresentable: 'any' }) };
  // Said once for the whole document by its version of OpenAPI.
  delete described['$schema'];
  return described;
}
