/**
 * An adversary who may edit, in a clause with two honest people. Whatever it sends, the others see only edits that
 * a delegate may make, each under the adversary's own name; no frame costs more than a bounded amount of work, and
 * nothing piles up. (What that work takes in time is measured by `pnpm bench hostile`.) `TRAVAUX_FRAMES` sets how many frames are tried, `TRAVAUX_SEED` which.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { syncUpdate } from '@travaux/editor/frames';
import * as Y from 'yjs';
import { edit, kindsOfEdit } from './editing.ts';
import { docOf, hostileFrame, sync, type Knowledge } from './hostile-frames.ts';
import { ClientSocket } from './network.ts';
import type { Random } from './random.ts';
import { WorkMeter } from './work.ts';
import { World } from './world.ts';

const many = Number(process.env.TRAVAUX_FRAMES ?? 2_500);
const seed = Number(process.env.TRAVAUX_SEED ?? Math.floor(Date.now() / 1000) % 1_000_000_000);
/**
 * Blocks of code that may run because of one frame, those of the honest people's clients included. The dearest of
 * tens of thousands of frames cost 2,100,000; one that got round the limits of the gate once ran for seconds.
 */
const mostWork = 5_000_000;
/** Work is counted for so many frames at a time; each is looked at by itself only when they cost too much together. */
const framesAtATime = 25;
/** The room's own limits stay; only who was refused often is let in again at once. */
const limits = { refusalsPerMinute: 1e9, leases: 1e6, leaseBurst: 1e6, compactAfter: 200 };

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function clauseWithTwo(from: number): Promise<World> {
  const world = new World(from, null, limits);
  world.time.install();
  process.setMaxListeners(100);
  await world.open();
  for (const person of ['ada', 'bea']) world.newTab(person).open('c1');
  await world.pass(3_000);
  return world;
}

/** The adversary's way in, opened again whenever it was thrown out. */
class Intruder {
  readonly #world: World;
  #socket: ClientSocket | null = null;
  refusals = 0;

  constructor(world: World) {
    this.#world = world;
  }

  async send(frame: Uint8Array): Promise<void> {
    if (this.#socket === null) {
      const socket = new ClientSocket();
      socket.onclose = () => {
        this.refusals++;
        this.#socket = null;
      };
      this.#socket = socket;
      this.#world.intrude('alf', 'c1', socket);
      await this.#world.pass(5);
    }
    this.#socket?.send(frame);
    await this.#world.pass(60);
  }
}

/** How much work follows from a frame, by itself. */
async function workOf({ frame, state }: Sent, meter: WorkMeter): Promise<number> {
  const world = await clauseWithTwo(seed);
  try {
    const intruder = new Intruder(world);
    await intruder.send(sync(syncUpdate, state));
    meter.take();
    await intruder.send(frame);
    return meter.take();
  } finally {
    world.destroy();
    world.time.uninstall();
  }
}

/** What it knows: what stands there, what it could honestly write, and what others wrote. */
function learn(world: World, random: Random): Knowledge {
  const state = world.witness.state('c1');
  const corpus = [state];
  for (let i = 0; i < 12; i++) {
    const doc = docOf(random);
    Y.applyUpdate(doc, state);
    const before = Y.encodeStateVector(doc);
    if (edit(doc, random.weighted(kindsOfEdit), random, world.nextWord()))
      corpus.push(Y.encodeStateAsUpdate(doc, before));
    doc.destroy();
  }
  const victims = [...Y.parseUpdateMeta(state).to].map(([client, clock]) => ({ client, clock }));
  return { corpus, victims };
}

interface Sent {
  readonly frame: Uint8Array;
  /** What stood there when it was sent. */
  readonly state: Uint8Array;
}

interface Siege {
  readonly meter: WorkMeter;
  readonly suspects: Sent[];
  refusals: number;
  written: number;
  honestEdits: number;
}

/** One clause under attack, from its opening until all is quiet again. */
async function besiege(from: number, frames: number, siege: Siege): Promise<void> {
  const world = await clauseWithTwo(from);
  const { random } = world;
  const intruder = new Intruder(world);
  try {
    let known = learn(world, random);
    let sent: Sent[] = [];
    for (let i = 1; i <= frames; i++) {
      if (i % framesAtATime === 0) {
        if (siege.meter.take() > mostWork) siege.suspects.push(...sent);
        sent = [];
        for (const { copies } of world.tabs)
          for (const copy of copies.values())
            if (edit(copy.doc, random.weighted(kindsOfEdit), random, world.nextWord())) siege.honestEdits++;
        await world.pass(3_000);
        known = learn(world, random);
        siege.meter.take();
      }
      const frame = hostileFrame(random, known);
      sent.push({ frame, state: known.corpus[0]! });
      await intruder.send(frame);
    }
    await world.quiesce();
    expect(world.counts.refusals).toBe(0);
    siege.refusals += intruder.refusals;
    siege.written += world.witness.counts.durable;
  } finally {
    world.destroy();
    world.time.uninstall();
  }
}

function heapMiB(): number {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

test(`${many} hostile frames from seed ${seed}`, async () => {
  const meter = new WorkMeter();
  const siege: Siege = { meter, suspects: [], refusals: 0, written: 0, honestEdits: 0 };
  const framesOfOne = 500;
  try {
    for (let done = 0; done < many; done += framesOfOne)
      await besiege(seed + done, Math.min(framesOfOne, many - done), siege);
    for (const suspect of siege.suspects) expect(await workOf(suspect, meter)).toBeLessThan(mostWork);
  } finally {
    meter.close();
  }
  // It tried, it was refused, it sometimes wrote something legitimate, and the honest went on.
  expect(siege.refusals).toBeGreaterThan(many / 4);
  expect(siege.written).toBeGreaterThan(many / 100);
  expect(siege.honestEdits).toBeGreaterThan(many / 50);
}, 600_000);

test('one clause under attack for long does not grow without bound', async () => {
  const world = await clauseWithTwo(seed);
  const { random } = world;
  const intruder = new Intruder(world);
  try {
    const known = learn(world, random);
    // Cut in the middle, none of them is an update any more, so the text stands still.
    const attack = async (frames: number) => {
      for (let i = 0; i < frames; i++) {
        const whole = sync(syncUpdate, random.pick(known.corpus)!);
        await intruder.send(whole.slice(0, random.int(1, whole.length - 1)));
      }
      return heapMiB();
    };
    const before = await attack(500);
    expect((await attack(3_000)) - before).toBeLessThan(8);
    expect(intruder.refusals).toBe(3_500);
  } finally {
    world.destroy();
    world.time.uninstall();
  }
}, 120_000);
