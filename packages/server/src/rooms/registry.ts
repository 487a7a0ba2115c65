/**
 * The registry: all open rooms of this process, all sockets, and the life of both. A room is loaded once
 * however many ask for it at the same time, stays warm for a while after its last session left, and is put
 * away only when everything of it is written.
 */
import { closeCodes } from '@travaux/editor/frames';
import { can } from '@travaux/workflow/policy';
import type { WebSocket } from 'ws';
import type { JournalStore } from '../store/store.ts';
import { defaultLimits, TokenBucket, type RoomLimits } from './limits.ts';
import { Histories } from './histories.ts';
import { HostedSocket, type Link, type SocketContext } from './link.ts';
import { Multiplexed } from './multiplex.ts';
import { noMetrics, type RoomLog, type RoomMetrics } from './operation.ts';
import { textsOf } from './projection.ts';
import { Room, RoomClosedError, type RoomContext } from './room.ts';
import type { AgreementReader, Rooms, Visitor } from './rooms.ts';
import { Tally } from './tally.ts';
import { Session, type SessionContext } from './session.ts';
import { processTimers, type Timer, type Timers } from './timers.ts';
import { Watch } from './watch.ts';
import { JournalWriter } from './writer.ts';

export interface RoomsOptions {
  readonly journal: JournalStore;
  readonly agreements: AgreementReader;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly log: RoomLog;
  readonly limits?: Partial<RoomLimits>;
  readonly metrics?: Partial<RoomMetrics>;
  /** Default: those of the process. */
  readonly timers?: Timers;
}

/** How often waiting work (slow readers, keep-alives, cold rooms) is looked at. */
const tickMs = 250;

export function createRooms(options: RoomsOptions): Rooms {
  return new Registry(options);
}

class Registry implements Rooms {
  readonly #journal: JournalStore;
  readonly #agreements: AgreementReader;
  readonly #clock: () => number;
  readonly #timers: Timers;
  readonly #log: RoomLog;
  readonly #limits: RoomLimits;
  readonly #metrics: RoomMetrics;
  readonly #writer: JournalWriter;
  readonly #histories: Histories;
  readonly #watch: Watch;
  readonly #context: RoomContext;
  readonly #sessionContext: SessionContext;
  readonly #socketContext: SocketContext;
  /** Rooms by id, from the moment that somebody asks for them. */
  readonly #rooms = new Map<string, Promise<Room | null>>();
  readonly #loaded = new Map<string, Room>();
  /** Rooms without sessions, the longest empty first, and since when. */
  readonly #empty = new Map<Room, number>();
  readonly #sockets = new Set<HostedSocket>();
  readonly #closers = new Map<HostedSocket, () => void>();
  /** Sockets by person, or by address for those of nobody, and sessions by person. */
  readonly #socketsOf = new Tally();
  readonly #sessionsOf = new Tally();
  readonly #refusals = new Map<string, TokenBucket>();
  readonly #sessions = new Set<Session>();
  #ticker: Timer | null = null;
  #pinger: Timer | null = null;
  #draining: Promise<void> | null = null;

  constructor(options: RoomsOptions) {
    this.#journal = options.journal;
    this.#agreements = options.agreements;
    this.#clock = options.clock;
    this.#timers = options.timers ?? processTimers;
    this.#log = options.log;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#metrics = { ...noMetrics, ...options.metrics };
    this.#writer = new JournalWriter(this.#journal, this.#metrics);
    this.#histories = new Histories(this.#journal);
    this.#watch = new Watch({
      limits: this.#limits,
      timers: this.#timers,
      agreements: this.#agreements,
      located: (agreement) => this.#located(agreement),
    });
    this.#context = {
      journal: this.#journal,
      writer: this.#writer,
      histories: this.#histories,
      agreements: this.#agreements,
      clock: this.#clock,
      timers: this.#timers,
      log: this.#log,
      limits: this.#limits,
      metrics: this.#metrics,
      moved: (room) => this.#watch.cursorMoved(room.agreement, room.id, room.presence.present()),
      empty: (room) => this.#cooling(room),
      died: (room) => this.#forget(room),
    };
    this.#socketContext = { limits: this.#limits, metrics: this.#metrics, timers: this.#timers };
    this.#sessionContext = {
      limits: this.#limits,
      metrics: this.#metrics,
      clock: this.#clock,
      refused: (visitor, code) => this.#countRefusal(visitor, code),
      ended: ({ visitor }) => this.#sessionsOf.add(visitor.actor.person, -1),
    };
  }

  // Sockets.

  acceptMultiplexed(socket: WebSocket, visitor: Visitor): void {
    const channels = new Multiplexed({
      limits: this.#limits,
      clock: this.#clock,
      begin: (hosted, room, link) => this.#begin(hosted.visitor, room, link),
      watch: (hosted, agreement, notify) => this.#watch.set(hosted, agreement, notify),
    });
    const hosted = this.#accept(
      socket,
      visitor,
      (bytes) => channels.receive(bytes),
      () => channels.closed(),
    );
    if (hosted !== null) channels.attach(hosted);
  }

  acceptStock(socket: WebSocket, visitor: Visitor, room: string): void {
    let session: Session | null = null;
    const hosted = this.#accept(
      socket,
      visitor,
      (bytes) => session?.receive(bytes),
      () => session?.gone(),
    );
    if (hosted !== null) session = this.#begin(visitor, room, hosted);
  }

  #accept(
    socket: WebSocket,
    visitor: Visitor,
    receive: (bytes: Uint8Array) => void,
    closed: () => void,
  ): HostedSocket | null {
    const holder = socketHolder(visitor);
    const { socketsPerPerson, socketsPerAddress } = this.#limits;
    const most = visitor.actor.person === null ? socketsPerAddress : socketsPerPerson;
    if (this.#draining !== null || this.#socketsOf.of(holder) >= most) {
      socket.on('error', () => {});
      const code = this.#draining === null ? closeCodes.tooManyRequests : 1012;
      this.#metrics.count('sockets_turned_away', 1, String(code));
      socket.close(code, code === 1012 ? 'The server is restarting.' : 'Too many windows are open.');
      return null;
    }
    this.#socketsOf.add(holder, 1);
    const done = () => {
      if (!this.#sockets.delete(hosted)) return;
      this.#closers.delete(hosted);
      this.#socketsOf.add(holder, -1);
      this.#watch.remove(hosted);
      closed();
      this.#metrics.gauge('sockets', this.#sockets.size);
    };
    const hosted = new HostedSocket(socket, visitor, this.#socketContext, receive, done);
    this.#sockets.add(hosted);
    this.#closers.set(hosted, done);
    this.#metrics.gauge('sockets', this.#sockets.size);
    this.#ticker ??= this.#timers.every(tickMs, () => this.#tick());
    this.#pinger ??= this.#timers.every(this.#limits.pingMs, () => this.#ping());
    return hosted;
  }

  #begin(visitor: Visitor, room: string, link: Link): Session {
    const session = new Session(visitor, link, this.#sessionContext);
    const { person } = visitor.actor;
    this.#sessionsOf.add(person, 1);
    if (this.#draining !== null) session.end(1012, 'The server is restarting.');
    else if (this.#isShut(visitor)) {
      session.end(closeCodes.tooManyRequests, 'Too many edits were refused: wait a minute.');
    } else if (this.#sessionsOf.of(person) > this.#limits.sessionsPerPerson) {
      session.end(closeCodes.tooManyRequests, 'Too many clauses are open at once.');
    } else if (!this.#rooms.has(room) && this.#rooms.size >= this.#limits.rooms) {
      session.end(closeCodes.tryLater, 'Too many clauses are open on this server right now.');
    } else void this.#join(session, room);
    return session;
  }

  async #join(session: Session, id: string): Promise<void> {
    try {
      // Before anything of the room is loaded: how long the answer takes must not tell that there is something.
      if (!(await this.#knows(session.visitor, id))) {
        return session.end(closeCodes.unknownRoom, 'There is no such clause.');
      }
      for (;;) {
        const room = await this.#find(id);
        if (session.isEnded) return;
        if (room === null) return session.end(closeCodes.unknownRoom, 'There is no such clause.');
        try {
          await room.join(session);
          this.#empty.delete(room);
          if (session.isEnded) {
            if (room.isEmpty && !room.isDead) this.#cooling(room);
          } else {
            this.#sessions.add(session);
          }
          return;
        } catch (error) {
          // It was put away between the asking and the answer.
          if (!(error instanceof RoomClosedError)) throw error;
        }
      }
    } catch (error) {
      this.#log.warn({ room: id, error: describe(error) }, 'a room could not be opened');
      session.end(closeCodes.tryLater, 'The clause cannot be opened right now.');
    }
  }

  /** Whether there is such a room, and the visitor may know of it. */
  async #knows({ actor }: Visitor, room: string): Promise<boolean> {
    const agreement = await this.#journal.owner(room);
    const state = agreement === null ? null : await this.#agreements.state(agreement);
    return (
      state !== null &&
      can(actor, 'read-agreement', { state }) &&
      can(actor, 'know-of', { state, clause: room })
    );
  }

  /** The room, loaded once for all who ask; null when there is none. */
  #find(id: string): Promise<Room | null> {
    const known = this.#rooms.get(id);
    if (known !== undefined) return known;
    const loading = Room.load(id, this.#context).then(
      (room) => {
        // Forgotten while it was loading, as by a reset.
        if (this.#rooms.get(id) !== loading) return room === null ? null : this.#find(id);
        if (room === null) this.#rooms.delete(id);
        else {
          this.#loaded.set(id, room);
          this.#cooling(room);
          this.#metrics.gauge('rooms', this.#loaded.size);
        }
        return room;
      },
      (error: unknown) => {
        if (this.#rooms.get(id) === loading) this.#rooms.delete(id);
        throw error;
      },
    );
    this.#rooms.set(id, loading);
    return loading;
  }

  #forget(room: Room): void {
    if (this.#loaded.get(room.id) !== room) return;
    this.#loaded.delete(room.id);
    this.#rooms.delete(room.id);
    this.#empty.delete(room);
    this.#metrics.gauge('rooms', this.#loaded.size);
  }

  #cooling(room: Room): void {
    this.#empty.delete(room);
    this.#empty.set(room, this.#clock());
    this.#ticker ??= this.#timers.every(tickMs, () => this.#tick());
  }

  // Regular work.

  #tick(): void {
    const now = this.#clock();
    for (const session of this.#sessions) {
      if (session.isEnded) this.#sessions.delete(session);
      else session.keepAlive(now);
    }
    let paused = 0;
    for (const session of this.#sessions) if (session.isPaused) paused++;
    this.#metrics.gauge('sessions', this.#sessions.size);
    this.#metrics.gauge('sessions_paused', paused);
    this.#metrics.gauge('rooms_warm', this.#empty.size);
    for (const room of this.#loaded.values()) room.catchUp();
    // At the cap of all rooms the empty ones make room first.
    const full = this.#rooms.size >= this.#limits.rooms;
    let over = full ? this.#empty.size : this.#empty.size - this.#limits.warmRooms;
    for (const [room, since] of this.#empty) {
      if (over-- <= 0 && now - since < this.#limits.warmMs) break;
      this.#empty.delete(room);
      if (room.isEmpty) void this.#putAway(room);
    }
    for (const [person, bucket] of this.#refusals) {
      // Full again: there is nothing to remember.
      if (bucket.has(this.#limits.refusalsPerMinute, now)) this.#refusals.delete(person);
    }
    if (this.#sockets.size === 0 && this.#loaded.size === 0 && this.#ticker !== null) {
      this.#ticker.stop();
      this.#ticker = null;
    }
  }

  async #putAway(room: Room): Promise<void> {
    try {
      if (!(await room.unload()) && room.isEmpty && !room.isDead) this.#cooling(room);
    } catch (error) {
      if (!(error instanceof RoomClosedError)) throw error;
    }
  }

  #ping(): void {
    for (const socket of this.#sockets) socket.ping();
  }

  #countRefusal({ actor }: Visitor, code: number): void {
    const bad = code === closeCodes.refusedUpdate || code === closeCodes.tooLarge;
    if (!bad || actor.person === null) return;
    const limit = this.#limits.refusalsPerMinute;
    let bucket = this.#refusals.get(actor.person);
    if (bucket === undefined) {
      bucket = new TokenBucket(limit, limit / 60, this.#clock());
      this.#refusals.set(actor.person, bucket);
    }
    bucket.take(1, this.#clock());
  }

  /** Each refusal may cost the room a reload, so a person has only so many of them. */
  #isShut({ actor }: Visitor): boolean {
    const bucket = actor.person === null ? undefined : this.#refusals.get(actor.person);
    return bucket !== undefined && !bucket.has(1, this.#clock());
  }

  // What the rest of the server asks.

  async text(id: string): ReturnType<Rooms['text']> {
    for (;;) {
      const room = await this.#find(id);
      if (room === null) return null;
      try {
        return await room.text();
      } catch (error) {
        if (!(error instanceof RoomClosedError)) throw error;
      }
    }
  }

  authorship(id: string): ReturnType<Rooms['authorship']> {
    return this.#histories.authorship(id);
  }

  texts(agreement: string, rooms: readonly string[]): ReturnType<Rooms['texts']> {
    return textsOf(this.#journal, agreement, rooms, async (id) => {
      try {
        return (await this.#loaded.get(id)?.text()) ?? null;
      } catch (error) {
        if (error instanceof RoomClosedError) return null;
        throw error;
      }
    });
  }

  async split(...[id, ...what]: Parameters<Rooms['split']>): Promise<void> {
    for (;;) {
      const room = await this.#find(id);
      if (room === null) throw new RangeError(`there is no room ${id}`);
      try {
        return await room.split(...what);
      } catch (error) {
        if (!(error instanceof RoomClosedError)) throw error;
      }
    }
  }

  /** Resolves when no session of the agreement's rooms acts under the old state any more. */
  async agreementChanged(agreement: string, version: number): Promise<void> {
    await this.#watch.agreementChanged(agreement, version);
    await Promise.all(this.#roomsOf(agreement).map((room) => room.rejudge()));
  }

  coursesChanged(agreement: string): Promise<void> {
    return this.#watch.coursesChanged(agreement);
  }

  commentsChanged(...changed: Parameters<Rooms['commentsChanged']>): Promise<void> {
    return this.#watch.commentsChanged(...changed);
  }

  proposalsChanged(...changed: Parameters<Rooms['proposalsChanged']>): Promise<void> {
    return this.#watch.proposalsChanged(...changed);
  }

  views(agreement: string): ReturnType<Rooms['views']> {
    return this.#roomsOf(agreement).flatMap((room) =>
      [...room.sessions].map(({ visitor }) => ({ clause: room.id, actor: visitor.actor })),
    );
  }

  #roomsOf(agreement: string): Room[] {
    return [...this.#loaded.values()].filter((room) => room.agreement === agreement);
  }

  *#located(agreement: string): Generator<{ readonly session: Session; readonly clause: string }> {
    for (const room of this.#roomsOf(agreement)) {
      for (const session of room.presence.present()) yield { session, clause: room.id };
    }
  }

  sessionEnded(session: string): void {
    for (const socket of [...this.#sockets]) {
      if (socket.visitor.session === session) this.#hangUp(socket, closeCodes.signedOut, 'Signed out.');
    }
  }

  /** Ends a socket and everything on it at once, not only when the client answers the close. */
  #hangUp(socket: HostedSocket, code: number, reason: string): void {
    socket.end(code, reason);
    this.#closers.get(socket)?.();
  }

  async clear(): Promise<void> {
    for (const room of [...this.#loaded.values()]) room.abandon(1012, 'Everything was set back.');
    this.#loaded.clear();
    this.#rooms.clear();
    this.#empty.clear();
    this.#histories.clear();
    for (const socket of [...this.#sockets]) this.#hangUp(socket, 1012, 'Everything was set back.');
    this.#watch.stop();
    // What is on its way to the disk must not come after what clears it.
    await this.#writer.idle();
  }

  drain(): Promise<void> {
    this.#draining ??= this.#drain();
    return this.#draining;
  }

  async #drain(): Promise<void> {
    // Those that are loading come into being before they are put away.
    await Promise.allSettled(this.#rooms.values());
    const rooms = [...this.#loaded.values()];
    await Promise.all(rooms.map((room) => room.flush()));
    for (const socket of [...this.#sockets]) this.#hangUp(socket, 1012, 'The server is restarting.');
    await Promise.allSettled(rooms.map((room) => room.unload()));
    await this.#writer.idle();
    this.#watch.stop();
    this.#ticker?.stop();
    this.#pinger?.stop();
    this.#ticker = null;
    this.#pinger = null;
  }
}

/** By whom a socket is counted; null: not at all. */
function socketHolder({ actor, address }: Visitor): string | null {
  if (actor.person !== null) return `person ${actor.person}`;
  return address === undefined ? null : `address ${address}`;
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
}
