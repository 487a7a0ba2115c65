/** The real rooms on a real store, for the sync client: the server as its socket sees it, without HTTP before it. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRooms, webSocketOptions, type Rooms } from '@travaux/server/rooms';
import { openSqliteStore, type Store } from '@travaux/server/store';
import { initialState, replay, type AgreementEvent, type AgreementState } from '@travaux/workflow/agreement';
import { WebSocketServer } from 'ws';
import { agreement } from './people.ts';

export interface RealServer {
  /** Address of a person's socket. */
  readonly url: (person: string) => string;
  readonly rooms: Rooms;
  /** Records events of the agreement and lets the rooms know. */
  readonly happens: (...events: AgreementEvent[]) => Promise<void>;
  readonly endSession: (person: string) => void;
  /** Goes down in good order, as at a deployment. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Stops and removes the store. */
  readonly end: () => Promise<void>;
}

export const delegate = (person: string): AgreementEvent => ({
  type: 'person-accredited',
  accreditation: { person, name: person, capacity: { role: 'delegate', party: 'aldoria' } },
});

export const clauseAdded = (id: string, after: string | null): AgreementEvent => ({
  type: 'element-added',
  element: { kind: 'clause', id, parent: null, heading: '', number: { kind: 'sequence' } },
  after,
});

export async function realServer(clauses: readonly string[], people: readonly string[]): Promise<RealServer> {
  const folder = await mkdtemp(join(tmpdir(), 'travaux-sync-'));
  let store: Store;
  let rooms: Rooms;
  let http: Server;
  let sockets: WebSocketServer;
  let port = 0;
  let running = false;

  const state = async (id: string): Promise<AgreementState | null> => {
    const events = await store.agreements.events(id);
    return events.length === 0
      ? null
      : replay(
          initialState,
          events.map(({ event }) => event),
        );
  };

  async function record(events: readonly AgreementEvent[], added: readonly string[]): Promise<number> {
    const expectedVersion = (await state(agreement))?.version ?? 0;
    const at = new Date().toISOString();
    await store.agreements.commit({
      agreement,
      expectedVersion,
      events: events.map((event, i) => ({ version: expectedVersion + i + 1, at, by: null, event })),
      rooms: added.map((room) => ({ room, update: null })),
    });
    return expectedVersion + events.length;
  }

  async function open(): Promise<void> {
    store = await openSqliteStore({ file: join(folder, 'store.db') });
    rooms = createRooms({
      journal: store.journal,
      agreements: { state },
      clock: Date.now,
      log: { info() {}, warn() {} },
    });
    sockets = new WebSocketServer(webSocketOptions);
    http = createServer();
    http.on('upgrade', (request, socket, head) => {
      const person = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname.slice(1));
      sockets.handleUpgrade(request, socket, head, (accepted) =>
        rooms.acceptMultiplexed(accepted, {
          actor: { person, convener: false },
          name: person,
          session: person,
        }),
      );
    });
    http.listen(port, '127.0.0.1');
    await once(http, 'listening');
    port = (http.address() as AddressInfo).port;
    running = true;
  }

  async function close(): Promise<void> {
    if (!running) return;
    running = false;
    await rooms.drain();
    await new Promise((resolve) => http.close(resolve));
    await store.close();
  }

  await open();
  await record(
    [
      {
        type: 'agreement-opened',
        facts: {
          title: 'Accord',
          shortTitle: 'Accord',
          language: 'en',
          direction: 'ltr',
          clauseNumbering: 'plain',
        },
        source: null,
      },
      { type: 'party-added', party: { id: 'aldoria', name: 'Aldoria', group: null } },
      ...people.map(delegate),
      ...clauses.map((id, i) => clauseAdded(id, clauses[i - 1] ?? null)),
    ],
    clauses,
  );

  return {
    url: (person) => `ws://127.0.0.1:${port}/${encodeURIComponent(person)}`,
    get rooms() {
      return rooms;
    },
    happens: async (...events) => rooms.agreementChanged(agreement, await record(events, [])),
    endSession: (person) => rooms.sessionEnded(person),
    stop: close,
    start: open,
    async end() {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
