/** What the preview of confidentiality says before it is set: who loses what, which views close, what would still tell. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  encodeClientFrame,
  type AgreementTextView,
  type AgreementView,
  type PreviewView,
} from '@travaux/editor/frames';
import type { Circle } from '@travaux/workflow/agreement';
import { until } from '../harness/until.ts';
import { read, Table } from './negotiation.ts';

let table: Table;
let clause: string;
let article: string;
beforeAll(async () => {
  table = await Table.laid();
  clause = await table.clause('9.1');
  const { elements } = read<AgreementView>(
    await (await table.seat('secretariat')).get(table.path('').slice(0, -1)),
  );
  article = elements.find(({ id }) => id === clause)!.parent!;
});
afterAll(() => table.close());

const parties: Circle = { kind: 'parties' };
const everybody: Circle = { kind: 'public' };
const only = (party: string): Circle => ({
  kind: 'named',
  ...{ parties: [party], bodies: [], organisations: [], verifiers: [] },
});

async function effects(element: string, knownTo: Circle, readBy: Circle): Promise<string> {
  const seat = await table.seat('secretariat');
  const answer = await seat.post(
    table.path('commands/preview'),
    { type: 'set-confidentiality', element, knownTo, readBy },
    { 'If-Match': `"${await table.version()}"` },
  );
  return read<PreviewView>(answer)
    .effects.map(({ sentence }) => sentence)
    .join('\n');
}

test('names those who can no longer read, by delegation and name, and nobody else', async () => {
  const said = await effects(clause, everybody, only('TOR'));
  const lost = /^Can no longer read 9\.1: (.*)\.$/m.exec(said)?.[1] ?? '';
  expect(lost).toContain('the delegation of Republic of Sarrane (');
  expect(lost).toMatch(/Forum|Humanitarian/);
  expect(lost).not.toMatch(/delegation of Kingdom of Torvald|Chair|Secretariat/);
  expect(said).not.toMatch(/No longer know/);
});

test('says who no longer knows of it, and what leaves the public page', async () => {
  const said = await effects(article, parties, parties);
  const lost = /^No longer know that there is .* with everything in it: (.*)\.$/m.exec(said)?.[1] ?? '';
  expect(lost).toMatch(/Forum/);
  expect(lost).not.toMatch(/delegation of/);
  expect(said).toMatch(/^The public page no longer tells of .*9 with everything in it\.$/m);
});

test('counts the open views that close, and does not say whose', async () => {
  const outcome = await (await table.seat('civil-forum')).socket();
  if (outcome.kind !== 'open') throw new Error('no socket');
  outcome.socket.send(encodeClientFrame({ kind: 'watch', agreement: table.agreement }));
  outcome.socket.send(encodeClientFrame({ kind: 'open', channel: 0, room: clause }));
  await until('it is open', async () =>
    (await effects(clause, parties, parties)).includes('One view of it that is open now closes at once.'),
  );
  outcome.socket.terminate();
});

test('names the texts that keep a label of it for more people than may know of it', async () => {
  const all = read<AgreementTextView>(await table.get('secretariat', 'text')).clauses.map(({ id, text }) => ({
    id,
    targets: [...JSON.stringify(text).matchAll(/"target":"(\w+)/g)].map(([, target]) => target!),
  }));
  const target = all.flatMap(({ id, targets }) => targets.filter((one) => one !== id))[0]!;
  const texts = all.filter(({ id, targets }) => id !== target && targets.includes(target));
  const said = await effects(target, parties, parties);
  expect(said.match(/^The text of .* refers to it, and keeps “.+” for whoever/gm)).toHaveLength(texts.length);
});

test('says to whom it is opened again', async () => {
  const set = { type: 'set-confidentiality', element: clause, knownTo: parties, readBy: only('TOR') };
  expect((await table.asks('secretariat', set)).status).toBe(200);
  const said = await effects(clause, everybody, everybody);
  expect(said).toMatch(/^Learn that there is .*: .*Forum/m);
  expect(said).toMatch(/^Can read .*: .*Sarrane/m);
});
