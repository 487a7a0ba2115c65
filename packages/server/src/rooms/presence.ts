/**
 * Presence in a room: whose cursor is where. Nothing that a client sends is passed on. From its message the
 * server takes the place of its own cursor; the Yjs client id must be its own; name, party and colour are
 * written by the server, the name as each viewer may see it. So nobody can appear as somebody else.
 *
 * y-websocket clients send what they hear of others back to the server; that is ignored, not punished.
 */
import type { Accreditation, AgreementState } from '@travaux/workflow/agreement';
import { accreditationsOf, nameFor, type Actor } from '@travaux/workflow/policy';
import { createHash } from 'node:crypto';
import { presenceMessage, type PresenceEntry } from './envelope.ts';
import type { RoomLimits } from './limits.ts';
import { ByteReader, ScanError } from './scan.ts';
import type { Session } from './session.ts';
import type { Timer, Timers } from './timers.ts';

/** What the room lends its presence. */
export interface PresenceHost {
  readonly clause: string;
  readonly limits: RoomLimits;
  readonly timers: Timers;
  clock(): number;
  state(): Promise<AgreementState | null>;
  sessions(): Iterable<Session>;
  /** Whose the Yjs client id is; undefined: nobody's yet, null: the system's. */
  ownerOf(client: number): string | null | undefined;
  /** Takes the id for the person, so that nobody else can; false when it is another's, or one too many. */
  reserve(client: number, person: string): boolean;
  /** Somebody's cursor came, moved or left. */
  moved(): void;
}

interface Participant {
  readonly session: Session;
  readonly client: number;
  clock: number;
  /** As JSON, rebuilt from what the client sent; `null` without a cursor. */
  cursor: string;
}

/** Clocks are made of time, so that they grow over restarts: clients remember the last of each id. */
const clockUnitMs = 50;

export class Presence {
  readonly #host: PresenceHost;
  readonly #participants = new Map<Session, Participant>();
  /** Ids that changed since they were last told; a participant that left is told with the clock to use. */
  readonly #changed = new Set<Participant>();
  readonly #left = new Map<number, number>();
  #timer: { readonly timer: Timer; readonly due: number } | null = null;

  constructor(host: PresenceHost) {
    this.#host = host;
  }

  /** @throws ScanError when the bytes are not a presence message */
  receive(session: Session, bytes: Uint8Array): void {
    const { person } = session.visitor.actor;
    const entries = readEntries(bytes);
    if (person === null) return;
    const bound = this.#participants.get(session);
    const own = entries.find((entry) => this.#isOwn(entry, bound, person));
    if (own === undefined) return;
    const cursor = readCursor(own.state);
    if (cursor === undefined) {
      if (bound?.client === own.client) this.remove(session);
      return;
    }
    if (!this.#host.reserve(own.client, person)) return;
    if (bound?.client === own.client) {
      const changed = bound.cursor !== cursor;
      bound.cursor = cursor;
      this.#note(bound, changed);
    } else {
      if (bound !== undefined) this.remove(session);
      // A connection that came back before the server noticed that the old one was lost.
      for (const [other, { client }] of this.#participants)
        if (client === own.client) this.#participants.delete(other);
      const participant = { session, client: own.client, clock: this.#nextClock(0), cursor };
      this.#participants.set(session, participant);
      this.#left.delete(own.client);
      this.#note(participant, true);
    }
  }

  /** Tells one session of everybody else. */
  greet(session: Session): void {
    void this.#host.state().then((state) => {
      if (state === null || session.isEnded) return;
      const entries = this.#entriesFor(session, this.#participants.values(), state, new Map());
      if (entries.length > 0) session.sendPresence(presenceMessage(entries));
    }, ignored);
  }

  remove(session: Session): void {
    const participant = this.#participants.get(session);
    if (participant === undefined) return;
    this.#participants.delete(session);
    this.#changed.delete(participant);
    this.#left.set(participant.client, this.#nextClock(participant.clock));
    this.#schedule(this.#host.limits.presenceMs);
    this.#host.moved();
  }

  /** Sessions whose cursor is in this room. */
  *present(): Generator<Session> {
    for (const { session } of this.#participants.values()) yield session;
  }

  /** Rights or names changed: everybody is told of everybody again, under the names of now. */
  refresh(state: AgreementState): void {
    for (const session of [...this.#participants.keys()]) {
      if (!session.mayShowPresence(state, this.#host.clause)) this.remove(session);
    }
    for (const participant of this.#participants.values()) this.#note(participant, true);
  }

  stop(): void {
    this.#timer?.timer.stop();
    this.#timer = null;
    this.#participants.clear();
  }

  /**
   * Whether an entry tells of the sender itself. A session that showed an id keeps it, or takes a new one that
   * nobody had (Yjs changes it when two documents collide); the first id of a session may be one that its
   * person had, when a connection comes back. All else is what the client heard of others.
   */
  #isOwn({ client }: Entry, bound: Participant | undefined, person: string): boolean {
    if (bound?.client === client) return true;
    const owner = this.#host.ownerOf(client);
    return owner === undefined || (bound === undefined && owner === person);
  }

  #note(participant: Participant, moved: boolean): void {
    this.#changed.add(participant);
    const { presenceMs, presenceRefreshMs } = this.#host.limits;
    this.#schedule(moved ? presenceMs : presenceRefreshMs);
    if (moved) this.#host.moved();
  }

  #schedule(delay: number): void {
    const due = this.#host.clock() + delay;
    if (this.#timer !== null) {
      if (this.#timer.due <= due) return;
      this.#timer.timer.stop();
    }
    const timer = this.#host.timers.after(delay, () => {
      this.#timer = null;
      void this.#tell().catch(ignored);
    });
    this.#timer = { timer, due };
  }

  async #tell(): Promise<void> {
    const state = await this.#host.state();
    if (state === null) return;
    const changed = [...this.#changed];
    const gone = [...this.#left].map(([client, clock]) => ({ client, clock, state: 'null' }));
    this.#changed.clear();
    this.#left.clear();
    for (const participant of changed) participant.clock = this.#nextClock(participant.clock);
    const names = new Map<string, string>();
    for (const session of this.#host.sessions()) {
      const entries = [...gone, ...this.#entriesFor(session, changed, state, names)];
      if (entries.length > 0) session.sendPresence(presenceMessage(entries));
    }
  }

  /** @param memo states that were written for a class of viewers, by class and client id */
  #entriesFor(
    viewer: Session,
    participants: Iterable<Participant>,
    state: AgreementState,
    memo: Map<string, string>,
  ): PresenceEntry[] {
    const entries: PresenceEntry[] = [];
    for (const participant of participants) {
      const { session, client, clock } = participant;
      // A client takes what it hears under its own id for its own state.
      if (session === viewer || client === this.#participants.get(viewer)?.client) continue;
      if (!session.mayShowPresence(state, this.#host.clause)) continue;
      const key = `${client} ${viewer.viewerClass(state)}`;
      const written = memo.get(key) ?? stateJson(participant, viewer.visitor.actor, state);
      memo.set(key, written);
      entries.push({ client, clock, state: written });
    }
    return entries;
  }

  #nextClock(last: number): number {
    return Math.max(last + 1, Math.floor(this.#host.clock() / clockUnitMs));
  }
}

// A state that cannot be read is the room's trouble, and is met there; presence is then late.
function ignored(): void {}

interface Entry {
  readonly client: number;
  readonly state: string;
}

const maxEntries = 1_000;

function readEntries(bytes: Uint8Array): Entry[] {
  const reader = new ByteReader(bytes);
  const count = reader.uint(maxEntries);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    const client = reader.clientId();
    reader.uint(2 ** 53);
    entries.push({ client, state: reader.text(bytes.length) });
  }
  if (reader.left !== 0) throw new ScanError('bytes after the end of a presence');
  return entries;
}

/**
 * The cursor that a client's state tells of, as JSON that is ours; `null` when it has none.
 * @returns undefined when the client says that it left
 */
function readCursor(json: string): string | undefined {
  let state: unknown;
  try {
    state = JSON.parse(json);
  } catch {
    throw new ScanError('a presence that is not JSON');
  }
  if (state === null) return undefined;
  const cursor = field(state, 'cursor');
  const anchor = position(field(cursor, 'anchor'));
  const head = position(field(cursor, 'head'));
  return anchor === null || head === null ? 'null' : JSON.stringify({ anchor, head });
}

/** A Yjs relative position with nothing else in it, or null. */
function position(value: unknown): object | null {
  const type = id(field(value, 'type'));
  const item = id(field(value, 'item'));
  const tname = field(value, 'tname');
  const assoc = field(value, 'assoc');
  if (type === null && item === null && typeof tname !== 'string') return null;
  return {
    ...(type === null ? {} : { type }),
    ...(typeof tname === 'string' ? { tname: tname.slice(0, 100) } : {}),
    ...(item === null ? {} : { item }),
    assoc: assoc === -1 ? -1 : 0,
  };
}

function id(value: unknown): object | null {
  const client = field(value, 'client');
  const clock = field(value, 'clock');
  return Number.isSafeInteger(client) && Number.isSafeInteger(clock) ? { client, clock } : null;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function stateJson({ session, cursor }: Participant, viewer: Actor, state: AgreementState): string {
  const { actor } = session.visitor;
  const accreditation = shownAs(actor, viewer, state);
  const user = {
    name: accreditation === null ? '' : nameFor(viewer, accreditation, state),
    party: accreditation === null ? null : partyOf(accreditation),
    color: colorOf(actor.person ?? ''),
  };
  return `{"cursor":${cursor},"user":${JSON.stringify(user)}}`;
}

/** Of a person with several capacities: the one by which the viewer knows them best. */
export function shownAs(actor: Actor, viewer: Actor, state: AgreementState): Accreditation | null {
  const all = accreditationsOf(state, actor);
  return (
    all.find((a) => nameFor(viewer, a, state) === a.name) ??
    all.find((a) => partyOf(a) !== null) ??
    all[0] ??
    null
  );
}

export function partyOf({ capacity }: Accreditation): string | null {
  return capacity.role === 'delegate' || capacity.role === 'committee-member' ? capacity.party : null;
}

/** How a person is told apart in an agreement by those who may not know who it is. */
export function presenceKey(agreement: string, person: string): string {
  return createHash('sha256')
    .update(`travaux/presence/v1\0${agreement}\0${person}`)
    .digest('base64url')
    .slice(0, 16);
}

/** Dark enough for white letters on them, and on white; never the only thing that tells two people apart. */
const colors = [
  '#0b6e99',
  '#a3471f',
  '#4f6d1c',
  '#7a3e9d',
  '#a12d5e',
  '#1d6b54',
  '#5b5bb5',
  '#8a5a00',
  '#b0303a',
  '#33658a',
  '#6b4f3a',
  '#466365',
] as const;

export function colorOf(person: string): string {
  const hash = createHash('sha256').update(person).digest();
  return colors[(hash[0] ?? 0) % colors.length] ?? colors[0];
}
