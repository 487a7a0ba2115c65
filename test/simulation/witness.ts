/**
 * The witness: sees every instant at which something becomes durable and every message that the server sends,
 * and holds the rooms to their promises. It keeps a replay of every journal, which is all that it believes.
 *
 * What it finds wrong it notes and does not throw: it is called from inside the disk and the sockets, where an
 * exception would be taken for a failure of theirs. The world asks after every step.
 */
import {
  clauseSchema,
  emptyClauseJson,
  jsonOfDoc,
  nodeOfJson,
  textRoot,
  type ClauseJson,
} from '@travaux/editor/document';
import { messageSync, syncStep1 } from '@travaux/editor/frames';
import type { JournalEntry, RoomRecord, RoomSeed } from '@travaux/server/store';
import * as decoding from 'lib0/decoding';
import { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import { covers } from './covers.ts';
import type { DiskWitness } from './disk.ts';

interface Replay {
  readonly doc: Y.Doc;
  seq: number;
  /** The text after each update, as JSON. */
  readonly texts: Map<number, string>;
}

export class Witness implements DiskWitness {
  readonly #replays = new Map<string, Replay>();
  readonly #compacted = new Set<string>();
  /** Persons by room and Yjs client id. */
  readonly #authors = new Map<string, string | null>();
  /** Clauses whose freeze was answered, and persons of whom it was answered that they have no rights any more. */
  frozen: ReadonlySet<string> = new Set();
  revoked: ReadonlySet<string> = new Set();
  readonly problems: string[] = [];
  readonly counts = { durable: 0, shown: 0, acknowledged: 0, compactions: 0 };

  get rooms(): Iterable<string> {
    return this.#replays.keys();
  }

  // The disk.

  created({ room, update }: RoomSeed): void {
    const replay: Replay = { doc: new Y.Doc({ gc: true }), seq: 0, texts: new Map() };
    this.#replays.set(room, replay);
    replay.texts.set(0, JSON.stringify(emptyClauseJson));
    if (update !== null) this.#advance(room, replay, update);
  }

  appended({ room, seq, update, person }: JournalEntry): void {
    const replay = this.#replays.get(room);
    if (replay === undefined) return this.#note(`an update of the unknown room ${room}`);
    if (seq !== replay.seq + 1) this.#note(`update ${seq} of ${room} follows update ${replay.seq}`);
    if (this.frozen.has(room)) this.#note(`update ${seq} of ${room} came after the freeze`);
    if (person !== null && this.revoked.has(person))
      this.#note(`update ${seq} of ${room} is by ${person}, who has no right any more`);
    this.counts.durable++;
    this.#holdAuthor(room, seq, update, person);
    this.#advance(room, replay, update);
  }

  /** Nobody's words stand under the id of another. */
  #holdAuthor(room: string, seq: number, update: Uint8Array, person: string | null): void {
    for (const client of Y.parseUpdateMeta(update).to.keys()) {
      const key = `${room} ${client}`;
      const author = this.#authors.get(key) ?? person;
      if (author !== person) this.#note(`update ${seq} of ${room} by ${person} is written as ${author}`);
      this.#authors.set(key, author);
    }
  }

  compacted(room: string): void {
    this.counts.compactions++;
    this.#compacted.add(room);
  }

  #advance(room: string, replay: Replay, update: Uint8Array): void {
    replay.seq++;
    apply(replay.doc, update);
    const { pendingStructs, pendingDs } = replay.doc.store;
    if (pendingStructs !== null || pendingDs !== null)
      this.#note(`update ${replay.seq} of ${room} refers to what is not in its journal`);
    for (const root of replay.doc.share.keys())
      if (root !== textRoot) this.#note(`update ${replay.seq} of ${room} has the root ${root}`);
    try {
      replay.texts.set(replay.seq, textOfReplay(replay.doc));
    } catch (error) {
      this.#note(`update ${replay.seq} of ${room} leaves the schema: ${String(error)}`);
    }
  }

  // The server.

  /** A message of the server to a client in a room, at the moment when it is sent. */
  sent(room: string, message: Uint8Array): void {
    const decoder = decoding.createDecoder(message);
    if (decoding.readVarUint(decoder) !== messageSync) return;
    const kind = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    const replay = this.#replays.get(room);
    if (replay === undefined) return this.#note(`a message of the unknown room ${room}`);
    if (kind === syncStep1) {
      for (const [client, clock] of Y.decodeStateVector(body))
        if (clock > Y.getState(replay.doc.store, client))
          this.#note(`${room} says that it has what is not durable`);
    } else {
      this.counts.shown++;
      if (!this.#isDurable(room, body)) this.#note(`${room} shows what is not durable`);
    }
  }

  /** The server tells a client that this update is saved. */
  acknowledged(room: string, update: Uint8Array): void {
    this.counts.acknowledged++;
    if (!this.#isDurable(room, update) && !this.#isTidying(room, update))
      this.#note(`${room} acknowledges what is not durable`);
  }

  /** The server says what the text is. */
  said(room: string, seq: number, json: ClauseJson): void {
    const text = this.#replays.get(room)?.texts.get(seq);
    if (text !== JSON.stringify(json)) this.#note(`${room} at ${seq} is not what its journal gives`);
  }

  #isDurable(room: string, update: Uint8Array): boolean {
    const replay = this.#replays.get(room);
    return replay !== undefined && covers(replay.doc, update);
  }

  /** A client deletes superfluous marks by itself, without a right to edit too; that changes no text. */
  #isTidying(room: string, update: Uint8Array): boolean {
    const { doc } = this.#replays.get(room)!;
    const copy = new Y.Doc({ gc: true });
    apply(copy, Y.encodeStateAsUpdate(doc), update);
    const isSame =
      Node.fromJSON(clauseSchema, jsonOfDoc(copy)).eq(Node.fromJSON(clauseSchema, jsonOfDoc(doc))) &&
      Buffer.compare(Y.encodeStateVector(copy), Y.encodeStateVector(doc)) === 0;
    copy.destroy();
    return isSame;
  }

  // After each step, and at the end.

  /** Holds what is on the disk against the replay, after a crash or a compaction. */
  audit(load: (room: string) => RoomRecord | null, everything: boolean): void {
    const rooms = everything ? [...this.#replays.keys()] : [...this.#compacted];
    this.#compacted.clear();
    for (const room of rooms) {
      const replay = this.#replays.get(room)!;
      const record = load(room);
      if (record === null) {
        this.#note(`${room} is gone`);
        continue;
      }
      const gapless = record.snapshotSeq + record.updates.length === record.seq;
      if (!gapless || record.seq !== replay.seq) this.#note(`the journal of ${room} has gaps`);
      const doc = docOfRecord(record);
      if (describe(doc) !== describe(replay.doc))
        this.#note(`${room} loads as something else:\n${difference(describe(doc), describe(replay.doc))}`);
      doc.destroy();
    }
  }

  /** Everything about the document of a room that all copies must agree on. */
  describe(room: string): string {
    return describe(this.#replays.get(room)!.doc);
  }

  state(room: string): Uint8Array {
    return Y.encodeStateAsUpdate(this.#replays.get(room)!.doc);
  }

  text(room: string): string {
    const { texts, seq } = this.#replays.get(room)!;
    return texts.get(seq) ?? '';
  }

  destroy(): void {
    for (const { doc } of this.#replays.values()) doc.destroy();
  }

  #note(problem: string): void {
    this.problems.push(problem);
  }
}

/** As the server replays its journal: without the tidying up that Yjs does after a foreign transaction. */
function apply(doc: Y.Doc, ...updates: readonly Uint8Array[]): void {
  doc.transact((transaction) => {
    for (const update of updates) Y.applyUpdate(doc, update);
    transaction.local = true;
  });
}

export function docOfRecord({ snapshot, updates }: RoomRecord): Y.Doc {
  const doc = new Y.Doc({ gc: true });
  apply(doc, ...(snapshot === null ? [] : [snapshot]), ...updates);
  return doc;
}

function textOfReplay(doc: Y.Doc): string {
  const json = jsonOfDoc(doc);
  nodeOfJson(json);
  return JSON.stringify(json);
}

/** Text, state vector and delete set, written in one way. */
export function describe(doc: Y.Doc): string {
  const text = Node.fromJSON(clauseSchema, jsonOfDoc(doc)).toString();
  const vector = [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b);
  const deleted = [...Y.createDeleteSetFromStructStore(doc.store).clients]
    .sort(([a], [b]) => a - b)
    .map(([client, runs]) => `${client}: ${runs.map(({ clock, len }) => `${clock}+${len}`).join(' ')}`);
  return [text, JSON.stringify(vector), ...deleted].join('\n');
}

/** The lines in which two descriptions differ. */
function difference(a: string, b: string): string {
  const [as, bs] = [a.split('\n'), b.split('\n')];
  return [
    ...as.filter((line) => !bs.includes(line)).map((line) => `is ${line.slice(0, 2_000)}`),
    ...bs.filter((line) => !as.includes(line)).map((line) => `not ${line.slice(0, 2_000)}`),
  ].join('\n');
}
