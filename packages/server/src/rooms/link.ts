/**
 * The link: a session's way to its client. A stock client has a socket to itself; a channel of a multiplexed
 * socket shares one. Both count the same backlog, by which a slow reader is held to bounded memory.
 */
import type { RawData, WebSocket } from 'ws';
import { closeCodes } from '@travaux/editor/frames';
import type { RoomLimits } from './limits.ts';
import type { RoomMetrics } from './operation.ts';
import type { Visitor } from './rooms.ts';
import type { Timers } from './timers.ts';

export interface Link {
  send(message: Uint8Array): void;
  /** Bytes that wait in the socket. */
  readonly backlog: number;
  /** Ends the session towards the client. Nothing is sent afterwards. */
  end(code: number, reason: string): void;
}

const closingMs = 5_000;

export interface SocketContext {
  readonly limits: RoomLimits;
  readonly metrics: RoomMetrics;
  readonly timers: Timers;
}

/** One accepted WebSocket with its limits; what it carries is its owner's question. */
export class HostedSocket {
  readonly visitor: Visitor;
  readonly #socket: WebSocket;
  readonly #limits: RoomLimits;
  readonly #metrics: RoomMetrics;
  readonly #timers: Timers;
  #alive = true;

  constructor(
    socket: WebSocket,
    visitor: Visitor,
    { limits, metrics, timers }: SocketContext,
    receive: (bytes: Uint8Array) => void,
    closed: () => void,
  ) {
    this.visitor = visitor;
    this.#socket = socket;
    this.#limits = limits;
    this.#metrics = metrics;
    this.#timers = timers;
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (isBinary) receive(bytesOf(data));
      else this.end(closeCodes.refusedUpdate, 'Only binary messages are understood here.');
    });
    socket.on('pong', () => (this.#alive = true));
    // ws reports what broke and then closes; the close is what counts.
    socket.on('error', () => {});
    socket.once('close', closed);
  }

  get backlog(): number {
    return this.#socket.bufferedAmount;
  }

  send(bytes: Uint8Array): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.backlog > this.#limits.socketBacklog) {
      this.#metrics.count('sockets_overrun', 1);
      this.#socket.close(1013, 'The connection is too slow.');
      // The closing handshake waits behind the backlog, perhaps for ever.
      this.#timers.after(closingMs, () => this.#socket.terminate());
      return;
    }
    this.#metrics.count('messages_sent', 1);
    this.#metrics.count('message_bytes_sent', bytes.length);
    this.#socket.send(bytes);
  }

  end(code: number, reason: string): void {
    this.#socket.close(code, shortened(reason));
  }

  /** Called every `pingMs`: hangs up on a client that did not answer the last ping. */
  ping(): void {
    if (!this.#alive) {
      this.#metrics.count('sockets_silent', 1);
      return this.#socket.terminate();
    }
    this.#alive = false;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  terminate(): void {
    this.#socket.terminate();
  }
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}

/** The close reason of a WebSocket has at most 123 bytes of UTF-8. */
const longestReason = 123;

export function shortened(reason: string, maxBytes = longestReason): string {
  if (Buffer.byteLength(reason) <= maxBytes) return reason;
  const points = [...reason.slice(0, maxBytes)];
  while (Buffer.byteLength(points.join('')) > maxBytes - 3) points.pop();
  return `${points.join('')}…`;
}
