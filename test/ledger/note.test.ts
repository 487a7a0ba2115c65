/**
 * Signed notes, checkpoints and proof files, by the examples of the standards and a worked example of a ledger.
 */
import { describe, expect, test } from '@jest/globals';
import { sha256 } from '@noble/hashes/sha2.js';
import { hmac } from '@noble/hashes/hmac.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import {
  canonicalJson,
  checkProofFile,
  emptyFrontier,
  formatCheckpoint,
  formatProofFile,
  formatVerifierKey,
  frontierRoot,
  grow,
  leafHash,
  noteSigner,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  parseProofFile,
  parseVerifierKey,
  signCheckpoint,
  signNote,
  verifierKey,
  type VerifierKey,
} from '@travaux/workflow/ledger';

const key = (text: string): VerifierKey => {
  const parsed = parseVerifierKey(text);
  if (!parsed) throw new Error(`${text} is not a verifier key`);
  return parsed;
};
const said = (note: string, ...keys: VerifierKey[]) => {
  const opened = openNote(note, keys);
  return opened.ok ? opened.text : opened.failure;
};

describe('RFC 8032, section 7.1', () => {
  test.each([
    [
      '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
    [
      'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
  ])('seed %s', (seed, publicKey, message, signature) => {
    const signer = noteSigner('example.org', hexToBytes(seed));
    expect(bytesToHex(signer.publicKey)).toBe(publicKey);
    expect(bytesToHex(signer.sign(hexToBytes(message)))).toBe(signature);
  });
});

const foo = key('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k');
const fooNote = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;
const peter = key('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
const enoch = key('EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop');
const doubleNote = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=
`;

describe('signed notes', () => {
  test('the example of C2SP signed-note', () => {
    expect(said(fooNote, foo)).toBe('This is an example message.\n');
    expect(formatVerifierKey(foo)).toBe(
      'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    );
  });

  test("Go's example, signed by two: each key alone is enough, and unknown lines are read over", () => {
    expect(said(doubleNote, peter)).toMatch(/^If you think/);
    expect(said(doubleNote, enoch)).toMatch(/^If you think/);
    expect(said(doubleNote, peter, enoch)).toMatch(/^If you think/);
    expect(said(doubleNote, foo)).toBe('unsigned');
  });

  test('a line of a known key that does not verify spoils the note', () => {
    expect(said(doubleNote.replace('answer', 'Answer'), peter)).toBe('wrong-signature');
    expect(said(doubleNote.replace('x08go/ZJk', 'x08go/ZJl'), peter, enoch)).toBe('wrong-signature');
  });

  test.each([
    ['no signature', 'text\n'],
    ['no end of line', fooNote.slice(0, -1)],
    ['another line behind', `${fooNote}x\n`],
    ['a hyphen for the dash', fooNote.replace('—', '-')],
    ['a control character', fooNote.replace('example', 'exam\u0007ple')],
    ['a carriage return', fooNote.replace('\n', '\r\n')],
    ['base64 with loose bits', fooNote.replace('aQM=', 'aQN=')],
    ['base64 without its end', fooNote.replace('aQM=', 'aQM')],
    ['no room for a signature', fooNote.replace(/Uw2Q\S+/, 'Uw2QOg==')],
    ['half of a pair', fooNote.replace('example', '\ud800')],
    ['nothing', ''],
  ])('%s: malformed', (_name, note) => {
    expect(said(note, foo)).toBe('malformed');
  });

  test.each([
    'example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    'example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2l',
    'example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    'example.com/foo+530d903a',
    '+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    'example.com/ foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  ])('%s is no key', (text) => {
    expect(parseVerifierKey(text)).toBe(null);
  });

  test('what cannot be a note is not signed', () => {
    const signer = noteSigner('example.org', new Uint8Array(32));
    expect(() => signNote('no end', signer)).toThrow(RangeError);
    expect(() => signNote('a\tb\n', signer)).toThrow(RangeError);
    expect(() => verifierKey('a b', new Uint8Array(32))).toThrow(RangeError);
    expect(() => verifierKey('a', new Uint8Array(31))).toThrow(RangeError);
  });
});

describe('a worked example', () => {
  const log = noteSigner(
    'ledger.example.org/treaty-1',
    hexToBytes('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'),
  );
  const clause = {
    attrs: { id: 'c-1' },
    content: [{ content: [{ text: 'The Parties shall co-operate.', type: 'text' }], type: 'paragraph' }],
    type: 'clause',
  };
  const hash = '42bb38b8c126a25d7b46724c3823e7d07a42551fbfc689ca4b68794588827ea5';
  const commit = '62d43476f10fa94e4d0832227b3b7840b348b05e8411e3a71f9064ed934a2cac';
  const common = { clauseHash: hash, clause: 'c-1', doc: 'd-1', rev: 1, v: 1 };
  const leaves = [
    { ...common, actor: 'deleg-a', ts: 1700000000, type: 'clause.proposed' },
    { ...common, actor: 'deleg-b', decision: 'approve', ts: 1700000060, type: 'clause.signoff' },
    {
      actor: 'deleg-a',
      clause: 'c-2',
      commit,
      doc: 'd-1',
      rev: 1,
      ts: 1700000120,
      type: 'clause.confidential',
      v: 1,
    },
  ].map((leaf) => leafHash(utf8ToBytes(canonicalJson(leaf))));
  const root = frontierRoot(grow(emptyFrontier, leaves).frontier);
  const proofFile = `c2sp.org/tlog-proof@v1
index 1
YNyyUBnAj2UEICIhc2TCMCNXz+b8nzN/6SPIaI8GtwI=
lbKDyt5k6K5pNg9KLi0bV8RzCRQA8Xt7M/l8b9JxJ3o=

ledger.example.org/treaty-1
3
TXhYm99xOqUoiQO9ChxuOfTbdaC0Bnpi6gfKwGxsnZ4=

— ledger.example.org/treaty-1 7JVWZRrgLftc92dMzl656kwOc+/jmwMotAbxICj1lyEiLBiTJYpzpgGZbJngMnJbtiGnxE3VMVP6r9MpuIWurXwmhAY=
— witness.example.org/w1 LOMiNAAAAABlU/G00t2mJNtXlrhbe+AjapEzuQ+6aRfDVptQTCh317ZzKPUall8p99hJzaekLadsDdvo+qCqSrSDQQ0tlwPjBSFvCA==
`;

  test('hashes of its clause', () => {
    const bytes = utf8ToBytes(canonicalJson(clause));
    expect(bytesToHex(sha256(concatBytes(utf8ToBytes('treaty/clause/v1\0'), bytes)))).toBe(hash);
    const salted = hmac(
      sha256,
      new Uint8Array(32).fill(7),
      concatBytes(utf8ToBytes('treaty/confidential/v1\0'), bytes),
    );
    expect(bytesToHex(salted)).toBe(commit);
  });

  test('hashes of its leaves, and the root', () => {
    expect(leaves.map((leaf) => bytesToHex(leaf))).toEqual([
      '60dcb25019c08f65042022217364c2302357cfe6fc9f337fe923c8688f06b702',
      '665ca5cacab9331b3fa32d3c6c609d0b949f850fe38de65b576913812f7a3dc7',
      '95b283cade64e8ae69360f4a2e2d1b57c473091400f17b7b33f97c6fd271277a',
    ]);
    expect(bytesToHex(root)).toBe('4d78589bdf713aa5288903bd0a1c6e39f4db75a0b4067a62ea07cac06c6c9d9e');
  });

  test('its keys', () => {
    expect(formatVerifierKey(log)).toBe(
      'ledger.example.org/treaty-1+ec955665+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea',
    );
  });

  test('its checkpoint and proof file, byte for byte', () => {
    const checkpoint = signCheckpoint({ origin: log.name, size: 3, root }, log);
    const [, witness] = /\n(— witness.*\n)$/.exec(proofFile)!;
    const written = formatProofFile({ index: 1, proof: [leaves[0]!, leaves[2]!], checkpoint });
    expect(written + witness!).toBe(proofFile);
  });

  test('its proof file proves leaf 1, and no other', () => {
    const check = (text: string, leaf = leaves[1]!, by: VerifierKey = log) => {
      const result = checkProofFile(text, leaf, by);
      return result.ok ? `leaf ${result.index} of ${result.size}` : result.failure;
    };
    expect(check(proofFile)).toBe('leaf 1 of 3');
    expect(check(proofFile, leaves[0])).toBe('not-included');
    expect(check(proofFile, leaves[1], foo)).toBe('unsigned');
    expect(check(proofFile.replace('index 1', 'extra AAAA\nindex 1'))).toBe('leaf 1 of 3');
    expect(check(proofFile.replace('index 1', 'index 2'))).toBe('not-included');
    expect(check(proofFile.replace('index 1', 'index 01'))).toBe('malformed');
    expect(check(proofFile.replace('\n3\n', '\n4\n'))).toBe('wrong-signature');
    expect(check(proofFile.replace('YNyy', 'YNyz'))).toBe('not-included');
    expect(check(proofFile.replace('YNyyUBnAj2', ''))).toBe('malformed');
    expect(check(proofFile.replace('@v1', '@v2'))).toBe('malformed');
    expect(check('')).toBe('malformed');
    expect(parseProofFile(proofFile)?.proof).toHaveLength(2);
  });

  test('a checkpoint is of the log whose key it is, and has three lines', () => {
    const text = formatCheckpoint({ origin: log.name, size: 3, root });
    expect(parseCheckpoint(text)).toEqual({ origin: log.name, size: 3, root });
    for (const wrong of [
      text.replace('\n3\n', '\n03\n'),
      text.replace('\n3\n', '\n-3\n'),
      text.replace('\n3\n', '\n9007199254740993\n'),
      text.slice(0, -1),
      `${text}more\n`,
      text.replace('TXhY', 'TXh'),
      `\n3\n${text.split('\n')[2]}\n`,
    ]) {
      expect(parseCheckpoint(wrong)).toBe(null);
    }
    const other = signNote(text.replace('treaty-1', 'treaty-2'), log);
    expect(openCheckpoint(other, log)).toEqual({ ok: false, failure: 'malformed' });
  });
});
