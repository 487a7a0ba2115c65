/**
 * The desk at work, for tests: on a real store, with rooms of paper, and people who ask it for things.
 */
import { createDesk, type Accepted, type DeskRooms } from '@travaux/server/commands';
import type { RoomSeed, Store } from '@travaux/server/store';
import type { AgreementState, Command, Refusal } from '@travaux/workflow/agreement';
import { actor, opening, sketch, type Who } from '../workflow/language.ts';

export const treaty = ['article a1 "Aims"', '  clause c1', '  clause c2'];
export const instant = '2026-01-01T00:00:00.000Z';

/** The rooms as the desk sees them: the number of blocks of each text, cut in two by a split. */
export class PaperRooms implements DeskRooms {
  readonly blocks = new Map<string, number>();
  readonly told: string[] = [];
  readonly #store: Store;
  /** Runs inside the room's turn, before the split looks at the text. */
  beforeSplit: () => Promise<void> = async () => undefined;
  beforeText: () => Promise<void> = async () => undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  async text(room: string): ReturnType<DeskRooms['text']> {
    await this.beforeText();
    const count = this.blocks.get(room);
    if (count === undefined) return null;
    const paragraph = { type: 'paragraph' };
    const seq = (await this.#store.journal.load(room))?.seq ?? 0;
    return { seq, json: { type: 'doc', content: Array.from({ length: count }, () => paragraph) } };
  }

  async texts(_agreement: string, rooms: readonly string[]): ReturnType<DeskRooms['texts']> {
    const found = await Promise.all(rooms.map(async (id) => ({ id, text: await this.text(id) })));
    return found.flatMap(({ id, text }) => (text ? [{ id, seq: text.seq, text: text.json }] : []));
  }

  async split(
    room: string,
    atBlock: number,
    into: string,
    by: string | null,
    at: string,
    commit: Parameters<DeskRooms['split']>[5],
  ): Promise<void> {
    await this.beforeSplit();
    const count = this.blocks.get(room) ?? 0;
    if (atBlock >= count) throw new RangeError(`no block ${atBlock}`);
    const seq = ((await this.#store.journal.load(room))?.seq ?? 0) + 1;
    await commit(
      { room, seq, update: Uint8Array.of(1), person: by, at, leases: [] },
      { room: into, update: Uint8Array.of(2) },
      [],
    );
    this.blocks.set(room, atBlock);
    this.blocks.set(into, count - atBlock);
  }

  async agreementChanged(agreement: string, version: number): Promise<void> {
    this.told.push(`${agreement} ${version}`);
  }
}

export class Office {
  readonly store: Store;
  readonly rooms: PaperRooms;
  readonly desk;
  readonly committed: string[] = [];
  readonly errors: unknown[] = [];

  constructor(store: Store, clock: () => string = () => instant) {
    this.store = store;
    this.rooms = new PaperRooms(store);
    this.desk = createDesk({ store, clock, onError: (error) => this.errors.push(error) });
    this.desk.useRooms(this.rooms);
    this.desk.onCommit((agreement, version) => this.committed.push(`${agreement} ${version}`));
  }

  open(agreement = 'A', lines: readonly string[] = treaty, rooms: readonly RoomSeed[] = []) {
    return this.desk.open(agreement, opening(lines), actor('convener'), { rooms });
  }

  async version(agreement = 'A'): Promise<number> {
    return (await this.state(agreement)).version;
  }

  async state(agreement = 'A'): Promise<AgreementState> {
    const state = await this.desk.state(agreement);
    if (!state) throw new Error(`no agreement ${agreement}`);
    return state;
  }

  async outline(agreement = 'A'): Promise<string[]> {
    return sketch(await this.state(agreement));
  }

  /** On the current version, unless another one was seen. */
  async ask(who: Who, command: Command, seen?: number): Promise<string> {
    const version = seen ?? (await this.version());
    return said(await this.desk.execute('A', version, command, actor(who)));
  }
}

export const said = (answer: Accepted | Refusal): string =>
  answer.refused ? answer.code : `v${answer.version}`;
