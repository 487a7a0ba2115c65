/** Routes of the demo's lobby; not there outside demo mode. */
import { z } from 'zod';
import type { DemoHouse } from '../auth/demo.ts';
import { sessionCookie } from '../auth/cookie.ts';
import { notFound, ok } from './reply.ts';
import { route, type Route } from './route.ts';
import { demoSchema, enteredSchema } from './schemas.ts';

export function demoRoutes(demo: DemoHouse): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/demo',
      summary: 'The lobby: who can be played',
      answers: demoSchema,
      refusals: [],
      handle: async () => ok(await demo.view()),
    }),

    route({
      method: 'post',
      path: '/demo/enter',
      summary: 'Take a seat: signs in the window of that identity',
      body: z.strictObject({ slug: z.string().min(1).max(60) }),
      answers: enteredSchema,
      refusals: ['not-found', 'invalid-request', 'too-many-requests'],
      limit: 'demo',
      async handle({ body, place }) {
        const player = demo.player(body.slug);
        if (!player) return notFound('identity');
        const window = { ...place, base: `${place.root}/demo/${player.slug}`, window: player.slug };
        const entered = await demo.enter(player);
        return ok(
          { address: `${window.base}/` },
          entered
            ? { 'Set-Cookie': sessionCookie(entered.token, new Date(entered.session.expiresAt), window) }
            : {},
        );
      },
    }),

    route({
      method: 'post',
      path: '/demo/reset',
      summary: 'Put the sample back as it was; everything else is gone',
      body: z.strictObject({}),
      answers: null,
      status: 204,
      refusals: ['invalid-request', 'too-many-requests'],
      limit: 'demo',
      async handle() {
        await demo.reset();
        return { kind: 'empty', status: 204 };
      },
    }),
  ];
}
