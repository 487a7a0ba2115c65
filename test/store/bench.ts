/**
 * A case of the acceptance suite and its workplace: a store, and ways to end it and come back. A case is a function,
 * not a jest test, so that drivers which are wrong on purpose can be shown to fail it.
 */
import assert from 'node:assert/strict';
import type { Store } from '@travaux/server/store';
import type { Driver, Place, Step } from './driver.ts';

export interface Case {
  readonly name: string;
  run(bench: Bench): Promise<void>;
}

export class Bench {
  store: Store;
  readonly #place: Place;
  readonly #abandoned: Store[] = [];

  private constructor(store: Store, place: Place) {
    this.store = store;
    this.#place = place;
  }

  static async at(place: Place): Promise<Bench> {
    return new Bench(await place.open(), place);
  }

  async reopen(): Promise<void> {
    await this.store.close();
    this.store = await this.#place.open();
  }

  async killed(): Promise<void> {
    this.#abandoned.push(this.store);
    this.store = await this.#place.openAfterKill(this.store);
  }

  /** `work`, done while the step fails in its middle; it must be rejected. */
  async failing(step: Step, work: () => Promise<unknown>): Promise<void> {
    await this.store.close();
    this.#place.failAt(step);
    this.store = await this.#place.open();
    await assert.rejects(work());
    await this.store.close();
    this.#place.failAt(null);
    this.store = await this.#place.open();
  }

  async end(): Promise<void> {
    for (const store of [this.store, ...this.#abandoned]) await store.close().catch(() => undefined);
  }
}

export async function runCase(driver: Driver, wanted: Case): Promise<void> {
  const place = driver.place();
  try {
    const bench = await Bench.at(place);
    try {
      await wanted.run(bench);
    } finally {
      await bench.end();
    }
  } finally {
    place.remove();
  }
}
