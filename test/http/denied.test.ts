/**
 * What a procedure refuses, over HTTP: each with its code and status, and nothing recorded.
 */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Table } from './negotiation.ts';

let table: Table;
let clause: string;

beforeEach(async () => {
  table = await Table.laid();
  clause = await table.clause('1.1');
});
afterEach(() => table.close());

const positive = { opinion: { kind: 'positive' } };

async function sent(): Promise<void> {
  await table.does('secretariat', clause, 'send-clause', { procedure: 'p1', route: null });
}

async function beforeCommittee(): Promise<void> {
  await sent();
  await table.does('legal-drafter', clause, 'give-opinion', positive);
  await table.does('working-group', clause, 'give-opinion', positive);
  await table.does('chair', clause, 'announce-silence', {
    silence: 's1',
    title: 'Under silence',
    meeting: 'Plenary',
  });
  for (const party of ['kestrelia', 'albarra', 'northern-republics', 'torvald', 'sarrane', 'meridian']) {
    await table.does(party, clause, 'open-silence-notice');
  }
  table.clock.pass(2);
  await table.sees('the committee has it', ({ clauses }) =>
    clauses.some((one) => one.clause === clause && one.underWay?.stage.id === 'committee'),
  );
}

async function vote(slug: string, more: object = {}): Promise<object> {
  const { command } = await table.act(slug, clause, 'cast-vote');
  return { ...command, vote: 'in-favour', explanation: '', ...more };
}

/** Refused so, and nothing happened. */
async function denied(slug: string, command: object, how: string): Promise<void> {
  const before = await table.version();
  expect(await table.told(slug, command)).toBe(how);
  expect(await table.version()).toBe(before);
}

test('votes from the wrong seat, twice, late, or on another text', async () => {
  await beforeCommittee();
  const good = await vote('committee-torvald');
  await denied('committee-torvald', { ...good, seat: 'ALB' }, '403 not-yours');
  await denied('torvald', good, '403 not-allowed');
  await denied('working-group', good, '403 not-yours');
  await denied('committee-torvald', { ...good, seat: 'NOBODY' }, '422 not-asked');
  const seen = (good as { seen: object }).seen;
  await denied('committee-torvald', { ...good, seen: { ...seen, hash: 'f'.repeat(64) } }, '409 text-changed');
  await denied('committee-torvald', { ...good, seen: { ...seen, packet: 9 } }, '409 text-changed');
  await denied('committee-torvald', { ...good, seen: { ...seen, stage: 'silence' } }, '409 wrong-stage');
  expect(await table.told('committee-torvald', good)).toBe('200');
  await denied('committee-torvald', good, '409 already-given');
  // The alternate of a seat that has voted has nothing left to give.
  await denied('committee-torvald-alternate', good, '409 already-given');
  // The sweep has not come yet, and it is too late all the same.
  const late = await vote('committee-albarra');
  table.clock.set('2026-12-01T12:00:00.000Z');
  await denied('committee-albarra', late, '409 deadline-passed');
});

test('a decision without a quorum, and one by somebody who does not preside', async () => {
  await beforeCommittee();
  expect(await table.told('committee-torvald', await vote('committee-torvald'))).toBe('200');
  const { command } = await table.act('committee-chair', clause, 'take-decision');
  await denied('committee-chair', { ...command, roll: [], reasons: '' }, '409 no-quorum');
  await denied('committee', { ...command, roll: [], reasons: '' }, '403 not-yours');
  await denied('secretariat', { ...command, roll: [], reasons: '' }, '403 not-allowed');
});

test('a route that is edited while a clause is under way on it', async () => {
  await sent();
  const { routes } = await table.board();
  const drawn = routes.find(({ route }) => route.id === 'sanctions-relief-demo')?.route;
  expect(drawn).toBeDefined();
  await denied(
    'secretariat',
    { type: 'draw-up-route', route: { ...drawn, name: 'Otherwise' } },
    '409 route-in-use',
  );
  await denied(
    'secretariat',
    { type: 'draw-up-route', route: { ...drawn, id: 'r2', stages: [] } },
    '422 faulty-route',
  );
});

test('a clock that was set back', async () => {
  await sent();
  const { command } = await table.act('legal-drafter', clause, 'give-opinion');
  table.clock.set('2026-12-01T08:00:00.000Z');
  await denied('legal-drafter', { ...command, ...positive }, '409 clock-behind');
});

test('an edit into a clause that was sent, and a clause that is sent with other words than were read', async () => {
  const { command } = await table.act('secretariat', clause, 'send-clause');
  await table.writes('albarra', clause, ' Indeed.');
  await denied('secretariat', { ...command, procedure: 'p1', route: null }, '409 text-changed');
  await sent();
  await denied('secretariat', { ...command, procedure: 'p2', route: null }, '409 under-way');
});

test('who may not know gets the same words whether it exists or not', async () => {
  await sent();
  const version = await table.version();
  const answers = await Promise.all(
    [table.agreement, 'no-such-agreement'].map((id) =>
      table.house.nobody.command(id, version, { type: 'adopt-agreement' }),
    ),
  );
  expect(answers.map(({ status, body }) => [status, body.detail])).toEqual(
    Array.from({ length: 2 }, () => [404, 'There is no such agreement, or you may not see it.']),
  );
});
