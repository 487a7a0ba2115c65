/**
 * The network of the simulation: sockets in memory that keep the order of messages, as TCP does, delay them,
 * stand still, and break. What was under way when one breaks is lost, and each side hears of it in its own time;
 * a server that crashes hears of nothing any more.
 *
 * The server's side has the members of a `ws` socket that the rooms use; the client's side those of a browser's
 * WebSocket that the y-websocket provider uses.
 */
import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** One direction of a connection. */
class Direction {
  readonly #time: VirtualTime;
  readonly #delay: () => number;
  #last = 0;
  #isCut = false;
  /** Bytes that were handed in and have not arrived. */
  waiting = 0;

  constructor(time: VirtualTime, delay: () => number) {
    this.#time = time;
    this.#delay = delay;
  }

  carry(bytes: number, arrive: () => void): void {
    if (this.#isCut) return;
    this.waiting += bytes;
    this.#last = Math.max(this.#last, this.#time.now + this.#delay());
    this.#time.at(this.#last, () => {
      if (this.#isCut) return;
      this.waiting -= bytes;
      arrive();
    });
  }

  /** Nothing that is handed in from now on arrives before then. */
  stallUntil(instant: number): void {
    this.#last = Math.max(this.#last, instant);
  }

  cut(): void {
    this.#isCut = true;
  }
}

export class ServerSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  readonly connection: Connection;

  constructor(connection: Connection) {
    super();
    this.connection = connection;
  }

  get bufferedAmount(): number {
    return this.connection.toClient.waiting;
  }

  send(bytes: Uint8Array): void {
    if (this.readyState !== 1) return;
    const copy = bytes.slice();
    this.connection.serverSends(copy);
    this.connection.toClient.carry(copy.length, () => this.connection.client.receive(copy));
  }

  close(code = 1005, reason = ''): void {
    if (this.readyState !== 1) return;
    this.readyState = 2;
    this.connection.serverCloses(code, reason);
    this.connection.toClient.carry(0, () => {
      this.connection.client.ended(code, reason);
      this.connection.toServer.carry(0, () => this.gone(code));
    });
  }

  terminate(): void {
    this.connection.break(0, null);
    this.gone(1006);
  }

  ping(): void {
    this.connection.toClient.carry(2, () =>
      this.connection.toServer.carry(2, () => {
        if (this.readyState === 1) this.emit('pong');
      }),
    );
  }

  gone(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.emit('close', code, Buffer.alloc(0));
  }

  /** As the rooms know it. */
  get asWebSocket(): WebSocket {
    return this as unknown as WebSocket;
  }
}

export class ClientSocket {
  static readonly OPEN = 1;
  readonly OPEN = 1;
  readyState = 0;
  binaryType = 'arraybuffer';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  connection: Connection | null = null;

  send(bytes: Uint8Array): void {
    const { connection } = this;
    if (this.readyState !== 1 || connection === null) return;
    const copy = bytes.slice();
    connection.clientSends(copy);
    connection.toServer.carry(copy.length, () => {
      if (connection.server.readyState < 3) connection.server.emit('message', Buffer.from(copy), true);
    });
  }

  close(): void {
    if (this.readyState >= 2) return;
    this.readyState = 2;
    this.connection?.toServer.carry(0, () => this.connection?.server.gone(1000));
    if (this.connection === null) this.ended(1006, '');
  }

  opened(): void {
    if (this.readyState !== 0) return;
    this.readyState = 1;
    this.onopen?.();
  }

  receive(bytes: Uint8Array): void {
    if (this.readyState === 1) this.onmessage?.({ data: bytes.slice().buffer });
  }

  ended(code: number, reason: string): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }
}

/** Who listens to what goes over a connection, before the network does anything to it. */
export interface Tap {
  serverSends(bytes: Uint8Array): void;
  clientSends(bytes: Uint8Array): void;
  serverCloses(code: number, reason: string): void;
}

export class Connection {
  readonly client: ClientSocket;
  readonly server: ServerSocket;
  readonly toClient: Direction;
  readonly toServer: Direction;
  readonly #time: VirtualTime;
  readonly #tap: Tap;
  #isBroken = false;

  constructor(time: VirtualTime, delay: () => number, client: ClientSocket, tap: Tap) {
    this.#time = time;
    this.#tap = tap;
    this.client = client;
    this.toClient = new Direction(time, delay);
    this.toServer = new Direction(time, delay);
    this.server = new ServerSocket(this);
    client.connection = this;
  }

  get isOpen(): boolean {
    return !this.#isBroken && this.client.readyState === 1 && this.server.readyState === 1;
  }

  serverSends(bytes: Uint8Array): void {
    this.#tap.serverSends(bytes);
  }

  clientSends(bytes: Uint8Array): void {
    this.#tap.clientSends(bytes);
  }

  serverCloses(code: number, reason: string): void {
    this.#tap.serverCloses(code, reason);
  }

  /**
   * The line breaks: nothing more arrives on either side.
   * @param clientHears milliseconds after which the client notices
   * @param serverHears the same for the server; null: never, as when it is not there any more
   */
  break(clientHears: number, serverHears: number | null): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.toClient.cut();
    this.toServer.cut();
    this.#time.at(this.#time.now + clientHears, () => this.client.ended(1006, ''));
    if (serverHears !== null) this.#time.at(this.#time.now + serverHears, () => this.server.gone(1006));
  }
}

/** How one person's line is: most are quick, some are slow, and all of them vary. */
export function lineOf(random: Random): () => number {
  const base = random.pick([0.2, 5, 40, 400]) ?? 5;
  const jitter = random.pick([0, 0.5, 3]) ?? 0;
  return () => base * (1 + jitter * random.next());
}
