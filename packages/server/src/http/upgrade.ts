/**
 * Sockets: `<base>/sync` for the app's multiplexed socket, `<base>/sync/<room>` for a stock y-websocket client.
 * Every other upgrade belongs to the host that this installation is mounted in.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { schemaVersion } from '@travaux/editor/document';
import { closeCodes } from '@travaux/editor/frames';
import { ipKeyGenerator } from 'express-rate-limit';
import { WebSocketServer, type WebSocket } from 'ws';
import { fromOwnPage } from '../auth/origin.ts';
import { placeOf, senderOf } from '../auth/place.ts';
import type { Viewer, ViewerOf } from '../auth/viewer.ts';
import { describe } from '../ops/describe.ts';
import type { Metrics } from '../ops/metrics.ts';
import { webSocketOptions } from '../rooms/index.ts';
import type { Visitor } from '../rooms/rooms.ts';
import type { Host } from './host.ts';

export interface UpgradeOptions {
  readonly host: Host;
  readonly viewerOf: ViewerOf;
  readonly metrics: Metrics;
  /** Path of the mount as the server sees it, without a slash at the end. */
  readonly mount: string;
}

export interface Upgrades {
  /** @returns false for a socket of somebody else, which is left untouched */
  handle(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  close(): void;
}

/** Sessions that ended by time are looked for this often. */
const sweepEvery = 60_000;

export function createUpgrades({ host, viewerOf, metrics, mount }: UpgradeOptions): Upgrades {
  const { settings, rooms, demo, log, now, draining } = host;
  const server = new WebSocketServer(webSocketOptions);
  /** When the sessions end on which sockets are open, and how many sockets each has. */
  const sessions = new Map<string, { readonly expiresAt: number; sockets: number }>();

  const sweep = setInterval(() => {
    const at = now().getTime();
    for (const [session, { expiresAt }] of sessions) if (expiresAt <= at) rooms.sessionEnded(session);
  }, sweepEvery);
  sweep.unref();

  function handle(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const address = addressOf(request.url ?? '', mount);
    if (!address || (address.window !== null && !demo?.player(address.window))) return false;
    // Until ws takes over, an error of the socket would have no listener and end the process.
    const onError = () => socket.destroy();
    socket.on('error', onError);
    const place = placeOf(request, mount, address.window, settings);
    if (draining()) refuse(socket, 503, 'Service Unavailable');
    else if (!fromOwnPage(request, place, settings)) refuse(socket, 403, 'Forbidden');
    else {
      viewerOf(request, place)
        .then(async (viewer) => {
          await demo?.ready();
          if (viewer.operator) return refuse(socket, 403, 'Forbidden');
          socket.off('error', onError);
          const sender = ipKeyGenerator(senderOf(request, settings));
          server.handleUpgrade(request, socket, head, (opened) => accept(opened, viewer, address, sender));
        })
        .catch((error: unknown) => {
          log.error({ error: describe(error) }, 'socket failed to open');
          refuse(socket, 500, 'Internal Server Error');
        });
    }
    return true;
  }

  function accept(socket: WebSocket, viewer: Viewer, { room, version }: SocketAddress, sender: string): void {
    const kind = room === null ? 'multiplexed' : 'stock';
    metrics.socketOpened(kind);
    socket.once('close', () => metrics.socketClosed(kind));
    if (viewer.stale) {
      // Said on the socket, not at the upgrade: a page cannot read the status of a refused upgrade.
      socket.on('error', () => undefined);
      socket.close(closeCodes.signedOut, 'Signed out.');
      return;
    }
    if (version !== null && version !== String(schemaVersion)) {
      // Before anything of a text is exchanged: what one version writes, the other might take for damage.
      socket.on('error', () => undefined);
      socket.close(closeCodes.outdatedClient, 'There is a new version of this page: reload it.');
      return;
    }
    const { session, expiresAt } = viewer;
    if (session !== null && expiresAt !== null) {
      const open = sessions.get(session) ?? { expiresAt: Date.parse(expiresAt), sockets: 0 };
      open.sockets++;
      sessions.set(session, open);
      socket.once('close', () => {
        open.sockets--;
        if (open.sockets === 0) sessions.delete(session);
      });
    }
    const visitor: Visitor = { actor: viewer.actor, name: viewer.name, session, address: sender };
    if (room === null) rooms.acceptMultiplexed(socket, visitor);
    else rooms.acceptStock(socket, visitor, room);
  }

  return {
    handle,
    close() {
      clearInterval(sweep);
      server.close();
    },
  };
}

interface SocketAddress {
  readonly window: string | null;
  /** null: the multiplexed socket. */
  readonly room: string | null;
  /** Version of the schema that the client speaks; null: it does not say, as stock clients do not. */
  readonly version: string | null;
}

function addressOf(url: string, mount: string): SocketAddress | null {
  const [path = '', query = ''] = url.split('?', 2);
  if (!path.startsWith(`${mount}/`)) return null;
  const match = /^\/(?:demo\/([a-z0-9-]{1,60})\/)?sync(?:\/([^/]{1,200}))?$/.exec(path.slice(mount.length));
  if (!match) return null;
  try {
    return {
      window: match[1] ?? null,
      room: match[2] === undefined ? null : decodeURIComponent(match[2]),
      version: new URLSearchParams(query).get('v'),
    };
  } catch {
    return null;
  }
}

function refuse(socket: Duplex, status: number, reason: string): void {
  if (!socket.writable) return;
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
