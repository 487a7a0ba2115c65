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

export interface Fanout {
  readonly latency: Latency;
  /** Server CPU time per edit and receiver, µs. */
  readonly cpuPerDelivery: number;
  readonly complete: boolean;
}

/** One writer, 20 edits a second, `readers` readers. */
export async function fanout(name: ServerName, readers: number, seconds: number): Promise<Fanout> {
  const clause = seededClause(10, 400);
  return withRooms(name, ['fanout'], clause, async (server) => {
    const clients = await Promise.all(
      Array.from({ length: readers }, (_, i) => join(server, 'fanout', i + 1)),
    );
    const writing = await join(server, 'fanout', 0);
    const writer = [new Writer(writing, 0, clause)];
    // A second whose timing nobody looks at, so that what is measured is a warm server.
    await typeFor(writer, 20, 1, new Deliveries());
    const deliveries = new Deliveries();
    const fresh = [new Writer(writing, 1, clause)];
    for (const reader of clients.slice(0, 3)) deliveries.sample(reader, null);
    const before = await server.usage();
    await typeFor(fresh, 20, seconds, deliveries);
    const complete = await deliveries.complete(5000);
    const after = await server.usage();
    const result = {
      latency: deliveries.latency(),
      cpuPerDelivery: (after.cpu - before.cpu) / (deliveries.sent * readers),
      complete,
    };
    await Promise.all([...clients, writing].map((client) => client.close()));
    return result;
  });
}

export interface Busy {
  /** Latency and CPU at 10 edits a second each. */
  readonly calm: Fanout;
  /** Highest rate of edits a second for each of the writers with p99 ≤ 250 ms and nothing missing. */
  readonly rate: number;
  /** What ended the ramp. */
  readonly end: string;
}

const ramp = [20, 40, 60, 80, 100, 125, 160, 200, 250, 300, 350, 400, 450, 500, 600, 700, 800, 1000];

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
  const calm = await step(10);
  let best = calm.complete && calm.latency.p99 <= 250 ? 10 : 0;
  for (const rate of ramp) {
    const run = await step(rate);
    if (run.behind > 0.02) return { calm, rate: best, end: `the load generator falls behind at ${rate}` };
    if (!run.complete) return { calm, rate: best, end: `not all delivered at ${rate}` };
    if (run.latency.p99 > 250)
      return { calm, rate: best, end: `p99 ${run.latency.p99.toFixed(0)} ms at ${rate}` };
    best = rate;
  }
  return { calm, rate: best, end: 'end of the ramp' };
}

/** `count` open clauses of 5 kB with two people each. @returns resident memory in MB before and with them */
export async function manyRooms(name: ServerName, count: number): Promise<{ idle: number; open: number }> {
  const clause = seededClause(8, 600);
  const rooms = Array.from({ length: count }, (_, i) => `room-${i}`);
  return withRooms(name, rooms, clause, async (server) => {
    const idle = (await server.usage(true)).rss;
    const clients: ThinClient[] = [];
    for (const room of rooms) clients.push(await join(server, room, 1), await join(server, room, 2));
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
    for (const room of rooms) {
      const writer = await join(server, room, 1);
      for (const update of updates) writer.send(update);
      // A second client that has it all shows that the server has read every message of the first.
      for (;;) {
        const reader = await join(server, room, 1);
        const complete = stateOf(reader.joined!) === expected;
        await reader.close();
        if (complete) break;
        await settle(5);
      }
      await writer.close();
    }
    // Past the longest store debounce of any of them, so that a restart finds what it wrote.
    await settle(11_000);
    await server.stop();
    await server.start();
    const before = await server.usage();
    const start = performance.now();
    const clients = await Promise.all(rooms.map((room) => join(server, room, 1)));
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
