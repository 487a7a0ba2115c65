/**
 * A clause of the sample is decided, from draft to agreement, by everybody in their seats over HTTP: legal review, the
 * working group, silence among six parties that is broken once and kept once, and a committee with one recusal. Then
 * somebody edits a definition.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LogView, PreviewView, WorkView } from '@travaux/editor/frames';
import { until } from '../harness/until.ts';
import { read, Table } from './negotiation.ts';

const parties = ['kestrelia', 'albarra', 'northern-republics', 'torvald', 'sarrane', 'meridian'];
let table: Table;
let clause: string;

beforeAll(async () => {
  table = await Table.laid();
  clause = await table.clause('1.1');
});
afterAll(() => table.close());

const rung = async () => (await table.course(clause)).summary.rung;
const stage = async () => (await table.course(clause)).summary.underWay?.stage.id;
const send = async () =>
  table.does('secretariat', clause, 'send-clause', { procedure: `p-${Math.random()}`, route: null });
const positive = { opinion: { kind: 'positive' } };
const announce = { title: 'Text under silence', meeting: 'Plenary of 1 December' };

async function toSilence(silence: string): Promise<void> {
  await send();
  await table.does('legal-drafter', clause, 'give-opinion', positive);
  await table.does('working-group', clause, 'give-opinion', positive);
  expect(await stage()).toBe('silence');
  await table.does('chair', clause, 'announce-silence', { silence, ...announce });
  for (const party of parties) await table.does(party, clause, 'open-silence-notice');
}

test('the board shows the routes, and which of them the clause takes, with a reason', async () => {
  const board = await table.board('kestrelia');
  expect(board.routes.map(({ route }) => route.id)).toEqual([
    'plain-bilateral',
    'multilateral-silence',
    'sanctions-relief',
    'sanctions-relief-demo',
  ]);
  for (const { drawing, text } of board.routes) expect(text.length).toBe(drawing.nodes.length + 1);
  const summary = board.clauses.find((one) => one.clause === clause);
  expect(summary).toMatchObject({ number: '1.1', rung: 'under-negotiation', standing: 'active' });
  expect(summary?.routing.route?.id).toBe('sanctions-relief-demo');
  expect(summary?.routing.because).toContain('Relief');
});

test('a preview tells what sending does, and does nothing', async () => {
  const { command } = await table.act('secretariat', clause, 'send-clause');
  const secretariat = await table.seat('secretariat');
  const version = await table.version();
  const answer = await secretariat.post(
    table.path('commands/preview'),
    { ...command, procedure: 'p0', route: null },
    { 'If-Match': `"${version}"` },
  );
  const { effects } = read<PreviewView>(answer);
  const said = effects.map(({ sentence }) => sentence).join(' ');
  expect(said).toContain('Six delegations lose write access to 1.1 at once.');
  expect(said).toContain('1.1 enters the stage “Legal review”. Waits for the opinion of the legal drafters.');
  expect(said).toContain('is due 1 December 2026 10:00 UTC.');
  expect(await table.version()).toBe(version);
  expect(await table.course(clause)).toMatchObject({ run: null });
});

test('silence is broken by an amendment of one party, and the clause comes back', async () => {
  await toSilence('s1');
  const { run } = await table.course(clause, 'torvald');
  expect(run).toMatchObject({ kind: 'silence', silence: { expiresAt: '2026-12-01T09:01:00.000Z' } });
  await table.does('torvald', clause, 'break-silence', {
    by: 'amendment',
    text: 'For “lift” read “progressively lift”.',
  });
  expect(await rung()).toBe('under-negotiation');
  const { summary } = await table.course(clause);
  expect(summary.underWay).toBeNull();
  expect(summary.cameBack?.reason).toBeTruthy();
  // The text is open again.
  await table.writes('torvald', clause, ' This sequence is progressive.');
});

test('work tells each what waits for them, verb first', async () => {
  await send();
  const work = async (slug: string) => read<WorkView>(await (await table.seat(slug)).get('work'));
  expect((await work('legal-drafter')).waiting.map(({ title }) => title)).toContain(
    'Give an opinion on 1.1 Objective for the legal drafters',
  );
  expect((await work('torvald')).waiting).toEqual([]);
  expect((await work('civil-forum')).waiting).toEqual([]);
  await table.does('secretariat', clause, 'recall-clause', { reason: 'Sent too early.' });
});

test('silence is kept: nobody speaks, and at its end the clause goes on by itself', async () => {
  await toSilence('s2');
  table.clock.pass(2);
  await table.sees('the silence is kept', ({ clauses }) =>
    clauses.some((one) => one.clause === clause && one.underWay?.stage.id === 'committee'),
  );
  expect(await rung()).toBe('agreed-in-group');
});

test('the committee approves with one seat recused; votes are secret until one’s own is cast', async () => {
  await table.does('committee-kestrelia', clause, 'declare-interest', {
    extent: 'seat',
    reason: 'Its own obligations are judged.',
  });
  const seats = ['committee-albarra', 'committee-north', 'committee-torvald', 'committee', 'committee-chair'];
  for (const slug of seats) {
    const before = await table.course(clause, slug);
    expect(before.run).toMatchObject({ votesShown: false, count: null });
    expect(JSON.stringify(before.run)).not.toContain('in-favour');
    await table.does(slug, clause, 'cast-vote', { vote: 'in-favour', explanation: '' });
    expect((await table.course(clause, slug)).run).toMatchObject({ votesShown: true });
  }
  for (const slug of ['torvald', 'secretariat', 'chair', 'civil-forum', 'committee-kestrelia']) {
    expect(JSON.stringify((await table.course(clause, slug)).run)).not.toContain('in-favour');
  }
  expect((await table.course(clause, 'torvald')).run).toMatchObject({
    quorum: { needed: 5, of: 5, present: 5 },
  });
  await table.does('committee-chair', clause, 'take-decision', {
    roll: [],
    reasons: 'The sequence is sound.',
  });
  expect(await rung()).toBe('agreed');
  const { past } = await table.course(clause, 'civil-forum');
  const decision = past.find((one) => one.stage === 'committee' && one.outcome === 'passed')?.run;
  expect(decision).toMatchObject({
    decision: {
      outcome: 'approved',
      reasons: 'The sequence is sound.',
      recused: [{ id: 'KES' }],
      count: null,
    },
  });
  expect(JSON.stringify(decision)).not.toContain('in-favour');
});

test('an edit to a definition that it uses makes its decisions outdated; those who watch are told', async () => {
  await table.does('legal-drafter', clause, 'give-opinion', positive);
  expect(await rung()).toBe('scrubbed');
  const { summary, relies, decided } = await table.course(clause);
  expect(summary).toMatchObject({ outdated: null, underWay: null });
  const definition = relies.find(({ term }) => term === 'determination');
  if (!definition) throw new Error('the sample does not define a determination');
  expect(definition.hash).toBe(definition.decidedHash);
  expect(decided?.text).toEqual((await table.course(clause)).text.text);

  const tag = (await table.get('albarra', 'courses')).headers.get('etag') ?? '';
  expect((await table.get('albarra', 'courses', { 'If-None-Match': tag })).status).toBe(304);
  const heard = await table.watches('kestrelia');
  await table.writes('albarra', definition.clause, ' or is not yet known');
  await until('Kestrelia is told', () =>
    Promise.resolve(heard.some(({ type }) => type === 'courses-changed')),
  );
  expect((await table.get('albarra', 'courses', { 'If-None-Match': tag })).status).toBe(200);
  const { outdated, rung: still } = (await table.course(clause)).summary;
  expect(still).toBe('scrubbed');
  expect(outdated).toMatchObject({
    what: 'decision',
    by: [{ kind: 'reliance-changed', term: 'determination', of: { clause: definition.clause } }],
  });
  expect(outdated?.by[0]?.sentence).toContain('The definition of “determination”');
  const work = read<WorkView>(await (await table.seat('secretariat')).get('work'));
  expect(work.stuck.map(({ kind }) => kind)).toContain('outdated');
});

test('the agreement is given out as a file, as each may read it', async () => {
  const file = async (name: 'secretariat' | 'albarra') =>
    read<Record<string, unknown> & { definitions: { term: string; text: string }[] }>(
      await table.get(name, 'export?format=json'),
    );
  const [kept, partys] = [await file('secretariat'), await file('albarra')];
  expect(kept.definitions.find(({ term }) => term === 'determination')?.text).toMatch(
    / or is not yet known$/u,
  );
  expect(partys.tranches).toEqual(kept.tranches);
  // Sign-offs and comments of the file that was imported are for those who keep the text.
  expect(JSON.stringify(kept)).toContain('"signoffs"');
  expect(JSON.stringify(partys)).not.toContain('"signoffs"');
  expect((await table.get('albarra', 'export')).status).toBe(400);
});

test('the log tells it all in sentences, as each may know it', async () => {
  const whole = read<LogView>(await table.get('secretariat', `log?clause=${clause}&limit=1000`));
  const versions = whole.entries.map(({ version }) => version);
  expect(versions).toEqual(versions.toSorted((a, b) => b - a));
  for (const { sentence } of whole.entries) expect(sentence).toMatch(/^[A-Z“1].*[.!?”]$/s);
  // Page by page it is the same.
  const pages: number[] = [];
  for (let before: number | null = Number.MAX_SAFE_INTEGER; before !== null;) {
    const page: LogView = read(
      await table.get('secretariat', `log?clause=${clause}&limit=7&before=${before}`),
    );
    pages.push(...page.entries.map(({ version }) => version));
    before = page.next;
  }
  expect(pages).toEqual(versions);
  // Votes are for their authors; a person outside the delegation has no name.
  const seen = read<LogView>(await table.get('kestrelia', `log?clause=${clause}&limit=1000`));
  expect(seen.entries.some(({ type }) => type === 'vote-cast')).toBe(false);
  expect(JSON.stringify(seen)).not.toContain('Henrik');
  const csv = await table.get('secretariat', 'log', { Accept: 'text/csv' });
  expect(csv.headers.get('content-type')).toContain('text/csv');
  expect(csv.text.split('\r\n').length).toBeGreaterThan(whole.entries.length);
});

test('a visit makes what changed before it old', async () => {
  const torvald = await table.seat('torvald');
  const version = await table.version();
  expect((await torvald.post(table.path('visits'), { version })).status).toBe(204);
  const changed = async () => read<WorkView>(await torvald.get('work')).changed;
  expect(await changed()).toEqual([]);
  await table.does('secretariat', await table.clause('7.1'), 'send-clause', { procedure: 'p7', route: null });
  await until('the change is counted', async () => (await changed()).length === 1);
  expect((await changed())[0]).toMatchObject({ from: version, clauses: 1 });
});

test('the public and strangers learn nothing', async () => {
  for (const rest of ['courses', `clauses/${clause}/course`, 'log']) {
    expect((await table.house.nobody.get(table.path(rest))).status).toBe(404);
  }
  expect(read<WorkView>(await table.house.nobody.get('work'))).toEqual({
    waiting: [],
    stuck: [],
    changed: [],
  });
});
