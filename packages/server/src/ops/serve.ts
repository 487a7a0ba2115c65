/**
 * The standalone server: an HTTP server of its own around one installation, and its end. A first SIGTERM or
 * SIGINT lets running requests finish and rooms write; a second one, or ten seconds, ends the process at once.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import express from 'express';
import type { Logger } from 'pino';
import type { Settings } from '../settings/settings.ts';
import { createTravaux, type Travaux, type TravauxOptions } from '../travaux.ts';
import { describe } from './describe.ts';

export interface Running {
  readonly travaux: Travaux;
  readonly server: Server;
  /** Address for people, without a slash at the end. */
  readonly url: string;
  /** Stops accepting, lets running requests finish, closes the installation. */
  stop(): Promise<void>;
}

/** Longest time that running requests get to finish. */
const grace = 10_000;

export async function serve(options: TravauxOptions & { readonly logger: Logger }): Promise<Running> {
  const { settings } = options;
  const travaux = await createTravaux(options);
  try {
    const app = express();
    app.disable('x-powered-by');
    app.set('trust proxy', settings.trustProxy);
    app.set('query parser', 'simple');
    if (settings.basePath !== '') {
      // Whoever comes to the bare address is shown the way.
      app.get('/', (_request, response) => response.redirect(`${settings.basePath}/`));
    }
    app.use(settings.basePath || '/', travaux.router);
    app.use((_request, response) => response.status(404).type('text/plain').send('Not found\n'));

    const server = createServer({ requestTimeout: 300_000, headersTimeout: 20_000 }, app);
    server.on('upgrade', (request, socket, head) => {
      if (!travaux.handleUpgrade(request, socket, head)) {
        socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      }
    });
    const connections = new Set<Socket>();
    server.on('connection', (socket) => {
      connections.add(socket);
      socket.once('close', () => connections.delete(socket));
    });
    await listen(server, settings);
    let stopping: Promise<void> | null = null;
    return {
      travaux,
      server,
      url: `http://${hostName(settings.host)}:${(server.address() as AddressInfo).port}${settings.basePath}`,
      stop() {
        stopping ??= (async () => {
          const closed = new Promise<void>((resolve) => server.close(() => resolve()));
          server.closeIdleConnections();
          await travaux.close();
          const cut = setTimeout(() => connections.forEach((socket) => socket.destroy()), grace);
          await closed;
          clearTimeout(cut);
        })();
        return stopping;
      },
    };
  } catch (error) {
    await travaux.close();
    throw error;
  }
}

function listen(server: Server, { port, host }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function hostName(host: string): string {
  if (/^(0\.0\.0\.0|::|127\.0\.0\.1|::1)$/.test(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** Ends the process in order when it is asked to. */
export function endOnSignals(running: Running, log: Logger, onEnd: () => void): void {
  let asked = false;
  const end = (signal: NodeJS.Signals) => {
    if (asked) process.exit(1);
    asked = true;
    log.info({ signal }, 'shutting down');
    void running
      .stop()
      .then(
        () => {
          onEnd();
          log.info('shut down');
          return 0;
        },
        (error: unknown) => {
          log.error({ error: describe(error) }, 'shutting down failed');
          return 1;
        },
      )
      .then((code) => process.exit(code));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
