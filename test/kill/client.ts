/**
 * A client of the kill test: the stock provider on a real socket, with an ear on everything that goes over it.
 * It remembers what the server acknowledged to it and what it was shown of others, and never comes back.
 */
import { messageSaved, messageSync, syncStep1 } from '@travaux/editor/frames';
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { SentUpdates } from '../simulation/sent-updates.ts';

export class Client {
  readonly room: string;
  readonly doc = new Y.Doc();
  readonly acknowledged: Uint8Array[] = [];
  readonly seen: Uint8Array[] = [];
  readonly #provider: WebsocketProvider;
  /** Resolves when the last byte of the connection was read. */
  readonly closed: Promise<void>;
  readonly synced: Promise<void>;
  #edits = 0;

  constructor(port: number, person: string, room: string) {
    this.room = room;
    const sent = new SentUpdates();
    const hear = (message: Uint8Array) => this.#hear(message, sent);
    let ended = () => {};
    this.closed = new Promise((resolve) => (ended = resolve));
    class Ear extends WebSocket {
      constructor(url: string) {
        super(url);
        // The provider asks for array buffers.
        this.on('message', (data: ArrayBuffer) => hear(new Uint8Array(data)));
        this.on('close', () => ended());
        this.on('error', () => {});
      }
      override send(data: Uint8Array): void {
        sent.note(data, 0);
        super.send(data);
      }
    }
    this.#provider = new WebsocketProvider(`ws://127.0.0.1:${port}/${person}`, room, this.doc, {
      WebSocketPolyfill: Ear as never,
      disableBc: true,
    });
    this.#provider.messageHandlers[messageSaved] = () => {};
    // One connection in its life: it never mends what was lost.
    this.#provider.on('connection-close', () => (this.#provider.shouldConnect = false));
    this.synced = new Promise((resolve) => this.#provider.on('sync', (isSynced) => isSynced && resolve()));
  }

  get edits(): number {
    return this.#edits;
  }

  /** Writes a word somewhere, or takes one away. */
  edit(word: string, chance: () => number): void {
    const root = this.doc.getXmlFragment('text');
    const paragraph = root.get(Math.floor(chance() * root.length)) as Y.XmlElement | undefined;
    if (paragraph === undefined) return;
    this.#edits++;
    this.doc.transact(() => {
      let text = paragraph.get(0) as Y.XmlText | undefined;
      if (text === undefined) {
        text = new Y.XmlText();
        paragraph.insert(0, [text]);
      }
      const at = Math.floor(chance() * (text.length + 1));
      if (chance() < 0.15 && text.length > at + 5) text.delete(at, 5);
      else text.insert(at, `${word} `);
    });
  }

  #hear(message: Uint8Array, sent: SentUpdates): void {
    const decoder = decoding.createDecoder(message);
    const kind = decoding.readVarUint(decoder);
    if (kind === messageSaved) {
      this.acknowledged.push(...(sent.acknowledge(decoding.readVarUint(decoder)) ?? []));
    } else if (kind === messageSync && decoding.readVarUint(decoder) !== syncStep1) {
      this.seen.push(decoding.readVarUint8Array(decoder).slice());
    }
  }

  leave(): void {
    this.#provider.destroy();
    this.#provider.awareness.destroy();
    this.doc.destroy();
  }
}
