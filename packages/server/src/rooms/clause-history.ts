/**
 * The history of a clause's words: who wrote each stretch of characters, and who deleted which, by the Yjs ids of
 * the characters and to the minute. It never holds a word of the text, so what was deleted cannot come back
 * through it. It only grows; replay.ts fills it from the journal, and it is stored beside a room's snapshot.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** Who did something, and when; `person` is null for the source of the text (an import, a seed). */
export interface Doer {
  readonly person: string | null;
  /** Minutes since the epoch. */
  readonly minute: number;
}

/** Characters of one Yjs client id: clocks `from` up to, not including, `to`. */
export interface Stretch {
  readonly client: number;
  readonly from: number;
  readonly to: number;
}

export interface Attributed extends Stretch, Doer {}

interface Run {
  from: number;
  to: number;
  /** Index into the list of persons. */
  readonly who: number;
  readonly minute: number;
}

/** Runs by client id, in the order of their clocks, none over another. */
type Runs = Map<number, Run[]>;

const format = 1;

export class ClauseHistory {
  readonly #persons: (string | null)[] = [];
  readonly #written: Runs = new Map();
  readonly #deleted: Runs = new Map();

  /** @throws when the bytes are not a history: the store is damaged */
  static decode(bytes: Uint8Array): ClauseHistory {
    const decoder = decoding.createDecoder(bytes);
    const version = decoding.readVarUint(decoder);
    if (version !== format)
      throw new Error(`a history of format ${version}, which this version does not know`);
    const history = new ClauseHistory();
    const persons = decoding.readVarUint(decoder);
    for (let i = 0; i < persons; i++) {
      const known = decoding.readUint8(decoder) === 1;
      history.#persons.push(known ? decoding.readVarString(decoder) : null);
    }
    readRuns(decoder, history.#written);
    readRuns(decoder, history.#deleted);
    return history;
  }

  encode(): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, format);
    encoding.writeVarUint(encoder, this.#persons.length);
    for (const person of this.#persons) {
      encoding.writeUint8(encoder, person === null ? 0 : 1);
      if (person !== null) encoding.writeVarString(encoder, person);
    }
    writeRuns(encoder, this.#written);
    writeRuns(encoder, this.#deleted);
    return encoding.toUint8Array(encoder);
  }

  /** Notes who wrote new characters. Nobody can write what was written before: the first writer stays. */
  wrote({ client, from, to }: Stretch, doer: Doer): void {
    const known = this.#written.get(client)?.at(-1)?.to ?? 0;
    const start = Math.max(from, known);
    if (start < to) this.#note(this.#written, { client, from: start, to }, doer);
  }

  /** Notes who deleted characters, as far as they are characters that this history knows and not deleted yet. */
  deleted(stretch: Stretch, doer: Doer): void {
    for (const { client, from, to } of this.authorsOf(stretch)) {
      let at = from;
      for (const gone of within(this.#deleted, { client, from, to })) {
        if (at < gone.from) this.#note(this.#deleted, { client, from: at, to: gone.from }, doer);
        at = gone.to;
      }
      if (at < to) this.#note(this.#deleted, { client, from: at, to }, doer);
    }
  }

  /** Who wrote the characters of a stretch, in their order; what is not known is left out. */
  authorsOf(stretch: Stretch): Attributed[] {
    return within(this.#written, stretch).map((run) => this.#attributed(stretch.client, run));
  }

  /** Every stretch that was deleted, in no particular order. */
  *deletions(): Generator<Attributed> {
    for (const [client, runs] of this.#deleted) for (const run of runs) yield this.#attributed(client, run);
  }

  #attributed(client: number, { from, to, who, minute }: Run): Attributed {
    return { client, from, to, person: this.#persons[who] ?? null, minute };
  }

  #note(runs: Runs, { client, from, to }: Stretch, { person, minute }: Doer): void {
    let who = this.#persons.indexOf(person);
    if (who === -1) who = this.#persons.push(person) - 1;
    let list = runs.get(client);
    if (list === undefined) runs.set(client, (list = []));
    const at = firstAfter(list, from);
    const before = list[at - 1];
    const after = list[at];
    const same = (run: Run | undefined) => run !== undefined && run.who === who && run.minute === minute;
    const joinsBefore = before !== undefined && before.to === from && same(before);
    const joinsAfter = after !== undefined && after.from === to && same(after);
    if (joinsBefore) {
      before.to = joinsAfter ? after.to : to;
      if (joinsAfter) list.splice(at, 1);
    } else if (joinsAfter) after.from = from;
    else list.splice(at, 0, { from, to, who, minute });
  }
}

/** Index of the first run that begins after this clock. */
function firstAfter(runs: readonly Run[], clock: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle] as Run).from <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What of a stretch the runs cover, cut to it. */
function within(runs: Runs, { client, from, to }: Stretch): Run[] {
  const list = runs.get(client) ?? [];
  const found: Run[] = [];
  for (let i = Math.max(0, firstAfter(list, from) - 1); i < list.length; i++) {
    const run = list[i] as Run;
    if (run.from >= to) break;
    if (run.to > from) found.push({ ...run, from: Math.max(from, run.from), to: Math.min(to, run.to) });
  }
  return found;
}

function writeRuns(encoder: encoding.Encoder, runs: Runs): void {
  encoding.writeVarUint(encoder, runs.size);
  for (const [client, list] of runs) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, list.length);
    let clock = 0;
    let minute = 0;
    for (const run of list) {
      encoding.writeVarUint(encoder, run.from - clock);
      encoding.writeVarUint(encoder, run.to - run.from);
      encoding.writeVarUint(encoder, run.who);
      encoding.writeVarInt(encoder, run.minute - minute);
      clock = run.to;
      minute = run.minute;
    }
  }
}

function readRuns(decoder: decoding.Decoder, into: Runs): void {
  const clients = decoding.readVarUint(decoder);
  for (let c = 0; c < clients; c++) {
    const client = decoding.readVarUint(decoder);
    const count = decoding.readVarUint(decoder);
    const list: Run[] = [];
    let clock = 0;
    let minute = 0;
    for (let r = 0; r < count; r++) {
      const from = clock + decoding.readVarUint(decoder);
      const to = from + decoding.readVarUint(decoder);
      const who = decoding.readVarUint(decoder);
      minute += decoding.readVarInt(decoder);
      list.push({ from, to, who, minute });
      clock = to;
    }
    into.set(client, list);
  }
}
