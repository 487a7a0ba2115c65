/**
 * Deadlines on a real store with a clock that is moved by hand: each passes at its instant, once, on any number of
 * nodes, also when nobody was there at that instant.
 */
import { afterEach, describe, expect, test } from '@jest/globals';
import { clauseHash } from '@travaux/editor/document';
import { createSweep, type Sweep } from '@travaux/server/commands';
import { openSqliteStore, type Store } from '@travaux/server/store';
import { plainBilateral } from '@travaux/workflow/route';
import { until } from '../harness/until.ts';
import { HandClock } from './hand-clock.ts';
import { Office, said } from './office.ts';

const stores: Store[] = [];
const sweeps: Sweep[] = [];
afterEach(async () => {
  for (const sweep of sweeps.splice(0)) await sweep.close();
  for (const store of stores.splice(0)) await store.close();
});

const calendar = {
  id: 'CAL',
  name: 'Calendar days',
  timeZone: 'UTC',
  counting: 'calendar-days',
  weekend: [],
  holidays: [],
  roll: 'none',
  closeOfBusiness: null,
  minimumSilence: null,
} as const;

const paragraph = { type: 'doc', content: [{ type: 'paragraph' }] } as const;

async function opened(): Promise<Store> {
  const store = await openSqliteStore({ file: ':memory:' });
  stores.push(store);
  return store;
}

/** A node: a desk and its sweep, over a store that others may use as well. */
class Node {
  readonly office: Office;
  readonly sweep: Sweep;
  readonly refusals: string[] = [];

  constructor(store: Store, clock: HandClock) {
    this.office = new Office(store, () => clock.now().toISOString());
    for (const clause of ['c1', 'c2']) this.office.rooms.blocks.set(clause, 1);
    this.sweep = createSweep({
      desk: this.office.desk,
      clock: () => clock.now().toISOString(),
      timers: clock,
      onRefusal: (_agreement, code) => this.refusals.push(code),
    });
    sweeps.push(this.sweep);
  }

  /** A legal review that has to be done within five days; c1 is sent to it. */
  async sent(): Promise<void> {
    await this.office.open();
    const route = plainBilateral(await this.office.state(), { ...calendar, weekend: [], holidays: [] });
    expect(await this.office.ask('secretariat', { type: 'draw-up-route', route })).toMatch(/^v/);
    expect(
      await this.office.ask('secretariat', {
        type: 'send-clause',
        clause: 'c1',
        procedure: 'p1',
        route: route.id,
        hash: clauseHash(paragraph),
      }),
    ).toMatch(/^v/);
  }

  async underWay(): Promise<boolean> {
    return (await this.office.state()).courses.get('c1')?.underWay != null;
  }

  /** Once everything that was begun is done. */
  async settled(): Promise<void> {
    await this.office.desk.passDeadlines('A', 0);
  }
}

const days = (count: number) => count * 24 * 60;

async function returns(store: Store): Promise<string[]> {
  const events = await store.agreements.events('A');
  return events.filter(({ event }) => event.type === 'clause-returned').map(({ at, by }) => `${at} ${by}`);
}

describe('a deadline', () => {
  test('passes at its instant and not before, by the system', async () => {
    const clock = new HandClock();
    const store = await opened();
    const node = new Node(store, clock);
    await node.sweep.start();
    await node.sent();
    clock.pass(days(5) - 1);
    await node.settled();
    expect(await node.underWay()).toBe(true);
    clock.pass(1);
    await until('it has passed', async () => !(await node.underWay()));
    expect(await returns(store)).toEqual(['2026-12-06T09:00:00.000Z null']);
  });

  test('that was missed while the server was down passes at the next start, once', async () => {
    const clock = new HandClock();
    const store = await opened();
    await new Node(store, clock).sent();
    clock.pass(days(30));
    for (let start = 0; start < 3; start += 1) {
      const node = new Node(store, clock);
      await node.sweep.start();
      expect(await node.underWay()).toBe(false);
      await node.sweep.close();
    }
    expect(await returns(store)).toHaveLength(1);
  });

  test('passes once, however many nodes sweep over one store', async () => {
    const clock = new HandClock();
    const store = await opened();
    const nodes = [new Node(store, clock), new Node(store, clock), new Node(store, clock)];
    await nodes[0]?.sent();
    for (const { sweep } of nodes) await sweep.start();
    clock.pass(days(6));
    for (const node of nodes) {
      await until('this node knows', async () => !(await node.underWay()));
    }
    expect(await returns(store)).toHaveLength(1);
    const events = await store.agreements.events('A');
    expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
  });

  test('that another node set is found, though nothing told of it', async () => {
    const clock = new HandClock();
    const store = await opened();
    const watching = new Node(store, clock);
    const other = new Node(store, clock);
    await other.office.open();
    await watching.sweep.start();
    await other.office.desk.state('A');
    const route = plainBilateral(await other.office.state(), { ...calendar, weekend: [], holidays: [] });
    await other.office.ask('secretariat', { type: 'draw-up-route', route });
    await other.office.ask('secretariat', {
      type: 'send-clause',
      clause: 'c1',
      procedure: 'p1',
      route: route.id,
      hash: clauseHash(paragraph),
    });
    // The watching node looks at everything every minute.
    clock.pass(1);
    await until('it has heard', () => watching.underWay());
    await until('its sweep sleeps', async () => (await watching.settled(), clock.waiting > 0));
    clock.pass(days(5));
    await until('it has passed', async () => !(await watching.underWay()));
    expect(await returns(store)).toHaveLength(1);
  });

  test('never passes early, though a timer fires and the clock was set back', async () => {
    const clock = new HandClock();
    const store = await opened();
    const node = new Node(store, clock);
    await node.sweep.start();
    await node.sent();
    await until('the sweep sleeps', async () => (await node.settled(), clock.waiting > 0));
    clock.fireAll();
    await node.settled();
    expect(await node.underWay()).toBe(true);
    clock.set('2026-12-01T08:00:00.000Z');
    clock.fireAll();
    await node.settled();
    expect(await node.underWay()).toBe(true);
    expect(await returns(store)).toEqual([]);
    clock.set('2026-12-06T09:00:00.000Z');
    clock.fireAll();
    await until('it has passed', async () => !(await node.underWay()));
  });

  test('does not come after somebody acted in time', async () => {
    const clock = new HandClock();
    const store = await opened();
    const [node, other] = [new Node(store, clock), new Node(store, clock)];
    await node.sent();
    for (const { sweep } of [node, other]) await sweep.start();
    const recalled = await node.office.ask('secretariat', {
      type: 'recall-clause',
      clause: 'c1',
      reason: 'No.',
    });
    expect(recalled).toMatch(/^v/);
    clock.pass(days(9));
    await other.settled();
    expect(await returns(store)).toEqual([]);
  });

  test('and after the sweep is closed nothing happens any more', async () => {
    const clock = new HandClock();
    const store = await opened();
    const node = new Node(store, clock);
    await node.sweep.start();
    await node.sent();
    await node.sweep.close();
    expect(clock.waiting).toBe(0);
    clock.pass(days(9));
    expect(await returns(store)).toEqual([]);
    expect(
      said(
        await node.office.desk.execute(
          'A',
          0,
          { type: 'adopt-agreement' },
          { person: null, convener: false },
        ),
      ),
    ).toBe('not-allowed');
  });
});
