/**
 * The scenarios, each the same for every server: open loop (an edit is sent when its time has come, whatever
 * became of the earlier ones), CPU time of the server process over the run, latency from send to receipt.
 */
import { performance } from 'node:perf_hooks';
import * as Y from 'yjs';
import { Deliveries, type Latency } from './delivery.ts';
import { history, oneCharacter, seedClient, seededClause, type SeededClause } from './edits.ts';
import { MeasuredServer, type ServerName } from './measured-server.ts';
import { ThinClient } from './thin-client.ts';

const settle = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A server with one fresh clause per name, and the connections to it that a scenario opened. */
async function withRooms<T>(
  name: ServerName,
  rooms: readonly string[],
  clause: SeededClause,
  scenario: (server: MeasuredServer) => Promise<T>,
): Promise<T> {
  const server = new MeasuredServer(name);
  try {
    await server.start(new Map(rooms.map((room) => [room, clause.update])));
    if (name === 'hocuspocus' || name === 'y-websocket') {
      for (const room of rooms) {
        const client = await join(server, room, 0);
        client.send(clause.update);
        await client.close();
      }
    }
    return await scenario(server);
  } finally {
    await server.remove();
  }
}

async function join(server: MeasuredServer, room: string, person: number): Promise<ThinClient> {
  const client = new ThinClient(server.address(room, person));
  await client.ready;
  return client;
}

class Writer {
  readonly client: number;
  readonly #socket: ThinClient;
  readonly #end: number;
  #clock = 0;

  constructor(socket: ThinClient, index: number, clause: SeededClause) {
    this.#socket = socket;
    this.client = 1000 + index;
    this.#end = clause.ends[index % clause.ends.length]!;
  }

  type(deliveries: Deliveries): void {
    const clock = this.#clock++;
    const origin =
      clock === 0 ? { client: seedClient, clock: this.#end } : { client: this.client, clock: clock - 1 };
    const edit = oneCharacter(this.client, clock, origin);
    deliveries.sending(this.client, clock);
    this.#socket.send(edit);
  }
}

/** Lets each writer type `rate` edits a second for `seconds`, spread evenly. @returns edits that fell behind */
async function typeFor(
  writers: readonly Writer[],
  rate: number,
  seconds: number,
  deliveries: Deliveries,
): Promise<number> {
  const start = performance.now();
  let done = 0;
  for (;;) {
    const elapsed = Math.min((performance.now() - start) / 1000, seconds);
    const due = Math.floor(elapsed * rate * writers.length);
    // At most one tick's worth more than a tick should have: a generator that lags says so.
    const most = done + Math.max(writers.length, Math.ceil(rate * writers.length * 0.05));
    for (; done < Math.min(due, most); done++) writers[done % writers.length]!.type(deliveries);
    if (elapsed >= seconds) return due - done;
    await settle(1);
  }
}

export interface Load {
  readonly latency: Latency;
  /** Server CPU time per edit and receiver, µs. */
  readonly cpuPerDelivery: number;
  readonly complete: boolean;
}

export interface Fanout extends Load {
  readonly readers: number;
  /** Latency at the pace of somebody who types alone, five edits a second. */
  readonly typing: Latency;
  /** Resident memory of the server, MB. */
  readonly resident: number;
}

/** One writer, 20 edits a second, with more and more readers. */
export async function fanout(
  name: ServerName,
  readers: readonly number[],
  seconds: number,
): Promise<readonly Fanout[]> {
  const clause = seededClause(10, 400);
  return withRooms(name, ['fanout'], clause, async (server) => {
    const writing = await join(server, 'fanout', 0);
    const clients: ThinClient[] = [];
    const results: Fanout[] = [];
    let writers = 0;
    const type = async (rate: number, time: number) => {
      const deliveries = new Deliveries();
      for (const reader of clients.slice(0, 3)) deliveries.sample(reader, null);
      const writer = new Writer(writing, writers++, clause);
      const before = await server.usage();
      await typeFor([writer], rate, time, deliveries);
      const complete = await deliveries.complete(5000);
      const after = await server.usage();
      return {
        latency: deliveries.latency(),
        cpuPerDelivery: (after.cpu - before.cpu) / (deliveries.sent * clients.length),
        complete,
        resident: after.rss / 2 ** 20,
      };
    };
    for (const count of readers) {
      while (clients.length < count) clients.push(await join(server, 'fanout', clients.length + 1));
      // Edits that nobody looks at: what is measured is a server that has been up for a while.
      await type(50, results.length === 0 ? 2.5 * seconds : seconds / 2);
      const run = await type(20, seconds);
      const typing = await type(5, seconds / 2);
      results.push({ ...run, readers: count, typing: typing.latency });
    }
    for (const client of [...clients, writing]) client.terminate();
    return results;
  });
}

export interface Busy {
  /** Latency and CPU at 10 edits a second each. */
  readonly calm: Load;
  /** Highest rate of edits a second for each of the writers with p99 ≤ 250 ms and nothing missing. */
  readonly rate: number;
  /** What ended the ramp. */
  readonly end: string;
}

/** `count` writers in one clause, all receiving everything; the rate goes up until p99 passes 250 ms. */
export async function busy(name: ServerName, count: number, seconds: number): Promise<Busy> {
  const clause = seededClause(count, 150);
  const step = (rate: number) =>
    withRooms(name, ['busy'], clause, async (server) => {
      const clients = await Promise.all(Array.from({ length: count }, (_, i) => join(server, 'busy', i)));
      const writers = clients.map((client, index) => new Writer(client, index, clause));
      const deliveries = new Deliveries();
      for (let sampled = 0; sampled < 3; sampled++)
        deliveries.sample(clients[sampled]!, writers[sampled]!.client);
      const before = await server.usage();
      const behind = await typeFor(writers, rate, seconds, deliveries);
      const complete = await deliveries.complete(3000);
      const after = await server.usage();
      const result = {
        latency: deliveries.latency(),
        cpuPerDelivery: (after.cpu - before.cpu) / (deliveries.sent * (count - 1)),
        complete,
        behind: behind / (rate * count * seconds),
      };
      for (const client of clients) client.terminate();
      return result;
    });
  /** @returns why the rate cannot be held; null when it can */
  const failure = (rate: number, run: Awaited<ReturnType<typeof step>>): string | null => {
    if (run.behind > 0.02) return `the load generator falls behind at ${rate}`;
    if (!run.complete) return `not all delivered at ${rate}`;
    return run.latency.p99 > 250 ? `p99 ${run.latency.p99.toFixed(0)} ms at ${rate}` : null;
  };
  const calm = await step(10);
  let held = failure(10, calm) === null ? 10 : 0;
  let end = 'end of the ramp';
  let tooFast = 2 * mostPerWriter;
  for (let rate = 50; rate < tooFast; rate *= 2) {
    const failed = failure(rate, await step(rate));
    if (failed === null) held = rate;
    else [tooFast, end] = [rate, failed];
  }
  // Between the last that held and the first that did not, to about a tenth.
  while (tooFast <= mostPerWriter && tooFast > Math.max(held * 1.15, held + 10)) {
    const rate = Math.round((held + tooFast) / 20) * 10;
    const failed = failure(rate, await step(rate));
    if (failed === null) held = rate;
    else [tooFast, end] = [rate, failed];
  }
  return { calm, rate: held, end };
}

/** More a second than this for each of thirty writers no load generator on one core sends and receives. */
const mostPerWriter = 1600;

/** `count` open clauses of 5 kB with two people each. @returns resident memory in MB before and with them */
export async function manyRooms(name: ServerName, count: number): Promise<{ idle: number; open: number }> {
  const clause = seededClause(8, 600);
  const rooms = Array.from({ length: count }, (_, i) => `room-${i}`);
  return withRooms(name, rooms, clause, async (server) => {
    const idle = (await server.usage(true)).rss;
    const clients: ThinClient[] = [];
    for (const [i, room] of rooms.entries()) {
      clients.push(await join(server, room, 2 * i), await join(server, room, 2 * i + 1));
    }
    const open = (await server.usage(true)).rss;
    for (const client of clients) client.terminate();
    return { idle: idle / 2 ** 20, open: open / 2 ** 20 };
  });
}

/** Opens `count` clauses that each have `edits` edits of history, after a restart of the server. */
export async function coldOpening(
  name: ServerName,
  count: number,
  edits: number,
): Promise<{ milliseconds: number; cpu: number; complete: boolean }> {
  const clause = seededClause(8, 600);
  const rooms = Array.from({ length: count }, (_, i) => `cold-${i}`);
  const updates = history(clause, 77, edits, 50);
  const whole = new Y.Doc();
  for (const update of [clause.update, ...updates]) Y.applyUpdate(whole, update);
  const expected = Y.encodeStateVector(whole).join();
  return withRooms(name, rooms, clause, async (server) => {
    const write = async (room: string, person: number) => {
      const writer = await join(server, room, person);
      for (const update of updates) writer.send(update);
      // A second client that has it all shows that the server has read every message of the first.
      for (;;) {
        const reader = await join(server, room, person);
        const complete = stateOf(reader.joined!) === expected;
        await reader.close();
        if (complete) break;
        await settle(20);
      }
      await writer.close();
    };
    for (let first = 0; first < count; first += 10) {
      await Promise.all(rooms.slice(first, first + 10).map((room, i) => write(room, first + i)));
    }
    // Past the longest store debounce of any of them, so that a restart finds what it wrote.
    await settle(11_000);
    await server.stop();
    await server.start();
    const before = await server.usage();
    const start = performance.now();
    const clients = await Promise.all(rooms.map((room, i) => join(server, room, i)));
    const milliseconds = performance.now() - start;
    const after = await server.usage();
    const complete = clients.every((client) => stateOf(client.joined!) === expected);
    for (const client of clients) client.terminate();
    return { milliseconds, cpu: (after.cpu - before.cpu) / 1000, complete };
  });
}

function stateOf(update: Uint8Array): string {
  return Y.encodeStateVectorFromUpdate(update).join();
}

/** `count` clients of one clause come back at once. @returns ms until the last has the text, and CPU in ms */
export async function reconnectStorm(
  name: ServerName,
  count: number,
): Promise<{ milliseconds: number; cpu: number }> {
  const clause = seededClause(8, 600);
  return withRooms(name, ['storm'], clause, async (server) => {
    const first = await Promise.all(Array.from({ length: count }, (_, i) => join(server, 'storm', i)));
    for (const client of first) client.terminate();
    const before = await server.usage();
    const start = performance.now();
    const again = await Promise.all(Array.from({ length: count }, (_, i) => join(server, 'storm', i)));
    const milliseconds = performance.now() - start;
    const after = await server.usage();
    for (const client of again) client.terminate();
    return { milliseconds, cpu: (after.cpu - before.cpu) / 1000 };
  });
}
