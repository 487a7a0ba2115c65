/**
 * The text of an open room: its one Y.Doc, and the only place where an update from outside is applied.
 *
 * This document is at once what is served and the shadow on which updates are tried. An update is applied
 * first and shown only when it is checked and on disk; when a check fails afterwards, the whole document is
 * thrown away and loaded again from the journal. A second document to try on would double the memory of every
 * open clause (about 35 KiB for 5 kB of text) and pay each apply twice, and nearly everything hostile is
 * refused before it is applied at all, so the reload is the rare case.
 *
 * Three checks follow each other. The scan and the gate saw the bytes. Here each new struct is looked at in
 * its place (kind of parent, neighbours in the same list, declared attribute, depth), and, once for all the
 * updates of a window, each touched block goes through ProseMirror's own check. Whatever the checks let in
 * stays valid under deletion, because the schema's content expressions are all `*`.
 */
import { clauseSchema, jsonOfDoc, textOf, type ClauseJson } from '@travaux/editor/document';
import { Node } from 'prosemirror-model';
import { yXmlFragmentToProsemirrorJSON } from 'y-prosemirror';
import * as Y from 'yjs';
import type { RoomRecord } from '../store/store.ts';
import type { RoomLimits } from './limits.ts';
import { isInOrder } from './list-order.ts';
import { placeStructs } from './placing.ts';
import type { Scan } from './scan.ts';

/** An update that looked right and was not: the document holds it now and must be loaded again. */
export class PoisonedError extends Error {
  override readonly name = 'PoisonedError';
}

export interface Applied {
  /** What the updates changed, as this server encodes it; null when they changed nothing. */
  readonly update: Uint8Array | null;
  /** Words of each update that found no place, because what they were written in is gone. */
  readonly orphaned: readonly string[];
  /** The state vector before it; what was missed since then can be caught up from there. */
  readonly before: StateVector;
}

/** An update that was applied as part of an edit. */
interface Part {
  readonly bytes: Uint8Array;
  readonly scan: Scan;
  /** How many clocks of its client ids were there before it. */
  readonly known: StateVector;
}

const cannot = 'the update cannot be applied';

/** Any shared type; Yjs types its events by it, which nobody here listens to. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Type = Y.AbstractType<any>;

/** How many clocks of each client id are known. */
export type StateVector = ReadonlyMap<number, number>;

export class LiveText {
  readonly #limits: RoomLimits;
  readonly #doc: Y.Doc;
  readonly #root: Y.XmlFragment;
  readonly #touched = new Set<Y.XmlElement>();
  #captured: { updates: Uint8Array[]; transactions: Y.Transaction[] } | null = null;
  #whole: Uint8Array | null = null;
  #structs: number;

  private constructor(doc: Y.Doc, limits: RoomLimits) {
    this.#doc = doc;
    this.#limits = limits;
    this.#root = textOf(doc);
    this.#structs = this.#countStructs();
    doc.on('afterTransaction', (transaction) => this.#captured?.transactions.push(transaction));
    doc.on('update', (update: Uint8Array) => this.#captured?.updates.push(update));
  }

  /** @throws when the journal's updates do not make a whole document: the store is damaged */
  static load(record: RoomRecord, limits: RoomLimits): LiveText {
    return new LiveText(docOf(record), limits);
  }

  get stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#doc);
  }

  /** The store of structs, for the gate to look at. */
  get store(): Y.Doc['store'] {
    return this.#doc.store;
  }

  get json(): ClauseJson {
    return jsonOfDoc(this.#doc);
  }

  /** Everything that a client with this state vector lacks. */
  since(stateVector: Uint8Array | null): Uint8Array {
    if (stateVector !== null && stateVector.length > 1) return Y.encodeStateAsUpdate(this.#doc, stateVector);
    this.#whole ??= Y.encodeStateAsUpdate(this.#doc);
    return this.#whole;
  }

  isTooLarge(scan: Scan): boolean {
    this.#structs += scan.structs;
    if (this.#structs > this.#limits.clauseStructs) this.#structs = this.#countStructs() + scan.structs;
    return this.#structs > this.#limits.clauseStructs;
  }

  /**
   * One edit: the updates that `work` applies, each of which the gate admitted on the text as those before left it,
   * become one update.
   * @throws PoisonedError the document must not be used any more
   */
  edit(work: (apply: (bytes: Uint8Array, scan: Scan) => void) => void): Applied {
    const captured = { updates: [] as Uint8Array[], transactions: [] as Y.Transaction[] };
    const parts: Part[] = [];
    this.#captured = captured;
    try {
      Y.transact(
        this.#doc,
        (transaction) => {
          work((bytes, scan) => {
            const known = scan.sections.map(
              ({ client }) => [client, Y.getState(this.store, client)] as const,
            );
            parts.push({ bytes, scan, known: new Map(known) });
            this.#apply(transaction, bytes, scan);
          });
        },
        null,
        false,
      );
    } catch (error) {
      // Without a part the text is as it was: the error is ours.
      throw parts.length === 0 || error instanceof PoisonedError
        ? error
        : new PoisonedError(cannot, { cause: error });
    } finally {
      this.#captured = null;
    }
    const { pendingStructs, pendingDs } = this.#doc.store;
    if (pendingStructs !== null || pendingDs !== null) {
      throw new PoisonedError('a part of the update refers to what is not there');
    }
    for (const transaction of captured.transactions) this.#inspect(transaction);
    const [first, ...more] = captured.updates;
    const before = captured.transactions[0]?.beforeState ?? new Map<number, number>();
    if (first === undefined) return { update: null, orphaned: [], before };
    this.#whole = null;
    return {
      before,
      update: more.length === 0 ? first : Y.mergeUpdates(captured.updates),
      orphaned: parts.map((part) => this.#orphaned(part, parts)),
    };
  }

  #apply(transaction: Y.Transaction, bytes: Uint8Array, scan: Scan): void {
    try {
      const { structs } = Y.decodeUpdate(bytes);
      placeStructs(transaction, structs, this.#root, this.#limits.placingSteps);
      for (const struct of structs) if (struct instanceof Y.Item) refuseLivingNeighbours(struct);
      // Of the structs it finds nothing new any more.
      if (scan.deleted.length > 0) Y.applyUpdate(this.#doc, bytes);
    } catch (error) {
      throw new PoisonedError(cannot, { cause: error });
    }
  }

  /** Applies what this server itself made. */
  applyOwn(update: Uint8Array): void {
    this.#whole = null;
    Y.applyUpdate(this.#doc, update);
  }

  /**
   * The schema's verdict on all blocks that were touched since the last call.
   * @throws PoisonedError
   */
  check(): void {
    try {
      for (const block of this.#touched) {
        if (block._item !== null && !block._item.deleted) checkBlock(block);
      }
    } catch (error) {
      throw new PoisonedError('the text would leave the schema', { cause: error });
    } finally {
      this.#touched.clear();
    }
  }

  /**
   * The edit that takes the blocks from `atBlock` on away, and these blocks, without changing anything.
   * @returns null when there are not that many blocks
   */
  cut(atBlock: number): { readonly update: Uint8Array; readonly blocks: ClauseJson } | null {
    const content = this.json.content ?? [];
    if (atBlock < 1 || atBlock >= content.length) return null;
    const copy = new Y.Doc({ gc: true });
    try {
      Y.applyUpdate(copy, this.since(null));
      const updates: Uint8Array[] = [];
      copy.on('update', (update: Uint8Array) => updates.push(update));
      const root = textOf(copy);
      root.delete(atBlock, root.length - atBlock);
      return { update: Y.mergeUpdates(updates), blocks: { type: 'doc', content: content.slice(atBlock) } };
    } finally {
      copy.destroy();
    }
  }

  destroy(): void {
    this.#doc.destroy();
  }

  #countStructs(): number {
    let count = 0;
    for (const structs of this.#doc.store.clients.values()) count += structs.length;
    return count;
  }

  #inspect(transaction: Y.Transaction): void {
    const added: Y.Item[] = [];
    for (const [client, to] of transaction.afterState) {
      const from = transaction.beforeState.get(client) ?? 0;
      if (from === to) continue;
      const structs = this.#doc.store.clients.get(client) ?? [];
      const items = structs.slice(Y.findIndexSS(structs, from)).filter((struct) => struct instanceof Y.Item);
      for (const item of items) this.#inspectItem(item);
      added.push(...items);
    }
    if (!isInOrder(added)) throw new PoisonedError('a struct that no author can have put where it stands');
    for (const type of transaction.changed.keys()) {
      // Types that lost something, such as an attribute that the schema needs.
      if (!this.#isRoot(type)) this.#place(type);
    }
  }

  #inspectItem(item: Y.Item): void {
    const parent = item.parent as Type;
    for (const neighbour of [item.left, item.right]) {
      // A forged origin can string the lists of two nodes together, and no later reader would agree on them.
      if (neighbour && (neighbour.parent !== parent || neighbour.parentSub !== item.parentSub)) {
        throw new PoisonedError('a struct stands between two nodes');
      }
    }
    if (item.deleted) return;
    if (!belongs(item, parent, this.#isRoot(parent))) {
      throw new PoisonedError('a struct where its kind does not belong');
    }
    const { content } = item;
    if (this.#isRoot(parent)) {
      if (content instanceof Y.ContentType && content.type instanceof Y.XmlElement) {
        this.#touched.add(content.type as Y.XmlElement);
      }
    } else {
      this.#place(parent);
    }
  }

  #isRoot(type: unknown): boolean {
    return type === this.#root;
  }

  /** Notes the top-level block that holds a type, and refuses one that lies too deep. */
  #place(type: Type): void {
    let at = type;
    for (let depth = 1; ; depth++) {
      if (depth > this.#limits.depth) throw new PoisonedError('the text is nested too deep');
      const item = at._item;
      // A type without an item is a root, and there must be only one.
      if (item === null) throw new PoisonedError('a root other than the text');
      if (item.deleted) return;
      const parent = item.parent as Type;
      if (this.#isRoot(parent)) {
        if (at instanceof Y.XmlElement) this.#touched.add(at as Y.XmlElement);
        return;
      }
      at = parent;
    }
  }

  /** @param parts of the edit: what its author deleted again is not lost */
  #orphaned({ bytes, scan, known }: Part, parts: readonly Part[]): string {
    const lost = scan.sections.some(({ client, from, to }) => {
      const structs = this.#doc.store.clients.get(client) ?? [];
      const start = Math.max(from, known.get(client) ?? 0);
      return start < to && structs.slice(Y.findIndexSS(structs, start)).some((struct) => struct.deleted);
    });
    if (!lost) return '';
    let words = '';
    for (const struct of Y.decodeUpdate(bytes).structs) {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
      const { client, clock } = struct.id;
      const units = struct.content.str;
      let run = '';
      for (let i = Math.max(0, (known.get(client) ?? 0) - clock); i < units.length; i++) {
        const isMeant = parts.some((part) => deletedBy(part.scan, client, clock + i));
        if (this.#isGone(client, clock + i) && !isMeant) run += units[i];
      }
      if (run !== '') words += (words === '' ? '' : ' ') + run;
    }
    return words;
  }

  #isGone(client: number, clock: number): boolean {
    const structs = this.#doc.store.clients.get(client);
    return structs?.[Y.findIndexSS(structs, clock)]?.deleted ?? false;
  }
}

/** The text of a room that is not open, read once. */
export function jsonOfRecord(record: RoomRecord): ClauseJson {
  const doc = docOf(record);
  const json = jsonOfDoc(doc);
  doc.destroy();
  return json;
}

function docOf(record: RoomRecord): Y.Doc {
  const doc = new Y.Doc({ gc: true });
  doc.transact((transaction) => {
    if (record.snapshot !== null) Y.applyUpdate(doc, record.snapshot);
    for (const update of record.updates) Y.applyUpdate(doc, update);
    // After a foreign transaction Yjs tidies formatting up, by deletions that are in no journal.
    transaction.local = true;
  });
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
    doc.destroy();
    throw new Error('a stored room lacks updates that later ones refer to');
  }
  return doc;
}

/**
 * A struct whose node is gone finds no place, and what this server writes of it names no neighbours. But on the way
 * Yjs has cut the runs of both, and a character that it cuts in two is lost: here alone, if a neighbour is alive.
 * Honest neighbours stand in one node, and are gone with it.
 */
function refuseLivingNeighbours({ parent, left, right }: Y.Item): void {
  if (parent !== null) return;
  const isAlive = (neighbour: Y.Item | null) => neighbour instanceof Y.Item && !neighbour.deleted;
  if (isAlive(left) || isAlive(right)) throw new RangeError('a struct stands between two nodes');
}

function deletedBy(scan: Scan, client: number, clock: number): boolean {
  return scan.deleted.some((run) => run.client === client && run.from <= clock && clock < run.to);
}

/** Whether a struct of this kind may stand directly in this parent. */
function belongs(item: Y.Item, parent: unknown, inRoot: boolean): boolean {
  const { content, parentSub } = item;
  if (inRoot)
    return parentSub === null && content instanceof Y.ContentType && content.type instanceof Y.XmlElement;
  if (parent instanceof Y.XmlElement) {
    if (parentSub === null) {
      return (
        content instanceof Y.ContentType &&
        (content.type instanceof Y.XmlElement || content.type instanceof Y.XmlText)
      );
    }
    const declared = clauseSchema.nodes[parent.nodeName]?.spec.attrs;
    // Only values that are overwritten already come several at a time.
    return (
      declared !== undefined &&
      Object.hasOwn(declared, parentSub) &&
      content instanceof Y.ContentAny &&
      content.arr.length === 1
    );
  }
  if (parent instanceof Y.XmlText) {
    return parentSub === null && (content instanceof Y.ContentString || content instanceof Y.ContentFormat);
  }
  return false;
}

function checkBlock(block: Y.XmlElement): void {
  const { content } = yXmlFragmentToProsemirrorJSON(block) as { content: readonly unknown[] };
  const node = Node.fromJSON(clauseSchema, {
    type: block.nodeName,
    attrs: block.getAttributes(),
    content: content.flat(),
  });
  if (clauseSchema.topNodeType.contentMatch.matchType(node.type) === null) {
    throw new RangeError(`${block.nodeName} is not a block`);
  }
  node.check();
}
