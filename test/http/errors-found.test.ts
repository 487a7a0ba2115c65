/**
 * A clause with an error that the linter finds in its block: nobody can agree to it over HTTP until it is mended.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
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

test('a clause without errors is agreed to, whatever is wrong elsewhere', async () => {
  await toSignOff(sound);
  const { command } = await table.act('torvald', sound, 'sign-off');
  expect(await table.told('torvald', { ...command, ...agree })).toBe('200');
});
