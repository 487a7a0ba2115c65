/**
 * What happened to the edits of one run: when each was sent, when a sampled reader saw it, which never came.
 */
import * as Y from 'yjs';
import { performance } from 'node:perf_hooks';
import type { ThinClient } from './thin-client.ts';

export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

export class Deliveries {
  /** Send time of each edit, by writer's client id and clock. */
  readonly #sent = new Map<number, number[]>();
  readonly #latencies: number[] = [];
  #sentCount = 0;
  #seen = 0;
  #waiting: (() => void) | null = null;
  #samples = 0;

  sending(client: number, clock: number): void {
    const clocks = this.#sent.get(client) ?? [];
    if (clocks.length !== clock) throw new Error('a writer sends its edits in order');
    clocks.push(performance.now());
    this.#sent.set(client, clocks);
    this.#sentCount += 1;
  }

  /** `reader` is looked at closely: each edit that reaches it is timed. `self`: its own client id, if it writes. */
  sample(reader: ThinClient, self: number | null): void {
    this.#samples += 1;
    const next = new Map<number, number>();
    reader.onUpdate((update) => {
      const now = performance.now();
      for (const struct of Y.decodeUpdate(update).structs) {
        const { client, clock } = struct.id;
        const sent = client === self ? undefined : this.#sent.get(client);
        if (!sent) continue;
        // An update may begin before what this reader has seen, when the server sends a range again.
        const from = Math.max(clock, next.get(client) ?? 0);
        for (let at = from; at < clock + struct.length; at++) {
          this.#latencies.push(now - (sent[at] ?? now));
          this.#seen += 1;
        }
        next.set(client, Math.max(from, clock + struct.length));
      }
      if (this.#seen >= this.#expected) this.#waiting?.();
    });
    if (self !== null) this.#ownEdits.push(self);
  }

  readonly #ownEdits: number[] = [];

  get #expected(): number {
    const own = this.#ownEdits.reduce((sum, client) => sum + (this.#sent.get(client)?.length ?? 0), 0);
    return this.#sentCount * this.#samples - own;
  }

  get sent(): number {
    return this.#sentCount;
  }

  /** Resolves with whether every edit reached every sampled reader before the patience of `ms` ran out. */
  async complete(ms: number): Promise<boolean> {
    if (this.#seen >= this.#expected) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), ms);
      this.#waiting = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  /** Milliseconds from the writer's send to the sampled readers' receipt. */
  latency(): Latency {
    const sorted = Float64Array.from(this.#latencies).sort();
    const at = (share: number) =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
    return { p50: at(0.5), p99: at(0.99) };
  }
}
