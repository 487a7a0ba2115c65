/**
 * The texts of agreements as they are on disk now, with what each relies on. A decision is made on one reading of
 * them, and the commit names the updates that were read, so a text that moved in between is noticed by the store.
 *
 * Of each agreement the closures stay in memory and are brought up to date by the clauses that changed. The updates
 * that are on disk are asked for each time, because another process may have written them.
 */
import { closureIndex, type ClauseJson, type ClosureIndex } from '@travaux/editor/document';
import {
  readingOrder,
  type AgreementState,
  type ClauseId,
  type Closure,
  type Outline,
} from '@travaux/workflow/agreement';
import type { Rooms } from '../rooms/rooms.ts';
import type { JournalStore } from '../store/store.ts';
import { Turns } from './turns.ts';

/** One reading of the texts of an agreement. Never changes. */
export interface TextsRead {
  /** Every clause of the outline: the number of its last update, and its words. */
  readonly clauses: ReadonlyMap<ClauseId, { readonly seq: number; readonly text: ClauseJson }>;
  readonly closures: ReadonlyMap<ClauseId, Closure>;
  /** The definitions of each clause that holds some. */
  readonly definitions: ReturnType<ClosureIndex['definitions']>;
}

export type TextRooms = Pick<Rooms, 'text' | 'texts'>;

interface Kept {
  readonly index: ClosureIndex;
  readonly outline: Outline;
  readonly read: TextsRead;
}

const keptAgreements = 32;
/** Texts that are asked for one by one; more at once are cheaper together. */
const fewTexts = 8;

export class CurrentTexts {
  readonly #heads: JournalStore['heads'];
  readonly #rooms: TextRooms;
  readonly #turns = new Turns();
  /** Least recently used first. */
  readonly #kept = new Map<string, Kept>();
  #life = 0;

  constructor(heads: JournalStore['heads'], rooms: TextRooms) {
    this.#heads = heads;
    this.#rooms = rooms;
  }

  read(agreement: string, state: AgreementState): Promise<TextsRead> {
    return this.#turns.run(agreement, () => this.#read(agreement, state));
  }

  /** The agreement whose clause a room is, if its texts were read; null otherwise. */
  agreementOf(room: string): string | null {
    for (const [agreement, { read }] of this.#kept) if (read.clauses.has(room)) return agreement;
    return null;
  }

  clear(): void {
    this.#life += 1;
    this.#kept.clear();
  }

  async #read(agreement: string, state: AgreementState): Promise<TextsRead> {
    const life = this.#life;
    const kept = this.#kept.get(agreement);
    const { outline } = state;
    // Before the texts: what comes in meanwhile is then read as newer than it was said to be, never as older.
    const heads = await this.#heads(agreement);
    const known = kept?.read.clauses;
    const ids = [...readingOrder(outline)].flatMap(({ element }) =>
      element.kind === 'clause' && heads.has(element.id) ? [element.id] : [],
    );
    const changed = ids.filter((id) => known?.get(id)?.seq !== heads.get(id));
    if (kept && changed.length === 0 && kept.outline === outline) {
      this.#keep(agreement, kept);
      return kept.read;
    }
    const fresh = await this.#fetch(agreement, changed);
    const clauses = new Map(
      ids.flatMap((id) => {
        const text = fresh.get(id) ?? known?.get(id);
        return text ? [[id, text] as const] : [];
      }),
    );
    // An index that is being changed belongs to nobody else: readings are copies of what it said.
    const index = kept?.index ?? closureIndex(outline, []);
    if (kept?.outline !== outline) index.setOutline(outline);
    for (const id of known?.keys() ?? []) if (!clauses.has(id)) index.setText(id, null);
    for (const [id, { text }] of fresh) index.setText(id, text);
    const read: TextsRead = {
      clauses,
      closures: closuresOf(index, clauses.keys()),
      definitions: index.definitions(),
    };
    if (life === this.#life) this.#keep(agreement, { index, outline, read });
    return read;
  }

  async #fetch(
    agreement: string,
    ids: readonly ClauseId[],
  ): Promise<Map<ClauseId, { readonly seq: number; readonly text: ClauseJson }>> {
    if (ids.length > fewTexts) {
      const views = await this.#rooms.texts(agreement, ids);
      return new Map(views.map(({ id, seq, text }) => [id, { seq, text }]));
    }
    const found = await Promise.all(ids.map(async (id) => [id, await this.#rooms.text(id)] as const));
    return new Map(
      found.flatMap(([id, text]) => (text ? [[id, { seq: text.seq, text: text.json }] as const] : [])),
    );
  }

  #keep(agreement: string, kept: Kept): void {
    this.#kept.delete(agreement);
    this.#kept.set(agreement, kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= keptAgreements) return;
      this.#kept.delete(oldest);
    }
  }
}

function closuresOf(index: ClosureIndex, clauses: Iterable<ClauseId>): ReadonlyMap<ClauseId, Closure> {
  const closures = new Map<ClauseId, Closure>();
  for (const clause of clauses) {
    const closure = index.closureOf(clause);
    if (closure) closures.set(clause, closure);
  }
  return closures;
}
