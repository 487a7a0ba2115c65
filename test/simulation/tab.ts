/**
 * A tab: one window of an honest person, with the stock y-websocket provider and the app's own undo in each clause
 * that it has open, on sockets of their own or on channels of one. It keeps what it has on the device, so that a
 * reload of the page, under a new Yjs client id, brings unsent words along.
 */
import { textOf } from '@travaux/editor/document';
import { messageOrphaned, messageSaved } from '@travaux/editor/frames';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { nameNeighboursOfUndone } from '../../packages/editor/src/sync/undo-neighbours.ts';
import { Channels } from './channels.ts';
import { byHand } from './editing.ts';
import { lineOf, type ClientSocket, type Connection } from './network.ts';
import type { Random } from './random.ts';
import type { SentUpdates } from './sent-updates.ts';

export interface TabHost {
  /** Brings a socket to the server; `room` is null for a multiplexed one. */
  connect(tab: Tab, socket: ClientSocket, room: string | null): void;
  newSocket(): ClientSocket;
  /** The server ended a room of the tab for good. */
  ended(copy: Copy, code: number): void;
}

export class Tab {
  readonly name: string;
  readonly person: string;
  readonly random: Random;
  readonly host: TabHost;
  readonly line: () => number;
  readonly channels: Channels | null;
  readonly copies = new Map<string, Copy>();
  readonly connections = new Set<Connection>();
  isOnline = true;
  isClosed = false;

  constructor(name: string, person: string, isMultiplexed: boolean, random: Random, host: TabHost) {
    this.name = name;
    this.person = person;
    this.random = random;
    this.host = host;
    this.line = lineOf(random);
    this.channels = isMultiplexed ? new Channels(() => this.#socket(null)) : null;
  }

  open(room: string): Copy {
    const copy = new Copy(this, room);
    this.copies.set(room, copy);
    return copy;
  }

  /** A socket for the provider of a room. */
  socketFor(room: string): ClientSocket {
    return this.channels === null ? this.#socket(room) : this.channels.open(room);
  }

  #socket(room: string | null): ClientSocket {
    const socket = this.host.newSocket();
    this.host.connect(this, socket, room);
    return socket;
  }

  /** The page is loaded again: what is on the device comes back, under new client ids. */
  reload(): void {
    for (const copy of this.copies.values()) copy.renew(true);
  }

  close(): void {
    this.isClosed = true;
    for (const copy of this.copies.values()) copy.close();
    this.copies.clear();
  }

  goOffline(clientHears: number, serverHears: number): void {
    this.isOnline = false;
    this.breakLines(clientHears, serverHears);
  }

  breakLines(clientHears: number, serverHears: number): void {
    for (const connection of this.connections) connection.break(clientHears, serverHears);
    this.connections.clear();
  }

  stallUntil(instant: number): void {
    for (const connection of this.connections) connection.toClient.stallUntil(instant);
  }
}

export class Copy {
  readonly tab: Tab;
  readonly room: string;
  doc!: Y.Doc;
  provider!: WebsocketProvider;
  undo!: Y.UndoManager;
  /** Closed by the server for good; a fresh copy is due. */
  isEnded = false;
  orphaned = 0;
  /** What it sent over its present connection. */
  sent: SentUpdates | null = null;
  #kept: Uint8Array[] = [];

  constructor(tab: Tab, room: string) {
    this.tab = tab;
    this.room = room;
    this.#begin();
  }

  get name(): string {
    return `${this.tab.name}/${this.room}`;
  }

  #begin(): void {
    const { tab, room } = this;
    this.isEnded = false;
    this.sent = null;
    this.doc = new Y.Doc({ gc: true });
    nameNeighboursOfUndone(this.doc);
    this.doc.clientID = tab.random.int(1, 2 ** 32 - 1);
    for (const update of this.#kept) Y.applyUpdate(this.doc, update, 'device');
    this.doc.on('update', (update: Uint8Array) => this.#kept.push(update));
    this.undo = new Y.UndoManager(textOf(this.doc), {
      trackedOrigins: new Set([byHand]),
      captureTimeout: 0,
    });
    class Socket {
      static readonly OPEN = 1;
      constructor() {
        return tab.socketFor(room);
      }
    }
    this.provider = new WebsocketProvider('ws://server', room, this.doc, {
      WebSocketPolyfill: Socket as unknown as typeof WebSocket,
      disableBc: true,
      connect: false,
    });
    const { provider } = this;
    provider.messageHandlers[messageSaved] = () => {};
    provider.messageHandlers[messageOrphaned] = () => void this.orphaned++;
    provider.on('closed', ({ code }) => {
      if (provider !== this.provider) return;
      this.isEnded = true;
      tab.host.ended(this, code);
    });
    provider.connect();
  }

  /** @param keeps whether what the device kept comes back; else the copy starts from nothing */
  renew(keeps: boolean): void {
    this.close();
    if (!keeps) this.#kept = [];
    this.#begin();
  }

  close(): void {
    this.undo.destroy();
    this.provider.destroy();
    this.provider.awareness.destroy();
    this.doc.destroy();
  }
}
