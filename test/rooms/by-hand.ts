/**
 * Time and lines that a test holds in its hand: a clock that stands until it is moved, and sockets in memory of
 * which the client reads, or does not, as it is told. The rooms and the store behind them are the real ones.
 */
import { EventEmitter } from 'node:events';
import { messageSaved, messageSync, syncStep1, syncStep2, syncUpdate } from '@travaux/editor/frames';
import type { Timers } from '@travaux/server/rooms';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';

interface Due {
  at: number;
  readonly every: number | null;
  readonly run: () => void;
}

export class HandTime implements Timers {
  now = Date.parse('2026-03-02T10:00:00.000Z');
  readonly #timers = new Set<Due>();

  after(ms: number, run: () => void) {
    return this.#add({ at: this.now + ms, every: null, run });
  }

  every(ms: number, run: () => void) {
    return this.#add({ at: this.now + ms, every: ms, run });
  }

  #add(due: Due) {
    this.#timers.add(due);
    return { stop: () => void this.#timers.delete(due) };
  }

  /** Everything that is due within so many milliseconds happens, in its order. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      const next = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.now = Math.max(this.now, next.at);
      if (next.every === null) this.#timers.delete(next);
      else next.at = this.now + next.every;
      next.run();
      await settled();
    }
    this.now = end;
    await settled();
  }
}

/** A turn of the real event loop: what is not waiting for the disk has happened. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Resolves when `holds` does; whatever happens in this process takes a turn of the event loop. */
export async function until(holds: () => boolean): Promise<void> {
  const begun = performance.now();
  while (!holds()) {
    await settled();
    // Not a measure: without it a test that fails would turn for ever.
    if (performance.now() - begun > 20_000) throw new Error(`never: ${holds.toString()}`);
  }
}

/** A socket as the rooms see it; its client's end is `got`, `closed` and whoever listens. */
export class Line extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  /** What the client was given, in order. */
  readonly got: Uint8Array[] = [];
  closed: { readonly code: number; readonly reason: string } | null = null;
  isTerminated = false;
  answersPings = true;
  pings = 0;
  read: (bytes: Uint8Array) => void = () => {};
  readonly #waiting: Uint8Array[] = [];
  #isHeld = false;

  get bufferedAmount(): number {
    return this.#waiting.reduce((sum, bytes) => sum + bytes.length, 0);
  }

  /** The client does not read any more. */
  hold(): void {
    this.#isHeld = true;
  }

  /** The client reads again, and first what waited. */
  release(): void {
    this.#isHeld = false;
    for (const bytes of this.#waiting.splice(0)) this.#deliver(bytes);
  }

  /** What the client says. */
  say(bytes: Uint8Array): void {
    if (this.readyState === 1) this.emit('message', Buffer.from(bytes), true);
  }

  /** The client hangs up. */
  drop(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.emit('close', 1006, Buffer.alloc(0));
  }

  send(bytes: Uint8Array): void {
    if (this.readyState !== 1) return;
    if (this.#isHeld) this.#waiting.push(bytes.slice());
    else this.#deliver(bytes.slice());
  }

  #deliver(bytes: Uint8Array): void {
    this.got.push(bytes);
    this.read(bytes);
  }

  close(code = 1005, reason = ''): void {
    if (this.readyState !== 1) return;
    this.readyState = 2;
    this.closed = { code, reason };
    // A client that does not read does not answer the close either.
    if (!this.#isHeld) setImmediate(() => this.drop());
  }

  terminate(): void {
    this.isTerminated = true;
    this.drop();
  }

  ping(): void {
    this.pings++;
    if (this.answersPings && !this.#isHeld) this.emit('pong');
  }

  get asWebSocket(): WebSocket {
    return this as unknown as WebSocket;
  }
}

/** A client of one room that writes and reads by the protocol, and remembers what it was sent. */
export class Hand {
  readonly doc = new Y.Doc();
  readonly line = new Line();
  /** Updates that came unasked, in order. */
  readonly updates: Uint8Array[] = [];
  synced = false;
  acked = 0;
  readonly kinds: number[] = [];
  readonly #send: (message: Uint8Array) => void;

  /** @param send how a message of the room leaves; default: on the line, as stock clients do */
  constructor(send?: (message: Uint8Array) => void) {
    this.#send = send ?? ((message) => this.line.say(message));
    this.line.read = (bytes) => this.hear(bytes);
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#send(syncMessage(syncUpdate, update));
    });
  }

  begin(): this {
    this.#send(syncMessage(syncStep1, Y.encodeStateVector(this.doc)));
    return this;
  }

  hear(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const kind = decoding.readVarUint(decoder);
    this.kinds.push(kind);
    if (kind === messageSaved) this.acked = decoding.readVarUint(decoder);
    if (kind !== messageSync) return;
    const step = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (step === syncStep1) {
      this.#send(syncMessage(syncStep2, Y.encodeStateAsUpdate(this.doc, payload)));
      return;
    }
    if (step === syncStep2) this.synced = true;
    else this.updates.push(payload);
    Y.applyUpdate(this.doc, payload, this);
  }

  get words(): string {
    return this.doc.getXmlFragment('text').toJSON();
  }

  /** Types at the end of a paragraph. */
  type(text: string, paragraph = 0): void {
    const block = this.doc.getXmlFragment('text').get(paragraph) as Y.XmlElement;
    const inside = block.get(0) as Y.XmlText;
    inside.insert(inside.length, text);
  }

  erase(from: number, length: number, paragraph = 0): void {
    const block = this.doc.getXmlFragment('text').get(paragraph) as Y.XmlElement;
    (block.get(0) as Y.XmlText).delete(from, length);
  }
}

export function syncMessage(step: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageSync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}

/** A presence message of one client. */
export function presenceOf(client: number, clock: number, state: unknown): Uint8Array {
  const body = encoding.createEncoder();
  encoding.writeVarUint(body, 1);
  encoding.writeVarUint(body, client);
  encoding.writeVarUint(body, clock);
  encoding.writeVarString(body, JSON.stringify(state));
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(body));
  return encoding.toUint8Array(encoder);
}
