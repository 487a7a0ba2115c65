/**
 * A passkey: the public key with which a delegate signs sign-offs besides. Its enrolment is an event, so that whoever
 * holds the record can tell whose key it is and since when, and from when on no more. A key is one person's, for one
 * party, in one agreement. Persons keep their own; the secretariat revokes those of whoever lost theirs.
 */
import type { PartyId, PersonId } from './participants.ts';

export interface Passkey {
  /** The authenticator's own id of it, in base64url. */
  readonly credential: string;
  readonly person: PersonId;
  readonly party: PartyId;
  /** By their names in JOSE: ECDSA with P-256 and SHA-256; Ed25519. */
  readonly algorithm: 'ES256' | 'EdDSA';
  /** SubjectPublicKeyInfo in base64url. */
  readonly publicKey: string;
  /** Scheme, host and port of the pages on which it signs. */
  readonly origin: string;
  readonly since: string;
  /** null: not revoked. */
  readonly until: string | null;
}

/**
 * Made by the host, once it has checked what the authenticator answered. Nobody may send it: the key would be
 * anybody's.
 */
export type EnrolPasskey = { readonly type: 'enrol-passkey' } & Omit<Passkey, 'person' | 'since' | 'until'>;

export interface PasskeyRevoked {
  readonly type: 'passkey-revoked';
  readonly person: PersonId;
  readonly party: PartyId;
  readonly credential: string;
  readonly at: string;
}
