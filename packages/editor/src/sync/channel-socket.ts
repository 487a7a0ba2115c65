/**
 * A clause room's channel of the mux socket, in the shape of a WebSocket, so that the stock WebsocketProvider
 * runs over it unmodified. On the way it does what that provider does not know of:
 *
 * - it tells the room of every message that carries an update, and of every acknowledgement (message 102),
 *   from which the saving state follows;
 * - it sends no update before the answer to the server's first question (SyncStep2), which holds everything
 *   anyway: an update that came before it would refer to text that the server does not have yet;
 * - it leaves out what the provider says of other people's presence: it repeats whatever it hears, and with n
 *   people in a clause every movement of one would be said n times;
 * - it holds messages back while an input method composes, and then sends the held updates as one.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import {
  closeCodes,
  messageAwareness,
  messageOrphaned,
  messageSaved,
  messageSync,
  syncStep1,
  syncStep2,
  syncUpdate,
} from '../frames/index.ts';
import type { MuxSocket, OpenChannel } from './mux-socket.ts';

/** What the channel tells its room; `session` counts the channels that the room had. */
export interface ChannelWatcher {
  /** A new session with the server begins: its messages are counted from 1 again. */
  opened(): void;
  /** The server told what it has, as an encoded state vector. */
  serverHas(stateVector: Uint8Array): void;
  /** An update is about to leave, or to be held: what it covers is decided now. */
  covered(): Coverage;
  /** Message `n` of this session left and carries what `coverage` says. */
  sent(n: number, coverage: Coverage): void;
  /** The first `n` messages of this session are on the server's disk. */
  saved(n: number): void;
  /** These words were accepted and found no place: what they were written in is gone. */
  orphaned(words: string): void;
  closed(code: number, reason: string): void;
}

/** The part of a room's changes that a message carries: all of this visit's up to `made` and `clock`. */
export interface Coverage {
  readonly made: number;
  readonly clock: number;
}

/** The room's hand on its channel; lasts over reconnections. */
export interface ChannelControl {
  readonly WebSocket: typeof WebSocket;
  hold(): void;
  flush(): void;
  /** Asks the server for what it has: a resync, and a sign of life. False when the channel is not open. */
  probe(doc: Y.Doc): boolean;
}

/** A longer message would cost the whole socket its life, and again at every attempt. See PROTOCOL.md. */
const longestMessage = 1 << 20;

interface Held {
  readonly message: Uint8Array;
  readonly coverage: Coverage | null;
}

/** @param self Yjs client id of the room's document, the only one that this client speaks for */
export function channelControl(
  mux: MuxSocket,
  room: string,
  self: number,
  watcher: ChannelWatcher,
): ChannelControl {
  let held: Held[] | null = null;
  let current: ChannelSocket | null = null;

  class ChannelSocket extends EventTarget {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSING = 2;
    readonly CLOSED = 3;
    readyState = 0;
    binaryType: BinaryType = 'arraybuffer';
    readonly extensions = '';
    readonly protocol = '';
    readonly bufferedAmount = 0;
    readonly url: string;
    onopen: ((event: Event) => void) | null = null;
    onmessage: ((event: MessageEvent) => void) | null = null;
    onerror: ((event: Event) => void) | null = null;
    onclose: ((event: CloseEvent) => void) | null = null;

    #channel: OpenChannel;
    #answered = false;
    #count = 0;

    constructor(url: string) {
      super();
      this.url = url;
      if (held !== null) held = [];
      // eslint-disable-next-line @typescript-eslint/no-this-alias -- the newest channel is the room's
      current = this;
      this.#channel = mux.open(room, {
        opened: () => {
          this.readyState = this.OPEN;
          watcher.opened();
          this.onopen?.(new Event('open'));
        },
        data: (payload) => this.#receive(payload),
        closed: (code, reason) => this.#ended(code, reason),
      });
    }

    send(data: Uint8Array): void {
      if (this.readyState !== this.OPEN) return;
      const sync = syncKind(data);
      if (sync === syncStep1) return this.#channel.send(data);
      if (sync === syncUpdate && !this.#answered) return;
      if (sync === syncStep2) this.#answered = true;
      const carries = sync === syncStep2 || sync === syncUpdate;
      const message = data[0] === messageAwareness ? ownAwareness(data, self) : data.slice();
      if (message === null) return;
      const next: Held = { message, coverage: carries ? watcher.covered() : null };
      if (held !== null) held.push(next);
      else this.transmit(next);
    }

    close(): void {
      if (this.readyState === this.CLOSED) return;
      this.readyState = this.CLOSED;
      if (current === this) current = null;
      this.#channel.close();
      watcher.closed(1000, '');
    }

    transmit({ message, coverage }: Held): void {
      if (this.readyState !== this.OPEN) return;
      if (message.length > longestMessage) return this.#refuse();
      this.#channel.send(message);
      if (coverage !== null) watcher.sent(++this.#count, coverage);
    }

    #ended(code: number, reason: string): void {
      this.readyState = this.CLOSED;
      if (current === this) current = null;
      watcher.closed(code, reason);
      // A plain object with what the provider reads: Node 20 has no CloseEvent.
      this.onclose?.({ type: 'close', code, reason, wasClean: code !== 1006 } as CloseEvent);
    }

    /** As the server would; later, because the provider is in the middle of the edit that is too long. */
    #refuse(): void {
      this.readyState = this.CLOSING;
      this.#channel.close();
      queueMicrotask(() => {
        const { tooLarge } = closeCodes;
        if (this.readyState === this.CLOSING) {
          this.#ended(tooLarge, 'This is too much to be sent at once: add it in smaller parts.');
        }
      });
    }

    #receive(payload: Uint8Array): void {
      const decoder = decoding.createDecoder(payload);
      const kind = decoding.readVarUint(decoder);
      if (kind === messageSaved) return watcher.saved(decoding.readVarUint(decoder));
      if (kind === messageOrphaned) return watcher.orphaned(decoding.readVarString(decoder));
      if (kind === messageSync && decoding.readVarUint(decoder) === syncStep1) {
        watcher.serverHas(decoding.readVarUint8Array(decoder));
      }
      this.onmessage?.({ type: 'message', data: payload.slice().buffer } as MessageEvent);
    }
  }

  return {
    // The provider uses no more of a WebSocket than is here.
    WebSocket: ChannelSocket as unknown as typeof WebSocket,
    hold() {
      held ??= [];
    },
    flush() {
      const messages = held ?? [];
      held = null;
      const socket = current;
      if (socket === null) return; // the next session's SyncStep2 carries it all
      for (const message of merged(messages)) socket.transmit(message);
    },
    probe(doc) {
      if (current === null || current.readyState !== current.OPEN) return false;
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, messageSync);
      encoding.writeVarUint(encoder, syncStep1);
      encoding.writeVarUint8Array(encoder, Y.encodeStateVector(doc));
      current.send(encoding.toUint8Array(encoder));
      return true;
    },
  };
}

/** The part of an awareness message that is about this client; null when there is none. */
function ownAwareness(message: Uint8Array, self: number): Uint8Array | null {
  const outer = decoding.createDecoder(message);
  decoding.readVarUint(outer);
  const decoder = decoding.createDecoder(decoding.readVarUint8Array(outer));
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    const state = decoding.readVarString(decoder);
    if (client !== self) continue;
    const inner = encoding.createEncoder();
    encoding.writeVarUint(inner, 1);
    encoding.writeVarUint(inner, client);
    encoding.writeVarUint(inner, clock);
    encoding.writeVarString(inner, state);
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageAwareness);
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
    return encoding.toUint8Array(encoder);
  }
  return null;
}

function syncKind(message: Uint8Array): number | null {
  return message[0] === messageSync ? (message[1] ?? null) : null;
}

/** Runs of held updates become one; of other messages only the last of each kind still says anything. */
function merged(messages: readonly Held[]): Held[] {
  const result: Held[] = [];
  let run: Held[] = [];
  const others = new Map<number, Held>();
  const endRun = () => {
    const last = run.at(-1);
    if (last === undefined) return;
    result.push(run.length === 1 ? last : { message: mergedUpdate(run), coverage: last.coverage });
    run = [];
  };
  for (const held of messages) {
    switch (syncKind(held.message)) {
      case syncUpdate:
        run.push(held);
        break;
      case null:
        others.set(held.message[0] ?? 0, held);
        break;
      default:
        endRun();
        result.push(held);
    }
  }
  endRun();
  return [...result, ...others.values()];
}

function mergedUpdate(run: readonly Held[]): Uint8Array {
  const updates = run.map(({ message }) => {
    const decoder = decoding.createDecoder(message);
    decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    return decoding.readVarUint8Array(decoder);
  });
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageSync);
  encoding.writeVarUint(encoder, syncUpdate);
  encoding.writeVarUint8Array(encoder, Y.mergeUpdates(updates));
  return encoding.toUint8Array(encoder);
}
