/**
 * Which neighbours a struct may name. A list is written struct by struct, each by a client and between two letters
 * that are there; what the gate lets in must read the same in every copy, in whatever order and pieces the copy got
 * it, and what an honest author writes must be let in.
 *
 * `TRAVAUX_LISTS` sets how many longer lists are tried, `TRAVAUX_SEED` which.
 */
import { describe, expect, test } from '@jest/globals';
import { jsonOfDoc } from '@travaux/editor/document';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { nameNeighboursOfUndone } from '../../packages/editor/src/sync/undo-neighbours.ts';
import { defaultLimits } from '../../packages/server/src/rooms/limits.ts';
import { LiveText, PoisonedError } from '../../packages/server/src/rooms/live-text.ts';
import { scanUpdate } from '../../packages/server/src/rooms/scan.ts';
import { byHand, edit, type KindOfEdit } from '../simulation/editing.ts';
import { Random } from '../simulation/random.ts';

const many = Number(process.env.TRAVAUX_LISTS ?? 400);
const seed = Number(process.env.TRAVAUX_SEED ?? Math.floor(Date.now() / 1000) % 1_000_000_000);

// A list of letters, as it is written.

/** The number of a letter, in the order in which they came to the server; null: the edge of the list. */
type Letter = number | null;

/** One to three letters that one client writes at once, between two others. */
interface Struct {
  readonly client: number;
  readonly clock: number;
  readonly first: number;
  readonly length: number;
  readonly left: Letter;
  readonly right: Letter;
}

class List {
  readonly structs: Struct[] = [];
  /** Client and clock of each letter. */
  readonly #letters: { readonly client: number; readonly clock: number }[] = [];

  get size(): number {
    return this.#letters.length;
  }

  next(client: number, left: Letter, right: Letter, length = 1): Struct {
    const clock = this.#letters.filter((letter) => letter.client === client).length;
    return { client, clock, first: this.size, length, left, right };
  }

  add(struct: Struct): void {
    this.structs.push(struct);
    for (let i = 0; i < struct.length; i++)
      this.#letters.push({ client: struct.client, clock: struct.clock + i });
  }

  remove(): void {
    const last = this.structs.pop();
    if (last !== undefined) this.#letters.length = last.first;
  }

  /** The bytes that say so; letters are A, B, C … in the order in which they came. */
  updateOf({ client, clock, first, length, left, right }: Struct): Uint8Array {
    const encoder = encoding.createEncoder();
    const write = (...values: number[]) => values.forEach((value) => encoding.writeVarUint(encoder, value));
    const letter = (which: number) => {
      const { client: of, clock: at } = this.#letters[which]!;
      write(of, at);
    };
    write(1, 1, client, clock);
    encoding.writeUint8(encoder, (left === null ? 0 : 128) | (right === null ? 0 : 64) | 4);
    if (left !== null) letter(left);
    if (right !== null) letter(right);
    if (left === null && right === null) write(0, 1, 1);
    encoding.writeVarString(
      encoder,
      String.fromCodePoint(...Array.from({ length }, (_, i) => 65 + first + i)),
    );
    write(0);
    return encoding.toUint8Array(encoder);
  }
}

function deletionOf({ client, clock, length }: Struct): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const value of [0, 1, client, 1, clock, length]) encoding.writeVarUint(encoder, value);
  return encoding.toUint8Array(encoder);
}

/** A paragraph with an empty text, whose id is 1/1. */
const paragraph: Uint8Array = (() => {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const block = new Y.XmlElement('paragraph');
  doc.getXmlFragment('text').insert(0, [block]);
  block.insert(0, [new Y.XmlText()]);
  return Y.encodeStateAsUpdate(doc);
})();

function copyOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc({ guid: 'copy' });
  for (const update of [paragraph, ...updates]) Y.applyUpdate(doc, update);
  return doc;
}

function lettersOf(doc: Y.Doc): string {
  return ((doc.getXmlFragment('text').get(0) as Y.XmlElement).get(0) as Y.XmlText).toJSON();
}

// The gate.

function textOf(updates: readonly Uint8Array[]): LiveText {
  const record = { snapshot: paragraph, updates } as Parameters<typeof LiveText.load>[0];
  return LiveText.load(record, defaultLimits);
}

/** What the server sends on, or null when it refuses. */
function letIn(text: LiveText, update: Uint8Array): Uint8Array | null {
  try {
    const { update: sent } = text.edit((apply) => apply(update, scanUpdate(update, defaultLimits)));
    text.check();
    return sent;
  } catch {
    return null;
  }
}

/** A list as the server has it, and as it reads there. */
interface Written {
  readonly list: List;
  readonly updates: readonly Uint8Array[];
  readonly letters: string;
}

/** Every order in which a copy may come by these structs: each after its neighbours and after its author's own. */
function* ordersOf({ structs }: List, taken: readonly number[] = []): Generator<readonly number[]> {
  if (taken.length === structs.length) yield taken;
  const has = (letter: Letter) =>
    letter === null ||
    taken.some((i) => structs[i]!.first <= letter && letter < structs[i]!.first + structs[i]!.length);
  for (const [i, { client, left, right }] of structs.entries()) {
    if (taken.includes(i) || !has(left) || !has(right)) continue;
    if (structs.some((other, j) => j < i && other.client === client && !taken.includes(j))) continue;
    yield* ordersOf({ structs } as List, [...taken, i]);
  }
}

function someOrderOf(list: List, random: Random): readonly number[] {
  const { structs } = list;
  const at = structs.map(() => random.next());
  const taken: number[] = [];
  const holder = (letter: Letter) =>
    structs.findIndex(({ first, length }) => letter !== null && first <= letter && letter < first + length);
  const isReady = (i: number) =>
    !taken.includes(i) &&
    [structs[i]!.left, structs[i]!.right].every(
      (letter) => letter === null || taken.includes(holder(letter)),
    ) &&
    structs.every((other, j) => j >= i || other.client !== structs[i]!.client || taken.includes(j));
  while (taken.length < structs.length) {
    const ready = [...structs.keys()].filter(isReady).sort((a, b) => at[a]! - at[b]!);
    taken.push(ready[0]!);
  }
  return taken;
}

const inOrder = ({ updates }: Written, order: readonly number[]) => order.map((i) => updates[i]!);

describe('[G3] the gate refuses neighbours with which copies would differ', () => {
  /** Structs as `client: letters left right`, such as `a: B A .`; a full stop is the edge. */
  const written = (...lines: string[]): Written => {
    const list = new List();
    const updates = lines.map((line) => {
      const [client, letters, left, right] = line.split(/:? /) as [string, string, string, string];
      const letter = (sign: string) => (sign === '.' ? null : sign.charCodeAt(0) - 65);
      const struct = list.next(100 + client.charCodeAt(0), letter(left), letter(right), letters.length);
      list.add(struct);
      return list.updateOf(struct);
    });
    return { list, updates, letters: lettersOf(copyOf(updates)) };
  };
  const isLetIn = ({ updates }: Written) => {
    const text = textOf(updates.slice(0, -1));
    return letIn(text, updates.at(-1)!) !== null;
  };

  test('a right neighbour that was written beside what stands between', () => {
    const three = ['a: A . .', 'a: B A .', 'b: C . B'];
    expect(isLetIn(written(...three))).toBe(false);
    // What it would do: somebody else writes after A.
    const four = written(...three, 'c: D A .');
    const read = [...ordersOf(four.list)].map((order) => lettersOf(copyOf(inOrder(four, order))));
    expect(new Set(read)).toEqual(new Set(['ADCB', 'ACBD']));
  });

  test('a right neighbour that stands on the left', () => {
    const two = written('a: ABC . .', 'b: D C B');
    expect(isLetIn(two)).toBe(false);
    // What it would do: a copy that has the letters in two pieces already, since somebody wrote between them.
    const three = written('a: ABC . .', 'b: D C B', 'c: E B C');
    const read = [...ordersOf(three.list)].map((order) => lettersOf(copyOf(inOrder(three, order))));
    expect(new Set(read).size).toBe(2);
  });

  test('a left neighbour that was written beside what stands between', () => {
    expect(isLetIn(written('a: A . .', 'b: B . A', 'c: C B .'))).toBe(false);
  });

  test('and none that an author can have seen', () => {
    for (const honest of [
      written('a: AB . .', 'b: C A B', 'c: D A B'),
      written('a: AB . .', 'b: C A B', 'c: D A C', 'd: E C B'),
      // As an undo writes it: the author's own letter stands between.
      written('a: A . .', 'a: B A .', 'a: C A B', 'a: D A B'),
    ])
      expect(isLetIn(honest)).toBe(true);
  });
});

test('[D5] whatever is let in reads the same in every copy: all lists of up to four letters', () => {
  let lists = 0;
  let refused = 0;
  let orders = 0;
  const list = new List();
  const write = (updates: readonly Uint8Array[], clients: readonly number[]) => {
    if (updates.length === clients.length) {
      const letters = lettersOf(copyOf(updates));
      lists++;
      for (const order of ordersOf(list)) {
        orders++;
        const read = lettersOf(copyOf(order.map((i) => updates[i]!)));
        if (read !== letters) throw new Error(`${letters} reads ${read}: ${JSON.stringify(list.structs)}`);
      }
      return;
    }
    const edge: Letter[] = [null, ...Array.from({ length: list.size }, (_, i) => i)];
    for (const left of edge) {
      for (const right of edge) {
        if (left !== null && left === right) continue;
        const struct = list.next(clients[updates.length]!, left, right);
        list.add(struct);
        const sent = letIn(textOf(updates), list.updateOf(struct));
        if (sent === null) refused++;
        else write([...updates, sent], clients);
        list.remove();
      }
    }
  };
  for (const clients of sharings(4)) write([], clients);
  expect({ lists, refused, orders }).toEqual({ lists: 9_525, refused: 6_450, orders: 38_603 });
}, 300_000);

/** Who writes each letter: every sharing of client ids, up to their order. */
function* sharings(letters: number, ids: readonly number[] = []): Generator<readonly number[]> {
  if (ids.length < letters) {
    for (let id = 1; id <= letters; id++) yield* sharings(letters, [...ids, 100 + id]);
  } else if (Math.max(...ids) - 100 === new Set(ids).size) yield ids;
}

test(`[D5] longer lists, in pieces, with letters deleted: ${many} from seed ${seed}`, () => {
  let refused = 0;
  let accepted = 0;
  for (let run = 0; run < many; run++) {
    const random = new Random(seed + run);
    const list = new List();
    const updates: Uint8Array[] = [];
    let text = textOf([]);
    const clients = random.int(1, 5);
    const letter = (): Letter =>
      random.chance(0.2) || list.size === 0 ? null : random.int(0, list.size - 1);
    for (let n = random.int(4, 16); n > 0; n--) {
      const left = letter();
      const right = letter();
      if (left !== null && left === right) continue;
      const struct = list.next(100 + random.int(1, clients), left, right, random.int(1, 3));
      list.add(struct);
      const sent = letIn(text, list.updateOf(struct));
      if (sent === null) {
        refused++;
        list.remove();
        text = textOf(updates);
      } else {
        accepted++;
        updates.push(sent);
      }
    }
    const deletions = list.structs.map((struct) => (random.chance(0.3) ? deletionOf(struct) : null));
    const letters = lettersOf(copyOf([...updates, ...deletions.filter((each) => each !== null)]));
    for (let tries = 0; tries < 8; tries++) {
      const late: Uint8Array[] = [];
      const order = someOrderOf(list, random).flatMap((i) => {
        const deletion = deletions[i];
        if (!deletion) return [updates[i]!];
        if (random.chance(0.5)) return [updates[i]!, deletion];
        late.push(deletion);
        return [updates[i]!];
      });
      order.push(...late);
      // One after the other, or the first of them as a snapshot.
      const cut = random.int(0, order.length);
      const copy = copyOf([Y.encodeStateAsUpdate(copyOf(order.slice(0, cut))), ...order.slice(cut)]);
      const whole = copyOf([Y.encodeStateAsUpdate(copy)]);
      expect([run, lettersOf(copy), lettersOf(whole)]).toEqual([run, letters, letters]);
    }
  }
  expect(accepted).toBeGreaterThan(many * 2);
  expect(refused).toBeGreaterThan(many);
}, 120_000);

// Honest authors.

const kinds: Readonly<Record<KindOfEdit | 'undo' | 'redo' | 'send' | 'hear', number>> = {
  type: 20,
  erase: 14,
  format: 5,
  unformat: 2,
  split: 6,
  join: 6,
  'add block': 3,
  'drop block': 8,
  'change block': 3,
  'clear all': 2,
  undo: 40,
  redo: 12,
  send: 12,
  hear: 12,
};

/** A copy with an editor and its undo, that may be behind and ahead of the server. */
class Author {
  readonly doc = new Y.Doc();
  readonly undo: Y.UndoManager;
  #heard = 0;

  /** @param isOurs false: the undo is that of Yjs as it is */
  constructor(client: number, isOurs = true) {
    this.doc.clientID = client;
    if (isOurs) nameNeighboursOfUndone(this.doc);
    this.undo = new Y.UndoManager(this.doc.getXmlFragment('text'), {
      captureTimeout: 0,
      trackedOrigins: new Set([byHand]),
    });
  }

  hear(journal: readonly Uint8Array[]): void {
    for (const update of journal.slice(this.#heard)) Y.applyUpdate(this.doc, update, 'server');
    this.#heard = journal.length;
  }
}

/** A server and its authors, who write, undo, redo, and meet now and then. */
class House {
  readonly journal = [paragraph];
  text = textOf([]);
  authors: Author[];
  readonly #isOurs: boolean;
  #client = 10;
  undone = 0;
  refused = 0;

  constructor(isOurs = true) {
    this.#isOurs = isOurs;
    this.authors = [this.#arrives(), this.#arrives(), this.#arrives()];
  }

  #arrives(): Author {
    const author = new Author(++this.#client, this.#isOurs);
    author.hear(this.journal);
    return author;
  }

  /** Sends what an author has that the server lacks; who is refused begins anew. */
  send(author: Author): void {
    const update = Y.encodeStateAsUpdate(author.doc, this.text.stateVector);
    try {
      const { update: sent } = this.text.edit((apply) => apply(update, scanUpdate(update, defaultLimits)));
      this.text.check();
      if (sent !== null) this.journal.push(sent);
    } catch (error) {
      if (!(error instanceof PoisonedError)) throw error;
      this.refused++;
      this.text = textOf(this.journal.slice(1));
      this.authors = this.authors.map((each) => (each === author ? this.#arrives() : each));
    }
  }

  steps(random: Random, count: number): void {
    for (let n = 0; n < count; n++) {
      const author = random.pick(this.authors)!;
      const kind = random.weighted(kinds);
      if (kind === 'undo') this.undone += author.undo.undo() ? 1 : 0;
      else if (kind === 'redo') author.undo.redo();
      else if (kind === 'hear') author.hear(this.journal);
      else if (kind === 'send') this.send(author);
      else edit(author.doc, kind, random, `w${n} `);
    }
    for (const author of this.authors) this.send(author);
    for (const author of this.authors) author.hear(this.journal);
  }

  /** What everybody reads, and the disk: one text. */
  get read(): ReadonlySet<string> {
    const whole = copyOf([Y.encodeStateAsUpdate(copyOf(this.journal))]);
    return new Set(
      [...this.authors.map(({ doc }) => doc), whole].map((doc) => JSON.stringify(jsonOfDoc(doc))),
    );
  }
}

test('[G8] an undo in a paragraph that was restored, others having written in it meanwhile', () => {
  const house = new House();
  const [ada, bea] = house.authors as [Author, Author];
  const inside = ({ doc }: Author) => (doc.getXmlFragment('text').get(0) as Y.XmlElement).get(0) as Y.XmlText;
  const byAda = (act: () => void) => ada.doc.transact(act, byHand);
  const meet = () => {
    for (const author of house.authors) house.send(author);
    for (const author of house.authors) author.hear(house.journal);
  };
  byAda(() => inside(ada).insert(0, 'one two three'));
  byAda(() => inside(ada).delete(4, 4));
  byAda(() => ada.doc.getXmlFragment('text').delete(0, 1));
  ada.undo.undo();
  meet();
  inside(bea).insert(4, 'and ');
  meet();
  byAda(() => inside(ada).insert(4, 'Ada '));
  ada.undo.undo();
  ada.undo.undo();
  meet();
  expect(house.refused).toBe(0);
  expect(inside(bea).toJSON()).toContain('two ');
  expect(house.read.size).toBe(1);
});

test(`[G8] [D5] honest authors who undo a lot are let in, and read the same: ${many} from seed ${seed}`, () => {
  let undone = 0;
  for (let run = 0; run < many / 4; run++) {
    const house = new House();
    house.steps(new Random(seed + run), 120);
    undone += house.undone;
    expect([run, house.refused, house.read.size]).toEqual([run, 0, 1]);
  }
  expect(undone).toBeGreaterThan(many);
}, 120_000);

test('[G3] [D5] what the undo of Yjs itself would put in two places is refused, and all read the same', () => {
  let refused = 0;
  for (let run = 0; run < 40; run++) {
    const house = new House(false);
    house.steps(new Random(795_631_683 + run), 120);
    refused += house.refused;
    expect([run, house.read.size]).toEqual([run, 1]);
  }
  expect(refused).toBeGreaterThan(0);
}, 120_000);
