/**
 * Who takes part, and who is accredited to act for whom.
 */
import { describe, expect, test } from '@jest/globals';
import type { Accreditation, Command } from '@travaux/workflow/agreement';
import { accredit, endAccreditation, given, people } from './language.ts';

const party = (id: string, name: string): Command => ({
  type: 'add-party',
  party: { id, name, group: null },
});
const second: Accreditation = { person: 'stig', name: 'Stig Dahl', capacity: { role: 'secretariat' } };

describe('participants', () => {
  test('are added by the secretariat, each with its own id and name', () => {
    expect(given().when('secretariat', party('ALB', 'Albarra')).state.parties.get('ALB')?.name).toBe(
      'Albarra',
    );
    given()
      .when('secretariat', party('TOR', 'Albarra'))
      .refused('already-exists', 'TOR', 'Torvald', 'Albarra');
    given().when('secretariat', party('ALB', 'TORVALD')).refused('already-exists', 'Torvald');
    for (const who of ['chair', 'delegate', 'observer', 'convener', 'public'] as const) {
      given().when(who, party('ALB', 'Albarra')).refused('not-allowed', 'secretariat');
    }
  });

  test('of every kind', () => {
    const outcome = given()
      .when('secretariat', { type: 'constitute-body', body: { id: 'B', name: 'Body', members: ['SAR'] } })
      .when('secretariat', { type: 'admit-organisation', organisation: { id: 'O', name: 'Org' } })
      .when('secretariat', { type: 'name-verifier', verifier: { id: 'V', name: 'Ver' } });
    expect(outcome.state.bodies.get('B')?.members).toEqual(['SAR']);
    expect(outcome.state.organisations.get('O')?.name).toBe('Org');
    expect(outcome.state.verifiers.get('V')?.name).toBe('Ver');
    given()
      .when('secretariat', { type: 'constitute-body', body: { id: 'B', name: 'Body', members: ['X'] } })
      .refused('unknown-participant', 'Body', 'X');
  });
});

describe('accreditation', () => {
  test('in a capacity that there is', () => {
    const to = (capacity: Accreditation['capacity']) => accredit({ person: 'p', name: 'Pat', capacity });
    given()
      .when('secretariat', to({ role: 'delegate', party: 'X' }))
      .refused('unknown-participant', 'no such party');
    given()
      .when('secretariat', to({ role: 'committee-member', body: 'X', party: null }))
      .refused('unknown-participant', 'no such body');
    given()
      .when('secretariat', to({ role: 'committee-member', body: 'JEC', party: 'X' }))
      .refused('unknown-participant', 'no such party');
    given()
      .when('secretariat', to({ role: 'observer', organisation: 'X' }))
      .refused('unknown-participant', 'no such organisation');
    given()
      .when('secretariat', to({ role: 'verifier', verifier: 'X' }))
      .refused('unknown-participant', 'no such verifier');
    expect(
      given()
        .when('operator', to({ role: 'chair' }))
        .events(),
    ).toHaveLength(1);
  });

  test('once in each capacity, in as many as needed', () => {
    given().when('secretariat', accredit(people.delegate)).refused('already-exists', 'Dana Reyes');
    const both = given().when('secretariat', accredit({ ...people.delegate, capacity: { role: 'chair' } }));
    expect(both.state.accreditations.filter((a) => a.person === 'dana')).toHaveLength(2);
  });

  test('ends one capacity of one person, recorded as it was given', () => {
    const outcome = given().when('secretariat', endAccreditation({ ...people.delegate, name: 'D. R.' }));
    expect(outcome.events()).toEqual([{ type: 'accreditation-ended', accreditation: people.delegate }]);
    expect(outcome.state.accreditations).toHaveLength(Object.keys(people).length - 1);
    outcome
      .when('secretariat', endAccreditation(people.delegate))
      .refused('unknown-participant', 'Dana Reyes');
  });

  test('the last member of the secretariat stays', () => {
    given()
      .when('secretariat', endAccreditation(people.secretariat))
      .refused('last-secretariat', 'Sigrid Holm');
    const two = given().when('secretariat', accredit(second));
    expect(two.when('secretariat', endAccreditation(people.secretariat)).events()).toHaveLength(1);
  });

  test('who is no longer accredited may no longer act', () => {
    given()
      .when('secretariat', accredit(second))
      .when('secretariat', endAccreditation(people.secretariat))
      .when('secretariat', party('ALB', 'Albarra'))
      .refused('not-allowed');
  });
});
