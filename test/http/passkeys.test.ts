/**
 * A delegate enrols a passkey, signs a sign-off with it, and the exported record proves it without the server. The
 * authenticator is the test's own, made of Node's cryptography.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { ActView, ClauseCourseView, LogView, PeopleView } from '@travaux/editor/frames';
import { passkeyChallenge, verifyRecord } from '@travaux/workflow/ledger';
import { Installation, type Person } from './installation.ts';

const page = 'https://treaties.example.org';
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();

/** Key of an authenticator, in COSE: the map {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const coordinate = (text: string) => Buffer.from(text, 'base64url');
  return Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    coordinate(x),
    Buffer.from('225820', 'hex'),
    coordinate(y),
  ]);
}

/** An authenticator with one key, as the pages of a site see it. */
class Authenticator {
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #id = randomBytes(16);
  readonly #origin: string;

  constructor(origin = page) {
    this.#origin = origin;
  }

  #client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }));
  }

  #data(flags: number, more = Buffer.alloc(0)): Buffer {
    const counter = Buffer.alloc(4);
    return Buffer.concat([sha256(new URL(this.#origin).hostname), Buffer.from([flags]), counter, more]);
  }

  /** Without attestation: {"fmt": "none", "attStmt": {}, "authData": …}. */
  create(challenge: string) {
    const length = Buffer.from([0, this.#id.length]);
    const credential = Buffer.concat([Buffer.alloc(16), length, this.#id, coseOf(this.#pair.publicKey)]);
    const data = this.#data(0x45, credential);
    const attestation = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
      Buffer.from([data.length]),
      data,
    ]);
    const id = base64url(this.#id);
    return {
      ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
      response: {
        clientDataJSON: base64url(this.#client('webauthn.create', challenge)),
        attestationObject: base64url(attestation),
      },
    };
  }

  statement(challenge: Uint8Array) {
    const client = this.#client('webauthn.get', base64url(challenge));
    const data = this.#data(0x05);
    return {
      credential: base64url(this.#id),
      algorithm: 'ES256',
      publicKey: base64url(this.#pair.publicKey.export({ type: 'spki', format: 'der' })),
      clientData: base64url(client),
      authenticatorData: base64url(data),
      signature: base64url(sign('sha256', Buffer.concat([data, sha256(client)]), this.#pair.privateKey)),
    };
  }
}

describe('a passkey', () => {
  let house: Installation;
  let agreement: string;
  let torvald: Person;
  let secretariat: Person;
  let clause: string;
  const device = new Authenticator();

  const question = async (of = torvald, party = 'TOR') => {
    const answer = await of.post(`agreements/${agreement}/passkeys/question`, { party });
    return {
      ...answer,
      challenge: (answer.body as { options?: { challenge?: string } }).options?.challenge ?? '',
    };
  };
  const enrol = (answer: object, of = torvald, party = 'TOR') =>
    of.post(`agreements/${agreement}/passkeys`, { party, answer });
  const course = async (of: Person) =>
    (await of.get(`agreements/${agreement}/clauses/${clause}/course`)).body as unknown as ClauseCourseView;
  const people = async (of: Person) =>
    (await of.get(`agreements/${agreement}/people`)).body as unknown as PeopleView;
  /** An act as it is offered, with more said; answers what came of it. */
  const does = async (of: Person, type: ActView['type'], more: (command: ActView) => object) => {
    const { version, acts } = await course(of);
    const act = acts.find((one) => one.type === type);
    if (!act) throw new Error(`not offered: ${type}`);
    const command = { ...act.command, ...more(act) };
    return of.command(agreement, version, command);
  };
  const signsOff = (statementOf: (challenge: Uint8Array) => object, act: object = { kind: 'agree' }) =>
    does(torvald, 'sign-off', ({ command }) => {
      const { seen, ...rest } = command as { seen: object };
      return { act, statement: statementOf(passkeyChallenge(agreement, { ...rest, ...seen, act })) };
    });
  const record = async () => {
    const { text } = await secretariat.get(`agreements/${agreement}/record`);
    return verifyRecord(Buffer.from(text));
  };

  beforeAll(async () => {
    house = await Installation.start({ env: { TRAVAUX_DEMO: '1', TRAVAUX_PUBLIC_URL: page } });
    ({ id: agreement } = await house.sample());
    [torvald, secretariat] = await Promise.all([house.as('torvald'), house.as('secretariat')]);
    const board = (await secretariat.get(`agreements/${agreement}/courses`)).body as unknown as {
      clauses: readonly { clause: string; number: string }[];
    };
    clause = board.clauses.find(({ number }) => number === '12.1')!.clause;
    const sent = { procedure: 'p1', route: 'plain-bilateral' };
    await does(secretariat, 'send-clause', () => sent);
    await does(await house.as('legal-drafter'), 'give-opinion', () => ({ opinion: { kind: 'positive' } }));
  });
  afterAll(() => house.close());

  test('is enrolled by who holds it, in answer to a question that is good once', async () => {
    const { challenge, status } = await question();
    expect(status).toBe(200);
    const answer = device.create(challenge);
    expect((await enrol(new Authenticator().create('AAAA'))).body.code).toBe('wrong-passkey');
    expect((await enrol(answer)).body.code).toBe('wrong-passkey');
    expect(
      (await enrol(new Authenticator('https://evil.example').create((await question()).challenge))).body.code,
    ).toBe('wrong-passkey');
    expect((await enrol(device.create((await question()).challenge))).status).toBe(201);
    expect((await enrol(device.create((await question()).challenge))).body.code).toBe('already-exists');
    expect((await question(torvald, 'SAR')).body.code).toBe('not-yours');
    expect((await question(await house.as('civil-forum'))).body.code).toBe('not-allowed');
    const raw = { type: 'enrol-passkey', party: 'TOR', credential: 'x', algorithm: 'ES256', publicKey: 'x' };
    expect((await torvald.command(agreement, 1, raw)).body.code).toBe('invalid-request');
  });

  test('is seen by all, with its delegation; whose it is, by the own', async () => {
    expect((await people(torvald)).passkeys).toMatchObject([{ party: 'TOR', own: true, until: null }]);
    const [seen] = (await people(await house.as('sarrane'))).passkeys;
    expect(seen).toMatchObject({ name: 'Delegation of Kingdom of Torvald', own: false });
    const { acts } = await course(torvald);
    expect(acts.find(({ type }) => type === 'sign-off')?.passkeys).toMatchObject([{ origin: page }]);
  });

  test('signs the very words, or nothing is recorded', async () => {
    const other = await signsOff(() => device.statement(sha256('other words')));
    expect(other.body).toMatchObject({ code: 'wrong-passkey' });
    expect(other.body.detail).toContain('was made for other words');
    const stranger = await signsOff((challenge) => new Authenticator().statement(challenge));
    expect(stranger.body.code).toBe('unknown-passkey');
    expect((await signsOff((challenge) => device.statement(challenge))).status).toBe(200);
    const { run } = await course(torvald);
    expect(run?.kind === 'sign-off' && run.parties.find(({ id }) => id === 'TOR')?.signOff?.passkey).toBe(
      true,
    );
  });

  test('is found in the log by the kind of event and by who did it, over all of its pages', async () => {
    const log = async (query: string) =>
      (await secretariat.get(`agreements/${agreement}/log?${query}`)).body as unknown as LogView;
    const { kinds, actors, entries } = await log('limit=1');
    expect(entries).toHaveLength(1);
    expect(kinds).toEqual(expect.arrayContaining(['passkey-enrolled', 'signed-off', 'agreement-opened']));
    const [signed] = (await log('kind=signed-off&limit=1')).entries;
    expect(signed?.sentence).toMatch(/signed with a passkey/);
    const name = signed?.actor?.name ?? '';
    expect(actors).toContain(name);
    const types = async (query: string) => (await log(query)).entries.map(({ type }) => type);
    const who = encodeURIComponent(name);
    expect(await types(`actor=${who}`)).toEqual(['signed-off', 'passkey-enrolled']);
    expect(await types(`actor=${who}&kind=passkey-enrolled`)).toEqual(['passkey-enrolled']);
    expect(new Set((await log('actor=')).entries.map(({ actor }) => actor))).toEqual(new Set([null]));
  });

  test('is proved by the export alone', async () => {
    const verdict = await record();
    if (!verdict.verified) throw new Error(verdict.sentence);
    expect(verdict.made).toContain('passkeys');
    expect(verdict.signedActs).toMatchObject([{ party: 'TOR', clause }]);
  });

  test('signs no more once it is revoked', async () => {
    const { version } = await course(torvald);
    const [{ credential } = { credential: '' }] = (await people(torvald)).passkeys;
    const revoke = { type: 'revoke-passkey', credential };
    const sarrane = await house.as('sarrane');
    expect((await sarrane.command(agreement, version, revoke)).body.code).toBe('unknown-passkey');
    expect((await torvald.command(agreement, version, revoke)).status).toBe(200);
    const again = await signsOff((challenge) => device.statement(challenge), {
      ...{ kind: 'reserve', reservation: 'scrutiny', reason: 'Parliament.' },
    });
    expect(again.body.code).toBe('unknown-passkey');
    expect((await record()).verified).toBe(true);
  });
});

test('is not offered where no browser would make one', async () => {
  const house = await Installation.start({ env: { TRAVAUX_DEMO: '1' } });
  try {
    const { id } = await house.sample();
    const torvald = await house.as('torvald');
    const { body } = await torvald.post(`agreements/${id}/passkeys/question`, { party: 'TOR' });
    expect(body).toMatchObject({ code: 'wrong-passkey' });
    expect(body.detail).toMatch(/https|number/);
  } finally {
    await house.close();
  }
});
