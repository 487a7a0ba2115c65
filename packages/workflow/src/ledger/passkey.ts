/**
 * A statement signed with a passkey: an event that carries, under the key `passkey`, the assertion that the
 * authenticator of its author made over everything else that the event says. It is checked from the event alone,
 * without the server that asked for it (W3C WebAuthn Level 3, section 7.2).
 *
 * The authenticator signs `challenge`, which is made of the canonical JSON of {agreement, event}, the event
 * without its `passkey`: so a signature can neither be moved to another agreement nor to other words.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64urlnopad, utf8 } from '@scure/base';
import { canonicalJson, type Json } from './canonical-json.ts';
import { sameHash } from './hash.ts';
import { parseJson } from './parse-json.ts';

/** All bytes in base64url without padding. */
export interface PasskeyAssertion {
  readonly alg: 'ES256' | 'EdDSA';
  /** SubjectPublicKeyInfo, as `AuthenticatorAttestationResponse.getPublicKey()` gives it. */
  readonly publicKey: string;
  /** The domain that the passkey belongs to. */
  readonly rpId: string;
  readonly authenticatorData: string;
  readonly clientDataJSON: string;
  /** ES256: as DER. */
  readonly signature: string;
}

type Event = { readonly [key: string]: Json };

/** What stands before the point in a SubjectPublicKeyInfo of the curve (RFC 5480, RFC 8410). */
const spkiPrefix = {
  ES256: '3059301306072a8648ce3d020106082a8648ce3d030107034200',
  EdDSA: '302a300506032b6570032100',
} as const;
const pointLength = { ES256: 65, EdDSA: 32 } as const;

const userPresent = 0x01;
const userVerified = 0x04;

/** What the authenticator is given to sign, in bytes. @throws JsonError when the event is not I-JSON */
export function passkeyChallenge(agreement: string, event: object): Uint8Array {
  const statement = Object.fromEntries(Object.entries(event).filter(([key]) => key !== 'passkey'));
  const said = canonicalJson({ agreement, event: statement });
  return sha256(utf8ToBytes(`travaux/passkey/v1\0${said}`));
}

/** What is wrong with the assertion of an event, as the end of a sentence; null: it is good. */
export function passkeyFault(agreement: string, event: Event): string | null {
  const assertion = readAssertion(event['passkey'] ?? null);
  if (!assertion) return 'is not complete';
  const { alg, rpId, point, authenticatorData, clientData, signature } = assertion;
  const client = readClientData(clientData);
  if (!client || client['type'] !== 'webauthn.get') return 'was not made to sign';
  if (client['challenge'] !== base64urlnopad.encode(passkeyChallenge(agreement, event))) {
    return 'was made for other words';
  }
  if (!isOriginOf(rpId, client['origin'] ?? null)) return `was made on a page that is not of ${rpId}`;
  if (authenticatorData.length < 37) return 'is not complete';
  if (!sameHash(authenticatorData.subarray(0, 32), sha256(utf8ToBytes(rpId)))) {
    return `was made for another site than ${rpId}`;
  }
  const flags = authenticatorData[32]!;
  if (!(flags & userPresent) || !(flags & userVerified)) return 'was made without asking who is there';
  const signed = concatBytes(authenticatorData, sha256(clientData));
  return verifies(alg, signature, signed, point) ? null : 'does not verify';
}

interface ReadAssertion {
  readonly alg: PasskeyAssertion['alg'];
  readonly rpId: string;
  readonly point: Uint8Array;
  readonly authenticatorData: Uint8Array;
  readonly clientData: Uint8Array;
  readonly signature: Uint8Array;
}

function readAssertion(value: Json): ReadAssertion | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { alg, rpId, ...encoded } = value as Event;
  if ((alg !== 'ES256' && alg !== 'EdDSA') || typeof rpId !== 'string') return null;
  const spki = bytesOf(encoded['publicKey']);
  const authenticatorData = bytesOf(encoded['authenticatorData']);
  const clientData = bytesOf(encoded['clientDataJSON']);
  const signature = bytesOf(encoded['signature']);
  if (!spki || !authenticatorData || !clientData || !signature || Object.keys(encoded).length !== 4) {
    return null;
  }
  const prefix = hexToBytes(spkiPrefix[alg]);
  const point = spki.subarray(prefix.length);
  if (bytesToHex(spki.subarray(0, prefix.length)) !== spkiPrefix[alg]) return null;
  return point.length === pointLength[alg]
    ? { alg, rpId, point, authenticatorData, clientData, signature }
    : null;
}

function bytesOf(value: Json | undefined): Uint8Array | null {
  if (typeof value !== 'string') return null;
  try {
    return base64urlnopad.decode(value);
  } catch {
    return null;
  }
}

function readClientData(bytes: Uint8Array): Event | null {
  try {
    const value = parseJson(utf8.encode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Event) : null;
  } catch {
    return null;
  }
}

/** A page of the domain or of one below it, over TLS; without TLS only on the own machine. */
function isOriginOf(rpId: string, origin: Json): boolean {
  if (typeof origin !== 'string') return false;
  const [, scheme, host] = /^(https?):\/\/([^/:]+)(?::\d{1,5})?$/.exec(origin) ?? [];
  if (scheme === undefined || host === undefined) return false;
  if (scheme === 'http' && host !== 'localhost') return false;
  return host === rpId || host.endsWith(`.${rpId}`);
}

function verifies(
  alg: PasskeyAssertion['alg'],
  signature: Uint8Array,
  message: Uint8Array,
  point: Uint8Array,
): boolean {
  try {
    switch (alg) {
      case 'ES256':
        // Authenticators make either of the two forms of s.
        return p256.verify(signature, message, point, { format: 'der', lowS: false });
      case 'EdDSA':
        return ed25519.verify(signature, message, point, { zip215: false });
    }
  } catch {
    return false;
  }
}
