/** Sockets of an installation: pages of another version, and what the metrics tell of an update on its way. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { schemaVersion } from '@travaux/editor/document';
import { connectAgreement, type ConnectionState } from '@travaux/editor/sync';
import { roomCounters, roomGauges, roomSizes, roomTimings } from '@travaux/server/rooms';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { closeCodeOf, Installation } from './installation.ts';

let house: Installation;
beforeAll(async () => {
  house = await Installation.start({ env: { TRAVAUX_DEMO: '1' } });
});
afterAll(() => house.close());

test('[S5] a page of another version of the schema is closed with 4426; one that does not say is let in', async () => {
  const seat = await house.as('kestrelia');
  expect(await closeCodeOf(await seat.socket(`sync?v=${schemaVersion + 1}`))).toBe(4426);
  expect(await closeCodeOf(await seat.socket('sync/anything?v=0'))).toBe(4426);
  for (const path of ['sync', `sync?v=${schemaVersion}`]) {
    const outcome = await seat.socket(path);
    expect(outcome.kind).toBe('open');
    if (outcome.kind !== 'open') continue;
    // Still there for the ping that follows: it was not about to be closed.
    const answered = new Promise((resolve) => outcome.socket.once('pong', resolve));
    outcome.socket.ping();
    await answered;
    outcome.socket.terminate();
  }
});

const names = [
  ...Object.keys(roomCounters).map((name) => `travaux_rooms_${name}_total`),
  ...Object.keys(roomTimings).map((name) => `travaux_rooms_${name}_seconds`),
  ...Object.keys(roomSizes).map((name) => `travaux_rooms_${name}`),
  ...Object.keys(roomGauges).map((name) => `travaux_rooms_${name}_open`),
];

/** Sums over labels; of a distribution its count. */
async function figures(): Promise<Map<string, number>> {
  const { text } = await house.nobody.ask('GET', 'metrics');
  const sums = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = /^(travaux_rooms_\w+)(?:\{[^}]*\})? (\S+)$/.exec(line) ?? [];
    if (name !== '') sums.set(name, (sums.get(name) ?? 0) + Number(value));
  }
  return sums;
}

test('[O1] every figure of the rooms is at /metrics with a help text', async () => {
  const { text } = await house.nobody.ask('GET', 'metrics');
  const helped = [...text.matchAll(/^# HELP (travaux_rooms_\w+) (\S.*)$/gm)].map(([, name]) => name);
  expect(helped.toSorted()).toEqual(names.toSorted());
});

test('[O2] an update moves the figures of every stage of its life', async () => {
  const { id } = await house.sample();
  const seat = await house.as('kestrelia');
  const { body } = await seat.get(`agreements/${id}/text`);
  const clause = body.clauses[0]!.id;
  const before = await figures();
  const cookie = seat.cookie!;
  class OwnSocket extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { Cookie: cookie } });
    }
  }
  const connect = () =>
    connectAgreement({
      agreement: id,
      url: seat.url('sync').replace(/^http/, 'ws'),
      storagePrefix: 'test',
      persist: false,
      WebSocket: OwnSocket as unknown as typeof globalThis.WebSocket,
    });
  const [writer, reader] = [connect(), connect()];
  const [room, seen] = [writer.join(clause), reader.join(clause)];
  const becomes = <T>(
    watchable: { readonly current: T; subscribe(listener: () => void): () => void },
    holds: (value: T) => boolean,
  ) =>
    new Promise<void>((resolve) => {
      let end = () => {};
      const look = () => {
        if (!holds(watchable.current)) return;
        end();
        resolve();
      };
      end = watchable.subscribe(look);
      look();
    });
  await Promise.all([room, seen].map(({ state }) => becomes(state, ({ kind }) => kind === 'live')));
  const text = (doc: Y.Doc) => doc.getXmlFragment('text');
  const arrived = new Promise<void>((resolve) => text(seen.ydoc).observeDeep(() => resolve()));
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText('Measured.')]);
  text(room.ydoc).insert(0, [paragraph]);
  await arrived;
  await becomes(writer.saving, ({ unsaved }) => unsaved === 0);
  const after = await figures();
  const moved = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  const still = [
    'messages_received_total',
    'message_bytes_received_total',
    'updates_received_total',
    'update_bytes_received_total',
    'updates_scanned_total',
    'updates_accepted_total',
    'windows_total',
    'journal_appends_total',
    'journal_entries_total',
    'journal_bytes_total',
    'broadcasts_total',
    'messages_sent_total',
    'message_bytes_sent_total',
    'sessions_opened_total',
    'rooms_loaded_total',
    'load_seconds_count',
    'queued_seconds_count',
    'gate_seconds_count',
    'append_seconds_count',
    'broadcast_seconds_count',
    'saved_seconds_count',
    'window_updates_count',
    'append_entries_count',
    'sockets_open',
  ].filter((name) => !(moved(`travaux_rooms_${name}`) > 0));
  expect(still).toEqual([]);
  writer.close();
  reader.close();
});

test('[S5] the client of an outdated page stops, and says so', async () => {
  const seat = await house.as('sarrane');
  const { id } = await house.sample();
  const dialled: string[] = [];
  class OldSocket extends WebSocket {
    constructor(url: string) {
      dialled.push(new URL(url).search);
      super(url.replace(`v=${schemaVersion}`, 'v=0'), { headers: { Cookie: seat.cookie! } });
    }
  }
  const connection = connectAgreement({
    agreement: id,
    url: seat.url('sync').replace(/^http/, 'ws'),
    storagePrefix: 'old',
    persist: false,
    WebSocket: OldSocket as unknown as typeof globalThis.WebSocket,
  });
  const outdated = (state: ConnectionState) => state.kind === 'outdated';
  await new Promise<void>((resolve) => {
    const end = connection.state.subscribe(() => {
      if (!outdated(connection.state.current)) return;
      end();
      resolve();
    });
  });
  connection.reconnect();
  expect(connection.state.current).toEqual({ kind: 'outdated' });
  expect(dialled).toEqual([`?v=${schemaVersion}`]);
  connection.close();
});
