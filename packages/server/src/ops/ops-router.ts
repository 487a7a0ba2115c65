/**
 * What the machinery around the server asks: is the process alive, is it ready for requests, and its metrics.
 * Liveness depends on nothing: a store that is away must not make a supervisor restart the process over and over.
 */
import { Router, type Request } from 'express';
import { bearerToken, equalSecrets } from '../auth/token.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import type { Metrics } from './metrics.ts';

export interface OpsOptions {
  readonly store: Pick<Store, 'ping'>;
  readonly metrics: Metrics;
  readonly settings: Settings;
  readonly draining: () => boolean;
  /** Resolves when everything that is prepared at start is there. */
  readonly prepared: () => Promise<void>;
}

export function opsRouter({ store, metrics, settings, draining, prepared }: OpsOptions): Router {
  const router = Router();
  router.get('/livez', (_request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    response.type('text/plain').send('ok\n');
  });
  router.get(['/readyz', '/healthz'], async (_request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    const state = draining() ? 'draining' : await stateOf(store, prepared);
    response
      .status(state === 'ok' ? 200 : 503)
      .type('text/plain')
      .send(`${state}\n`);
  });
  router.get('/metrics', async (request, response, next) => {
    // Who may not read them learns nothing, not even that they are there.
    if (!mayRead(request, settings)) return next();
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Type', metrics.registry.contentType);
    response.send(await metrics.registry.metrics());
  });
  return router;
}

async function stateOf(store: Pick<Store, 'ping'>, prepared: () => Promise<void>) {
  try {
    await prepared();
    await store.ping();
    return 'ok';
  } catch {
    return 'store not available';
  }
}

/** With a token: whoever brings it. Without one: this machine itself, and no proxy on it. */
function mayRead(request: Request, settings: Settings): boolean {
  if (settings.metricsToken !== null) {
    const token = bearerToken(request.headers.authorization);
    return token !== null && equalSecrets(token, settings.metricsToken);
  }
  const address = request.socket.remoteAddress ?? '';
  const forwarded = request.headers['x-forwarded-for'] ?? request.headers['forwarded'];
  return forwarded === undefined && /^(127\.|::1$|::ffff:127\.)/.test(address);
}
