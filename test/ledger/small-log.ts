/**
 * A small log with everything that a record can hold, and records of it.
 */
import { generateKeyPairSync, createHash, sign } from 'node:crypto';
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import {
  emptyFrontier,
  formatRecord,
  frontierRoot,
  grow,
  leafHash,
  leafText,
  noteSigner,
  passkeyChallenge,
  signCheckpoint,
  type Signer,
} from '@travaux/workflow/ledger';

export const origin = 'example.org/agreements/a1';
export const signer = noteSigner(origin, new Uint8Array(32).fill(9));

export const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest();
export const text = (words: string) => `{"schemaVersion":1,"text":${JSON.stringify(words)}}`;
export const hashOf = (canonical: string) => sha256(canonical).toString('hex');

export type Said = { readonly type: string; readonly [key: string]: unknown };

/** The leaf of event number `version`. */
export function leaf(version: number, event: Said, more: { readonly agreement?: string } = {}): string {
  return leafText({
    agreement: 'a1',
    version,
    at: `2026-03-0${version}T12:00:00.000Z`,
    by: `person ${version % 2}`,
    event,
    salt: new Uint8Array(32).fill(version),
    pseudonymKey: new Uint8Array(32).fill(1),
    ...more,
  });
}

export function checkpoint(leaves: readonly string[], size = leaves.length, by: Signer = signer): string {
  const hashes = leaves.slice(0, size).map((each) => leafHash(utf8ToBytes(each)));
  const root = frontierRoot(grow(emptyFrontier, hashes).frontier);
  return signCheckpoint({ origin: by.name, size, root }, by);
}

/** A record of these leaves; those whose number (from 1) is in `closed` are there as hashes only. */
export function record(
  leaves: readonly string[],
  closed: readonly number[] = [],
  texts: string[] = [],
): string {
  return formatRecord(
    signer,
    [checkpoint(leaves)],
    leaves.map((each, index) => (closed.includes(index + 1) ? leafHash(utf8ToBytes(each)) : each)),
    texts,
  );
}

/** What a browser and an authenticator make of a challenge. */
export interface Authenticator {
  readonly algorithm: 'ES256' | 'EdDSA';
  readonly origin?: string;
  readonly rpId?: string;
  readonly flags?: number;
  readonly type?: string;
}

/** The enrolment of the key that signed a sign-off, by whoever signed it, on the pages where it did. */
export function enrolmentOf(signOff: Said, fields: Readonly<Record<string, unknown>> = {}): Said {
  const { credential, algorithm, publicKey, clientData } = signOff['statement'] as Record<string, string>;
  const { origin: page } = JSON.parse(Buffer.from(clientData!, 'base64url').toString()) as { origin: string };
  return {
    ...{ type: 'passkey-enrolled', person: signOff['by'], party: signOff['party'], origin: page },
    ...{ credential, algorithm, publicKey, at: '2026-03-01T12:00:00.000Z', ...fields },
  };
}

/** A sign-off with a passkey's signature, made with the cryptography of Node. */
export function signedOff(device: Authenticator, fields: Readonly<Record<string, unknown>> = {}): Said {
  const { algorithm, origin: page = 'https://treaties.example.org', rpId = 'example.org' } = device;
  const event = {
    type: 'signed-off',
    clause: 'c1',
    stage: 's1',
    packet: 2,
    party: 'TOR',
    act: { kind: 'agree' },
    hash: hashOf(text('The Parties shall co-operate.')),
    by: 'anna',
    ...fields,
  };
  const pair =
    algorithm === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('ed25519', {});
  const clientData = Buffer.from(
    JSON.stringify({
      type: device.type ?? 'webauthn.get',
      challenge: Buffer.from(passkeyChallenge('a1', event)).toString('base64url'),
      origin: page,
      crossOrigin: false,
    }),
  );
  const authenticatorData = Buffer.concat([
    sha256(rpId),
    Buffer.from([device.flags ?? 0x05]),
    hexToBytes('00000007'),
  ]);
  const signed = Buffer.concat([authenticatorData, sha256(clientData)]);
  const signature = sign(algorithm === 'ES256' ? 'sha256' : null, signed, pair.privateKey);
  return {
    ...event,
    statement: {
      algorithm,
      credential: 'AQID',
      publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'),
      clientData: clientData.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signature.toString('base64url'),
    },
  };
}
