/**
 * What commands cost: durable ones a second on the embedded store through the whole desk (facts from the texts,
 * decision, commit with its ledger leaves and fsync, state, rooms told), beside bare commits of one event each to the
 * same kind of file; and how long a desk takes to have the state of an agreement with 100,000 events on disk.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeOfJson, seedOfNode } from '@travaux/editor/document';
import { createDesk, createSweep } from '@travaux/server/commands';
import { createRooms, processTimers } from '@travaux/server/rooms';
import { openSqliteStore, type Store } from '@travaux/server/store';
import {
  initialState,
  isRefusal,
  replay,
  type Command,
  type OpenAgreement,
  type RecordedEvent,
} from '@travaux/workflow/agreement';
import { plainBilateral } from '@travaux/workflow/route';
import { machine, median, ms, ratio, table } from './report.ts';

const clauses = Array.from({ length: 600 }, (_, at) => `c${at}`);
const events = 100_000;
const wanted = 1500;
const convener = { person: 'conny', convener: true };
const folder = mkdtempSync(join(tmpdir(), 'travaux-bench-'));
const now = () => new Date().toISOString();

const opening: OpenAgreement = {
  type: 'open-agreement',
  facts: {
    title: 'Accord',
    shortTitle: 'Accord',
    language: 'en',
    direction: 'ltr',
    clauseNumbering: 'plain',
  },
  source: null,
  parties: [
    { id: 'TOR', name: 'Torvald', group: null },
    { id: 'SAR', name: 'Sarrane', group: null },
  ],
  bodies: [],
  organisations: [],
  verifiers: [],
  accreditations: [
    { person: 'sigrid', name: 'Sigrid Holm', capacity: { role: 'secretariat' } },
    { person: 'dana', name: 'Dana Reyes', capacity: { role: 'delegate', party: 'TOR' } },
    { person: 'omar', name: 'Omar Haddad', capacity: { role: 'delegate', party: 'SAR' } },
  ],
  elements: clauses.map((id) => ({
    ...{ id, kind: 'clause' as const, parent: null, heading: '' },
    number: { kind: 'sequence' as const },
  })),
};

/** Every clause uses a term that another one defines, so closures are what they are in a real agreement. */
const wordsOf = (at: number) =>
  at % 20 === 0
    ? `“Term ${letters(at)}” means a measure that the Committee has verified.`
    : `The Parties shall apply Term ${letters(at - (at % 20))} within ${at} days after a determination.`;
const letters = (at: number) => String.fromCharCode(65 + ((at / 20) % 26), 65 + Math.floor(at / 520));

async function house() {
  const store = await openSqliteStore({ file: join(folder, `${Math.random()}.sqlite`) });
  const desk = createDesk({ store, clock: now });
  const rooms = createRooms({
    journal: store.journal,
    agreements: desk,
    clock: () => Date.now(),
    log: { info() {}, warn() {} },
  });
  desk.useRooms(rooms);
  const sweep = createSweep({ desk, clock: now, timers: processTimers });
  await sweep.start();
  const opened = await desk.open('A', opening, convener, {
    rooms: clauses.map((room, at) => ({ room, update: seedOfNode(paragraph(wordsOf(at)), 7) })),
  });
  if (isRefusal(opened)) throw new Error(opened.sentence);
  return { store, desk, rooms, sweep };
}

function paragraph(text: string) {
  const content = [{ type: 'paragraph', content: [{ type: 'text', text }] }];
  return nodeOfJson({ type: 'doc', content });
}

type House = Awaited<ReturnType<typeof house>>;

async function does({ desk }: House, person: string, command: Command): Promise<void> {
  const version = (await desk.state('A'))?.version ?? 0;
  const outcome = await desk.execute('A', version, command, { person, convener: false });
  if (isRefusal(outcome)) throw new Error(`${command.type}: ${outcome.sentence}`);
}

/** Sends clauses along a route, reviews them, and has them signed: five commands each, all on texts. */
async function decided(made: House): Promise<number> {
  const state = await made.desk.state('A');
  if (!state) throw new Error('nothing was opened');
  const route = plainBilateral(state, {
    id: 'CAL',
    name: 'Days',
    timeZone: 'UTC',
    counting: 'calendar-days',
    weekend: [],
    holidays: [],
    roll: 'none',
    closeOfBusiness: null,
    minimumSilence: null,
  });
  await does(made, 'sigrid', { type: 'draw-up-route', route });
  const reading = await made.desk.reading('A');
  const begun = performance.now();
  let done = 0;
  for (const clause of clauses) {
    const hash = reading?.texts.closures.get(clause)?.hash ?? '';
    const seen = (stage: string) => ({ stage, packet: 1, hash });
    const of = { kind: 'secretariat' } as const;
    const procedure = `p-${clause}`;
    await does(made, 'sigrid', { type: 'send-clause', clause, procedure, route: route.id, hash });
    const opinion = { kind: 'positive' } as const;
    await does(made, 'sigrid', { type: 'give-opinion', clause, seen: seen('legal-review'), of, opinion });
    const act = { kind: 'agree' } as const;
    await does(made, 'dana', { type: 'sign-off', clause, seen: seen('sign-off'), party: 'TOR', act });
    await does(made, 'omar', { type: 'sign-off', clause, seen: seen('sign-off'), party: 'SAR', act });
    await does(made, 'sigrid', { type: 'give-opinion', clause, seen: seen('scrub'), of, opinion });
    done += 5;
    if (done >= wanted) break;
  }
  return done / ((performance.now() - begun) / 1000);
}

async function bare(): Promise<number> {
  const store = await openSqliteStore({ file: join(folder, 'bare.sqlite') });
  const begun = performance.now();
  for (let version = 1; version <= wanted; version += 1) await commitOne(store, version);
  const rate = wanted / ((performance.now() - begun) / 1000);
  await store.close();
  return rate;
}

function commitOne(store: Store, version: number): Promise<void> {
  return store.agreements.commit({
    agreement: 'B',
    expectedVersion: version - 1,
    events: [
      {
        version,
        at: now(),
        by: 'sigrid',
        event: { type: 'element-renamed', id: 'c1', heading: `${version}` },
      },
    ],
  });
}

/** Renames, parkings and acts in turn, until there are so many events. */
async function rebuilt(
  made: House,
): Promise<{ loaded: number; replayed: number; parsed: number; count: number }> {
  const { store } = made;
  let version = (await made.desk.state('A'))?.version ?? 0;
  const one = (at: number): RecordedEvent['event'] => {
    const clause = clauses[at % clauses.length] ?? 'c0';
    if (at % 3 === 0) return { type: 'clause-parked', clause, reason: 'Later.' };
    if (at % 3 === 1) return { type: 'clause-taken-up', clause };
    return { type: 'element-renamed', id: clause, heading: `Heading ${at}` };
  };
  while (version < events) {
    const count = Math.min(2000, events - version);
    const more = Array.from({ length: count }, (_, n) => ({
      ...{ version: version + n + 1, at: now(), by: 'sigrid' },
      event: one(version + n),
    }));
    await store.agreements.commit({ agreement: 'A', expectedVersion: version, events: more });
    version += count;
  }
  const loads: number[] = [];
  const reads: number[] = [];
  const replays: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const fresh = createDesk({ store, clock: now });
    let begun = performance.now();
    await fresh.state('A');
    loads.push(performance.now() - begun);
    begun = performance.now();
    const stream = await store.agreements.events('A');
    reads.push(performance.now() - begun);
    begun = performance.now();
    replay(
      initialState,
      stream.map(({ event }) => event),
    );
    replays.push(performance.now() - begun);
  }
  return { loaded: median(loads), parsed: median(reads), replayed: median(replays), count: version };
}

machine();
const baseline = await bare();
const made = await house();
const through = await decided(made);
console.log('\nDurable commands, one after the other, on an agreement of 600 clauses:');
table([
  {
    what: 'bare commits of one event',
    'a second': Math.round(baseline),
    'of bare': ratio(baseline, baseline),
  },
  { what: 'commands through the desk', 'a second': Math.round(through), 'of bare': ratio(through, baseline) },
]);
console.log(`Aim: 300 commands a second. ${through >= 300 ? 'Reached.' : 'Not reached.'}`);
const { loaded, parsed, replayed, count } = await rebuilt(made);
console.log(`\nThe state of an agreement with ${count.toLocaleString('en')} events:`);
table([
  { what: 'replay alone', time: ms(replayed), 'of replay': ratio(replayed, replayed) },
  { what: 'read from the file', time: ms(parsed), 'of replay': ratio(parsed, replayed) },
  { what: 'read and replay, as a desk does', time: ms(loaded), 'of replay': ratio(loaded, replayed) },
]);
console.log(`Aim: under 1 s. ${loaded < 1000 ? 'Reached.' : 'Not reached.'}`);
await made.sweep.close();
await made.rooms.drain();
await made.store.close();
rmSync(folder, { recursive: true, force: true });
