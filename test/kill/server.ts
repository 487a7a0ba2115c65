/**
 * The server that is killed: the real rooms over the real embedded store, behind a real WebSocket server. It
 * loads its code, waits for the word to go on (so that a round need not wait for that), opens the file, looks
 * whether each journal is without gaps, and tells its port.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { createDesk } from '@travaux/server/commands';
import { createRooms, webSocketOptions } from '@travaux/server/rooms';
import { openSqliteStore, type JournalStore } from '@travaux/server/store';
import { WebSocketServer } from 'ws';
import { agreement, clauses, opening } from './accord.ts';

const [file, fault] = process.argv.slice(2);
if (file === undefined) throw new Error('which file?');

const input = createInterface({ input: process.stdin });
// Whoever started it is gone: nobody would ever end it.
input.once('close', () => process.exit());
await new Promise((resolve) => input.once('line', resolve));

const store = await openSqliteStore({ file });
if ((await store.agreements.list()).length === 0) await store.agreements.commit(opening());
const desk = createDesk({ store, clock: () => new Date().toISOString() });
/** Wrong on purpose: says that it is written, and writes a little later. */
const hasty: JournalStore = {
  ...store.journal,
  append: async (entries) => {
    setTimeout(() => void store.journal.append(entries), 40);
  },
};
const rooms = createRooms({
  journal: fault === 'hasty' ? hasty : store.journal,
  agreements: desk,
  clock: () => Date.now(),
  log: { info() {}, warn() {} },
  limits: {
    compactAfter: 60,
    messageBurst: 10_000,
    messagesPerSecond: 1_000,
    leases: 100_000,
    leaseBurst: 1_000,
  },
});
desk.useRooms(rooms);

let gaps = 0;
for (const clause of clauses) {
  const record = await store.journal.load(clause);
  if (record === null || record.snapshotSeq + record.updates.length !== record.seq) gaps++;
}

const http = createServer();
const sockets = new WebSocketServer(webSocketOptions);
http.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (ws) => {
    const [, person = '', room = ''] = (request.url ?? '').split('/');
    rooms.acceptStock(ws, { actor: { person, convener: false }, name: person, session: null }, room);
  });
});
http.listen(0, '127.0.0.1', () => {
  const { port } = http.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ agreement, port, gaps })}\n`);
});
