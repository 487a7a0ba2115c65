/**
 * The world: one server over one disk, people with tabs around it, and an operator's luck. Everything that
 * happens is drawn from one seed. After every step the witness is asked whether a promise was broken; in the end
 * the faults stop, and all copies, the server and the disk must have one text.
 */
import { nodeOfJson, seedOfNode, type ClauseJson } from '@travaux/editor/document';
import { decodeClientFrame, decodeServerFrame, messageSaved } from '@travaux/editor/frames';
import { createDesk, type Desk } from '@travaux/server/commands';
import { createRooms, type RoomLimits, type Rooms } from '@travaux/server/rooms';
import type { AgreementEvent, AgreementState, Capacity, Command } from '@travaux/workflow/agreement';
import { can, type Actor } from '@travaux/workflow/policy';
import * as decoding from 'lib0/decoding';
import { FaultDisk, type WrongDisk } from './disk.ts';
import { ClientSocket, Connection, type Tap } from './network.ts';
import { Random } from './random.ts';
import { SentUpdates } from './sent-updates.ts';
import { Tab, type Copy, type TabHost } from './tab.ts';
import { settled, VirtualTime } from './virtual-time.ts';
import { describe, docOfRecord, Witness } from './witness.ts';

export const agreement = 'accord';

export const people: Readonly<Record<string, Capacity>> = {
  ada: { role: 'delegate', party: 'torvald' },
  alf: { role: 'delegate', party: 'torvald' },
  bea: { role: 'delegate', party: 'meridia' },
  sec: { role: 'secretariat' },
  obs: { role: 'observer', organisation: 'watch' },
};

/** Small, so that a short run goes through what a long one would. */
const limits: Partial<RoomLimits> = {
  warmMs: 2_000,
  warmRooms: 2,
  compactAfter: 12,
  presenceBacklog: 1_500,
  updateBacklog: 3_000,
  socketBacklog: 60_000,
};

/** The server between a start and its end. */
interface Life {
  readonly desk: Desk;
  readonly rooms: Rooms;
  readonly connections: Set<Connection>;
}

export interface Counts {
  edits: number;
  refusals: number;
  crashes: number;
  restarts: number;
  reloads: number;
  commands: number;
  splits: number;
  steps: number;
  gaps: number;
  pauses: number;
  unloads: number;
  orphans: number;
  failedWrites: number;
}

export class World implements TabHost {
  readonly seed: number;
  readonly time = new VirtualTime(Date.UTC(2026, 0, 1));
  readonly random: Random;
  readonly witness = new Witness();
  readonly disk: FaultDisk;
  readonly tabs: Tab[] = [];
  readonly log: string[] = [];
  readonly counts: Counts = {
    edits: 0,
    refusals: 0,
    crashes: 0,
    restarts: 0,
    reloads: 0,
    commands: 0,
    splits: 0,
    steps: 0,
    gaps: 0,
    pauses: 0,
    unloads: 0,
    orphans: 0,
    failedWrites: 0,
  };
  clauses = ['c1', 'c2'];
  #life: Life | null = null;
  #isCommanding = false;
  /** The states by which the rooms judged, and when each was first read. */
  readonly #judgedBy: { readonly at: number; readonly state: AgreementState }[] = [];
  #tabNumber = 0;
  #words = 0;

  readonly #limits: Partial<RoomLimits>;

  constructor(seed: number, wrong: WrongDisk | null = null, more: Partial<RoomLimits> = {}) {
    this.#limits = { ...limits, ...more };
    this.seed = seed;
    this.random = new Random(seed);
    this.disk = new FaultDisk(this.time, this.random.fork(), this.witness, wrong);
  }

  get isUp(): boolean {
    return this.#life !== null;
  }

  get isCommanding(): boolean {
    return this.#isCommanding;
  }

  get rooms(): Rooms | null {
    return this.#life?.rooms ?? null;
  }

  // The server.

  async open(): Promise<void> {
    const store = this.disk.mount(() => {});
    const events = opening(this.clauses);
    const written = store.agreements.commit({
      agreement,
      expectedVersion: 0,
      events: events.map((event, i) => ({ version: i + 1, at: this.instant, by: null, event })),
      rooms: this.clauses.map((room, i) => ({
        room,
        update: i === 0 ? seedOfNode(nodeOfJson(firstText), 1_000) : null,
      })),
    });
    await this.pass(1_000);
    await written;
    this.disk.crash();
    await this.start();
  }

  async start(): Promise<void> {
    const store = this.disk.mount(() => {
      this.note('the disk failed');
      // As the host does: nothing can be promised any more.
      this.time.at(this.time.now + this.random.exponential(5), () => this.crash());
    });
    const desk = createDesk({ store, clock: () => this.instant, onError: () => {} });
    const rooms = createRooms({
      journal: store.journal,
      agreements: {
        state: async (id) => {
          const state = await desk.state(id);
          if (state !== null && this.#judgedBy.at(-1)?.state !== state)
            this.#judgedBy.push({ at: this.time.now, state });
          return state;
        },
      },
      clock: () => this.time.now,
      log: { info() {}, warn() {} },
      limits: this.#limits,
      metrics: {
        count: (counter, by) => {
          if (counter === 'updates_with_gaps') this.counts.gaps += by;
          else if (counter === 'sessions_paused') this.counts.pauses += by;
          else if (counter === 'rooms_unloaded') this.counts.unloads += by;
          else if (counter === 'words_orphaned') this.counts.orphans += by;
          else if (counter === 'journal_failures') this.counts.failedWrites += by;
        },
      },
    });
    desk.useRooms(rooms);
    this.#life = { desk, rooms, connections: new Set() };
    const life = this.#life;
    // What is durable is decided: nobody's answer is needed for it any more.
    void desk.state(agreement).then((state) => {
      if (this.#life === life) this.#decided(state);
    });
    await settled();
  }

  crash(): void {
    const life = this.#life;
    if (life === null) return;
    this.note('crash');
    this.counts.crashes++;
    this.#life = null;
    this.#isCommanding = false;
    this.disk.crash();
    for (const connection of life.connections) {
      connection.server.removeAllListeners();
      connection.server.readyState = 3;
      connection.break(this.random.exponential(100), null);
    }
    this.witness.audit((room) => this.disk.load(room), true);
    this.time.at(this.time.now + this.random.exponential(500), () => {
      if (this.#life === null) void this.start();
    });
  }

  /** An orderly end and a new start. */
  restart(): void {
    const life = this.#life;
    if (life === null || this.#isCommanding) return;
    this.note('drain');
    this.counts.restarts++;
    this.#life = null;
    void life.rooms.drain().then(() => {
      this.disk.crash();
      this.witness.audit((room) => this.disk.load(room), true);
      if (this.#life === null) void this.start();
    });
  }

  // People.

  newTab(person: string): Tab {
    const name = `${person}${++this.#tabNumber}`;
    const tab = new Tab(name, person, this.random.chance(0.5), this.random.fork(), this);
    this.tabs.push(tab);
    return tab;
  }

  dropTab(tab: Tab): void {
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    tab.close();
  }

  newSocket(): ClientSocket {
    return new ClientSocket();
  }

  connect(tab: Tab, socket: ClientSocket, room: string | null): void {
    const arrival = this.time.now + tab.line();
    this.time.at(arrival, () => {
      const life = this.#life;
      if (socket.readyState !== 0) return;
      if (life === null || !tab.isOnline || tab.isClosed) {
        this.time.at(arrival + tab.line(), () => socket.ended(1006, ''));
        return;
      }
      const tap = room === null ? this.#tapMultiplexed(tab) : this.#tapRoom(tab, room);
      const connection = new Connection(this.time, tab.line, socket, tap);
      life.connections.add(connection);
      tab.connections.add(connection);
      connection.server.once('close', () => {
        life.connections.delete(connection);
        tab.connections.delete(connection);
      });
      connection.toClient.carry(0, () => socket.opened());
      const visitor = {
        actor: actorOf(tab.person),
        name: tab.person.toUpperCase(),
        session: `session of ${tab.person}`,
      };
      if (room === null) life.rooms.acceptMultiplexed(connection.server.asWebSocket, visitor);
      else life.rooms.acceptStock(connection.server.asWebSocket, visitor, room);
    });
  }

  /** A line of somebody who does not use our client: nothing that it is told is judged as an honest person's is. */
  intrude(person: string, room: string, socket: ClientSocket): void {
    const life = this.#life!;
    const ignored: Tap = {
      clientSends() {},
      serverCloses() {},
      serverSends: (b) => this.witness.sent(room, b),
    };
    const connection = new Connection(this.time, () => 0.1, socket, ignored);
    life.connections.add(connection);
    connection.server.once('close', () => life.connections.delete(connection));
    connection.toClient.carry(0, () => socket.opened());
    const visitor = { actor: actorOf(person), name: person, session: null };
    life.rooms.acceptStock(connection.server.asWebSocket, visitor, room);
  }

  #tapRoom(tab: Tab, room: string): Tap {
    const sent = new SentUpdates();
    return {
      clientSends: (bytes) => {
        sent.note(bytes, this.time.now);
        const copy = tab.copies.get(room);
        if (copy !== undefined) copy.sent = sent;
      },
      serverSends: (bytes) => this.#serverSends(tab, room, sent, bytes),
      serverCloses: (code, reason) => this.#judge(tab, room, sent, code, reason),
    };
  }

  #tapMultiplexed(tab: Tab): Tap {
    const channels = new Map<number, Tap>();
    return {
      clientSends: (bytes) => {
        const frame = decodeClientFrame(bytes)!;
        if (frame.kind === 'open') channels.set(frame.channel, this.#tapRoom(tab, frame.room));
        else if (frame.kind === 'data') channels.get(frame.channel)?.clientSends(frame.payload);
      },
      serverSends: (bytes) => {
        const frame = decodeServerFrame(bytes)!;
        if (frame.kind === 'data') channels.get(frame.channel)?.serverSends(frame.payload);
        else if (frame.kind === 'closed') channels.get(frame.channel)?.serverCloses(frame.code, frame.reason);
      },
      serverCloses: (code, reason) => {
        if (code >= 4400) this.problem(`${tab.name} was sent away with ${code}: ${reason}`);
      },
    };
  }

  #serverSends(tab: Tab, room: string, sent: SentUpdates, bytes: Uint8Array): void {
    this.witness.sent(room, bytes);
    const decoder = decoding.createDecoder(bytes);
    if (decoding.readVarUint(decoder) !== messageSaved) return;
    const updates = sent.acknowledge(decoding.readVarUint(decoder));
    if (updates === null) return this.problem(`${tab.name} was acknowledged what it did not send`);
    for (const update of updates) this.witness.acknowledged(room, update);
  }

  /** An honest person is sent away only when a right was missing since their first unsaved edit. */
  #judge(tab: Tab, room: string, sent: SentUpdates, code: number, reason: string): void {
    if (code < 4400 || code === 4503) return;
    this.counts.refusals++;
    const since = sent.waitsSince ?? this.time.now;
    const states = this.#judgedBy.filter((_, i) => (this.#judgedBy[i + 1]?.at ?? Infinity) >= since);
    const actor = actorOf(tab.person);
    const action = sent.waitsSince === null ? 'read-text' : 'edit-text';
    const right = states.every(({ state }) => can(actor, action, { state, clause: room }));
    this.note(`${tab.name}/${room} is refused: ${code} ${reason}`);
    if (right || code === 4413 || code === 4422)
      this.problem(`${tab.name} was refused in ${room} with ${code} while within its rights`);
  }

  ended(copy: Copy, code: number): void {
    this.note(`${copy.name} heard of ${code}`);
    // Whoever was sent away looks again after a while, with a fresh copy.
    this.time.at(this.time.now + this.random.exponential(2_000), () => {
      if (copy.isEnded && copy.tab.copies.get(copy.room) === copy) copy.renew(false);
    });
  }

  // The secretariat.

  command(command: Command): void {
    const life = this.#life;
    if (life === null || this.#isCommanding) return;
    this.#isCommanding = true;
    this.note(`sec: ${command.type}`);
    // What it gives back may come into force at any moment from now on.
    this.witness.frozen = without(
      this.witness.frozen,
      command.type === 'take-up-clause' ? command.clause : null,
    );
    this.witness.revoked = without(
      this.witness.revoked,
      command.type === 'accredit-person' ? command.accreditation.person : null,
    );
    void (async () => {
      const { desk } = life;
      const state = await desk.state(agreement);
      const result = await desk.execute(agreement, state?.version ?? 0, command, actorOf('sec'));
      if (this.#life !== life) return;
      if (result.refused === undefined) {
        this.counts.commands++;
        if (command.type === 'split-clause') {
          this.counts.splits++;
          this.clauses = [...this.clauses, command.into];
        }
      }
      this.note(`sec: ${command.type} ${result.refused === undefined ? 'done' : 'refused'}`);
      this.#decided(await desk.state(agreement));
      this.#isCommanding = false;
    })().catch((error: unknown) => {
      if (this.#life !== life) return;
      this.note(`sec: ${command.type} failed: ${String(error)}`);
      this.#isCommanding = false;
      void life.desk.state(agreement).then((state) => {
        if (this.#life === life) this.#decided(state);
      });
    });
  }

  #decided(state: AgreementState | null): void {
    if (state === null) return;
    this.witness.frozen = new Set(state.parked.keys());
    const accredited = new Set(state.accreditations.map(({ person }) => person));
    this.witness.revoked = new Set(Object.keys(people).filter((person) => !accredited.has(person)));
    this.clauses = [...state.outline.elements.values()]
      .filter(({ kind }) => kind === 'clause')
      .map(({ id }) => id);
  }

  /** Somebody looks at the text by HTTP. */
  look(room: string): void {
    const life = this.#life;
    void life?.rooms.text(room).then(
      (text) => {
        if (this.#life === life && text !== null) this.witness.said(room, text.seq, text.json);
      },
      () => {},
    );
  }

  // Time.

  async pass(ms: number): Promise<void> {
    const end = this.time.now + ms;
    while (this.time.nextDue <= end) {
      this.counts.steps++;
      await this.time.step();
      this.check();
    }
    this.time.skipTo(end);
  }

  check(): void {
    this.witness.audit((room) => this.disk.load(room), false);
    const [problem] = this.witness.problems;
    if (problem !== undefined) throw new BrokenPromise(this, problem);
  }

  /** Faults are over; everybody comes back, and nothing waits any more. */
  async quiesce(): Promise<void> {
    this.note('quiet');
    Object.assign(this.disk, { slowness: 1, isFull: false, failsNext: false });
    for (const tab of this.tabs) tab.isOnline = true;
    // Broken lines are noticed, sockets that ended are tried again, the server is there again.
    await this.pass(60_000);
    for (const clause of this.witness.frozen) {
      this.command({ type: 'take-up-clause', clause });
      await this.pass(5_000);
    }
    for (const person of this.witness.revoked) {
      this.command(accredit(person));
      await this.pass(5_000);
    }
    // Twice anew: what a client tidied up by itself it tells only when it connects.
    for (let round = 0; round < 3; round++) {
      for (const tab of this.tabs) tab.breakLines(10, 10);
      await this.pass(15_000);
    }
    for (const tab of this.tabs) for (const copy of tab.copies.values()) this.#compare(tab, copy);
    for (const room of this.witness.rooms) this.look(room);
    await this.pass(5_000);
    this.restart();
    await this.pass(5_000);
    for (const room of this.witness.rooms) this.#reencode(room);
    this.check();
  }

  #compare(tab: Tab, copy: Copy): void {
    const { room } = copy;
    if (!this.clauses.includes(room)) return;
    if (!copy.provider.synced) return this.problem(`${copy.name} does not come back`);
    if (copy.sent?.isAllAcknowledged === false)
      this.problem(`${copy.name} waits for acknowledgement for ever`);
    const [ours, theirs] = [this.witness.describe(room), describe(copy.doc)];
    // A reader tidies up superfluous marks and has no right to tell.
    const lines = tab.person === 'obs' ? 2 : undefined;
    const part = (text: string) => text.split('\n').slice(0, lines).join('\n');
    if (part(ours) !== part(theirs))
      this.problem(`${copy.name} has another text in the end:\n${part(theirs)}\ninstead of\n${part(ours)}`);
  }

  /** Loading and writing out again does not change anything any more. */
  #reencode(room: string): void {
    const once = docOfRecord(this.disk.load(room)!);
    const state = this.witness.describe(room);
    if (describe(once) !== state) this.problem(`${room} loads as something else in the end`);
    once.destroy();
  }

  /** A word that nobody else writes. */
  nextWord(): string {
    return `w${++this.#words}`;
  }

  note(what: string): void {
    this.log.push(`${((this.time.now - Date.UTC(2026, 0, 1)) / 1000).toFixed(3)} ${what}`);
  }

  problem(what: string): void {
    this.witness.problems.push(what);
  }

  get instant(): string {
    return new Date(this.time.now).toISOString();
  }

  destroy(): void {
    this.disk.crash();
    for (const tab of [...this.tabs]) this.dropTab(tab);
    this.witness.destroy();
  }
}

export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';

  constructor(world: World, problem: string) {
    super(`seed ${world.seed}: ${problem}\n${world.log.slice(-80).join('\n')}`);
  }
}

export function accredit(person: string): Command {
  return { type: 'accredit-person', accreditation: accreditationOf(person) };
}

export function endAccreditation(person: string): Command {
  return { type: 'end-accreditation', accreditation: accreditationOf(person) };
}

function accreditationOf(person: string) {
  return { person, name: person.toUpperCase(), capacity: people[person]! };
}

function actorOf(person: string): Actor {
  return { person, convener: false };
}

function without<T>(set: ReadonlySet<T>, value: T | null): ReadonlySet<T> {
  return new Set([...set].filter((each) => each !== value));
}

const firstText: ClauseJson = {
  type: 'doc',
  content: [
    'The Parties shall co-operate in good faith.',
    'Each Party shall report every ninety days.',
    'Nothing in this Article affects the rights of others.',
  ].map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
};

function opening(clauses: readonly string[]): AgreementEvent[] {
  return [
    {
      type: 'agreement-opened',
      facts: {
        title: 'Accord',
        shortTitle: 'Accord',
        language: 'en',
        direction: 'ltr',
        clauseNumbering: 'plain',
      },
      source: null,
    },
    { type: 'party-added', party: { id: 'torvald', name: 'Torvald', group: null } },
    { type: 'party-added', party: { id: 'meridia', name: 'Meridia', group: null } },
    { type: 'organisation-admitted', organisation: { id: 'watch', name: 'Watch' } },
    ...Object.keys(people).map((person): AgreementEvent => ({
      type: 'person-accredited',
      accreditation: accreditationOf(person),
    })),
    ...clauses.map((id, i): AgreementEvent => ({
      type: 'element-added',
      element: { kind: 'clause', id, parent: null, heading: '', number: { kind: 'sequence' } },
      after: clauses[i - 1] ?? null,
    })),
  ];
}
