/**
 * Passkeys: whose they are, for which party, until when; and which of them may sign what.
 */
import { expect, test } from '@jest/globals';
import {
  passkeysOf,
  type Command,
  type EnrolPasskey,
  type PasskeyStatement,
} from '@travaux/workflow/agreement';
import { actor, allSign, hours, reserve, sign, talks, type Talks } from './language.ts';

const enrol = (credential: string, party = 'TOR', publicKey = `key of ${credential}`): EnrolPasskey => ({
  ...{ type: 'enrol-passkey', party, credential, publicKey },
  ...{ algorithm: 'ES256', origin: 'https://treaties.example.org' },
});
const revoke = (credential: string) => ({ type: 'revoke-passkey', credential }) as const;
const signature = (credential: string, publicKey = `key of ${credential}`): PasskeyStatement => ({
  ...{ credential, publicKey, algorithm: 'ES256' },
  ...{ clientData: 'c', authenticatorData: 'a', signature: 's' },
});
const signed =
  (credential: string, party = 'TOR', statement = signature(credential)) =>
  (now: Talks): Command => ({
    ...{ type: 'sign-off', clause: 'c', seen: now.seen('c'), party, act: { kind: 'agree' }, statement },
  });
const keys = (now: Talks, who: string, party = 'TOR') =>
  passkeysOf(now.state, actor(who), party).map(({ credential }) => credential);
const begun = () =>
  talks().does('dana', enrol('k1')).does('omar', enrol('k2', 'SAR')).send('c', 'sign', 'p1');

test('a delegate who may bind the party enrols one, and the record says whose it is and since when', () => {
  const now = begun();
  expect(keys(now, 'dana')).toEqual(['k1']);
  expect(keys(now, 'omar')).toEqual([]);
  expect(now.state.passkeys.get('k1')).toMatchObject({ person: 'dana', party: 'TOR', until: null });
  now
    .refuses('adam', enrol('k3'), 'not-yours', 'Torvald')
    .refuses('dana', enrol('k3', 'SAR'), 'not-yours', 'Sarrane')
    .refuses('chidi', enrol('k3'), 'not-allowed')
    .refuses('sigrid', enrol('k3'), 'not-yours')
    .refuses('dana', enrol('k1'), 'already-exists')
    .refuses('omar', enrol('k9', 'SAR', 'key of k1'), 'already-exists');
  let many = now;
  for (let count = 2; count <= 10; count += 1) many = many.does('dana', enrol(`more ${count}`));
  many.refuses('dana', enrol('one too many'), 'too-many', 'Revoke one');
});

test('a sign-off carries the signature of a key of whoever signs, for the party that is signed for', () => {
  const now = begun();
  now.does('dana', signed('k1')).told('signed-off');
  now
    .refuses('dana', signed('k2'), 'unknown-passkey', 'Torvald')
    .refuses('dana', signed('nobody'), 'unknown-passkey')
    .refuses('dana', signed('k1', 'TOR', signature('k1', 'another')), 'wrong-passkey', 'another key')
    .refuses('omar', signed('k1', 'SAR'), 'unknown-passkey', 'Sarrane');
});

test('what is revoked signs no more; what it signed stays', () => {
  const now = begun().does('dana', signed('k1'));
  const after = now.at(hours(1)).does('dana', revoke('k1'));
  expect(after.state.passkeys.get('k1')?.until).toBe(hours(1));
  expect(keys(after, 'dana')).toEqual([]);
  after
    .does('dana', revoke('k1'))
    .refuses('dana', enrol('k1'), 'already-exists')
    .does('dana', sign('c', 'TOR', reserve))
    .refuses('dana', signed('k1'), 'unknown-passkey', 'revoked');
  now
    .refuses('omar', revoke('k1'), 'unknown-passkey')
    .refuses('dana', revoke('nobody'), 'unknown-passkey')
    .does('sigrid', revoke('k1'))
    .told('passkey-revoked');
});

test('whoever stops acting for a party loses the keys for it', () => {
  const [accreditation] = begun().state.accreditations.filter(({ person }) => person === 'dana');
  begun()
    .does('sigrid', { type: 'end-accreditation', accreditation: accreditation! })
    .told('accreditation-ended', 'passkey-revoked');
});

test('after the adoption none is enrolled, and one may still be revoked', () => {
  let now = begun();
  for (const clause of ['c', 'd', 'e']) {
    if (clause !== 'c') now = now.send(clause, 'sign', `p ${clause}`);
    now = allSign(now, clause);
  }
  now
    .does('chidi', { type: 'adopt-agreement' })
    .refuses('dana', enrol('k3'), 'already-adopted')
    .does('dana', revoke('k1'));
});
