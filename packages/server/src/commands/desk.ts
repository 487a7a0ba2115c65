/**
 * The desk: where commands become events. Loads the state, lets the decider decide, appends with the expected
 * version, and tells those who listen. Commands on one agreement run one after the other.
 *
 * The order of a command: rights, expected version, facts, decision, commit (durable), state in memory, listeners and
 * rooms, answer. So whoever has the answer knows that no edit is accepted any more under the old state. A decision on
 * texts names the updates that it read; where one of them moved before the commit, it is taken anew.
 */
import {
  actionOf,
  decide,
  initialState,
  isRefusal,
  replay,
  type AgreementEvent,
  type AgreementState,
  type Command,
  type EnrolPasskey,
  type OpenAgreement,
  type Refusal,
} from '@travaux/workflow/agreement';
import { can, operatorActor, type Actor } from '@travaux/workflow/policy';
import type { Notary } from '../ledger/notary.ts';
import type { Rooms } from '../rooms/rooms.ts';
import {
  ConflictError,
  RoomExistsError,
  type AgreementRow,
  type Commit,
  type DecidedText,
  type RoomSeed,
  type SourceFile,
  type Store,
} from '../store/store.ts';
import { CurrentFindings } from './current-findings.ts';
import { CurrentTexts, type TextsRead } from './current-texts.ts';
import { passDue, type DueOptions, type Swept } from './due.ts';
import { enrol } from './enrol.ts';
import { freezesOf, recorded, roomsOf } from './entries.ts';
import { blockCountOf, bringFacts, needsTexts, textsOf, type KeptText } from './facts.ts';
import { loadState } from './load-state.ts';
import { readingOf, type Reading } from './reading.ts';
import { keepsChanging, roomExists, versionConflict } from './refusals.ts';
import { StateCache } from './state-cache.ts';
import { Turns } from './turns.ts';

export interface Accepted {
  readonly refused?: never;
  readonly version: number;
}

/** What a command would lead to. */
export interface Previewed {
  readonly refused?: never;
  readonly before: AgreementState;
  readonly after: AgreementState;
  readonly events: readonly AgreementEvent[];
}

export interface Desk {
  list(): Promise<readonly AgreementRow[]>;
  /** The current state; null when there is no such agreement. */
  state(agreement: string): Promise<AgreementState | null>;
  /** The same with everything that other nodes committed. */
  caughtUp(agreement: string): Promise<AgreementState | null>;
  /**
   * @param expectedVersion the version that the actor saw; another current one is refused as `version-conflict`
   */
  execute(
    agreement: string,
    expectedVersion: number,
    command: Command,
    actor: Actor,
  ): Promise<Accepted | Refusal>;
  /** Records a passkey that the host has checked. */
  enrol(agreement: string, command: EnrolPasskey, actor: Actor): Promise<Accepted | Refusal>;
  /** What `execute` would do now, without doing it. */
  preview(
    agreement: string,
    expectedVersion: number,
    command: Command,
    actor: Actor,
  ): Promise<Previewed | Refusal>;
  /** The state and the texts as they are now, to ask the decider on; null when there is no such agreement. */
  reading(agreement: string): Promise<Reading | null>;
  /** The agreement whose clause a room is, if its texts were read here; null otherwise. */
  agreementOf(room: string): string | null;
  /** The words that decisions of the agreement bind to, by hash; those that are not kept are left out. */
  decidedTexts(agreement: string, hashes: readonly string[]): Promise<readonly DecidedText[]>;
  /**
   * Lets what is due happen, once, whoever else tries.
   * @param atLeast a version that is known to be in the store, perhaps from another node
   */
  passDeadlines(agreement: string, atLeast?: number): Promise<Swept>;
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
export type DeskRooms = Pick<Rooms, 'text' | 'texts' | 'split' | 'agreementChanged'>;

export interface DeskOptions {
  readonly store: Store;
  /** Signs what every commit adds to the ledger; without it nothing is signed. */
  readonly notary?: Pick<Notary, 'begin' | 'sign'>;
  /** The present instant, as `Date.prototype.toISOString` writes it. */
  readonly clock: () => string;
  /** Something failed after a command had been accepted: the command stands all the same. */
  readonly onError?: (error: unknown) => void;
}

/** Times that a decision is taken again because a text changed while it was being made. */
const attempts = 8;

export function createDesk(options: DeskOptions): Desk & { useRooms(rooms: DeskRooms): void } {
  const { store, notary, clock, onError = () => undefined } = options;
  const listeners: ((agreement: string, version: number) => void)[] = [];
  let rooms: DeskRooms | null = null;
  let texts: CurrentTexts | null = null;
  const findings = new CurrentFindings();
  const states = new StateCache<AgreementState>((agreement, known) => loadState(store, agreement, known));
  const turns = new Turns();
  const due: DueOptions = {
    states,
    clock,
    commit: (agreement, state, events, at) => commit(agreement, state, events, operatorActor, at, {}),
  };

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
        if (!(error instanceof ConflictError)) throw error;
        if (attempt >= attempts) {
          if (needsTexts(command)) return keepsChanging();
          throw error;
        }
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
    const on = needsTexts(command) ? await currentTexts().read(agreement, state) : null;
    const { facts, read } = on
      ? await bring(agreement, state, command, at, on)
      : { facts: { now: at }, read: [] };
    const events = decide(state, actor, command, facts);
    if (isRefusal(events)) return events;
    if (events.length === 0) return { version: state.version };
    return commit(agreement, state, events, actor, at, {
      rooms: roomsOf(events),
      read,
      texts: on ? textsOf(events, on) : [],
    });
  }

  async function commit(
    agreement: string,
    state: AgreementState,
    events: readonly AgreementEvent[],
    actor: Actor,
    at: string,
    more: Pick<Commit, 'rooms' | 'read' | 'texts'>,
  ): Promise<Accepted> {
    const next = replay(state, events);
    await store.agreements.commit({
      agreement,
      expectedVersion: state.version,
      events: recorded(state, events, actor, at),
      freezes: freezesOf(state, next),
      ...more,
    });
    return committed(agreement, next);
  }

  function currentTexts(): CurrentTexts {
    if (!texts) throw new Error('the desk has no rooms yet');
    return texts;
  }

  function bring(agreement: string, state: AgreementState, command: Command, now: string, on: TextsRead) {
    const kept: KeptText = async (hash) =>
      (await store.agreements.texts(agreement, [hash]))[0]?.canonical ?? null;
    return bringFacts(agreement, state, command, now, on, kept, findings.on(agreement, state, on, now));
  }

  async function reading(agreement: string): Promise<Reading | null> {
    const state = await states.get(agreement);
    if (!state?.facts) return null;
    const read = await currentTexts().read(agreement, state);
    const now = clock();
    return readingOf(state, read, now, (command) => bring(agreement, state, command, now, read));
  }

  async function preview(
    agreement: string,
    expectedVersion: number,
    command: Command,
    actor: Actor,
  ): Promise<Previewed | Refusal> {
    let before = (await states.get(agreement)) ?? initialState;
    if (expectedVersion > before.version) before = (await states.refreshed(agreement)) ?? initialState;
    const now = clock();
    if (!before.facts || !can(actor, actionOf(command), { state: before })) {
      const decided = decide(before, actor, command, { now });
      if (isRefusal(decided)) return decided;
      throw new Error('decide let through what it has to refuse');
    }
    if (before.version !== expectedVersion) return versionConflict(expectedVersion, before.version);
    const on = needsTexts(command) ? await currentTexts().read(agreement, before) : null;
    const { facts } = on
      ? await bring(agreement, before, command, now, on)
      : {
          facts: { now, ...(command.type === 'split-clause' ? await blocksOf(before, command.clause) : {}) },
        };
    const events = decide(before, actor, command, facts);
    if (isRefusal(events)) return events;
    return { before, after: replay(before, events), events };
  }

  async function blocksOf(state: AgreementState, clause: string): Promise<{ readonly blockCount: number }> {
    if (!rooms) throw new Error('the desk has no rooms yet');
    const inOutline = state.outline.elements.get(clause)?.kind === 'clause';
    const text = inOutline ? await rooms.text(clause) : null;
    if (inOutline && !text) throw new Error(`clause ${clause} has no room`);
    return { blockCount: blockCountOf(text?.json) };
  }

  async function split(
    agreement: string,
    state: AgreementState,
    command: Extract<Command, { type: 'split-clause' }>,
    actor: Actor,
  ): Promise<Accepted | Refusal> {
    if (!rooms) throw new Error('the desk has no rooms yet');
    const blocks = await blocksOf(state, command.clause);
    const at = clock();
    const events = decide(state, actor, command, { now: at, ...blocks });
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
    caughtUp: (agreement) => states.refreshed(agreement),
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
    enrol: (agreement, command, actor) =>
      turns.run(agreement, () =>
        enrol({ states, clock, commit: (...of) => commit(...of, {}) }, agreement, command, actor),
      ),
    preview,
    reading,
    agreementOf: (room) => texts?.agreementOf(room) ?? null,
    decidedTexts: (agreement, hashes) => store.agreements.texts(agreement, hashes),
    passDeadlines: (agreement, atLeast = 0) => turns.run(agreement, () => passDue(due, agreement, atLeast)),
    open: (agreement, command, actor, texts) =>
      turns.run(agreement, () => open(agreement, command, actor, texts)),
    onCommit: (listener) => void listeners.push(listener),
    clear() {
      states.clear();
      texts?.clear();
    },
    useRooms(given) {
      rooms = given;
      texts = new CurrentTexts((agreement) => store.journal.heads(agreement), given);
    },
  };
}
