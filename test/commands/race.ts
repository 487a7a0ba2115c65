/**
 * Edits that race freezes: nodes with real rooms behind real sockets, people who type as fast as they are let, and
 * somebody who freezes their clause and opens it again. Every append and every freeze is noted where it meets the
 * store, so that an edit that landed in a frozen text cannot hide.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodeOfJson, seedOfNode } from '@travaux/editor/document';
import { createDesk } from '@travaux/server/commands';
import { createRooms, webSocketOptions, type Rooms } from '@travaux/server/rooms';
import type { Store } from '@travaux/server/store';
import { isRefusal, type Command, type OpenAgreement } from '@travaux/workflow/agreement';
import { plainBilateral } from '@travaux/workflow/route';
import { WebSocket, WebSocketServer } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

const convener = { person: 'conny', convener: true };
const secretariat = { person: 'sigrid', convener: false };
const delegate = { person: 'dana', convener: false };

export const agreement = 'A';
export const clause = 'c';

/** What happened at the store, for all nodes that share it. */
export class Witness {
  /** Updates that were let in. */
  edits = 0;
  /** Appends that began after a freeze was answered, and were accepted all the same. */
  landed = 0;
  freezes = 0;
  /** Freezes after which the text moved before it was opened. */
  moved = 0;
  #frozenAt: number | null = null;
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The store as a node sees it. */
  get watched(): Store {
    const { journal, agreements } = this.#store;
    return {
      ...this.#store,
      journal: {
        ...journal,
        append: async (entries) => {
          const frozen = this.#frozenAt !== null;
          await journal.append(entries);
          if (frozen) this.landed += entries.length;
        },
      },
      agreements: {
        ...agreements,
        commit: async (commit) => {
          const [change] = commit.freezes ?? [];
          if (change && !change.frozen && this.#frozenAt !== (await this.#seq())) this.moved += 1;
          if (change && !change.frozen) this.#frozenAt = null;
          await agreements.commit(commit);
          if (change?.frozen) {
            this.#frozenAt = await this.#seq();
            this.freezes += 1;
          }
        },
      },
    };
  }

  async #seq(): Promise<number> {
    return (await this.#store.journal.load(clause))?.seq ?? 0;
  }
}

const opening: OpenAgreement = {
  type: 'open-agreement',
  facts: {
    title: 'Accord',
    shortTitle: 'Accord',
    language: 'en',
    direction: 'ltr',
    clauseNumbering: 'plain',
  },
  source: null,
  parties: [{ id: 'TOR', name: 'Torvald', group: null }],
  bodies: [],
  organisations: [],
  verifiers: [],
  accreditations: [
    { person: 'sigrid', name: 'Sigrid Holm', capacity: { role: 'secretariat' } },
    { person: 'dana', name: 'Dana Reyes', capacity: { role: 'delegate', party: 'TOR' } },
  ],
  elements: [{ id: clause, kind: 'clause', parent: null, heading: '', number: { kind: 'sequence' } }],
};

export class RaceNode {
  readonly desk: ReturnType<typeof createDesk>;
  readonly rooms: Rooms;
  readonly #server: Server;

  private constructor(desk: RaceNode['desk'], rooms: Rooms, server: Server) {
    this.desk = desk;
    this.rooms = rooms;
    this.#server = server;
  }

  static async on(witness: Witness): Promise<RaceNode> {
    const store = witness.watched;
    const desk = createDesk({ store, clock: () => new Date().toISOString() });
    const rooms = createRooms({
      journal: store.journal,
      agreements: desk,
      clock: () => Date.now(),
      log: { info() {}, warn() {} },
      metrics: {
        count: (counter, by) => void (witness.edits += counter === 'updates_accepted' ? by : 0),
      },
      limits: {
        messageBurst: 100_000,
        messagesPerSecond: 100_000,
        leases: 100_000,
        leaseBurst: 10_000,
        refusalsPerMinute: 100_000,
      },
    });
    desk.useRooms(rooms);
    const server = createServer();
    const sockets = new WebSocketServer(webSocketOptions);
    server.on('upgrade', (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, (ws) => {
        rooms.acceptStock(ws, { actor: delegate, name: 'delegate', session: null }, clause);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new RaceNode(desk, rooms, server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The agreement, with a route along which the clause can be sent. */
  async open(): Promise<void> {
    const words = {
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'The Parties.' }] }],
    };
    const opened = await this.desk.open(agreement, opening, convener, {
      rooms: [{ room: clause, update: seedOfNode(nodeOfJson(words as never), 7) }],
    });
    if (isRefusal(opened)) throw new Error(opened.sentence);
    const state = await this.desk.state(agreement);
    if (!state) throw new Error('nothing was opened');
    const calendar = {
      id: 'CAL',
      name: 'Days',
      timeZone: 'UTC',
      counting: 'calendar-days',
      weekend: [],
      holidays: [],
      roll: 'none',
      closeOfBusiness: null,
      minimumSilence: null,
    } as const;
    const route = plainBilateral(state, { ...calendar, weekend: [], holidays: [] });
    await this.does({ type: 'draw-up-route', route });
  }

  /** As the secretariat, on the newest version. @returns whether it was accepted */
  async does(command: Command): Promise<boolean> {
    for (;;) {
      // What the store has, which another node may have written.
      const version = (await this.desk.list())[0]?.version ?? 0;
      const outcome = await this.desk.execute(agreement, version, command, secretariat);
      if (!isRefusal(outcome)) return true;
      if (outcome.code === 'version-conflict') continue;
      if (outcome.code === 'text-changed' || outcome.code === 'keeps-changing') return false;
      throw new Error(`${command.type}: ${outcome.sentence}`);
    }
  }

  /** Sends the clause as it reads now. While people type that seldom succeeds, because it was read before they did. */
  async sends(procedure: string): Promise<boolean> {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const hash = (await this.desk.reading(agreement))?.texts.closures.get(clause)?.hash;
      if (hash === undefined) throw new Error('the clause has no text');
      const route = 'plain-bilateral';
      if (await this.does({ type: 'send-clause', clause, procedure, route, hash })) return true;
    }
    return false;
  }

  async close(): Promise<void> {
    await this.rooms.drain();
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

/** Freezes the clause so many times, in turn by parking it and by sending it along a route, from any of the nodes. */
export async function freezeOverAndOver(
  nodes: readonly RaceNode[],
  times: number,
  openFor: () => Promise<void>,
): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    const node = nodes[n % nodes.length];
    const other = nodes[(n + 1) % nodes.length];
    if (!node || !other) throw new Error('no nodes');
    await openFor();
    const sent = n % 2 === 1 && (await node.sends(`p${n}`));
    if (!sent) await node.does({ type: 'park-clause', clause, reason: 'Later.' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    // Another node may open it again.
    await (sent
      ? other.does({ type: 'recall-clause', clause, reason: 'Again.' })
      : other.does({ type: 'take-up-clause', clause }));
  }
}

/** Types without end, and comes back with a fresh document whenever it was refused. */
export class Typist {
  readonly #port: number;
  #provider: WebsocketProvider | null = null;
  #stopped = false;
  lives = 0;

  constructor(port: number) {
    this.#port = port;
    this.#live();
  }

  #live(): void {
    if (this.#stopped) return;
    this.lives += 1;
    const doc = new Y.Doc();
    const provider = new WebsocketProvider(`ws://127.0.0.1:${this.#port}`, clause, doc, {
      WebSocketPolyfill: WebSocket as never,
      disableBc: true,
    });
    this.#provider = provider;
    // The server's acknowledgements and words that found no place, which a stock client logs and ignores.
    provider.messageHandlers[102] = () => undefined;
    provider.messageHandlers[103] = () => undefined;
    let over = false;
    const next = () => {
      if (over) return;
      over = true;
      provider.destroy();
      doc.destroy();
      setTimeout(() => this.#live(), 5);
    };
    provider.on('connection-close', next);
    provider.on('connection-error', next);
    provider.on('sync', () => {
      const type = () => {
        if (over || this.#stopped) return;
        const text = (doc.getXmlFragment('text').get(0) as Y.XmlElement | undefined)?.get(0);
        if (text instanceof Y.XmlText) {
          if (text.length > 400) text.delete(0, 300);
          else text.insert(text.length, 'a ');
        }
        setTimeout(type, 1);
      };
      type();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#provider?.destroy();
    this.#provider?.doc.destroy();
  }
}
