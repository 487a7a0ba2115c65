/**
 * The record that is checked offline: what is right is accepted with what was found in it; whatever is changed,
 * down to one bit, is noticed, and named where it is.
 */
import { describe, expect, test } from '@jest/globals';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import {
  canonicalJson,
  formatRecord,
  formatVerifierKey,
  noteSigner,
  verifyRecord,
  type Finding,
  type Verified,
  type VerifyOptions,
} from '@travaux/workflow/ledger';
import {
  checkpoint,
  enrolmentOf,
  hashOf,
  leaf,
  origin,
  record,
  signedOff,
  signer,
  text,
  type Said,
} from './small-log.ts';

const decided = text('The Parties shall co-operate.');
const signed = signedOff({ algorithm: 'ES256' });
const leaves = [
  leaf(1, { type: 'agreement-opened', facts: { title: 'Orren\n“Accord” مرحبا' } }),
  leaf(2, { type: 'person-accredited', accreditation: { name: 'Dana Reyes' } }),
  leaf(3, enrolmentOf(signed)),
  leaf(4, signed),
];
const good = record(leaves, [2], [decided]);

const verify = (file: string | Uint8Array, options: VerifyOptions = {}) =>
  verifyRecord(typeof file === 'string' ? utf8ToBytes(file) : file, options);
const accepted = (file: string, options?: VerifyOptions): Verified => {
  const verdict = verify(file, options);
  if (!verdict.verified) throw new Error(verdict.sentence);
  return verdict;
};
const wrong = (file: string | Uint8Array, options?: VerifyOptions): Finding => {
  const verdict = verify(file, options);
  if (verdict.verified) throw new Error('accepted');
  return verdict;
};
/** Where it is wrong, and how. */
const fault = (file: string | Uint8Array, options?: VerifyOptions) => {
  const { code, where } = wrong(file, options);
  return `${code} at ${where}`;
};

interface Fields {
  format: string;
  origin: string;
  key: string;
  checkpoints: string[];
  entries: { hash: string; leaf: string | null }[];
  texts: { hash: string; text: string }[];
}
/** The good record with something done to it, written as a record is. */
function changed(change: (fields: Fields) => unknown, from = good): string {
  const fields = JSON.parse(from) as Fields;
  change(fields);
  return canonicalJson(fields, { depth: 9, bytes: 1e9 });
}

describe('a good record', () => {
  test('is accepted, with what is in it', () => {
    const found = accepted(good);
    expect(found).toMatchObject({ origin, size: 4, closed: 1, missingTexts: [] });
    expect(found.leaves.map(({ version }) => version)).toEqual([1, 3, 4]);
    expect([...found.texts]).toEqual([[hashOf(decided), decided]]);
    expect(found.made).toEqual(['form', 'signature', 'entries', 'root', 'texts', 'passkeys']);
    expect(found.key).toBe(formatVerifierKey(signer));
    expect(found.signedActs).toMatchObject([{ entry: 4, party: 'TOR', clause: 'c1', enrolledIn: 3 }]);
  });

  test('is accepted against the key and a checkpoint that were kept', () => {
    for (const size of [1, 2, 3, 4]) {
      const found = accepted(good, { key: formatVerifierKey(signer), checkpoint: checkpoint(leaves, size) });
      expect(found.made).toEqual(expect.arrayContaining(['key', 'continuation']));
    }
  });

  test('tells which decided texts it does not have', () => {
    expect(accepted(record(leaves)).missingTexts).toEqual([hashOf(decided)]);
  });

  test('leaves texts out that no opened entry decided on', () => {
    expect(record(leaves, [4], [decided, text('other')])).toBe(record(leaves, [4]));
  });

  test('with every entry opened, its events are replayed', () => {
    const whole = record(leaves);
    expect(accepted(whole, { replay: (all) => (all.length === 4 ? null : 'too few') }).made).toContain(
      'replay',
    );
    expect(wrong(whole, { replay: () => 'The clause was never added.' })).toMatchObject({
      check: 'replay',
      sentence: 'The clause was never added.',
    });
    expect(accepted(good, { replay: () => 'never asked' }).made).not.toContain('replay');
  });

  test('may have no entry opened, several checkpoints, or one entry', () => {
    expect(accepted(record(leaves, [1, 2, 3, 4])).closed).toBe(4);
    const several = formatRecord(
      signer,
      [checkpoint(leaves, 2), checkpoint(leaves, 3), checkpoint(leaves)],
      leaves,
    );
    expect(accepted(several).size).toBe(4);
    expect(accepted(record(leaves.slice(0, 1))).size).toBe(1);
  });
});

describe('any single byte', () => {
  // A small record with an opened and a closed entry and a text, so that every kind of byte is there.
  const small = record(
    [
      leaf(1, { type: 'opened', é: 1 }),
      leaf(2, { type: 'x' }),
      leaf(3, { type: 'decided', hash: hashOf(decided) }),
    ],
    [2],
    [decided],
  );
  const bytes = utf8ToBytes(small);

  test.each([0x01, 0x02, 0x20, 0x80, 0xff])('changed by %i, wherever it stands, is noticed', (mask) => {
    accepted(small);
    const unnoticed: number[] = [];
    const wordless: number[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      const verdict = verify(bytes.map((byte, index) => (index === at ? byte ^ mask : byte)));
      if (verdict.verified) unnoticed.push(at);
      else if (!/^[A-Z].{20,}\.$/s.test(verdict.sentence) || verdict.where === '') wordless.push(at);
    }
    expect({ unnoticed, wordless }).toEqual({ unnoticed: [], wordless: [] });
  });

  test('left out or doubled, wherever it stands, is noticed', () => {
    const unnoticed: number[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      const without = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1)]);
      const twice = Uint8Array.from([...bytes.subarray(0, at + 1), ...bytes.subarray(at)]);
      if (verify(without).verified || verify(twice).verified) unnoticed.push(at);
    }
    expect(unnoticed).toEqual([]);
  });

  test('cut anywhere, it is no record', () => {
    for (let end = 0; end < bytes.length; end += 7)
      expect(verify(bytes.subarray(0, end)).verified).toBe(false);
    expect(fault(Uint8Array.from([...bytes, 0x0a]))).toMatch(/^not-canonical at character/);
  });
});

describe('entries', () => {
  const other = leaf(2, { type: 'person-accredited', accreditation: { name: 'Somebody Else' } });
  const hashOfLeaf = (each: string) => (JSON.parse(record([each])) as Fields).entries[0]!.hash;

  test.each<[string, (fields: Fields) => unknown, string]>([
    [
      'an entry is reworded',
      ({ entries }) => (entries[3]!.leaf = entries[3]!.leaf!.replace('"agree"', '"other"')),
      'wrong-hash at entry 4',
    ],
    [
      'and its hash is made to fit',
      ({ entries }) => {
        const forged = entries[3]!.leaf!.replace('"agree"', '"other"');
        entries[3] = { leaf: forged, hash: hashOfLeaf(forged) };
      },
      'wrong-root at checkpoint 1',
    ],
    [
      'a closed entry is another',
      ({ entries }) => (entries[1]!.hash = hashOfLeaf(other)),
      'wrong-root at checkpoint 1',
    ],
    [
      'a closed entry is opened as another',
      ({ entries }) => (entries[1] = { leaf: other, hash: hashOfLeaf(other) }),
      'wrong-root at checkpoint 1',
    ],
    [
      'two entries change places',
      ({ entries }) => entries.splice(2, 2, entries[3]!, entries[2]!),
      'wrong-place at entry 3',
    ],
    [
      'a closed entry changes places',
      ({ entries }) => entries.splice(0, 2, entries[1]!, entries[0]!),
      'wrong-place at entry 2',
    ],
    ['an entry is left out', ({ entries }) => entries.splice(2, 1), 'wrong-checkpoint at the entries'],
    ['the last entry is left out', ({ entries }) => entries.pop(), 'wrong-checkpoint at the entries'],
    [
      'an entry is put in',
      ({ entries }) => entries.splice(1, 0, entries[1]!),
      'wrong-checkpoint at the entries',
    ],
    ['one takes the place of another', ({ entries }) => (entries[1] = entries[0]!), 'wrong-place at entry 2'],
    ['nothing is left', ({ entries }) => entries.splice(0), 'wrong-checkpoint at the entries'],
    [
      'an entry is no leaf',
      ({ entries }) => (entries[0] = { leaf: '{}', hash: hashOfLeaf(leaf(1, { type: 'x' })) }),
      'wrong-hash at entry 1',
    ],
    [
      'an entry has a field more',
      ({ entries }) => Object.assign(entries[0]!, { note: 'x' }),
      'not-a-record at entry 1',
    ],
    ['an entry has no hash', ({ entries }) => (entries[2]!.hash = ''), 'not-a-record at entry 3'],
  ])('%s', (_name, change, where) => {
    expect(fault(changed(change))).toBe(where);
  });

  test('an entry that is signed but is no leaf, or of another agreement, is named', () => {
    const signed = (...all: string[]) => fault(formatRecord(signer, [checkpoint(all)], all));
    expect(signed('{"event":{}}')).toBe('wrong-leaf at entry 1');
    expect(signed(leaves[0]!.replace('"v":1', '"v":2'))).toBe('wrong-leaf at entry 1');
    expect(signed(leaves[0]!.replace('"v":1', '"v": 1'))).toBe('wrong-leaf at entry 1');
    expect(signed(leaves[0]!, leaf(2, { type: 'x' }, { agreement: 'a2' }))).toBe(
      'other-agreement at entry 2',
    );
  });
});

describe('what stands around the entries', () => {
  const stranger = noteSigner(origin, new Uint8Array(32).fill(8));
  const elsewhere = noteSigner('example.org/agreements/a2', new Uint8Array(32).fill(9));

  test.each<[string, (fields: Fields) => unknown, string]>([
    ['another format', (f) => (f.format = 'travaux-record/v2'), 'unknown-format at format'],
    ['a field more', (f) => Object.assign(f, { more: 1 }), 'not-a-record at the file'],
    ['a field less', (f) => delete (f as Partial<Fields>).texts, 'not-a-record at the file'],
    ['another log', (f) => (f.origin = 'example.org'), 'wrong-key at origin'],
    ['the key of another', (f) => (f.key = formatVerifierKey(stranger)), 'wrong-signature at checkpoint 1'],
    ['no checkpoint', (f) => f.checkpoints.pop(), 'not-a-record at checkpoints'],
    [
      'the signature of another',
      (f) => (f.checkpoints = [checkpoint(leaves, 4, stranger)]),
      'wrong-signature at checkpoint 1',
    ],
    [
      'a checkpoint of another log',
      (f) => (f.checkpoints = [checkpoint(leaves, 4, elsewhere)]),
      'wrong-signature at checkpoint 1',
    ],
    [
      'a line that nobody checks',
      (f) => (f.checkpoints[0] += `— example.com/w ${'A'.repeat(88)}\n`),
      'wrong-checkpoint at checkpoint 1',
    ],
    ['a checkpoint twice', (f) => f.checkpoints.push(f.checkpoints[0]!), 'wrong-checkpoint at checkpoint 2'],
    ['a text that is changed', (f) => (f.texts[0]!.text += ' '), 'wrong-text at text 1'],
    ['a text twice', (f) => f.texts.push(f.texts[0]!), 'unnamed-text at text 2'],
    [
      'a text that nobody decided on',
      (f) => f.texts.push({ text: 'x', hash: hashOf('x') }),
      'unnamed-text at text 2',
    ],
  ])('%s', (_name, change, where) => {
    expect(fault(changed(change))).toBe(where);
  });

  test('an older checkpoint inside of the record has to be of its entries', () => {
    const forked = [leaf(1, { type: 'other' }), ...leaves.slice(1)];
    const file = formatRecord(signer, [checkpoint(forked, 2), checkpoint(leaves)], leaves);
    expect(fault(file)).toBe('wrong-root at checkpoint 1');
  });

  test.each([
    ['nothing', '', 'not-json at character 0'],
    ['something else', 'PK\u0003\u0004', 'not-json at character 0'],
    ['a list', '[]', 'not-a-record at the file'],
    ['a text', '"x"', 'not-a-record at the file'],
    [
      'a record that was printed anew',
      JSON.stringify(JSON.parse(good), null, 2),
      'not-canonical at character 1',
    ],
    ['a record with a field twice', good.replace('"format"', '"format":1,"format"'), 'not-json'],
  ])('%s', (_name, file, where) => {
    expect(fault(file)).toMatch(where);
  });
});

describe('against what the reader kept', () => {
  const kept = 'the checkpoint you gave';

  test('another key', () => {
    const other = noteSigner(origin, new Uint8Array(32).fill(8));
    expect(fault(good, { key: formatVerifierKey(other) })).toBe('other-key at key');
    expect(fault(good, { key: 'nonsense' })).toBe('other-key at key');
  });

  test('a record that was rolled back', () => {
    const old = record(leaves.slice(0, 2));
    expect(fault(old, { checkpoint: checkpoint(leaves) })).toBe(`not-a-continuation at ${kept}`);
  });

  test('a log that told two stories', () => {
    const forked = record([leaves[0]!, leaf(2, { type: 'other' }), ...leaves.slice(2)]);
    accepted(forked);
    expect(fault(forked, { checkpoint: checkpoint(leaves, 2) })).toBe(`not-a-continuation at ${kept}`);
    accepted(forked, { checkpoint: checkpoint(leaves, 1) });
  });

  test('a checkpoint of somebody else', () => {
    const elsewhere = noteSigner('example.org/b', new Uint8Array(32));
    expect(fault(good, { checkpoint: checkpoint(leaves, 1, elsewhere) })).toBe(
      `wrong-kept-checkpoint at ${kept}`,
    );
    expect(fault(good, { checkpoint: 'nonsense' })).toBe(`wrong-kept-checkpoint at ${kept}`);
  });
});

describe('passkeys', () => {
  /** The sign-off, behind the enrolment of the key that signed it. */
  const file = (event: Said, enrolment = enrolmentOf(event)) => record([leaf(1, enrolment), leaf(2, event)]);
  /** A sign-off in which something was changed after its key was enrolled and had signed it. */
  const altered = (change: Record<string, unknown>, of = signed) =>
    wrong(file({ ...of, ...change }, enrolmentOf(of)));
  /** The same within its signature; what the key is, is changed in the enrolment too. */
  const statement = (change: Record<string, unknown>) => {
    const { publicKey, algorithm } = { ...(signed['statement'] as Record<string, unknown>), ...change };
    const event = { ...signed, statement: { ...(signed['statement'] as object), ...change } };
    return wrong(file(event, enrolmentOf(signed, { publicKey, algorithm }))).sentence;
  };

  test.each(['ES256', 'EdDSA'] as const)('%s verifies from the record alone', (algorithm) => {
    const verified = (device: Omit<Parameters<typeof signedOff>[0], 'algorithm'>) =>
      accepted(file(signedOff({ algorithm, ...device }))).signedActs.length;
    expect(verified({})).toBe(1);
    expect(verified({ rpId: 'treaties.example.org' })).toBe(1);
    expect(verified({ rpId: 'localhost', origin: 'http://localhost:4000' })).toBe(1);
  });

  test('it is of a key that the same person enrolled before, for the same party, and had not revoked', () => {
    const enrolment = enrolmentOf(signed);
    const revoked = { ...enrolment, type: 'passkey-revoked' };
    const named = (...events: Said[]) => fault(record(events.map((event, at) => leaf(at + 1, event))));
    expect(named(signed)).toBe('unknown-passkey at entry 1');
    expect(named(signed, enrolment)).toBe('unknown-passkey at entry 1');
    expect(named(enrolmentOf(signed, { person: 'ben' }), signed)).toBe('unknown-passkey at entry 2');
    expect(named(enrolmentOf(signed, { party: 'SAR' }), signed)).toBe('unknown-passkey at entry 2');
    expect(named(enrolment, revoked, signed)).toBe('revoked-passkey at entry 3');
    // Enrolled anew by somebody else: the first enrolment counts.
    expect(named(enrolment, enrolmentOf(signed, { person: 'ben' }), { ...signed, by: 'ben' })).toBe(
      'unknown-passkey at entry 3',
    );
    const other = signedOff({ algorithm: 'ES256' })['statement'] as { publicKey: string };
    expect(named(enrolmentOf(signed, { publicKey: other.publicKey }), signed)).toBe(
      'wrong-passkey at entry 2',
    );
    const later = [enrolment, signed, revoked].map((event, at) => leaf(at + 1, event));
    expect(accepted(record(later)).signedActs).toHaveLength(1);
  });

  test('it was made for these words, this clause, this party', () => {
    for (const change of [
      { hash: hashOf('other') },
      { clause: 'c2' },
      { packet: 3 },
      { stage: 's2' },
      { act: { kind: 'refuse', reason: 'x' } },
    ]) {
      expect(altered(change).sentence).toBe('The passkey signature in entry 2 was made for other words.');
    }
    const without = Object.fromEntries(Object.entries(signed).filter(([name]) => name !== 'act')) as Said;
    expect(wrong(file(without, enrolmentOf(signed))).sentence).toMatch(/for other words/);
    const ofSarrane = enrolmentOf(signed, { party: 'SAR' });
    expect(wrong(file({ ...signed, party: 'SAR' }, ofSarrane)).sentence).toMatch(/for other words/);
    const moved = record(
      [enrolmentOf(signed), signed].map((event, at) => leaf(at + 1, event, { agreement: 'a2' })),
    );
    expect(wrong(moved).sentence).toMatch(/for other words/);
  });

  test('it was made by somebody who was there, on the page where the key was enrolled', () => {
    const say = (device: Partial<Parameters<typeof signedOff>[0]>, enrolled: object = {}) => {
      const event = signedOff({ algorithm: 'ES256', ...device });
      return wrong(file(event, { ...enrolmentOf(event), ...enrolled })).sentence;
    };
    expect(say({ flags: 0x01 })).toMatch(/without asking who is there/);
    expect(say({ flags: 0x04 })).toMatch(/without asking who is there/);
    expect(say({ type: 'webauthn.create' })).toMatch(/not made to sign/);
    expect(say({ origin: 'https://evil.net' }, { origin: 'https://treaties.example.org' })).toBe(
      'The passkey signature in entry 2 was made on another page than https://treaties.example.org, where its key was enrolled.',
    );
    expect(say({ origin: 'https://example.org.evil.net' })).toMatch(/another site/);
    expect(say({ origin: 'http://treaties.example.org' })).toMatch(/another site/);
  });

  test('its parts fit each other', () => {
    expect(statement({ signature: 'AAAA' })).toMatch(/does not verify/);
    expect(statement({ algorithm: 'EdDSA' })).toMatch(/not complete/);
    expect(statement({ algorithm: 'RS256' })).toMatch(/not complete/);
    expect(statement({ publicKey: 'AAAA' })).toMatch(/not complete/);
    expect(statement({ publicKey: '***' })).toMatch(/not complete/);
    expect(statement({ authenticatorData: 'AAAA' })).toMatch(/not complete/);
    expect(statement({ clientData: 'AAAA' })).toMatch(/not made to sign/);
    const other = signedOff({ algorithm: 'ES256' })['statement'] as { publicKey: string };
    expect(statement({ publicKey: other.publicKey })).toMatch(/does not verify/);
    expect(altered({ statement: 'x' }).code).toBe('unknown-passkey');
    expect(altered({ statement: [] }).code).toBe('unknown-passkey');
  });
});
