/**
 * The replay: what the journal says of who wrote and who deleted what. Every entry of the journal holds exactly
 * what one update changed, as this server encoded it, and the person whose signed-in session sent it; so an update
 * that somebody sends again, or that holds what others wrote, says nothing new and gives them nothing.
 *
 * It is a function of what is stored and nothing else, worked out when somebody asks and when a room is compacted,
 * never while people write. A copy of the document that forgets nothing tells what was moved from what was written.
 */
import { textOf, textPieces } from '@travaux/editor/document';
import * as Y from 'yjs';
import type { JournaledUpdate, RoomHistory } from '../store/store.ts';
import { ClauseHistory, type Attributed, type Doer, type Stretch } from './clause-history.ts';
import { MovedWords, type TakenOut } from './moved-words.ts';

/** A stretch of the present text and who wrote it, in reading order. */
export type Authored = Attributed;

/** Characters, side by side in an update's own order. */
interface Words extends Stretch {
  readonly text: string;
}

/** What a person took out lately is remembered, so that putting it back is not writing it. */
const remembered = 50;
/** A shorter piece that is put in is typed, not moved, unless the same update took it out. */
const shortestPutBack = 4;

export class Replay {
  readonly #snapshotSeq: number;
  readonly #doc = new Y.Doc({ gc: false });
  readonly #history: ClauseHistory;
  readonly #baseSeq: number;
  readonly #takenOut = new Map<string | null, Stretch[][]>();
  #seq: number;

  constructor(record: RoomHistory) {
    this.#snapshotSeq = record.snapshotSeq;
    this.#seq = record.snapshotSeq;
    this.#baseSeq = record.baseSeq;
    this.#history = record.base === null ? new ClauseHistory() : ClauseHistory.decode(record.base);
    if (record.snapshot === null) return;
    const { afterState } = this.#apply(record.snapshot);
    if (record.base !== null) return;
    // A snapshot from before histories were kept: its text is where this one begins.
    for (const [client, to] of afterState) {
      for (const words of this.#wordsIn({ client, from: 0, to })) this.#history.wrote(words, source);
    }
  }

  get seq(): number {
    return this.#seq;
  }

  /** Whether what is stored now continues this replay: no newer snapshot or history has taken its beginning's place. */
  goesOnFrom(record: RoomHistory): boolean {
    return record.snapshotSeq === this.#snapshotSeq && record.baseSeq === this.#baseSeq;
  }

  /** Takes in what comes next; what is known already is passed over. */
  advance(update: JournaledUpdate): void {
    if (update.seq <= this.#seq) return;
    const transaction = this.#apply(update.update);
    this.#seq = update.seq;
    // Up to here the history that was stored has it already.
    if (update.seq <= this.#baseSeq) return;
    const doer: Doer = { person: update.person, minute: Math.floor(Date.parse(update.at) / 60_000) };
    this.#note(transaction, doer);
  }

  encode(): Uint8Array {
    return this.#history.encode();
  }

  /** Who wrote the text as it stands. */
  text(): Authored[] {
    const authored: Authored[] = [];
    for (const { client, clock, length } of textPieces(textOf(this.#doc))) {
      authored.push(...this.#history.authorsOf({ client, from: clock, to: clock + length }));
    }
    return authored;
  }

  /** What was deleted, the latest first. */
  deletions(): Attributed[] {
    return [...this.#history.deletions()].sort((a, b) => b.minute - a.minute);
  }

  /** The history of a new room whose first text is `seed`: the blocks of this text from `atBlock` on. */
  historyOfBlocks(atBlock: number, seed: Uint8Array): Uint8Array {
    const authors: (Doer & { length: number })[] = [];
    for (const { client, clock, length } of textPieces(textOf(this.#doc), atBlock)) {
      let at = clock;
      const unknown = (to: number) => {
        if (at < to) authors.push({ person: null, minute: 0, length: to - at });
      };
      for (const known of this.#history.authorsOf({ client, from: clock, to: clock + length })) {
        unknown(known.from);
        authors.push({ person: known.person, minute: known.minute, length: known.to - known.from });
        at = known.to;
      }
      unknown(clock + length);
    }
    const copy = new Y.Doc();
    const history = new ClauseHistory();
    try {
      Y.applyUpdate(copy, seed);
      for (const { client, clock, length } of textPieces(textOf(copy))) {
        for (let at = clock; at < clock + length;) {
          const [next] = authors;
          if (next === undefined) break;
          const to = Math.min(clock + length, at + next.length);
          history.wrote({ client, from: at, to }, next);
          next.length -= to - at;
          if (next.length === 0) authors.shift();
          at = to;
        }
      }
    } finally {
      copy.destroy();
    }
    return history.encode();
  }

  destroy(): void {
    this.#doc.destroy();
  }

  #apply(update: Uint8Array): Y.Transaction {
    return this.#doc.transact((transaction) => {
      Y.applyUpdate(this.#doc, update);
      // After a foreign transaction Yjs tidies formatting up, by deletions that are in no journal.
      transaction.local = true;
      return transaction;
    });
  }

  #note(transaction: Y.Transaction, doer: Doer): void {
    const gone = this.#takenOutBy(transaction);
    const put = [...transaction.afterState].flatMap(([client, to]) =>
      this.#wordsIn({ client, from: transaction.beforeState.get(client) ?? 0, to }),
    );
    this.#write(put, gone, doer);
    for (const stretch of gone) this.#history.deleted(stretch, doer);
    if (gone.length === 0) return;
    const lately = this.#takenOut.get(doer.person) ?? [];
    this.#takenOut.set(doer.person, [...lately, gone].slice(-remembered));
  }

  /** What a transaction took out of the text; not what it brought itself. */
  #takenOutBy(transaction: Y.Transaction): Stretch[] {
    const gone: Stretch[] = [];
    for (const [client, runs] of transaction.deleteSet.clients) {
      const brought = transaction.beforeState.get(client) ?? 0;
      for (const { clock, len } of runs) {
        const to = Math.min(clock + len, brought);
        if (clock < to) gone.push({ client, from: clock, to });
      }
    }
    return gone;
  }

  #write(put: readonly Words[], gone: readonly Stretch[], doer: Doer): void {
    let same: MovedWords | null = null;
    let lately: MovedWords | null = null;
    const partsOf = (text: string) => {
      if (gone.length > 0) {
        same ??= new MovedWords(this.#inOrder(gone));
        const parts = same.partsOf(text);
        if (parts.some(({ moved }) => moved !== null)) return parts;
      }
      const before = this.#takenOut.get(doer.person);
      if (text.length < shortestPutBack || before === undefined)
        return [{ length: text.length, moved: null }];
      lately ??= new MovedWords(this.#inOrder(before.flat()));
      return lately.partsOf(text);
    };
    for (const { client, from, text } of put) {
      let at = from;
      for (const { length, moved } of partsOf(text)) {
        const end = at + length;
        for (const old of moved ?? []) {
          const size = old.to - old.from;
          for (const author of this.#history.authorsOf(old)) {
            const start = at + author.from - old.from;
            this.#history.wrote({ client, from: start, to: start + author.to - author.from }, author);
          }
          // What nobody is known to have written was there from the beginning.
          this.#history.wrote({ client, from: at, to: at + size }, source);
          at += size;
        }
        if (at < end) this.#history.wrote({ client, from: at, to: end }, doer);
        at = end;
      }
    }
  }

  /** The characters among these ids, piece by piece. */
  #wordsIn({ client, from, to }: Stretch): Words[] {
    const structs = this.#doc.store.clients.get(client) ?? [];
    const found: Words[] = [];
    if (from >= to || structs.length === 0) return found;
    for (let i = Y.findIndexSS(structs, from); i < structs.length; i++) {
      const struct = structs[i];
      if (struct === undefined || struct.id.clock >= to) break;
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
      const { clock } = struct.id;
      const start = Math.max(from, clock);
      const end = Math.min(to, clock + struct.length);
      found.push({
        client,
        from: start,
        to: end,
        text: struct.content.str.slice(start - clock, end - clock),
      });
    }
    return found;
  }

  /** These characters as they stood in the text, side by side what stood side by side. */
  #inOrder(gone: readonly Stretch[]): TakenOut[] {
    const chosen = new Map<number, Stretch[]>();
    const parents = new Set<Y.XmlText>();
    for (const stretch of gone) {
      const list = chosen.get(stretch.client);
      if (list) list.push(stretch);
      else chosen.set(stretch.client, [stretch]);
      for (const { client, from } of this.#wordsIn(stretch)) {
        const structs = this.#doc.store.clients.get(client) ?? [];
        const item = structs[Y.findIndexSS(structs, from)];
        if (item instanceof Y.Item && item.parent instanceof Y.XmlText) parents.add(item.parent);
      }
    }
    const runs: TakenOut[] = [];
    for (const parent of parents) {
      let text = '';
      let ids: Stretch[] = [];
      const end = () => {
        if (text !== '') runs.push({ text, ids });
        text = '';
        ids = [];
      };
      for (let item = parent._start; item !== null; item = item.right) {
        if (!(item.content instanceof Y.ContentString)) continue;
        if (!item.deleted) {
          end();
          continue;
        }
        const { client, clock } = item.id;
        const { str } = item.content;
        const cuts = (chosen.get(client) ?? [])
          .map(({ from, to }) => ({ from: Math.max(from, clock), to: Math.min(to, clock + str.length) }))
          .filter(({ from, to }) => from < to)
          .sort((a, b) => a.from - b.from);
        for (const { from, to } of cuts) {
          text += str.slice(from - clock, to - clock);
          ids.push({ client, from, to });
        }
      }
      end();
    }
    return runs;
  }
}

const source: Doer = { person: null, minute: 0 };
