/**
 * Something that a text relies on changes while the text is before deciders: the packet is renewed, with the class of
 * the change and the words that make it so; what was given before is shown as overtaken, and old words stay readable.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Table } from './negotiation.ts';

let table: Table;
let clause: string;
let definition: string;

beforeAll(async () => {
  table = await Table.laid();
  clause = await table.clause('1.1');
  await table.does('secretariat', clause, 'send-clause', { procedure: 'p1', route: 'multilateral-silence' });
  await table.does('legal-drafter', clause, 'give-opinion', { opinion: { kind: 'positive' } });
  await table.does('torvald', clause, 'give-opinion', { opinion: { kind: 'positive' } });
  const { relies } = await table.course(clause);
  definition = relies.find(({ term }) => term === 'determination')?.clause ?? '';
});
afterAll(() => table.close());

test('nothing is decided on a packet that the texts have left behind', async () => {
  const { command } = await table.act('sarrane', clause, 'give-opinion');
  await table.writes('albarra', definition, ' after thirty days');
  expect(await table.told('sarrane', { ...command, opinion: { kind: 'positive' } })).toBe('409 text-changed');
  const { acts, summary } = await table.course(clause, 'sarrane');
  expect(acts.map(({ type }) => type)).not.toContain('give-opinion');
  expect(summary.outdated).toMatchObject({ what: 'packet', by: [{ term: 'determination' }] });
});

test('the renewed packet tells what changed and how much it weighs', async () => {
  const before = await table.course(clause);
  await table.does('secretariat', clause, 'renew-packet');
  const after = await table.course(clause);
  expect(after.renewals).toMatchObject([{ packet: 2, class: 'substantive' }]);
  expect(after.renewals[0]?.reasons.join(' ')).toContain('“thirty” was added');
  expect(after.summary.outdated).toBeNull();
  expect(after.packet?.packet).toBe(2);
  // The words of the clause itself are the same, so the packet's text is.
  expect(after.packet?.text).toEqual(before.packet?.text);
  // Who had spoken has to speak again: the stages behind are gone through once more.
  expect(after.summary.underWay?.stage.id).toBe('legal-review');
});

test('a text that was decided on is readable for ever, whatever was written since', async () => {
  const packet = (await table.course(clause)).packet;
  await table.does('secretariat', clause, 'recall-clause', { reason: 'The parties want to redraft it.' });
  await table.writes('albarra', clause, ' And once more.');
  await table.does('secretariat', clause, 'send-clause', { procedure: 'p2', route: 'multilateral-silence' });
  const { past, text } = await table.course(clause);
  expect(text.hash).not.toBe(packet?.hash);
  expect(past.at(-1)).toMatchObject({ outcome: 'recalled', hash: packet?.hash, stands: false });
  const kept = await table.house.store.agreements.texts(table.agreement, [packet?.hash ?? '']);
  expect(kept).toHaveLength(1);
  expect(kept[0]?.canonical).toContain('determination');
  // So is the definition as it stood in each packet.
  const all = await table.house.store.agreements.texts(table.agreement);
  const definitions = all.filter(({ canonical }) => canonical.includes('“determination” means'));
  expect(definitions.length).toBeGreaterThanOrEqual(2);
});
