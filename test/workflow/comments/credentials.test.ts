/** Credentials: genuine ones are taken, others are not, and whoever answers them learns nothing. */
import { expect, test } from '@jest/globals';
import {
  answerBlinded,
  blindSerial,
  checkCredential,
  credentialKeys,
  finishCredentials,
} from '@travaux/workflow/comments';
import { randomBytes } from 'node:crypto';

const random = (length = 32) => new Uint8Array(randomBytes(length));
const keys = credentialKeys(random(), 'agr');
const draw = (count: number, agreement = 'agr') => {
  const drawn = Array.from({ length: count }, () => blindSerial(agreement, keys.publicKey, random));
  const answer = answerBlinded(
    agreement,
    keys,
    drawn.map(({ blinded }) => blinded),
    random,
  );
  return { drawn, answer };
};

test('a credential that was drawn is genuine, and each has a hash of its own', () => {
  const { drawn, answer } = draw(3);
  const hashes = finishCredentials('agr', drawn, answer).map((one) => checkCredential('agr', keys, one));
  expect(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash ?? ''))).toBe(true);
  expect(new Set(hashes).size).toBe(3);
});

test('the server never sees the serial, and the same serial is blinded differently each time', () => {
  const serial = random();
  const rng = () => {
    let first = true;
    return (length?: number) => {
      const bytes = first ? serial : random(length);
      first = false;
      return bytes;
    };
  };
  const [a, b] = [blindSerial('agr', keys.publicKey, rng()), blindSerial('agr', keys.publicKey, rng())];
  expect(a.serial).toEqual(b.serial);
  expect(a.blinded).not.toEqual(b.blinded);
});

test('what was not drawn, or for another agreement, or with another key, is none', () => {
  const { drawn, answer } = draw(1);
  const [credential = ''] = finishCredentials('agr', drawn, answer);
  const other = credentialKeys(random(), 'agr');
  expect(checkCredential('other', credentialKeys(random(), 'other'), credential)).toBeNull();
  expect(checkCredential('agr', other, credential)).toBeNull();
  const changed = `${credential[0] === 'A' ? 'B' : 'A'}${credential.slice(1)}`;
  for (const text of ['', 'x', '!!', 'AAAA'.repeat(30), changed]) {
    expect(checkCredential('agr', keys, text)).toBeNull();
  }
});

test('a server that answers one organisation under a key of its own is found out', () => {
  const marked = credentialKeys(random(), 'agr');
  const drawn = [blindSerial('agr', keys.publicKey, random)];
  const answer = answerBlinded('agr', marked, [drawn[0]!.blinded], random);
  expect(() => finishCredentials('agr', drawn, answer)).toThrow();
});
