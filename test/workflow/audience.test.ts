/**
 * Who is shown an event in the exported record.
 */
import { expect, test } from '@jest/globals';
import { initialState, replay, type AgreementEvent, type Accreditation } from '@travaux/workflow/agreement';
import { isShown, type Actor } from '@travaux/workflow/policy';

const seats: readonly Accreditation[] = [
  { person: 'sol', name: 'Sol Marsh', capacity: { role: 'secretariat' } },
  { person: 'dana', name: 'Dana Reyes', capacity: { role: 'delegate', party: 'TOR' } },
  { person: 'tove', name: 'Tove Lind', capacity: { role: 'delegate', party: 'TOR' } },
  { person: 'omar', name: 'Omar Said', capacity: { role: 'delegate', party: 'ORR' } },
  { person: 'mina', name: 'Mina Ros', capacity: { role: 'observer', organisation: 'owi' } },
];
const state = replay(
  initialState,
  seats.map((accreditation) => ({ type: 'person-accredited', accreditation })),
);
const someone = (person: string | null): Actor => ({ person, convener: false });

/** Who of all of them sees it, when `by` did it. */
function seen(event: AgreementEvent, by: string | null = 'sol'): string {
  const all = [...seats.map(({ person }) => person), 'stranger', null];
  const recorded = { version: 1, at: '2026-03-01T12:00:00.000Z', by, event };
  return all.filter((person) => isShown(someone(person), recorded, state)).join(' ');
}

const inStage = { clause: 'c1', at: '2026-03-01T12:00:00Z', stage: 's1' };
const vote = {
  ...inStage,
  type: 'vote-cast',
  by: 'omar',
  packet: 1,
  hash: 'x',
  seat: 'o',
} as unknown as AgreementEvent;
const decided = (secret: boolean) =>
  ({ ...inStage, type: 'committee-decided', decision: {}, secret }) as unknown as AgreementEvent;

test.each<[string, AgreementEvent, string]>([
  ['a parked clause', { type: 'clause-parked', clause: 'c1', reason: 'x' }, 'sol dana tove omar mina'],
  ['an accreditation', { type: 'person-accredited', accreditation: seats[1]! }, 'sol dana tove'],
  ['the end of one', { type: 'accreditation-ended', accreditation: seats[4]! }, 'sol mina'],
  ['who sat where', { ...inStage, type: 'roll-taken', roll: [] }, 'sol'],
  ['a decision', decided(false), 'sol dana tove omar mina'],
  ['a decision by secret vote', decided(true), 'sol'],
])('%s: %#', (_name, event, who) => {
  expect(seen(event)).toBe(who);
});

test('a vote is shown to who gave it', () => {
  expect(seen(vote, 'omar')).toBe('omar');
  expect(seen(vote, null)).toBe('');
});
