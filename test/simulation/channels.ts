/**
 * The client's side of a multiplexed socket: gives each room of a tab a channel that looks like a WebSocket of
 * its own, as the app does, so that the stock provider runs on it.
 */
import { decodeServerFrame, encodeClientFrame, type Channel as ChannelNumber } from '@travaux/editor/frames';
import { ClientSocket } from './network.ts';

class Channel extends ClientSocket {
  readonly #sendFrame: (payload: Uint8Array) => void;
  readonly #closeFrame: () => void;

  constructor(send: (payload: Uint8Array) => void, close: () => void) {
    super();
    this.#sendFrame = send;
    this.#closeFrame = close;
  }

  override send(bytes: Uint8Array): void {
    if (this.readyState === 1) this.#sendFrame(bytes);
  }

  override close(): void {
    if (this.readyState >= 2) return;
    this.readyState = 2;
    this.#closeFrame();
  }
}

export class Channels {
  readonly #connect: () => ClientSocket;
  #socket: ClientSocket | null = null;
  #isOpen = false;
  #next = 0;
  readonly #channels = new Map<ChannelNumber, { readonly room: string; readonly channel: Channel }>();

  /** @param connect a new socket, on its way to the server */
  constructor(connect: () => ClientSocket) {
    this.#connect = connect;
  }

  /** A socket for the provider of one room. */
  open(room: string): ClientSocket {
    const number = this.#next++;
    const send = (frame: Parameters<typeof encodeClientFrame>[0]) =>
      this.#socket?.send(encodeClientFrame(frame));
    const channel = new Channel(
      (payload) => send({ kind: 'data', channel: number, payload }),
      () => send({ kind: 'close', channel: number }),
    );
    this.#channels.set(number, { room, channel });
    if (this.#socket === null) this.#open();
    else if (this.#isOpen) this.#begin(number, room, channel);
    return channel;
  }

  #open(): void {
    const socket = this.#connect();
    this.#socket = socket;
    socket.onopen = () => {
      this.#isOpen = true;
      for (const [number, { room, channel }] of this.#channels) this.#begin(number, room, channel);
    };
    socket.onmessage = ({ data }) => {
      const frame = decodeServerFrame(new Uint8Array(data));
      if (frame?.kind === 'opened') this.#channels.get(frame.channel)?.channel.opened();
      else if (frame?.kind === 'data') this.#channels.get(frame.channel)?.channel.receive(frame.payload);
      else if (frame?.kind === 'closed') {
        const known = this.#channels.get(frame.channel);
        this.#channels.delete(frame.channel);
        known?.channel.ended(frame.code, frame.reason);
      }
    };
    socket.onclose = ({ code, reason }) => {
      this.#socket = null;
      this.#isOpen = false;
      const all = [...this.#channels.values()];
      this.#channels.clear();
      for (const { channel } of all) channel.ended(code, reason);
    };
  }

  #begin(number: ChannelNumber, room: string, channel: Channel): void {
    if (channel.readyState !== 0) {
      this.#channels.delete(number);
      return;
    }
    this.#socket?.send(encodeClientFrame({ kind: 'open', channel: number, room }));
  }
}
