/**
 * Our rooms as a measured server: the real gate, journal and SQLite file, behind a plain `ws` server that takes
 * the person from the address instead of from a session.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createRooms, webSocketOptions } from '@travaux/server/rooms';
import { openSqliteStore } from '@travaux/server/store';
import { initialState, replay, type AgreementEvent } from '@travaux/workflow/agreement';
import { WebSocketServer } from 'ws';
import { serve } from './peers/child.mjs';

const agreement = 'bench';
const persons = 2000;

const store = await openSqliteStore({ file: join(process.env.DATA_DIR!, 'travaux.sqlite') });
const [message] = await new Promise<[{ rooms: ReadonlyMap<string, Uint8Array> }]>((resolve) =>
  process.once('message', (first) => resolve([first as { rooms: ReadonlyMap<string, Uint8Array> }])),
);

const events: AgreementEvent[] = [
  {
    type: 'agreement-opened',
    facts: {
      title: 'Bench',
      shortTitle: 'Bench',
      language: 'en',
      direction: 'ltr',
      clauseNumbering: 'plain',
    },
    source: null,
  },
  { type: 'party-added', party: { id: 'A', name: 'A', group: null } },
  ...Array.from({ length: persons }, (_, person): AgreementEvent => ({
    type: 'person-accredited',
    accreditation: {
      person: `p${person}`,
      name: `Person ${person}`,
      capacity: { role: 'delegate', party: 'A' },
    },
  })),
  ...[...message.rooms.keys()].map((id, index, all): AgreementEvent => ({
    type: 'element-added',
    element: { kind: 'clause', id, parent: null, heading: '', number: { kind: 'sequence' } },
    after: index === 0 ? null : all[index - 1]!,
  })),
];
const known = await store.agreements.events(agreement);
if (known.length === 0) {
  await store.agreements.commit({
    agreement,
    expectedVersion: 0,
    events: events.map((event, index) => ({
      version: index + 1,
      at: '2026-01-01T00:00:00Z',
      by: null,
      event,
    })),
    rooms: [...message.rooms].map(([room, update]) => ({ room, update })),
  });
}
const state = replay(initialState, known.length === 0 ? events : known.map((recorded) => recorded.event));

const rooms = createRooms({
  journal: store.journal,
  agreements: { state: async (id) => (id === agreement ? state : null) },
  clock: () => Date.now(),
  log: { info: () => {}, warn: () => {} },
  // A person who types hundreds of times a second is a load generator: what protects from one is out of the way.
  limits: { messageBurst: 1e6, messagesPerSecond: 1e5, byteBurst: 1e9, bytesPerSecond: 1e8 },
});
const http = createServer();
const sockets = new WebSocketServer({ ...webSocketOptions, noServer: false, server: http });
sockets.on('connection', (socket, request) => {
  const url = new URL(request.url!, 'http://localhost');
  const person = `p${Number(url.searchParams.get('person')) % persons}`;
  rooms.acceptStock(
    socket,
    { actor: { person, convener: false }, name: person, session: null },
    url.pathname.slice(1),
  );
});
http.listen(0, '127.0.0.1', () =>
  serve((http.address() as AddressInfo).port, async () => {
    await rooms.drain();
    await store.close();
  }),
);
