/**
 * A session: one client in one room, from the opening to its end. It reads the client's messages, holds them
 * to their rate, counts what is to be acknowledged, and holds updates back from a client that reads too slowly.
 *
 * Opening → open → ended, and never back: a client that returns opens a new session.
 */
import { closeCodes } from '@travaux/editor/frames';
import { can, capacitiesOf } from '@travaux/workflow/policy';
import type { AgreementState } from '@travaux/workflow/agreement';
import * as Y from 'yjs';
import {
  keepAliveMessage,
  orphanedMessage,
  readMessage,
  savedMessage,
  step1Message,
  updateMessage,
  type ClientMessage,
} from './envelope.ts';
import { TokenBucket, type RoomLimits } from './limits.ts';
import type { Link } from './link.ts';
import type { StateVector } from './live-text.ts';
import type { RoomMetrics } from './operation.ts';
import type { Room } from './room.ts';
import type { Visitor } from './rooms.ts';
import { ScanError, scanUpdate } from './scan.ts';

type SessionState =
  /** The room is being loaded; what the client says meanwhile waits. */
  | { readonly kind: 'opening'; readonly waiting: Uint8Array[]; bytes: number }
  | { readonly kind: 'open'; readonly room: Room }
  | { readonly kind: 'ended' };

/** Whether the client gets updates as they come. */
type Reading =
  /** It has not yet said what it has. */
  | { readonly kind: 'not-synced' }
  | { readonly kind: 'live' }
  /** It reads too slowly: it gets nothing until its socket drained, and then all since `vector` at once. */
  | { readonly kind: 'paused'; readonly vector: Uint8Array };

export interface SessionContext {
  readonly limits: RoomLimits;
  readonly metrics: RoomMetrics;
  readonly clock: () => number;
  /** A refusal that a client of ours does not run into by itself: too many of them and rooms stay shut. */
  readonly refused: (visitor: Visitor, code: number) => void;
  readonly ended: (session: Session) => void;
}

const maxWaitingBytes = 256 << 10;

export class Session {
  readonly visitor: Visitor;
  readonly #context: SessionContext;
  readonly #link: Link;
  readonly #messages: TokenBucket;
  readonly #bytes: TokenBucket;
  #state: SessionState = { kind: 'opening', waiting: [], bytes: 0 };
  #reading: Reading = { kind: 'not-synced' };
  /** The state vector of a SyncStep1 that is not answered yet. */
  #question: Uint8Array | null = null;
  /** Update-carrying messages that came, and how many of the first are on disk. */
  #received = 0;
  #saved = 0;
  #acknowledged = 0;
  /** An update was left out because it referred to what is not here; only a SyncStep2 makes up for it. */
  #gap = false;
  /** The client was asked for all that it has, as at the opening, and has not answered: it may not even know yet. */
  #asked = true;
  #gaps = 0;
  #lastSent: number;
  #rights: { readonly state: AgreementState; readonly edit: boolean; readonly presence: boolean } | null =
    null;
  #class: { readonly state: AgreementState; readonly key: string } | null = null;

  constructor(visitor: Visitor, link: Link, context: SessionContext) {
    const now = context.clock();
    const { limits } = context;
    this.visitor = visitor;
    this.#link = link;
    this.#context = context;
    this.#messages = new TokenBucket(limits.messageBurst, limits.messagesPerSecond, now);
    this.#bytes = new TokenBucket(limits.byteBurst, limits.bytesPerSecond, now);
    this.#lastSent = now;
  }

  get isEnded(): boolean {
    return this.#state.kind === 'ended';
  }

  get room(): Room | null {
    return this.#state.kind === 'open' ? this.#state.room : null;
  }

  // From the client.

  receive(bytes: Uint8Array): void {
    const state = this.#state;
    switch (state.kind) {
      case 'ended':
        return;
      case 'opening':
        state.bytes += bytes.length;
        if (state.bytes > maxWaitingBytes) {
          return this.end(closeCodes.tooLarge, 'Too much was sent before the clause was open.');
        }
        // The socket may use its buffer again.
        state.waiting.push(bytes.slice());
        return;
      case 'open':
        return this.#read(bytes, state.room);
    }
  }

  #read(bytes: Uint8Array, room: Room): void {
    const { limits, metrics, clock } = this.#context;
    const now = clock();
    metrics.count('messages_received', 1);
    metrics.count('message_bytes_received', bytes.length);
    if (!this.#messages.take(1, now) || !this.#bytes.take(bytes.length, now)) {
      // Presence may be lost; an edit may not, so its sender is told.
      if (bytes[0] === 1) return metrics.count('presence_dropped', 1);
      return this.end(closeCodes.tooManyRequests, 'Too much at once: wait a little.');
    }
    try {
      const message = readMessage(bytes, limits);
      if (message.kind === 'update') this.#readUpdate(message, room);
      else this.#answer(message, room);
    } catch (error) {
      if (!(error instanceof ScanError)) throw error;
      const code = error.tooLarge ? closeCodes.tooLarge : closeCodes.refusedUpdate;
      this.refuse(code, `Not understood: ${error.message}.`);
    }
  }

  #readUpdate(message: ClientMessage & { kind: 'update' }, room: Room): void {
    const { limits, metrics } = this.#context;
    metrics.count('updates_received', 1);
    metrics.count('update_bytes_received', message.update.length);
    const scan = scanUpdate(message.update, limits);
    metrics.count('updates_scanned', 1);
    room.receive({
      session: this,
      number: ++this.#received,
      whole: message.whole,
      bytes: message.update,
      scan,
      at: performance.now(),
    });
  }

  #answer(message: Exclude<ClientMessage, { kind: 'update' }>, room: Room): void {
    switch (message.kind) {
      case 'step1': {
        const isAsked = this.#question !== null;
        this.#question = message.stateVector.slice();
        // Questions that come before an answer share it: each would cost the whole text.
        if (!isAsked) room.answer(this);
        return;
      }
      case 'presence':
        return room.presence.receive(this, message.update);
      case 'query-presence':
        return room.presence.greet(this);
    }
  }

  // From the room.

  opened(room: Room): void {
    if (this.#state.kind !== 'opening') throw new Error('a session opens once');
    const { waiting } = this.#state;
    this.#state = { kind: 'open', room };
    for (const bytes of waiting) {
      if (this.room === null) return;
      this.#read(bytes, room);
    }
  }

  send(message: Uint8Array): void {
    if (this.isEnded) return;
    this.#lastSent = this.#context.clock();
    this.#link.send(message);
  }

  /** What the client asked for last and may be sent now; null: nothing, or it reads too slowly and has to wait. */
  takeQuestion(): Uint8Array | null {
    const vector = this.#question;
    this.#question = null;
    if (vector === null || this.isEnded) return null;
    if (this.#link.backlog <= this.#context.limits.updateBacklog) return vector;
    this.#pause(vector);
    return null;
  }

  /** The answer to a SyncStep1 went out: from now on the client gets what comes. */
  get isPaused(): boolean {
    return this.#reading.kind === 'paused' && !this.isEnded;
  }

  synced(): void {
    this.#reading = { kind: 'live' };
  }

  /** @param before the state before this update, from which a paused client is caught up */
  sendUpdate(message: Uint8Array, before: StateVector): void {
    if (this.#reading.kind !== 'live') return;
    if (this.#link.backlog > this.#context.limits.updateBacklog)
      this.#pause(Y.encodeStateVector(new Map(before)));
    else this.send(message);
  }

  #pause(vector: Uint8Array): void {
    if (this.#reading.kind !== 'paused') this.#context.metrics.count('sessions_paused', 1);
    this.#reading = { kind: 'paused', vector };
  }

  /** What a paused client lacks, when its socket has drained; else null. */
  catchingUp(): Uint8Array | null {
    if (this.#reading.kind !== 'paused' || this.#link.backlog > this.#context.limits.presenceBacklog)
      return null;
    return this.#reading.vector;
  }

  caughtUp(update: Uint8Array): void {
    if (this.#reading.kind !== 'paused') return;
    this.#context.metrics.count('sessions_caught_up', 1);
    this.synced();
    this.send(updateMessage(update));
  }

  sendPresence(message: Uint8Array): void {
    if (this.#link.backlog > this.#context.limits.presenceBacklog) {
      this.#context.metrics.count('presence_dropped', 1);
    } else {
      this.send(message);
    }
  }

  keepAlive(now: number): void {
    if (now - this.#lastSent >= this.#context.limits.keepAliveMs) this.send(keepAliveMessage);
  }

  // The verdicts on its updates, in their order.

  /** Message `number` is on disk, or held nothing new. */
  saved(number: number, whole: boolean): void {
    if (whole) {
      this.#gap = false;
      this.#asked = false;
    }
    this.#gaps = 0;
    // What a left-out update held is saved only by a SyncStep2 that came after it.
    if (!this.#gap) this.#saved = number;
  }

  /**
   * An update was left out. Over a slow line a client sends many before it hears that one is missing: what comes
   * before its answer is left out as well, and held against nobody.
   * @returns what to do about it: ask the client for all that it has, wait for its answer, or give up
   */
  leftOut(whole: boolean): 'ask' | 'wait' | 'give up' {
    this.#gap = true;
    if (this.#asked && !whole) return 'wait';
    return ++this.#gaps <= this.#context.limits.gaps ? 'ask' : 'give up';
  }

  /** Asks the client for all that it has beyond this state vector. */
  ask(stateVector: Uint8Array): void {
    this.#asked = true;
    this.send(step1Message(stateVector));
  }

  acknowledge(): void {
    if (this.#saved === this.#acknowledged) return;
    this.#acknowledged = this.#saved;
    this.send(savedMessage(this.#saved));
  }

  tellOrphaned(words: string): void {
    this.#context.metrics.count('words_orphaned', 1);
    this.send(orphanedMessage(words));
  }

  // The end.

  /** Ends the session for something that its client sent. */
  refuse(code: number, reason: string): void {
    if (this.isEnded) return;
    this.#context.metrics.count('updates_refused', 1, String(code));
    this.#context.refused(this.visitor, code);
    this.end(code, reason);
  }

  end(code: number, reason: string): void {
    if (this.isEnded) return;
    this.#context.metrics.count('sessions_ended', 1, String(code));
    this.gone();
    this.#link.end(code, reason);
  }

  /** The client's side is closed already. */
  gone(): void {
    if (this.isEnded) return;
    const { room } = this;
    this.#state = { kind: 'ended' };
    room?.leave(this);
    this.#context.ended(this);
  }

  // What the visitor may do, by the state of the agreement; states are immutable, so the last answer is kept.

  mayEdit(state: AgreementState, clause: string): boolean {
    return this.#rightsIn(state, clause).edit;
  }

  mayShowPresence(state: AgreementState, clause: string): boolean {
    return this.#rightsIn(state, clause).presence;
  }

  #rightsIn(state: AgreementState, clause: string) {
    if (this.#rights?.state !== state) {
      const { actor } = this.visitor;
      this.#rights = {
        state,
        edit: can(actor, 'edit-text', { state, clause }),
        presence: can(actor, 'show-presence', { state, clause }),
      };
    }
    return this.#rights;
  }

  /** Sessions of the same class see everybody under the same names. */
  viewerClass(state: AgreementState): string {
    if (this.#class?.state !== state) this.#class = { state, key: viewerClass(this.visitor, state) };
    return this.#class.key;
  }
}

/** By which names others go is decided by one's capacities alone. */
export function viewerClass({ actor }: Visitor, state: AgreementState): string {
  return JSON.stringify(capacitiesOf(state, actor));
}
