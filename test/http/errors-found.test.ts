/**
 * A clause with an error that the linter finds in its block: nobody can agree to it over HTTP until it is mended.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AgreementView } from '@travaux/editor/frames';
import { Table } from './negotiation.ts';

let table: Table;
let sound: string;
let faulty: string;

beforeAll(async () => {
  table = await Table.laid();
  sound = await table.clause('1.1');
  faulty = await table.clause('7.1');
});
afterAll(() => table.close());

const agree = { act: { kind: 'agree' } };

async function toSignOff(clause: string): Promise<void> {
  await table.does('secretariat', clause, 'send-clause', {
    procedure: `p-${clause}`,
    route: 'plain-bilateral',
  });
  await table.does('legal-drafter', clause, 'give-opinion', { opinion: { kind: 'positive' } });
  expect((await table.course(clause)).summary.underWay?.stage.id).toBe('sign-off');
}

test('an error holds up whoever would agree, and nobody else', async () => {
  await table.writes('kestrelia', faulty, 'X', 'leadVerifier');
  await toSignOff(faulty);
  const { command, choices } = await table.act('torvald', faulty, 'sign-off');
  // Offered, so that whoever asks for it reads why not.
  expect(choices).toContain('agree');
  const refused = await table.asks('torvald', { ...command, ...agree });
  expect([refused.status, refused.body.code]).toEqual([409, 'errors-found']);
  expect(refused.body.detail).toMatch(
    /finds an error in it: "IMVAX" in M1 is not understood\. .* Did you mean IMVA\?/,
  );
  const reserve = { kind: 'reserve', reservation: 'scrutiny', reason: 'Nobody would verify it.' };
  expect(await table.told('torvald', { ...command, act: reserve })).toBe('200');
});

test('the chair sets it aside with a reason: it is agreed to, and the reason stands in the log', async () => {
  const { command } = await table.act('torvald', faulty, 'sign-off');
  const { hash } = command['seen'] as { readonly hash: string };
  const reason = 'The verifier is named by exchange of letters.';
  const aside = { clause: faulty, rule: 'L00', place: 'M1.leadVerifier', hash, reason };
  expect(await table.told('secretariat', { type: 'set-error-aside', ...aside })).toBe('403 not-allowed');
  expect(await table.told('chair', { type: 'set-error-aside', ...aside, place: 'M1.deadline' })).toBe(
    '409 nothing-found',
  );
  expect(await table.told('chair', { type: 'set-error-aside', ...aside })).toBe('200');
  expect(await table.told('torvald', { ...command, ...agree })).toBe('200');
  const { body } = await (await table.seat('kestrelia')).get(`agreements/${table.agreement}`);
  expect((body as unknown as AgreementView).errorsSetAside).toEqual([expect.objectContaining(aside)]);
  expect(JSON.stringify((await table.get('kestrelia', 'log')).body)).toContain(
    `lets stand what rule L00 of the linter`,
  );
});

test('a clause without errors is agreed to, whatever is wrong elsewhere', async () => {
  await toSignOff(sound);
  const { command } = await table.act('torvald', sound, 'sign-off');
  expect(await table.told('torvald', { ...command, ...agree })).toBe('200');
});
