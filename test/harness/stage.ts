/**
 * What a browser test stands on: one server, one browser, and whoever sits down. Everything is put away at the
 * end, and nobody's page may have met a fault.
 */
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { Account } from './account.ts';
import { openBrowser } from './browser.ts';
import { Person } from './person.ts';
import { TestServer, type ServerOptions } from './server.ts';

export interface Stage {
  readonly server: TestServer;
  readonly browser: Browser;
  /** The secretariat at the HTTP interface. */
  readonly secretariat: Account;
  /** The sample agreement of the demo. */
  readonly sample: string;
  /** Somebody takes a seat of the demo; leaves at the end of the test, or of the file when `stays`. */
  as(slug: string, options?: BrowserContextOptions & { readonly stays?: boolean }): Promise<Person>;
}

interface Set {
  server: TestServer;
  browser: Browser;
  secretariat: Account;
  sample: string;
}

export function stage(options: ServerOptions = {}): Stage {
  let set: Set | null = null;
  let persons: { person: Person; stays: boolean }[] = [];
  const now = (): Set => {
    if (!set) throw new Error('the stage is set before the first test only');
    return set;
  };

  beforeAll(async () => {
    const [server, browser] = await Promise.all([TestServer.start(options), openBrowser()]);
    const secretariat = await Account.of(server, 'secretariat');
    set = { server, browser, secretariat, sample: (await secretariat.demo()).agreement.id };
  });

  afterEach(async () => {
    const here = persons;
    persons = here.filter(({ stays }) => stays);
    try {
      set?.server.isAlive();
      for (const { person } of here) person.hasNoFaults();
    } finally {
      for (const { person, stays } of here) if (!stays) await person.leave();
    }
  });

  afterAll(async () => {
    await set?.browser.close();
    await set?.server.dispose();
  });

  return {
    get server() {
      return now().server;
    },
    get browser() {
      return now().browser;
    },
    get secretariat() {
      return now().secretariat;
    },
    get sample() {
      return now().sample;
    },
    async as(slug, { stays = false, ...context } = {}) {
      const person = await Person.sit(now().browser, now().server, slug, context);
      persons.push({ person, stays });
      return person;
    },
  };
}
