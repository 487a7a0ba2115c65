/**
 * The ledger over HTTP: hashes for everybody, and for each reader a record that checks out and shows what that
 * reader may see.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  checkProofFile,
  leafHash,
  openCheckpoint,
  parseVerifierKey,
  verifyRecord,
  type Verified,
  type VerifierKey,
} from '@travaux/workflow/ledger';
import { Installation, type Person } from './installation.ts';

let house: Installation;
let id: string;
beforeAll(async () => {
  house = await Installation.start({
    env: { TRAVAUX_DEMO: '1', TRAVAUX_PUBLIC_URL: 'https://treaties.example.org/orren/' },
  });
  ({ id } = await house.sample());
});
afterAll(() => house.close());

const ledger = (path: string, headers = {}) => house.nobody.get(`agreements/${id}/ledger/${path}`, headers);
const record = async (person: Person) => {
  const answer = await person.get(`agreements/${id}/record`);
  expect(answer.status).toBe(200);
  return answer;
};
const verified = (text: string, options = {}): Verified => {
  const verdict = verifyRecord(Buffer.from(text), options);
  if (!verdict.verified) throw new Error(verdict.sentence);
  return verdict;
};
const keyOf = ({ key }: Verified): VerifierKey => parseVerifierKey(key)!;

describe('for everybody', () => {
  test('the checkpoint is signed by the log that has the address of the agreement', async () => {
    const all = verified((await record(await house.as('secretariat'))).text);
    const answer = await ledger('checkpoint');
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=2');
    const opened = openCheckpoint(answer.text, keyOf(all));
    expect(opened).toMatchObject({
      ok: true,
      checkpoint: { origin: `treaties.example.org/orren/agreements/${id}`, size: all.size },
    });
    const again = await ledger('checkpoint', { 'If-None-Match': answer.headers.get('etag')! });
    expect(again.status).toBe(304);
  });

  test('tiles hold the hashes of the leaves; those that are not there yet are not found', async () => {
    const { text } = await record(await house.as('secretariat'));
    const { entries } = JSON.parse(text) as { entries: { hash: string }[] };
    const width = entries.length % 256;
    const path = entries.length < 256 ? `0/000.p/${width}` : '0/000';
    const response = await fetch(house.nobody.url(`api/v1/agreements/${id}/ledger/tile/${path}`));
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('cache-control')).toMatch(/immutable/);
    const bytes = Buffer.from(await response.arrayBuffer());
    const wanted = entries.slice(0, 256).map(({ hash }) => hash);
    expect(bytes.toString('hex')).toBe(wanted.join(''));
    for (const missing of ['0/x999/000', '9/000', `0/000.p/256`, '0/0', 'entries/000']) {
      expect((await ledger(`tile/${missing}`)).status).toBe(404);
    }
  });

  test('a proof of each event is a file of its own', async () => {
    const all = verified((await record(await house.as('secretariat'))).text);
    const { entries } = JSON.parse((await record(await house.as('secretariat'))).text) as {
      entries: { leaf: string }[];
    };
    for (const index of [0, 1, all.size - 1]) {
      const proof = await ledger(`proof/${index}`);
      expect(proof.headers.get('content-disposition')).toContain(`event-${index + 1}.tlog-proof`);
      const leaf = leafHash(Buffer.from(entries[index]!.leaf));
      expect(checkProofFile(proof.text, leaf, keyOf(all))).toEqual({ ok: true, index, size: all.size });
    }
    for (const missing of [String(all.size), '-1', '01', '1.5', 'x', '99999999999']) {
      expect((await ledger(`proof/${missing}`)).status).toBe(404);
    }
  });

  test('nothing of an agreement that there is not', async () => {
    for (const path of ['checkpoint', 'tile/0/000', 'proof/0']) {
      expect((await house.nobody.get(`agreements/none/ledger/${path}`)).status).toBe(404);
    }
  });
});

describe('the record', () => {
  test('is for those who may read the agreement', async () => {
    expect((await house.nobody.get(`agreements/${id}/record`)).status).toBe(404);
    const answer = await record(await house.as('secretariat'));
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="record-[\w-]+\.json"$/);
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  });

  test('shows each reader what they may see, under one root', async () => {
    const secretariat = verified((await record(await house.as('secretariat'))).text);
    expect(secretariat.closed).toBe(0);
    const names = secretariat.leaves.flatMap(({ event }) =>
      event.type === 'person-accredited' ? [(event['accreditation'] as { name: string }).name] : [],
    );
    expect(names.length).toBeGreaterThan(5);
    const { identities } = (await house.nobody.get('demo')).body as unknown as {
      identities: { slug: string; role: string }[];
    };
    const delegate = identities.find(({ role }) => role === 'delegate')!;
    const text = (await record(await house.as(delegate.slug))).text;
    const seen = verified(text);
    expect(seen.root).toBe(secretariat.root);
    expect(seen.closed).toBeGreaterThan(0);
    const known = names.filter((name) => text.includes(name));
    expect(known.length).toBeGreaterThan(0);
    expect(known.length).toBeLessThan(names.length);
  });

  test('holds no id of a person', async () => {
    const { text } = await record(await house.as('secretariat'));
    expect(text).not.toMatch(/"demo-\w/);
  });

  test('goes on from the record before, when a command has been executed', async () => {
    const secretariat = await house.as('secretariat');
    const before = verified((await record(secretariat)).text);
    const answer = await secretariat.command(id, before.size, {
      type: 'retitle-agreement',
      title: 'Another title',
      shortTitle: 'Another',
    });
    expect(answer.status).toBe(200);
    const after = verified((await record(secretariat)).text, {
      key: before.key,
      checkpoint: before.checkpoint,
    });
    expect(after.size).toBe(before.size + 1);
    expect(after.leaves.at(-1)?.event).toMatchObject({ type: 'agreement-retitled', title: 'Another title' });
  });
});

test('a text that no ledger could hold is refused at the door', async () => {
  const secretariat = await house.as('secretariat');
  const { size } = verified((await record(secretariat)).text);
  const answer = await secretariat.ask('POST', `api/v1/agreements/${id}/commands`, {
    body: '{"type":"retitle-agreement","title":"\\ud800","shortTitle":"x"}',
    headers: { 'Content-Type': 'application/json', 'If-Match': `"${size}"` },
  });
  expect(answer.status).toBe(400);
  expect(verified((await record(secretariat)).text).size).toBe(size);
});

test('a reset of the demo throws the ledgers away with their agreements', async () => {
  await house.nobody.post('demo/reset', {});
  const { id: next } = await house.sample();
  expect(next).not.toBe(id);
  expect((await house.nobody.get(`agreements/${id}/ledger/checkpoint`)).status).toBe(404);
  expect((await house.nobody.get(`agreements/${next}/ledger/checkpoint`)).status).toBe(200);
});
