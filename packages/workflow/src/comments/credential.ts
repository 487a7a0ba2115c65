/**
 * A credential for one submission under a pseudonym: proof that its holder belongs to some organisation that may
 * comment so, and nothing else. It is drawn blindly (RFC 9497, POPRF over ristretto255): the organisation's browser
 * makes a random serial, blinds it, and has the blinded one answered under the key of the agreement. The server sees
 * who draws, but not the serial; when the serial comes back with its output, the server sees that it is genuine, but
 * not whose it was. The proof that comes with the answer holds the server to one key for all, so that it cannot mark
 * one organisation's credentials. COMMENTS.md says what this protects from, and what not.
 */
import { ristretto255_oprf } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64urlnopad } from '@scure/base';

export const serialLength = 32;

/** What the client keeps until the server has answered. */
export interface BlindedSerial {
  readonly serial: Uint8Array;
  readonly blind: Uint8Array;
  readonly blinded: Uint8Array;
  readonly tweakedKey: Uint8Array;
}

export interface CredentialKeys {
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** Random bytes, of the length asked for. */
export type RandomBytes = (length?: number) => Uint8Array;

const info = (agreement: string) => utf8ToBytes(`travaux/comments/v1 ${agreement}`);
const suite = (agreement: string) => ristretto255_oprf.poprf(info(agreement));

/** @param secret 32 random bytes that the host keeps for the agreement */
export function credentialKeys(secret: Uint8Array, agreement: string): CredentialKeys {
  return suite(agreement).deriveKeyPair(secret, info(agreement));
}

/** The client's first step. */
export function blindSerial(agreement: string, publicKey: Uint8Array, random: RandomBytes): BlindedSerial {
  const serial = random(serialLength);
  const drawn = suite(agreement).blind(
    serial,
    publicKey,
    random as (length?: number) => Uint8Array<ArrayBuffer>,
  );
  return { serial, ...drawn };
}

/** The server's step. @throws when one of the blinded serials is no element of the group */
export function answerBlinded(
  agreement: string,
  keys: CredentialKeys,
  blinded: readonly Uint8Array[],
  random: RandomBytes,
): { readonly evaluated: readonly Uint8Array[]; readonly proof: Uint8Array } {
  return suite(agreement).blindEvaluateBatch(
    keys.secretKey,
    [...blinded],
    random as (length?: number) => Uint8Array<ArrayBuffer>,
  );
}

/** The client's last step: the credentials, as texts. @throws when the server used another key than its public one */
export function finishCredentials(
  agreement: string,
  drawn: readonly BlindedSerial[],
  answer: { readonly evaluated: readonly Uint8Array[]; readonly proof: Uint8Array },
): readonly string[] {
  const [first] = drawn;
  if (!first) return [];
  const outputs = suite(agreement).finalizeBatch(
    drawn.map(({ serial, blind, blinded }, index) => ({
      input: serial,
      blind,
      blinded,
      evaluated: answer.evaluated[index] ?? new Uint8Array(0),
    })),
    answer.proof,
    first.tweakedKey,
  );
  return drawn.map(({ serial }, index) =>
    base64urlnopad.encode(concatBytes(serial, outputs[index] ?? new Uint8Array(0))),
  );
}

/**
 * The hash under which a credential is noted as used; null when it is not genuine. The work does not depend on what
 * about it is wrong.
 */
export function checkCredential(agreement: string, keys: CredentialKeys, credential: string): string | null {
  let bytes: Uint8Array;
  try {
    bytes = base64urlnopad.decode(credential);
  } catch {
    return null;
  }
  if (bytes.length <= serialLength) return null;
  const serial = bytes.subarray(0, serialLength);
  const output = suite(agreement).evaluate(keys.secretKey, serial);
  const claimed = bytes.subarray(serialLength);
  if (output.length !== claimed.length) return null;
  let difference = 0;
  for (let index = 0; index < output.length; index += 1) difference |= output[index]! ^ claimed[index]!;
  return difference === 0 ? bytesToHex(sha256(serial)) : null;
}
