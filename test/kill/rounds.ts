/**
 * Rounds of killing: people write, the server is killed without warning, a new one opens the same file, and
 * somebody who was not there before looks whether all is there that was acknowledged to anybody or seen by
 * anybody. Nobody who wrote comes back, so nobody can mend what was lost.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { covers } from '../simulation/covers.ts';
import type { Random } from '../simulation/random.ts';
import { clauses, writers } from './accord.ts';
import { Client } from './client.ts';

const here = dirname(fileURLToPath(import.meta.url));
const roomsAtOnce = 3;
/** Milliseconds between the edits of one person, on average. */
const pauseMs = 12;

export interface Tally {
  rounds: number;
  edits: number;
  acknowledged: number;
  seen: number;
  lostAcknowledged: number;
  lostSeen: number;
  gaps: number;
  /** Milliseconds for which people wrote. */
  writingMs: number;
}

export const emptyTally = (): Tally => ({
  rounds: 0,
  edits: 0,
  acknowledged: 0,
  seen: 0,
  lostAcknowledged: 0,
  lostSeen: 0,
  gaps: 0,
  writingMs: 0,
});

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  readonly gaps: number;
}

export class Rounds {
  readonly tally = emptyTally();
  readonly #directory = mkdtempSync(join(tmpdir(), 'travaux-kill-'));
  readonly #random: Random;
  readonly #fault: 'hasty' | null;
  #next: ChildProcess;

  /** @param fault of a server that is wrong on purpose */
  constructor(random: Random, fault: 'hasty' | null = null) {
    this.#random = random;
    this.#fault = fault;
    this.#next = this.#spawn();
  }

  /** A server that has loaded its code and waits. */
  #spawn(): ChildProcess {
    return spawn(
      process.execPath,
      [
        '--conditions=source',
        '--import',
        'tsx',
        join(here, 'server.ts'),
        join(this.#directory, 'store.sqlite'),
        ...(this.#fault === null ? [] : [this.#fault]),
      ],
      { cwd: join(here, '../..'), stdio: ['pipe', 'pipe', 'inherit'] },
    );
  }

  async #start(): Promise<Running> {
    const child = this.#next;
    child.stdin!.write('go\n');
    const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
    const { port, gaps } = JSON.parse(line) as { port: number; gaps: number };
    this.#next = this.#spawn();
    return { child, port, gaps };
  }

  async run(count: number, told: (tally: Tally) => void = () => {}): Promise<Tally> {
    let server = await this.#start();
    for (let round = 0; round < count; round++) {
      const first = (this.tally.rounds * roomsAtOnce) % clauses.length;
      const rooms = Array.from({ length: roomsAtOnce }, (_, i) => clauses[(first + i) % clauses.length]!);
      const people = rooms.flatMap((room) => writers.map((person) => new Client(server.port, person, room)));
      await Promise.all(people.map((person) => person.synced));
      await this.#write(people, server.child);
      server = await this.#start();
      this.tally.gaps += server.gaps;
      for (const room of rooms)
        await this.#look(
          server.port,
          room,
          people.filter((p) => p.room === room),
        );
      for (const person of people) person.leave();
      this.tally.rounds++;
      told(this.tally);
    }
    server.child.kill('SIGKILL');
    await once(server.child, 'exit');
    return this.tally;
  }

  /** All of them type until the server is killed. */
  async #write(people: readonly Client[], child: ChildProcess): Promise<void> {
    const chance = () => this.#random.next();
    const timers = new Set<NodeJS.Timeout>();
    let words = 0;
    for (const person of people) {
      const next = () => {
        const timer = setTimeout(() => {
          timers.delete(timer);
          person.edit(`r${this.tally.rounds}w${++words}`, chance);
          next();
        }, this.#random.exponential(pauseMs));
        timers.add(timer);
      };
      next();
    }
    const begun = performance.now();
    const killed = once(child, 'exit');
    setTimeout(() => child.kill('SIGKILL'), this.#random.int(30, 400));
    await killed;
    this.tally.writingMs += performance.now() - begun;
    for (const timer of timers) clearTimeout(timer);
    // What the server had sent is read to the last byte.
    await Promise.all(people.map((person) => person.closed));
  }

  async #look(port: number, room: string, people: readonly Client[]): Promise<void> {
    const reader = new Client(port, 'eve', room);
    await reader.synced;
    for (const person of people) {
      this.tally.edits += person.edits;
      this.tally.acknowledged += person.acknowledged.length;
      this.tally.seen += person.seen.length;
      this.tally.lostAcknowledged += person.acknowledged.filter((u) => !covers(reader.doc, u)).length;
      this.tally.lostSeen += person.seen.filter((update) => !covers(reader.doc, update)).length;
    }
    reader.leave();
  }

  async close(): Promise<void> {
    const exited = once(this.#next, 'exit');
    this.#next.kill('SIGKILL');
    await exited;
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
