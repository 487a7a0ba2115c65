/**
 * The multiplexed socket: many rooms of one browser on one WebSocket, each on a channel that its client
 * numbers, and the notices of the agreement that it watches. The frames are editor/src/frames/mux.ts; what a
 * room's client says inside them is the session's question.
 */
import {
  closeCodes,
  decodeClientFrame,
  encodeServerFrame,
  type Channel,
  type Notice,
} from '@travaux/editor/frames';
import { TokenBucket, type RoomLimits } from './limits.ts';
import { shortened, type HostedSocket, type Link } from './link.ts';
import type { Session } from './session.ts';

export interface MultiplexHost {
  readonly limits: RoomLimits;
  readonly clock: () => number;
  /** Begins a session over this link; the room opens in the background and `opened` is called when it did. */
  readonly begin: (socket: HostedSocket, room: string, link: Link) => Session;
  /** Which agreement's notices the socket wants; null for none. */
  readonly watch: (socket: HostedSocket, agreement: string | null, notify: (notice: Notice) => void) => void;
}

/** In bytes of UTF-8. */
const longestReason = 1_000;

export class Multiplexed {
  readonly #host: MultiplexHost;
  readonly #channels = new Map<Channel, Session>();
  readonly #opens: TokenBucket;
  #socket: HostedSocket | null = null;

  constructor(host: MultiplexHost) {
    this.#host = host;
    this.#opens = new TokenBucket(host.limits.openBurst, host.limits.opensPerSecond, host.clock());
  }

  attach(socket: HostedSocket): void {
    this.#socket = socket;
  }

  receive(bytes: Uint8Array): void {
    const socket = this.#socket;
    if (socket === null) return;
    const frame = decodeClientFrame(bytes);
    if (frame === null) return socket.end(closeCodes.refusedUpdate, 'Not a frame of this protocol.');
    switch (frame.kind) {
      case 'open':
        return this.#open(socket, frame.channel, frame.room);
      case 'data':
        // Nothing there: the server ended the session while this was on its way.
        return this.#channels.get(frame.channel)?.receive(frame.payload);
      case 'close': {
        const session = this.#channels.get(frame.channel);
        // Ended by us already: the client has been told, or is about to be.
        if (session === undefined) return;
        this.#channels.delete(frame.channel);
        session.gone();
        return socket.send(
          encodeServerFrame({ kind: 'closed', channel: frame.channel, code: 1000, reason: '' }),
        );
      }
      case 'watch':
        return this.#host.watch(socket, frame.agreement === '' ? null : frame.agreement, (notice) => {
          // A notice that is late is soon followed by another.
          if (socket.backlog <= this.#host.limits.updateBacklog) {
            socket.send(encodeServerFrame({ kind: 'notice', notice }));
          }
        });
    }
  }

  #open(socket: HostedSocket, channel: Channel, room: string): void {
    if (this.#channels.has(channel)) {
      return socket.end(closeCodes.refusedUpdate, 'The channel is open already.');
    }
    const { limits, clock } = this.#host;
    if (this.#channels.size >= limits.channels || !this.#opens.take(1, clock())) {
      const code = closeCodes.tooManyRequests;
      const reason = 'Too many clauses are open at once.';
      return socket.send(encodeServerFrame({ kind: 'closed', channel, code, reason }));
    }
    let opened = false;
    const link: Link = {
      get backlog() {
        return socket.backlog;
      },
      send: (payload) => {
        if (!opened) {
          opened = true;
          socket.send(encodeServerFrame({ kind: 'opened', channel }));
        }
        socket.send(encodeServerFrame({ kind: 'data', channel, payload }));
      },
      end: (code, reason) => {
        this.#channels.delete(channel);
        socket.send(
          encodeServerFrame({ kind: 'closed', channel, code, reason: shortened(reason, longestReason) }),
        );
      },
    };
    const session = this.#host.begin(socket, room, link);
    // Refused at once: `end` came before there was anything to forget.
    if (!session.isEnded) this.#channels.set(channel, session);
  }

  closed(): void {
    for (const session of this.#channels.values()) session.gone();
    this.#channels.clear();
  }
}
