/**
 * A client that costs the load generator next to nothing: it speaks the server's protocol, counts what arrives,
 * and decodes only where it is asked to look at the edits.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';

/** `plain` is y-websocket's; `hocuspocus` puts the document's name before each message; `relay` has no sync. */
export type Protocol = 'plain' | 'hocuspocus' | 'relay';

const sync = 0;
const step1 = 0;
const step2 = 1;
const update = 2;

export interface Address {
  readonly url: string;
  readonly room: string;
  readonly protocol: Protocol;
  readonly headers?: Record<string, string>;
}

export class ThinClient {
  frames = 0;
  /** The server's state at joining, as an update. */
  joined: Uint8Array | null = null;
  readonly #socket: WebSocket;
  readonly #address: Address;
  readonly #ready: Promise<void>;
  #onUpdate: ((update: Uint8Array) => void) | null = null;
  #resolveReady: () => void = () => {};

  constructor(address: Address) {
    this.#address = address;
    this.#socket = new WebSocket(address.url, {
      perMessageDeflate: false,
      ...(address.headers ? { headers: address.headers } : {}),
    });
    this.#ready = new Promise((resolve, reject) => {
      this.#resolveReady = resolve;
      this.#socket.once('error', reject);
      this.#socket.once('close', (code, reason) =>
        reject(new Error(`closed with ${code} ${String(reason)}`)),
      );
    });
    this.#socket.on('open', () => this.#greet());
    this.#socket.on('message', (data) => this.#receive(data as Buffer));
  }

  /** Resolves when the server has sent its state. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  get closed(): boolean {
    return this.#socket.readyState === WebSocket.CLOSED;
  }

  onUpdate(listener: (update: Uint8Array) => void): void {
    this.#onUpdate = listener;
  }

  send(edit: Uint8Array): void {
    this.#socket.send(
      this.#message((encoder) => {
        encoding.writeVarUint(encoder, sync);
        encoding.writeVarUint(encoder, update);
        encoding.writeVarUint8Array(encoder, edit);
      }),
    );
  }

  async close(): Promise<void> {
    if (this.closed) return;
    const gone = new Promise((resolve) => this.#socket.once('close', resolve));
    this.#socket.close();
    await gone;
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #greet(): void {
    if (this.#address.protocol === 'relay') return this.#resolveReady();
    if (this.#address.protocol === 'hocuspocus') {
      this.#socket.send(
        this.#message((encoder) => {
          encoding.writeVarUint(encoder, 2);
          encoding.writeVarUint(encoder, 0);
          encoding.writeVarString(encoder, 'token');
        }),
      );
    }
    this.#socket.send(
      this.#message((encoder) => {
        encoding.writeVarUint(encoder, sync);
        encoding.writeVarUint(encoder, step1);
        encoding.writeVarUint8Array(encoder, Y.encodeStateVector(new Map()));
      }),
    );
  }

  #message(write: (encoder: encoding.Encoder) => void): Uint8Array {
    const encoder = encoding.createEncoder();
    if (this.#address.protocol === 'hocuspocus') encoding.writeVarString(encoder, this.#address.room);
    write(encoder);
    return encoding.toUint8Array(encoder);
  }

  #receive(data: Buffer): void {
    this.frames += 1;
    if (this.joined && !this.#onUpdate) return;
    const decoder = decoding.createDecoder(data);
    if (this.#address.protocol === 'hocuspocus') decoding.readVarString(decoder);
    const kind = decoding.readVarUint(decoder);
    // Hocuspocus answers a sync with message 4, which has the same body.
    if (kind !== sync && !(kind === 4 && this.#address.protocol === 'hocuspocus')) return;
    const step = decoding.readVarUint(decoder);
    if (step === step1) return;
    const bytes = decoding.readVarUint8Array(decoder);
    if (step === step2) {
      this.joined ??= bytes;
      this.#resolveReady();
    }
    if (step === step2 || step === update) this.#onUpdate?.(bytes);
  }
}
