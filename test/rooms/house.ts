/**
 * A house for tests: the real rooms over the real embedded store, behind a real WebSocket server, with persons
 * of two parties, a secretariat and an observer, and clauses of one agreement.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeOfJson, seedOfNode, type ClauseJson } from '@travaux/editor/document';
import {
  createRooms,
  webSocketOptions,
  type AgreementReader,
  type RoomCounter,
  type RoomGauge,
  type RoomLimits,
  type Rooms,
  type Visitor,
} from '@travaux/server/rooms';
import { openSqliteStore, type JournalStore, type Store } from '@travaux/server/store';
import {
  initialState,
  replay,
  type AgreementEvent,
  type AgreementState,
  type Capacity,
} from '@travaux/workflow/agreement';
import { WebSocket, WebSocketServer } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { Hand, Line, type HandTime } from './by-hand.ts';

export const agreement = 'accord';

export const people = {
  ada: { role: 'delegate', party: 'torvald' },
  alf: { role: 'delegate', party: 'torvald' },
  bea: { role: 'delegate', party: 'meridia' },
  sec: { role: 'secretariat' },
  obs: { role: 'observer', organisation: 'watch' },
} as const satisfies Record<string, Capacity>;
export type PersonId = keyof typeof people | 'stranger' | 'public';

export interface House {
  readonly rooms: Rooms;
  readonly store: Store;
  readonly counts: Map<string, number>;
  state: AgreementState;
  /** Adds events to the agreement, as the desk does after a commit. */
  happens(...events: AgreementEvent[]): Promise<void>;
  url(person: PersonId): string;
  /** Somebody whose line the test holds, on one clause. */
  hand(id: PersonId, clause?: string): Hand;
  /** The same on a multiplexed line: what comes in are frames. */
  line(id: PersonId): Line;
  person(id: PersonId, clause?: string): Writer;
  /** Drops the rooms without a word, as `kill -9` does, and starts again over the same file and port. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly clauses?: Readonly<Record<string, readonly string[]>>;
  readonly limits?: Partial<RoomLimits>;
  /** Stands between the rooms and the journal. */
  readonly journal?: (real: JournalStore) => JournalStore;
  /** Time in the hand of the test; default: the real one. */
  readonly time?: HandTime;
  readonly parkedSince?: AgreementReader['parkedSince'];
}

/** A text of paragraphs. */
export function paragraphs(...texts: readonly string[]): ClauseJson {
  return {
    type: 'doc',
    content: texts.map((text) => ({
      type: 'paragraph',
      ...(text === '' ? {} : { content: [{ type: 'text', text }] }),
    })),
  };
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const clauses = options.clauses ?? { c1: ['The Parties shall co-operate.'], c2: ['Second.'] };
  const folder = await mkdtemp(join(tmpdir(), 'travaux-rooms-'));
  const file = join(folder, 'store.sqlite');
  const events = opening(Object.keys(clauses));
  let store = await openSqliteStore({ file });
  await store.agreements.commit({
    agreement,
    expectedVersion: 0,
    events: events.map((event, i) => ({ version: i + 1, at: '2026-01-01T00:00:00.000Z', by: null, event })),
    rooms: Object.entries(clauses).map(([room, texts], i) => ({
      room,
      update: texts.length === 0 ? null : seedOfNode(nodeOfJson(paragraphs(...texts)), 1_000 + i),
    })),
  });
  const counts = new Map<string, number>();
  const writers: Writer[] = [];
  let sockets = new Set<WebSocket>();

  const makeRooms = () =>
    createRooms({
      journal: options.journal?.(store.journal) ?? store.journal,
      agreements: {
        state: async (id) => (id === agreement ? house.state : null),
        ...(options.parkedSince ? { parkedSince: options.parkedSince } : {}),
      },
      clock: () => options.time?.now ?? Date.now(),
      ...(options.time ? { timers: options.time } : {}),
      log: { info() {}, warn() {} },
      limits: { windowMs: 1, ...options.limits },
      metrics: {
        count: (counter: RoomCounter, by, label) => {
          for (const name of label === undefined ? [counter] : [counter, `${counter} ${label}`]) {
            counts.set(name, (counts.get(name) ?? 0) + by);
          }
        },
        gauge: (gauge: RoomGauge, value) => counts.set(`${gauge} now`, value),
      },
    });

  const http: Server = createServer();
  const server = new WebSocketServer(webSocketOptions);
  http.on('upgrade', (request, socket, head) => {
    server.handleUpgrade(request, socket, head, (ws) => {
      sockets.add(ws);
      const [, person = '', room] = new URL(request.url ?? '/', 'http://localhost').pathname.split('/');
      const visitor = visitorOf(person);
      if (room === undefined) house.rooms.acceptMultiplexed(ws, visitor);
      else house.rooms.acceptStock(ws, visitor, room);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;

  const house = {
    state: replay(initialState, events),
    counts,
    get store() {
      return store;
    },
    async happens(...news: AgreementEvent[]) {
      house.state = replay(house.state, news);
      await house.rooms.agreementChanged(agreement, house.state.version);
    },
    url: (person: PersonId) => `ws://127.0.0.1:${port}/${person}`,
    hand(id: PersonId, clause = 'c1') {
      const hand = new Hand();
      house.rooms.acceptStock(hand.line.asWebSocket, visitorOf(id), clause);
      return hand.begin();
    },
    line(id: PersonId) {
      const line = new Line();
      house.rooms.acceptMultiplexed(line.asWebSocket, visitorOf(id));
      return line;
    },
    person(id: PersonId, clause = 'c1') {
      const writer = new Writer(house.url(id), clause);
      writers.push(writer);
      return writer;
    },
    async crash() {
      const old = sockets;
      sockets = new Set();
      // The old rooms go on existing in this process, so their store is taken away under them.
      await store.close();
      store = await openSqliteStore({ file });
      house.rooms = makeRooms();
      for (const socket of old) socket.terminate();
    },
    async close() {
      for (const writer of writers) writer.leave();
      await house.rooms.drain();
      for (const socket of sockets) socket.terminate();
      await new Promise((resolve) => http.close(resolve));
      await store.close();
      await rm(folder, { recursive: true });
    },
  } as House & { rooms: Rooms };
  house.rooms = makeRooms();
  return house;
}

function visitorOf(person: string): Visitor {
  return {
    actor: { person: person === 'public' ? null : person, convener: false },
    name: person,
    session: `session-${person}`,
    address: '192.0.2.1',
  };
}

function opening(clauses: readonly string[]): AgreementEvent[] {
  return [
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
    { type: 'party-added', party: { id: 'torvald', name: 'Torvald', group: null } },
    { type: 'party-added', party: { id: 'meridia', name: 'Meridia', group: null } },
    { type: 'organisation-admitted', organisation: { id: 'watch', name: 'Watch' } },
    ...Object.entries(people).map(([person, capacity]): AgreementEvent => ({
      type: 'person-accredited',
      accreditation: { person, name: person.toUpperCase(), capacity },
    })),
    ...clauses.map((id, i): AgreementEvent => ({
      type: 'element-added',
      element: { kind: 'clause', id, parent: null, heading: '', number: { kind: 'sequence' } },
      after: clauses[i - 1] ?? null,
    })),
  ];
}

/** Somebody with the stock y-websocket client in one clause. */
export class Writer {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  /** Acknowledged update messages of the present session, and those of all. */
  acked = 0;
  orphaned = '';
  #closed: { code: number; reason: string } | null = null;
  readonly #watchers = new Set<() => void>();

  constructor(url: string, clause: string, doc = new Y.Doc()) {
    this.doc = doc;
    this.provider = new WebsocketProvider(url, clause, doc, {
      // A socket of ws has what the provider needs of a browser's.
      WebSocketPolyfill: WebSocket as never,
      disableBc: true,
      maxBackoffTime: 100,
      connect: false,
    });
    // 102 and 103 are ours; without a handler the stock client logs and ignores them.
    this.provider.messageHandlers[102] = (_encoder, decoder) => {
      this.acked = readUint(decoder);
      this.#changed();
    };
    this.provider.messageHandlers[103] = (_encoder, decoder) => {
      this.orphaned += readString(decoder);
      this.#changed();
    };
    this.provider.on('closed', (end) => {
      this.#closed = end;
      this.#changed();
    });
    this.provider.on('connection-close', () => {
      this.acked = 0;
      this.#changed();
    });
    for (const event of ['sync', 'status'] as const) this.provider.on(event, () => this.#changed());
    doc.on('update', () => this.#changed());
    this.provider.awareness.on('change', () => this.#changed());
    this.provider.connect();
  }

  get fragment(): Y.XmlFragment {
    return this.doc.getXmlFragment('text');
  }

  /** The words of the text, a line for each paragraph. */
  get words(): string {
    return this.fragment
      .toArray()
      .map((block) =>
        (block as Y.XmlElement)
          .toArray()
          .map((child) => child.toJSON() as string)
          .join(''),
      )
      .join('\n');
  }

  get closed(): number | null {
    return this.#closed?.code ?? null;
  }

  /** Resolves when `holds` does; the provider's own events drive it. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }

  synced(): Promise<void> {
    return this.until(() => this.provider.synced);
  }

  sees(text: string): Promise<void> {
    return this.until(() => this.words.includes(text));
  }

  ended(): Promise<number> {
    return this.until(() => this.#closed !== null).then(() => this.#closed!.code);
  }

  /** Types into a paragraph, at its end without `at`. */
  type(text: string, paragraph = 0, at?: number): void {
    const block = this.fragment.get(paragraph) as Y.XmlElement;
    let inside = block.toArray().find((child) => child instanceof Y.XmlText);
    if (inside === undefined) {
      inside = new Y.XmlText();
      block.insert(0, [inside]);
    }
    inside.insert(at ?? inside.length, text);
  }

  write(json: ClauseJson): void {
    this.doc.transact(() => {
      this.fragment.delete(0, this.fragment.length);
      prosemirrorToYXmlFragment(nodeOfJson(json), this.fragment);
    });
  }

  leave(): void {
    this.provider.destroy();
    // The awareness of a document keeps a timer until its document ends.
    this.doc.destroy();
  }

  #changed(): void {
    for (const look of [...this.#watchers]) look();
  }
}

function readUint(decoder: { arr: Uint8Array; pos: number }): number {
  let value = 0;
  for (let shift = 1; ; shift *= 128) {
    const byte = decoder.arr[decoder.pos++]!;
    value += (byte & 127) * shift;
    if (byte < 128) return value;
  }
}

function readString(decoder: { arr: Uint8Array; pos: number }): string {
  const length = readUint(decoder);
  const end = decoder.pos + length;
  const text = new TextDecoder().decode(decoder.arr.subarray(decoder.pos, end));
  decoder.pos = end;
  return text;
}
