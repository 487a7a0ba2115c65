/**
 * At random: people write, go offline, reload, open second tabs, let go of clauses; the server goes away, withholds
 * its acknowledgements and refuses. In the end all copies are equal, nothing is unsaved, and every word that
 * anybody wrote is in the text or set aside for its author.
 */
import 'fake-indexeddb/auto';
import { expect, test } from '@jest/globals';
import { closeCodes } from '@travaux/editor/frames';
import type { AgreementConnection, ClauseRoom } from '@travaux/editor/sync';
import fc from 'fast-check';
import { allSaved, closeEverybody, live, person, read, says, type, when, write } from './people.ts';
import { smallServer, type SmallServer } from './small-server.ts';

process.setMaxListeners(0); // each stock provider listens for the exit of the process

const clauses = ['a', 'b', 'c'] as const;
type Clause = (typeof clauses)[number];
/** Two tabs of Anna share a device; Bela has one; Chidi's device keeps nothing. */
const tabs = ['anna', 'anna too', 'bela', 'chidi'] as const;
type Tab = (typeof tabs)[number];

type Step =
  | { readonly do: 'write' | 'write inside' | 'release'; readonly tab: Tab; readonly clause: Clause }
  | { readonly do: 'reload'; readonly tab: Exclude<Tab, 'chidi'> }
  | { readonly do: 'wait until live'; readonly tab: Tab; readonly clause: Clause }
  | { readonly do: 'refuse' | 'allow'; readonly clause: Clause }
  | { readonly do: 'server goes' | 'server comes' | 'withhold' | 'acknowledge' };

const tab = fc.constantFrom(...tabs);
const clause = fc.constantFrom(...clauses);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('write', 'write inside'), tab, clause }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release'), tab, clause }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait until live'), tab, clause }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('reload'), tab: fc.constantFrom('anna', 'anna too', 'bela') }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('refuse', 'allow'), clause }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('server goes', 'server comes', 'withhold', 'acknowledge') }),
  },
);

let runs = 0;

class World {
  readonly server: SmallServer;
  readonly #run = ++runs;
  readonly #pages = new Map<Tab, AgreementConnection>();
  readonly #rooms = new Map<string, ClauseRoom>();
  readonly #written: { word: string; clause: Clause; device: string }[] = [];
  #up = true;

  constructor(server: SmallServer) {
    this.server = server;
  }

  #device(of: Tab): string | null {
    return of === 'chidi' ? null : `${this.#run} ${of.split(' ')[0]}`;
  }
  #page(of: Tab): AgreementConnection {
    let page = this.#pages.get(of);
    if (page === undefined) this.#pages.set(of, (page = person(this.server.url, this.#device(of))));
    return page;
  }
  #room(of: Tab, clause: Clause): ClauseRoom {
    const key = `${of}/${clause}`;
    let room = this.#rooms.get(key);
    if (room === undefined) this.#rooms.set(key, (room = this.#page(of).join(clause)));
    return room;
  }

  /** Waits for the room as long as it can come; some turns for what the device keeps, when the server is away. */
  async #writable(room: ClauseRoom): Promise<boolean> {
    const writable = () => room.state.current.kind === 'live' || room.state.current.kind === 'local';
    if (this.#up) await when(room.state, writable);
    for (let turn = 0; turn < 50 && !writable(); turn++) await new Promise(setImmediate);
    return writable();
  }

  async take(step: Step): Promise<void> {
    switch (step.do) {
      case 'write':
      case 'write inside': {
        const room = this.#room(step.tab, step.clause);
        if (!(await this.#writable(room))) return; // as the editor does not let anybody write then
        const word = `word${this.#written.length}`;
        this.#written.push({ word, clause: step.clause, device: this.#device(step.tab) ?? step.tab });
        if (step.do === 'write inside' && read(room) !== '') type(room, 0, 0, `${word} `);
        else write(room, `${word} `);
        return;
      }
      case 'release': {
        const key = `${step.tab}/${step.clause}`;
        this.#rooms.get(key)?.release();
        this.#rooms.delete(key);
        return;
      }
      case 'reload':
        this.#pages.get(step.tab)?.close();
        this.#pages.delete(step.tab);
        for (const key of [...this.#rooms.keys()])
          if (key.startsWith(`${step.tab}/`)) this.#rooms.delete(key);
        return;
      case 'wait until live':
        if (this.#up) await live(this.#room(step.tab, step.clause));
        return;
      case 'refuse':
        return this.server.refuse(step.clause, closeCodes.frozen, 'The clause is frozen.');
      case 'allow':
        return this.server.allow(step.clause);
      case 'server goes':
        if (this.#up) await this.server.goAway();
        this.#up = false;
        return;
      case 'server comes':
        if (!this.#up) await this.server.comeBack();
        this.#up = true;
        return;
      case 'withhold':
        return this.server.withhold();
      case 'acknowledge':
        return this.server.acknowledge();
    }
  }

  /** Everybody opens the page again, with a server that takes everything, and looks at no clause. */
  async settle(): Promise<void> {
    this.server.acknowledge();
    for (const clause of clauses) this.server.allow(clause);
    await this.take({ do: 'server comes' });
    const pages = tabs.map((of) => ({ of, page: this.#page(of) }));
    await Promise.all(pages.map(({ of, page }) => when(page.kept, (kept) => kept || of === 'chidi')));
    await Promise.all(pages.map(({ page }) => allSaved(page)));
  }

  nothingIsLost(): void {
    const aside = new Map<string, string>();
    for (const of of tabs) {
      const device = this.#device(of) ?? of;
      const words = this.#page(of).setAside.current.map((entry) => `${entry.clause}: ${entry.words}`);
      aside.set(device, `${aside.get(device) ?? ''}\n${words.join('\n')}`);
    }
    const lost = this.#written.filter(({ word, clause, device }) => {
      const whole = new RegExp(`\\b${word}\\b`);
      return !whole.test(read(this.server.doc(clause))) && !whole.test(aside.get(device) ?? '');
    });
    expect(lost).toEqual([]);
  }

  async allCopiesAreEqual(): Promise<void> {
    await Promise.all(tabs.flatMap((of) => clauses.map((clause) => live(this.#room(of, clause)))));
    const said = clauses.map((clause) => read(this.server.doc(clause)).match(/word\d+/g) ?? []);
    await Promise.all(
      tabs.flatMap((of) => clauses.map((clause, i) => says(this.#room(of, clause), ...(said[i] ?? [])))),
    );
    for (const clause of clauses) {
      const texts = tabs.map((of) => read(this.#room(of, clause)));
      expect(texts).toEqual(tabs.map(() => read(this.server.doc(clause))));
    }
    const counts = tabs.map((of) => this.#page(of).saving.current.unsaved);
    expect(counts).toEqual(tabs.map(() => 0));
  }
}

async function happens(steps: readonly Step[]): Promise<void> {
  const world = new World(await smallServer());
  try {
    for (const step of steps) await world.take(step);
    await world.settle();
    world.nothingIsLost();
    await world.allCopiesAreEqual();
  } finally {
    closeEverybody();
    await world.server.goAway();
  }
}

const at = (tab: Tab, clause: Clause): Step => ({ do: 'write', tab, clause });

/** What once went wrong. */
const found: readonly Step[][] = [
  // A tab was refused and emptied what the device kept; another that had written there was gone by then.
  [
    at('anna too', 'c'),
    { do: 'refuse', clause: 'c' },
    at('anna', 'c'),
    { do: 'server goes' },
    at('anna', 'a'),
    { do: 'reload', tab: 'anna' },
    { do: 'refuse', clause: 'a' },
    at('anna', 'a'),
  ],
  // A tab was refused for words of another that it had found on the device, and never came back.
  [
    at('anna', 'a'),
    at('anna too', 'a'),
    { do: 'refuse', clause: 'c' },
    at('anna', 'c'),
    { do: 'wait until live', tab: 'chidi', clause: 'c' },
    { do: 'withhold' },
    { do: 'wait until live', tab: 'chidi', clause: 'a' },
    at('anna too', 'c'),
    at('anna', 'c'),
    { do: 'server comes' },
  ],
];

test('nothing that anybody wrote is lost', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), happens), {
    examples: found.map((steps): [readonly Step[]] => [steps]),
    numRuns: 40,
    // Something that is waited for and never comes.
    timeout: 20_000,
    // Looking for a shorter case takes minutes.
    endOnFailure: Boolean(process.env.CI),
    interruptAfterTimeLimit: 45_000,
  });
});
