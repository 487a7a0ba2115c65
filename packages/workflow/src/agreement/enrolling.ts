/**
 * Decisions on passkeys: enrolling one, revoking it, and whether what it signed may stand in a sign-off.
 */
import { can, capacitiesOf, type Actor } from '../policy/can.ts';
import type { PasskeyStatement } from './course/acts.ts';
import { partyName } from './course/words.ts';
import type { Decision } from './decision.ts';
import type { Facts } from './facts.ts';
import type { PartyId, PersonId } from './participants.ts';
import type { EnrolPasskey, Passkey, PasskeyRevoked } from './passkey.ts';
import { refuse, type Refusal } from './refusal.ts';
import type { AgreementState } from './state.ts';

/** Of one person and one party; more are a slip, or somebody who tries what happens. */
const maxPasskeys = 10;

export function enrolPasskey(
  state: AgreementState,
  actor: Actor,
  { party, credential, algorithm, publicKey, origin }: EnrolPasskey,
  { now }: Facts,
): Decision {
  const { person } = actor;
  const signs = capacitiesOf(state, actor).some(
    (one) => one.role === 'delegate' && one.party === party && one.signing !== 'none',
  );
  if (person === null || !signs) {
    return refuse(
      'not-yours',
      `You do not sign for ${partyName(state, party)}, so a passkey of yours could sign nothing for it. A delegate who may bind it enrols one.`,
    );
  }
  const keys = [...state.passkeys.values()];
  if (keys.some((one) => one.credential === credential || one.publicKey === publicKey)) {
    return refuse(
      'already-exists',
      'This passkey is enrolled in this agreement already, or was revoked in it. Make a new one.',
    );
  }
  if (keys.filter((one) => isOf(one, person, party) && one.until === null).length >= maxPasskeys) {
    return refuse(
      'too-many',
      `You have ${maxPasskeys} passkeys for ${partyName(state, party)} already. Revoke one that you do not use.`,
    );
  }
  return [{ type: 'passkey-enrolled', person, party, credential, algorithm, publicKey, origin, at: now }];
}

export function revokePasskey(
  state: AgreementState,
  actor: Actor,
  { credential }: { readonly credential: string },
  { now }: Facts,
): Decision {
  const key = state.passkeys.get(credential);
  if (!key || (key.person !== actor.person && !can(actor, 'manage-people', { state }))) {
    return refuse(
      'unknown-passkey',
      'You have no such passkey in this agreement. Reload the page to see those that are enrolled.',
    );
  }
  return key.until === null ? [revoked(key, now)] : [];
}

/** What becomes of the passkeys of somebody who stops acting for a party. */
export function revocationsOf(
  state: AgreementState,
  person: PersonId,
  party: PartyId,
  now: string,
): readonly PasskeyRevoked[] {
  return [...state.passkeys.values()]
    .filter((key) => isOf(key, person, party) && key.until === null)
    .map((key) => revoked(key, now));
}

/** Passkeys with which a person may sign for a party now. */
export function passkeysOf(state: AgreementState, actor: Actor, party: PartyId): readonly Passkey[] {
  const { person } = actor;
  if (person === null) return [];
  return [...state.passkeys.values()].filter((key) => isOf(key, person, party) && key.until === null);
}

/** Why a sign-off for a party may not carry this signature of a person. */
export function statementFault(
  state: AgreementState,
  actor: Actor,
  party: PartyId,
  { credential, algorithm, publicKey }: PasskeyStatement,
  facts: Facts,
): Refusal | null {
  const key = state.passkeys.get(credential);
  if (!key || key.person !== actor.person || key.party !== party) {
    return refuse(
      'unknown-passkey',
      `This passkey is not enrolled as yours for ${partyName(state, party)}. Nothing was recorded: enrol it under People, or sign off without it.`,
    );
  }
  if (key.until !== null) {
    return refuse(
      'unknown-passkey',
      'This passkey was revoked. Nothing was recorded: enrol another one under People, or sign off without it.',
    );
  }
  if (facts.statement === undefined) throw new Error('a signature cannot be decided on unchecked');
  const fault =
    key.algorithm === algorithm && key.publicKey === publicKey
      ? facts.statement
      : 'is of another key than the one that was enrolled';
  if (fault === null) return null;
  return refuse(
    'wrong-passkey',
    `The signature of the passkey ${fault}. Nothing was recorded: read the words again, then sign them again.`,
  );
}

function revoked({ person, party, credential }: Passkey, at: string): PasskeyRevoked {
  return { type: 'passkey-revoked', person, party, credential, at };
}

function isOf(key: Passkey, person: PersonId, party: PartyId): boolean {
  return key.person === person && key.party === party;
}
