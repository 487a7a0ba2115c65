/**
 * A room: one clause while somebody has it open. Everything that reads or changes its text happens in its one
 * queue, one after the other, so that every decision is made on a text and on rights that stand still.
 *
 * Updates that come soon after each other, or while the last ones are on their way to the disk, share a window
 * (inbox.ts). A window is judged, applied and checked (admission.ts), written with one fsync, acknowledged and only
 * then shown to the others, in one message: durable first, then visible. Only what this server encoded itself is
 * written or shown.
 *
 * A room that could not write is dead: its sessions are sent away and the next visitor loads a new one.
 */
import type { AgreementState } from '@travaux/workflow/agreement';
import { textMode, can } from '@travaux/workflow/policy';
import { closeCodes } from '@travaux/editor/frames';
import { nodeOfJson, seedOfNode, type ClauseJson } from '@travaux/editor/document';
import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import {
  FrozenError,
  type HistoryRow,
  type JournalEntry,
  type JournalStore,
  type RoomRecord,
  type RoomSeed,
} from '../store/store.ts';
import { admit, type Admission } from './admission.ts';
import { step2Message, updateMessage } from './envelope.ts';
import { frozenReason } from './frozen.ts';
import { notAllowed, type Refused } from './gate.ts';
import { LeaseBook } from './lease-book.ts';
import type { RoomLimits } from './limits.ts';
import { LiveText, PoisonedError, type StateVector } from './live-text.ts';
import type { Histories } from './histories.ts';
import { Inbox, type Incoming } from './inbox.ts';
import type { RoomLog, RoomMetrics } from './operation.ts';
import { Presence } from './presence.ts';
import type { AgreementReader } from './rooms.ts';
import type { Session } from './session.ts';
import type { Timers } from './timers.ts';
import type { JournalWriter } from './writer.ts';

export interface RoomContext {
  readonly journal: JournalStore;
  readonly writer: JournalWriter;
  readonly histories: Histories;
  readonly agreements: AgreementReader;
  readonly clock: () => number;
  readonly timers: Timers;
  readonly log: RoomLog;
  readonly limits: RoomLimits;
  readonly metrics: RoomMetrics;
  /** Somebody came to, moved in or left the room. */
  readonly moved: (room: Room) => void;
  /** The last session left. */
  readonly empty: (room: Room) => void;
  /** The room died: it must not be found any more. */
  readonly died: (room: Room) => void;
}

/** The room is dead; the caller may ask for a new one. */
export class RoomClosedError extends Error {
  override readonly name = 'RoomClosedError';
}

export class SplitError extends RangeError {
  override readonly name = 'SplitError';
}

export class Room {
  readonly id: string;
  readonly agreement: string;
  readonly presence: Presence;
  readonly #context: RoomContext;
  readonly #sessions = new Set<Session>();
  #text: LiveText;
  #seq: number;
  /** Where the last snapshot stands. */
  #snapshotSeq: number;
  #compactAt: number;
  #projectedSeq = -1;
  readonly #leases: LeaseBook;
  readonly #inbox: Inbox;
  #queue: Promise<unknown> = Promise.resolve();
  /** Why the clause is frozen under this state, once somebody had to be told. */
  #frozen: { readonly state: AgreementState; readonly reason: string } | null = null;
  #dead = false;

  private constructor(id: string, record: RoomRecord, context: RoomContext) {
    this.id = id;
    this.agreement = record.agreement;
    this.#context = context;
    this.#text = LiveText.load(record, context.limits);
    this.#seq = record.seq;
    this.#snapshotSeq = record.snapshotSeq;
    this.#compactAt = record.snapshotSeq + context.limits.compactAfter;
    this.#leases = new LeaseBook(record.leases, {
      limits: context.limits,
      clock: context.clock,
      hasText: (client) => Y.getState(this.#text.store, client) > 0,
    });
    this.#inbox = new Inbox({
      limits: context.limits,
      timers: context.timers,
      clock: context.clock,
      ready: () => this.#later(() => this.#judgeWindow()),
    });
    this.presence = new Presence({
      clause: id,
      limits: context.limits,
      clock: context.clock,
      timers: context.timers,
      state: () => context.agreements.state(this.agreement),
      sessions: () => this.#sessions,
      ownerOf: (client) => this.#leases.ownerOf(client),
      reserve: (client, person) => this.#leases.reserve(client, person),
      moved: () => context.moved(this),
    });
  }

  /** @returns null when there is no such room */
  static async load(id: string, context: RoomContext): Promise<Room | null> {
    const begun = performance.now();
    const record = await context.journal.load(id);
    if (record === null) return null;
    const room = new Room(id, record, context);
    context.metrics.count('rooms_loaded', 1);
    context.metrics.time('load', secondsSince(begun));
    return room;
  }

  get isDead(): boolean {
    return this.#dead;
  }

  get isEmpty(): boolean {
    return this.#sessions.size === 0;
  }

  get sessions(): ReadonlySet<Session> {
    return this.#sessions;
  }

  /** Runs after everything that was asked before; the text stands still meanwhile. */
  #inQueue<T>(task: () => Promise<T> | T): Promise<T> {
    const result = this.#queue.then(() => {
      if (this.#dead) throw new RoomClosedError(`room ${this.id} is closed`);
      return task();
    });
    this.#queue = result.catch(() => {});
    return result;
  }

  /** The same for what no caller waits for. */
  #later(task: () => Promise<void> | void): void {
    this.#inQueue(task).catch((error: unknown) => this.#failed(error));
  }

  #failed(error: unknown): void {
    if (!(error instanceof RoomClosedError)) this.#die(error);
  }

  // Sessions.

  /** Lets a session in, or sends it away, by the rights of the moment. */
  join(session: Session): Promise<void> {
    return this.#inQueue(async () => {
      const state = await this.#context.agreements.state(this.agreement);
      if (session.isEnded) return;
      const barred = this.#barredFromReading(session, state);
      if (barred !== null) return session.end(barred.code, barred.reason);
      this.#sessions.add(session);
      this.#context.metrics.count('sessions_opened', 1);
      session.ask(this.#text.stateVector);
      this.presence.greet(session);
      session.opened(this);
    });
  }

  leave(session: Session): void {
    if (!this.#sessions.delete(session)) return;
    this.presence.remove(session);
    if (this.isEmpty) this.#context.empty(this);
  }

  /** Rights or text modes changed: every session is judged again. */
  rejudge(): Promise<void> {
    return this.#inQueue(async () => {
      const state = await this.#context.agreements.state(this.agreement);
      for (const session of [...this.#sessions]) {
        const barred = this.#barredFromReading(session, state);
        if (barred === null) continue;
        // They know the clause: whether it is gone or only closed to them is no secret from them.
        const gone = state?.outline.elements.get(this.id)?.kind !== 'clause';
        session.end(gone ? closeCodes.unknownRoom : closeCodes.notAllowed, gone ? barred.reason : noLonger);
      }
      if (state !== null) this.presence.refresh(state);
    }).catch((error: unknown) => this.#failed(error));
  }

  #barredFromReading({ visitor }: Session, state: AgreementState | null): Refused | null {
    const { actor } = visitor;
    // Somebody who may not know the agreement learns nothing of which rooms there are.
    if (state === null || !can(actor, 'read-agreement', { state })) return unknownRoom;
    if (state.outline.elements.get(this.id)?.kind !== 'clause') return unknownRoom;
    if (!can(actor, 'know-of', { state, clause: this.id })) return unknownRoom;
    if (!can(actor, 'read-text', { state, clause: this.id })) {
      return { code: closeCodes.notAllowed, reason: noLonger };
    }
    return null;
  }

  #barredFromEditing(session: Session, state: AgreementState): Refused | null {
    if (session.mayEdit(state, this.id)) return null;
    if (state.outline.elements.get(this.id)?.kind !== 'clause') return unknownRoom;
    return textMode(state, this.id) === 'frozen' ? frozen : notAllowed;
  }

  /** Those in the room may read the clause, and so why nobody may edit it. */
  async #whyFrozen(state: AgreementState): Promise<string> {
    if (this.#frozen?.state !== state) {
      const { agreements, clock } = this.#context;
      const since = (await agreements.parkedSince?.(this.agreement, this.id)) ?? null;
      this.#frozen = { state, reason: frozenReason(state, this.id, since, clock()) };
    }
    return this.#frozen.reason;
  }

  // What clients send.

  receive(incoming: Incoming): void {
    this.#inbox.put(incoming);
  }

  async #judgeWindow(): Promise<void> {
    const window = this.#inbox.take();
    const [first] = window;
    if (first === undefined) return;
    const { metrics } = this.#context;
    metrics.count('windows', 1);
    metrics.size('window_updates', window.length);
    metrics.time('queued', secondsSince(first.at));
    await this.#process(window);
  }

  /** Answers a SyncStep1 with what is on disk: between two windows that is all there is. */
  answer(session: Session): void {
    this.#later(() => {
      const stateVector = session.takeQuestion();
      if (stateVector === null) return;
      session.send(step2Message(this.#text.since(stateVector)));
      session.synced();
    });
  }

  /** Sends paused sessions whose socket has drained what they missed, as one update. */
  catchUp(): void {
    if (![...this.#sessions].some((session) => session.catchingUp() !== null)) return;
    this.#later(() => {
      for (const session of this.#sessions) {
        const vector = session.catchingUp();
        if (vector !== null) session.caughtUp(this.#text.since(vector));
      }
    });
  }

  // The life of a window.

  /** @param isFrozen the disk says so, whatever the state that is at hand */
  async #process(batch: readonly Incoming[], isFrozen = false): Promise<void> {
    const state = await this.#context.agreements.state(this.agreement);
    if (state === null) throw new Error(`agreement of room ${this.id} is gone`);
    const { limits, metrics } = this.#context;
    let admission: Admission;
    const begun = performance.now();
    try {
      admission = admit(batch, {
        text: this.#text,
        leases: this.#leases,
        barred: (session) => this.#barredFromEditing(session, state) ?? (isFrozen ? frozen : null),
        limits,
        metrics,
      });
    } catch (error) {
      if (!(error instanceof PoisonedError)) throw error;
      return this.#recover(batch, error);
    } finally {
      metrics.time('gate', secondsSince(begun));
    }
    try {
      await this.#settle(admission);
    } catch (error) {
      if (!(error instanceof FrozenError)) throw error;
      // The freeze was on disk first: what was applied here never happened.
      await this.#reload();
      return this.#process(batch, true);
    }
    // Not before: a state vector that is not on disk yet says that the server has what it may lose.
    for (const session of admission.asked) session.ask(this.#text.stateVector);
    for (const { session, refused } of admission.refusals) {
      const { code } = refused;
      session.refuse(code, code === closeCodes.frozen ? await this.#whyFrozen(state) : refused.reason);
    }
  }

  /** One of the updates broke the document: load it again, and try each by itself. */
  async #recover(batch: readonly Incoming[], error: PoisonedError): Promise<void> {
    await this.#reload();
    const [only, ...others] = batch;
    if (only === undefined) throw error;
    if (others.length > 0) {
      for (const incoming of batch) if (!incoming.session.isEnded) await this.#process([incoming]);
      return;
    }
    this.#context.log.warn({ room: this.id, reason: error.message }, 'an update was refused after its trial');
    only.session.refuse(closeCodes.refusedUpdate, `The edit cannot be accepted: ${error.message}.`);
  }

  async #reload(): Promise<void> {
    const record = await this.#context.journal.load(this.id);
    if (record === null) throw new Error(`room ${this.id} is gone`);
    this.#text.destroy();
    this.#text = LiveText.load(record, this.#context.limits);
    this.#seq = record.seq;
    this.#leases.reset(record.leases);
    this.#context.metrics.count('rooms_rebuilt', 1);
  }

  /** Writes what was admitted, then acknowledges, then shows it. The order is the promise. */
  async #settle({ accepted, edits, orphaned }: Admission): Promise<void> {
    const { writer, clock, metrics, limits } = this.#context;
    const at = new Date(clock()).toISOString();
    if (edits.length > 0) {
      await writer.append(
        edits.map(({ update, person, leases }, i): JournalEntry => {
          return { room: this.id, seq: this.#seq + 1 + i, update, person, at, leases };
        }),
      );
      this.#seq += edits.length;
    }
    const sessions = new Set<Session>();
    for (const { session, number, whole } of accepted) {
      session.saved(number, whole);
      sessions.add(session);
    }
    for (const session of sessions) session.acknowledge();
    const [earliest] = accepted;
    if (earliest !== undefined) metrics.time('saved', secondsSince(earliest.at));
    for (const { session, words } of orphaned) session.tellOrphaned(words);
    const [first, ...others] = edits;
    if (first !== undefined) {
      const [author, ...more] = first.sessions;
      const only = others.length === 0 && more.length === 0 ? author : undefined;
      this.#show(
        edits.map(({ update }) => update),
        first.before,
        only ?? null,
      );
    }
    if (this.#seq >= this.#compactAt) {
      // Whether it works or not: the next attempt comes after as many updates again.
      this.#compactAt = this.#seq + limits.compactAfter;
      this.#later(() => this.#compact());
    }
  }

  /** @param author whose client has all of it already, or null */
  #show(updates: Uint8Array[], before: StateVector, author: Session | null): void {
    const [first, ...others] = updates;
    if (first === undefined) return;
    const { metrics } = this.#context;
    const begun = performance.now();
    const message = updateMessage(others.length === 0 ? first : Y.mergeUpdates(updates));
    for (const session of this.#sessions) if (session !== author) session.sendUpdate(message, before);
    metrics.count('broadcasts', 1);
    metrics.time('broadcast', secondsSince(begun));
  }

  // What the rest of the server asks.

  text(): Promise<{ readonly seq: number; readonly json: ClauseJson }> {
    return this.#inQueue(() => ({ seq: this.#seq, json: this.#text.json }));
  }

  split(
    atBlock: number,
    into: string,
    by: string | null,
    at: string,
    commit: (edit: JournalEntry, seed: RoomSeed, histories: readonly HistoryRow[]) => Promise<void>,
  ): Promise<void> {
    // What was sent before the split goes before it.
    this.#inbox.close();
    return this.#inQueue(async () => {
      const cut = this.#text.cut(atBlock);
      if (cut === null) throw new SplitError(`the clause does not have more than ${atBlock} blocks`);
      const before = Y.decodeStateVector(this.#text.stateVector);
      const seed = seedOfNode(nodeOfJson(cut.blocks), seedClient(into));
      const edit = { room: this.id, seq: this.#seq + 1, update: cut.update, person: by, at, leases: [] };
      const histories = await this.#context.histories.ofSplit(edit, atBlock, { room: into, update: seed });
      await commit(edit, { room: into, update: seed }, histories);
      this.#seq++;
      this.#text.applyOwn(cut.update);
      this.#show([cut.update], before, null);
    });
  }

  // The end.

  /** Writes all that is accepted; the sessions stay. */
  async flush(): Promise<void> {
    this.#inbox.close();
    await this.#inQueue(() => {}).catch(() => {});
  }

  /**
   * Puts the room away when nobody is in it: its snapshot and projection first, then out of memory.
   * @returns whether it is gone; false when somebody came meanwhile
   */
  unload(): Promise<boolean> {
    this.#inbox.close();
    return this.#inQueue(async () => {
      if (!this.isEmpty) return false;
      if (this.#seq > this.#snapshotSeq) await this.#compact();
      await this.#project();
      // No await from here on: who asks for the room now gets a new one.
      if (!this.isEmpty || !this.#inbox.isEmpty) return false;
      this.#bury();
      this.#context.metrics.count('rooms_unloaded', 1);
      return true;
    });
  }

  /** Forgets the room without writing anything, and sends its sessions away. */
  abandon(code: number, reason: string): void {
    const sessions = [...this.#sessions];
    this.#bury();
    for (const session of sessions) session.end(code, reason);
  }

  #bury(): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#inbox.clear();
    this.presence.stop();
    this.#context.died(this);
    this.#text.destroy();
  }

  #die(error: unknown): void {
    if (this.#dead) return;
    this.#context.log.warn(
      { room: this.id, error: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' },
      'a room failed and was closed',
    );
    this.#context.metrics.count('rooms_failed', 1);
    this.abandon(closeCodes.tryLater, 'The clause cannot be saved right now.');
  }

  async #compact(): Promise<void> {
    if (this.#seq === this.#snapshotSeq) return;
    const { journal, histories, metrics, log } = this.#context;
    const begun = performance.now();
    const seq = this.#seq;
    try {
      await journal.compact(this.id, seq, this.#text.since(null), await histories.upTo(this.id, seq));
    } catch (error) {
      // The journal still holds every update.
      log.warn(
        { room: this.id, error: error instanceof Error ? error.name : 'unknown' },
        'compaction failed',
      );
      return;
    }
    this.#snapshotSeq = seq;
    metrics.count('rooms_compacted', 1);
    metrics.time('compact', secondsSince(begun));
  }

  async #project(): Promise<void> {
    if (this.#projectedSeq === this.#seq) return;
    const seq = this.#seq;
    try {
      await this.#context.journal.saveProjections(
        new Map([[this.id, { seq, json: JSON.stringify(this.#text.json) }]]),
      );
      this.#projectedSeq = seq;
    } catch {
      // Losing a projection loses nothing: it is made again when it is asked for.
    }
  }
}

function secondsSince(begun: number): number {
  return (performance.now() - begun) / 1000;
}

const noLonger = 'You may no longer read this clause.';

const frozen: Refused = { code: closeCodes.frozen, reason: 'The text of this clause is frozen.' };

const unknownRoom: Refused = { code: closeCodes.unknownRoom, reason: 'There is no such clause.' };

/** The Yjs client id of a seed that the server makes: the same for the same room, and leased to nobody. */
function seedClient(room: string): number {
  return createHash('sha256').update(`travaux/seed/v1\0${room}`).digest().readUInt32BE(0);
}
