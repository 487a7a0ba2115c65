/**
 * The desk: where commands become events. Loads the state, lets the decider decide, appends with the expected
 * version, and tells those who listen. Commands on one agreement run one after the other.
 *
 * The order of a command: rights, expected version, decision, commit (durable), state in memory, listeners and
 * rooms, answer. So whoever has the answer knows that no edit is accepted any more under the old state.
 */
import {
  actionOf,
  decide,
  initialState,
  isRefusal,
  refuse,
  replay,
  type AgreementEvent,
  type AgreementState,
  type Command,
  type OpenAgreement,
  type RecordedEvent,
  type Refusal,
} from '@travaux/workflow/agreement';
import { can, textMode, type Actor } from '@travaux/workflow/policy';
import type { Notary } from '../ledger/notary.ts';
import type { Rooms } from '../rooms/rooms.ts';
import {
  ConflictError,
  RoomExistsError,
  type AgreementRow,
  type Freeze,
  type RoomSeed,
  type SourceFile,
  type Store,
} from '../store/store.ts';
import { StateCache } from './state-cache.ts';
import { Turns } from './turns.ts';

export interface Accepted {
  readonly refused?: never;
  readonly version: number;
}

export interface Desk {
  list(): Promise<readonly AgreementRow[]>;
  /** The current state; null when there is no such agreement. */
  state(agreement: string): Promise<AgreementState | null>;
  /**
   * @param expectedVersion the version that the actor saw; another current one is refused as `version-conflict`
   */
  execute(
    agreement: string,
    expectedVersion: number,
    command: Command,
    actor: Actor,
  ): Promise<Accepted | Refusal>;
  /** Opens a new agreement with its texts, in one transaction. A clause without a seed starts empty. */
  open(
    agreement: string,
    command: OpenAgreement,
    actor: Actor,
    texts: {
      readonly rooms: readonly RoomSeed[];
      readonly source?: SourceFile;
      readonly importReport?: string;
    },
  ): Promise<Accepted | Refusal>;
  /** Since when a clause has been parked, by the record; null when it is not. */
  parkedSince(agreement: string, clause: string): Promise<string | null>;
  /** Called after each commit, in order. */
  onCommit(listener: (agreement: string, version: number) => void): void;
  /** Forgets every state, for the reset of a demo. */
  clear(): void;
}

/** What the desk asks of the rooms. They need the desk's states first, so they are handed in later. */
export type DeskRooms = Pick<Rooms, 'text' | 'split' | 'agreementChanged'>;

export interface DeskOptions {
  readonly store: Store;
  /** Signs what every commit adds to the ledger; without it nothing is signed. */
  readonly notary?: Pick<Notary, 'begin' | 'sign'>;
  /** The present instant, as `Date.prototype.toISOString` writes it. */
  readonly clock: () => string;
  /** Something failed after a command had been accepted: the command stands all the same. */
  readonly onError?: (error: unknown) => void;
}

/** Times that a split is tried again because the text changed while it was being decided. */
const splitAttempts = 5;

export function createDesk(options: DeskOptions): Desk & { useRooms(rooms: DeskRooms): void } {
  const { store, notary, clock, onError = () => undefined } = options;
  const listeners: ((agreement: string, version: number) => void)[] = [];
  let rooms: DeskRooms | null = null;
  const states = new StateCache((agreement, known) => load(store, agreement, known));
  const turns = new Turns();

  async function committed(agreement: string, state: AgreementState): Promise<Accepted> {
    // Before anybody hears of it: what was answered is signed.
    await notary?.sign(agreement).catch(onError);
    states.set(agreement, state);
    for (const listener of listeners) {
      try {
        listener(agreement, state.version);
      } catch (error) {
        onError(error);
      }
    }
    await rooms?.agreementChanged(agreement, state.version).catch(onError);
    return { version: state.version };
  }

  async function execute(
    agreement: string,
    expectedVersion: number,
    command: Command,
    actor: Actor,
  ): Promise<Accepted | Refusal> {
    for (let attempt = 1; ; attempt += 1) {
      let state = (await states.get(agreement)) ?? initialState;
      // Somebody who has seen a later version has seen it on another node.
      if (expectedVersion > state.version) state = (await states.refreshed(agreement)) ?? initialState;
      if (!state.facts || !can(actor, actionOf(command), { state })) {
        const decided = decide(state, actor, command, { now: clock() });
        if (isRefusal(decided)) return decided;
        throw new Error('decide let through what it has to refuse');
      }
      if (state.version !== expectedVersion) return versionConflict(expectedVersion, state.version);
      try {
        return command.type === 'split-clause'
          ? await split(agreement, state, command, actor)
          : await decideAndCommit(agreement, state, command, actor);
      } catch (error) {
        if (error instanceof RoomExistsError) return roomExists();
        if (!(error instanceof ConflictError) || attempt >= splitAttempts) throw error;
        // Somebody was first. The next round sees what they did: another version is refused as a conflict, and
        // only what is no conflict of versions (a text that moved under a split) is tried again. The old state
        // stays readable meanwhile, because a room that a split waits for may be waiting for it.
        await states.refreshed(agreement);
      }
    }
  }

  async function decideAndCommit(
    agreement: string,
    state: AgreementState,
    command: Command,
    actor: Actor,
  ): Promise<Accepted | Refusal> {
    const at = clock();
    const events = decide(state, actor, command, { now: at });
    if (isRefusal(events)) return events;
    if (events.length === 0) return { version: state.version };
    const next = replay(state, events);
    await store.agreements.commit({
      agreement,
      expectedVersion: state.version,
      events: recorded(state, events, actor, at),
      rooms: roomsOf(events),
      freezes: freezesOf(state, next),
    });
    return committed(agreement, next);
  }

  async function split(
    agreement: string,
    state: AgreementState,
    command: Extract<Command, { type: 'split-clause' }>,
    actor: Actor,
  ): Promise<Accepted | Refusal> {
    if (!rooms) throw new Error('the desk has no rooms yet');
    const inOutline = state.outline.elements.get(command.clause)?.kind === 'clause';
    const text = inOutline ? await rooms.text(command.clause) : null;
    if (inOutline && !text) throw new Error(`clause ${command.clause} has no room`);
    const blockCount = (content(text?.json) ?? []).length;
    const at = clock();
    const events = decide(state, actor, command, { now: at, blockCount });
    if (isRefusal(events)) return events;
    try {
      await rooms.split(
        command.clause,
        command.atBlock,
        command.into,
        actor.person,
        at,
        (edit, seed, histories) =>
          store.agreements.commit({
            agreement,
            expectedVersion: state.version,
            events: recorded(state, events, actor, at),
            edits: [edit],
            rooms: [seed],
            histories,
          }),
      );
    } catch (error) {
      // The text lost the block between the decision and the room's turn.
      if (error instanceof RangeError) throw new ConflictError(error.message, { cause: error });
      throw error;
    }
    return committed(agreement, replay(state, events));
  }

  async function open(
    agreement: string,
    command: OpenAgreement,
    actor: Actor,
    texts: Parameters<Desk['open']>[3],
  ): Promise<Accepted | Refusal> {
    const state = (await states.get(agreement)) ?? initialState;
    const at = clock();
    const events = decide(state, actor, command, { now: at });
    if (isRefusal(events)) return events;
    const seeds = new Map(texts.rooms.map((seed) => [seed.room, seed]));
    const seeded = roomsOf(events).map((empty) => {
      const seed = seeds.get(empty.room);
      seeds.delete(empty.room);
      return seed ?? empty;
    });
    for (const room of seeds.keys()) throw new Error(`there is a text for ${room}, which is no clause`);
    notary?.begin(agreement);
    try {
      await store.agreements.commit({
        agreement,
        expectedVersion: 0,
        events: recorded(state, events, actor, at),
        rooms: seeded,
        ...(texts.source ? { source: texts.source } : {}),
        ...(texts.importReport === undefined ? {} : { importReport: texts.importReport }),
      });
    } catch (error) {
      if (error instanceof RoomExistsError) return roomExists();
      if (!(error instanceof ConflictError)) throw error;
      // Another node opened it meanwhile, so this time it is refused as open already.
      await states.refreshed(agreement);
      return open(agreement, command, actor, texts);
    }
    return committed(agreement, replay(state, events));
  }

  return {
    list: () => store.agreements.list(),
    state: (agreement) => states.get(agreement),
    async parkedSince(agreement, clause) {
      let since: string | null = null;
      for (const { at, event } of await store.agreements.events(agreement)) {
        if (event.type === 'clause-parked' && event.clause === clause) since ??= at;
        else if (event.type === 'clause-taken-up' && event.clause === clause) since = null;
      }
      return since;
    },
    execute: (agreement, expectedVersion, command, actor) =>
      turns.run(agreement, () => execute(agreement, expectedVersion, command, actor)),
    open: (agreement, command, actor, texts) =>
      turns.run(agreement, () => open(agreement, command, actor, texts)),
    onCommit: (listener) => void listeners.push(listener),
    clear: () => states.clear(),
    useRooms: (given) => void (rooms = given),
  };
}

async function load(
  store: Store,
  agreement: string,
  known: AgreementState | null,
): Promise<AgreementState | null> {
  const base = known ?? initialState;
  const events = await store.agreements.events(agreement, base.version);
  if (events.length === 0) return known;
  return replay(
    base,
    events.map((recorded) => recorded.event),
  );
}

function recorded(
  state: AgreementState,
  events: readonly AgreementEvent[],
  actor: Actor,
  at: string,
): readonly RecordedEvent[] {
  return events.map((event, index) => ({
    version: state.version + index + 1,
    at,
    by: actor.person,
    event,
  }));
}

/** Clauses whose text takes no edits from now on, or takes them again. */
function freezesOf(before: AgreementState, after: AgreementState): readonly Freeze[] {
  return [...before.outline.elements.values()].flatMap(({ id, kind }) => {
    if (kind !== 'clause') return [];
    const frozen = textMode(after, id) === 'frozen';
    return frozen === (textMode(before, id) === 'frozen') ? [] : [{ room: id, frozen }];
  });
}

/** An empty room for every clause that the events add. */
function roomsOf(events: readonly AgreementEvent[]): readonly RoomSeed[] {
  return events.flatMap((event) =>
    event.type === 'element-added' && event.element.kind === 'clause'
      ? [{ room: event.element.id, update: null }]
      : [],
  );
}

function content(json: unknown): readonly unknown[] | null {
  const blocks = (json as { readonly content?: unknown } | null | undefined)?.content;
  return Array.isArray(blocks) ? blocks : null;
}

function versionConflict(seen: number, current: number): Refusal {
  return refuse(
    'version-conflict',
    `The agreement has changed since you last saw it (you saw version ${seen}, it is now ${current}). Look at what changed, then do it again.`,
  );
}

function roomExists(): Refusal {
  return refuse('used-id', 'The id of a new clause is in use already. Do it again with a new id.');
}
