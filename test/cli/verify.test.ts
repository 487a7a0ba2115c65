/**
 * `travaux verify`: what it says of good and of broken records, and how it ends.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatVerifierKey, noteSigner } from '@travaux/workflow/ledger';
import { checkpoint, leaf, origin, record, signer } from '../ledger/small-log.ts';

const travaux = join(dirname(fileURLToPath(import.meta.url)), '../../packages/server/bin/travaux.js');

const leaves = [
  leaf(1, { type: 'agreement-opened', facts: { title: 'Orren Accord' }, source: null }),
  leaf(2, { type: 'clause-parked', clause: 'c1', reason: 'No instructions yet.' }),
];
const good = record(leaves);

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'travaux-verify-'));
  writeFileSync(join(directory, 'good.json'), good);
  writeFileSync(join(directory, 'changed.json'), good.replace('No instructions', 'Instructions'));
  writeFileSync(join(directory, 'old.json'), record(leaves.slice(0, 1)));
  writeFileSync(join(directory, 'closed.json'), record(leaves, [1]));
  writeFileSync(join(directory, 'kept.txt'), checkpoint(leaves));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Exit code and what was printed. Nothing that a server would need is in its environment. */
function verify(
  ...args: string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [travaux, 'verify', ...args],
      { cwd: directory, env: { PATH: process.env['PATH'] ?? '' } },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

test('a good record is in order', async () => {
  const { code, out } = await verify('good.json');
  expect(code).toBe(0);
  expect(out).toMatch(/^good\.json is in order\.\n/);
  expect(out).toContain(`It is the record of ${origin}: 2 events, all of them shown.`);
  expect(out).toContain('The events are the life of one agreement');
  expect(out).toContain(formatVerifierKey(signer));
  expect(out).toContain('You gave no key');
});

test('a changed record is not, and the first thing that is wrong is named', async () => {
  const { code, out } = await verify('changed.json');
  expect(code).toBe(1);
  expect(out).toBe(
    'changed.json is NOT in order.\nEntry 2 does not have the hash that stands beside it: one of them was changed.\n(wrong-hash, at entry 2)\n',
  );
});

test('the key and an older checkpoint are held against it', async () => {
  const known = await verify('good.json', '--key', formatVerifierKey(signer), '--checkpoint', 'kept.txt');
  expect(known.code).toBe(0);
  expect(known.out).toContain('signed with the key that you gave');
  expect(known.out).toContain('nothing before it was rewritten');
  const other = formatVerifierKey(noteSigner(origin, new Uint8Array(32)));
  const forged = await verify('good.json', '--key', other);
  expect(forged.code).toBe(1);
  expect(forged.out).toContain('other-key');
  const rolledBack = await verify('old.json', '--checkpoint', 'kept.txt');
  expect(rolledBack).toMatchObject({ code: 1 });
  expect(rolledBack.out).toContain('not-a-continuation');
});

test('says what is shown, and speaks JSON', async () => {
  expect((await verify('closed.json')).out).toContain('2 events, 1 of them shown and 1 as hashes only');
  const { out } = await verify('closed.json', '--json');
  expect(JSON.parse(out)).toMatchObject({ verified: true, size: 2, closed: 1, origin });
  expect(JSON.parse((await verify('changed.json', '--json')).out)).toMatchObject({
    verified: false,
    code: 'wrong-hash',
  });
});

describe('what is asked wrongly', () => {
  test.each([
    [['none.json'], /none\.json cannot be read \(ENOENT\)/],
    [['good.json', '--checkpoint', 'none.txt'], /none\.txt cannot be read/],
    [['good.json', '--key', 'x'], /not a verifier key/],
    [[], /missing required argument/],
    [['good.json', 'old.json'], /too many arguments/],
  ])('%j', async (args, sentence) => {
    const { code, err } = await verify(...args);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});
