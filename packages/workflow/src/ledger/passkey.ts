/**
 * A sign-off that its delegate signed with a passkey: the event carries, under `statement`, the assertion that the
 * authenticator made over what the delegate agreed to. It is checked from the event and from the enrolment of the key
 * alone, without the server that asked for it (W3C WebAuthn Level 3, section 7.2).
 *
 * What is signed is the agreement, the clause, the hash of its text, the stage and packet, and what was said on
 * behalf of whom: so a signature can neither be moved to other words nor to another question.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64urlnopad, utf8 } from '@scure/base';
import { canonicalJson, JsonError, type Json } from './canonical-json.ts';
import { sameHash } from './hash.ts';
import { parseJson } from './parse-json.ts';

/** The signature algorithms that are known, by their names in JOSE: ECDSA with P-256 and SHA-256; Ed25519. */
export type PasskeyAlgorithm = 'ES256' | 'EdDSA';

type Event = { readonly [key: string]: Json };

/** What stands before the point in a SubjectPublicKeyInfo of the curve (RFC 5480, RFC 8410). */
const spkiPrefix = {
  ES256: '3059301306072a8648ce3d020106082a8648ce3d030107034200',
  EdDSA: '302a300506032b6570032100',
} as const;
const pointLength = { ES256: 65, EdDSA: 32 } as const;

const userPresent = 0x01;
const userVerified = 0x04;

/** What of a sign-off a passkey signs. */
const signedFields = ['act', 'clause', 'hash', 'packet', 'party', 'stage'] as const;

/**
 * The challenge to give to the authenticator, in bytes.
 * @param signOff the event, or the command that asks for it, with the fields that are signed
 * @throws JsonError when one of them is missing or not I-JSON
 */
export function passkeyChallenge(agreement: string, signOff: object): Uint8Array {
  const said = Object.fromEntries(signedFields.map((name) => [name, (signOff as Event)[name]]));
  return sha256(utf8ToBytes(`travaux/passkey/v1\0${canonicalJson({ agreement, ...said })}`));
}

/**
 * What is wrong with the assertion of a sign-off, as the end of a sentence; null: it is good.
 * @param signOff the event, or the command that asks for it
 * @param origin of the pages on which the key was enrolled to sign
 */
export function passkeyFault(agreement: string, signOff: object, origin: string): string | null {
  const event = signOff as Event;
  const assertion = readAssertion(event['statement'] ?? null);
  if (!assertion) return 'is not complete';
  const { algorithm, point, authenticatorData, clientData, signature } = assertion;
  const client = readClientData(clientData);
  if (!client || client['type'] !== 'webauthn.get') return 'was not made to sign';
  if (client['challenge'] !== challengeOf(agreement, event)) return 'was made for other words';
  if (client['origin'] !== origin)
    return `was made on another page than ${origin}, where its key was enrolled`;
  if (authenticatorData.length < 37) return 'is not complete';
  if (!belongsTo(authenticatorData.subarray(0, 32), origin)) {
    return 'was made for another site than the page on which it was asked for';
  }
  const flags = authenticatorData[32]!;
  if (!(flags & userPresent) || !(flags & userVerified)) return 'was made without asking who is there';
  const signed = concatBytes(authenticatorData, sha256(clientData));
  return verifies(algorithm, signature, signed, point) ? null : 'does not verify';
}

function challengeOf(agreement: string, event: Event): string | null {
  try {
    return base64urlnopad.encode(passkeyChallenge(agreement, event));
  } catch (error) {
    if (error instanceof JsonError) return null;
    throw error;
  }
}

interface Assertion {
  readonly algorithm: PasskeyAlgorithm;
  /** The public key, as the curve's libraries take it. */
  readonly point: Uint8Array;
  readonly authenticatorData: Uint8Array;
  readonly clientData: Uint8Array;
  readonly signature: Uint8Array;
}

/** Bytes are in base64url without padding; the key is a SubjectPublicKeyInfo, an ES256 signature is DER. */
function readAssertion(value: Json): Assertion | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { algorithm, ...encoded } = value as Event;
  if (algorithm !== 'ES256' && algorithm !== 'EdDSA') return null;
  const spki = bytesOf(encoded['publicKey']);
  const authenticatorData = bytesOf(encoded['authenticatorData']);
  const clientData = bytesOf(encoded['clientData']);
  const signature = bytesOf(encoded['signature']);
  if (!spki || !authenticatorData || !clientData || !signature) return null;
  const prefix = hexToBytes(spkiPrefix[algorithm]);
  const point = spki.subarray(prefix.length);
  if (!sameHash(spki.subarray(0, prefix.length), prefix) || point.length !== pointLength[algorithm])
    return null;
  return { algorithm, point, authenticatorData, clientData, signature };
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

/** Whether the page is of the domain with this hash, or of one below it; without TLS only on the own machine. */
function belongsTo(domainHash: Uint8Array, origin: string): boolean {
  const [, scheme, host] = /^(https?):\/\/([^/:]+)(?::\d{1,5})?$/.exec(origin) ?? [];
  if (host === undefined || (scheme === 'http' && host !== 'localhost')) return false;
  const labels = host.split('.');
  return labels.some((_, from) => sameHash(sha256(utf8ToBytes(labels.slice(from).join('.'))), domainHash));
}

function verifies(
  algorithm: PasskeyAlgorithm,
  signature: Uint8Array,
  message: Uint8Array,
  point: Uint8Array,
): boolean {
  try {
    switch (algorithm) {
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
