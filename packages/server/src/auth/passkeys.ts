/**
 * Enrolling a passkey: the question to the authenticator, and what of its answer goes into the record. A question is
 * good for a few minutes and once. No attestation is asked for: which make of authenticator a delegate uses is
 * nobody's business, and every later signature shows that the delegate holds the key.
 */
import { createPublicKey } from 'node:crypto';
import { isIP } from 'node:net';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { EnrolPasskey, Passkey } from '@travaux/workflow/agreement';
import type { Place } from './place.ts';

export type PasskeyAnswer = RegistrationResponseJSON;

/** The key as it is recorded; for which party is the person's to say. */
export type CheckedKey = Omit<EnrolPasskey, 'type' | 'party'>;

export interface Passkeys {
  /** @param own passkeys that the person has already, which the authenticator is not to make again */
  ask(
    place: Place,
    agreement: string,
    person: { readonly id: string; readonly name: string },
    own: readonly Passkey[],
  ): Promise<PublicKeyCredentialCreationOptionsJSON>;
  /** null: it does not answer the question that this person was asked last. */
  check(place: Place, agreement: string, person: string, answer: PasskeyAnswer): Promise<CheckedKey | null>;
}

/** Why no passkey can be made on pages of this address, as a sentence; null: it can. */
export function passkeyObstacle({ origin }: Place): string | null {
  const { protocol, hostname } = new URL(origin === 'null' ? 'http://unknown.invalid' : origin);
  if (hostname === 'localhost') return null;
  if (protocol !== 'https:') return 'Passkeys work on pages over https only, and on localhost.';
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0
    ? null
    : 'Passkeys belong to a name such as treaties.example.org, and this installation is reached under a number.';
}

const questionLives = 5 * 60_000;
/** Questions that are open at once; the oldest is forgotten first. */
const mostQuestions = 10_000;

/** By their numbers in COSE (RFC 9053). */
const algorithms = { ES256: -7, EdDSA: -8 } as const;

export function createPasskeys(now: () => Date): Passkeys {
  const asked = new Map<string, { readonly challenge: string; readonly until: number }>();
  const keyOf = (agreement: string, person: string) => JSON.stringify([agreement, person]);
  return {
    async ask(place, agreement, person, own) {
      // It parses certificates of many makes, which takes its time to load and is needed by few.
      const { generateRegistrationOptions } = await import('@simplewebauthn/server');
      const options = await generateRegistrationOptions({
        rpName: 'Travaux',
        rpID: new URL(place.origin).hostname,
        userName: person.name,
        attestationType: 'none',
        excludeCredentials: own.map(({ credential }) => ({ id: credential })),
        authenticatorSelection: { residentKey: 'discouraged', userVerification: 'required' },
        supportedAlgorithmIDs: [algorithms.ES256, algorithms.EdDSA],
      });
      const key = keyOf(agreement, person.id);
      asked.delete(key);
      asked.set(key, { challenge: options.challenge, until: now().getTime() + questionLives });
      for (const oldest of asked.keys()) {
        if (asked.size <= mostQuestions) break;
        asked.delete(oldest);
      }
      return options;
    },
    async check(place, agreement, person, answer) {
      const key = keyOf(agreement, person);
      const question = asked.get(key);
      asked.delete(key);
      if (!question || question.until < now().getTime()) return null;
      const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
      try {
        const { registrationInfo } = await verifyRegistrationResponse({
          response: answer,
          expectedChallenge: question.challenge,
          expectedOrigin: place.origin,
          expectedRPID: new URL(place.origin).hostname,
          supportedAlgorithmIDs: Object.values(algorithms),
        });
        if (!registrationInfo) return null;
        const { id, publicKey } = registrationInfo.credential;
        return { credential: id, origin: place.origin, ...(await keyIn(publicKey)) };
      } catch {
        // It throws on everything that is not as asked; what exactly is of no use to an honest person.
        return null;
      }
    },
  };
}

/** @param cose the key as authenticators write it (RFC 9052). @throws Error when it is of no algorithm that was asked for */
async function keyIn(cose: Uint8Array): Promise<Pick<CheckedKey, 'algorithm' | 'publicKey'>> {
  const { cose: format, decodeCredentialPublicKey } = await import('@simplewebauthn/server/helpers');
  const key = decodeCredentialPublicKey(new Uint8Array(cose));
  const base64url = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('base64url');
  const spki = (jwk: {
    readonly kty: string;
    readonly crv: string;
    readonly x: string;
    readonly y?: string;
  }) =>
    createPublicKey({ key: jwk, format: 'jwk' })
      .export({ type: 'spki', format: 'der' })
      .toString('base64url');
  if (format.isCOSEPublicKeyEC2(key)) {
    const { x, y } = { x: key.get(format.COSEKEYS.x), y: key.get(format.COSEKEYS.y) };
    return {
      algorithm: 'ES256',
      publicKey: spki({ kty: 'EC', crv: 'P-256', x: base64url(x), y: base64url(y) }),
    };
  }
  if (format.isCOSEPublicKeyOKP(key)) {
    const x = base64url(key.get(format.COSEKEYS.x));
    return { algorithm: 'EdDSA', publicKey: spki({ kty: 'OKP', crv: 'Ed25519', x }) };
  }
  throw new Error('a key of another kind than was asked for');
}
