/** People at the interface: invitations, sessions, names, the end of a right. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeCodeOf, Installation, tokenOf, type Person } from './installation.ts';

const secret = 'a secret of the host platform, long enough';
const day = 86_400_000;

let house: Installation;
let clock: Date;
beforeEach(async () => {
  clock = new Date('2026-03-01T12:00:00Z');
  house = await Installation.start({
    now: () => clock,
    env: { TRAVAUX_HOST_TOKEN_SECRET: secret, TRAVAUX_HOST_TOKEN_AUDIENCE: 'travaux' },
  });
});
afterEach(() => house.close());

const later = (ms: number) => {
  clock = new Date(clock.getTime() + ms);
};

async function treaty(convener: Person): Promise<string> {
  const opened = await convener.post('agreements', {
    title: 'Treaty of the Lake',
    shortTitle: 'Lake',
    language: 'en',
    direction: 'ltr',
    clauseNumbering: 'plain',
    parties: [{ id: 'TOR', name: 'Torvald', group: null }],
  });
  expect(opened.status).toBe(201);
  return opened.body.id;
}

const delegate = { name: 'Henrik Ames', capacity: { role: 'delegate', party: 'TOR' } };
const invite = async (by: Person, agreement: string, invitation: unknown = delegate) =>
  (await by.post(`agreements/${agreement}/invitations`, invitation)).body;

describe('the first convener', () => {
  test('comes by a link that works once', async () => {
    const link = (await house.travaux.setupLink(house.origin))!;
    const convener = await house.accept(link);
    expect((await convener.get('me')).body).toMatchObject({ convener: true, agreements: [] });
    const again = await house.nobody.post('invitations/accept', { token: tokenOf(link) });
    expect([again.status, again.body.code]).toEqual([410, 'invitation-void']);
    expect(await house.travaux.setupLink(house.origin)).toBeNull();
  });

  test('of two who open the link at once, one gets in', async () => {
    const token = tokenOf((await house.travaux.setupLink(house.origin))!);
    const both = await Promise.all([1, 2, 3].map(() => house.nobody.post('invitations/accept', { token })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
  });
});

describe('an invitation', () => {
  test('shows what it offers, signs in, and accredits', async () => {
    const convener = await house.convener();
    const agreement = await treaty(convener);
    const { link } = await invite(convener, agreement);
    expect(new URL(link).pathname + new URL(link).search).toBe('/invitation');
    const offer = await house.nobody.post('invitations/offer', { token: tokenOf(link) });
    expect(offer.body).toEqual({
      agreementTitle: 'Treaty of the Lake',
      name: 'Henrik Ames',
      capacityName: 'Delegate of Torvald',
      expiresAt: new Date(clock.getTime() + 7 * day).toISOString(),
    });
    const henrik = await house.accept(link);
    expect((await henrik.get('me')).body).toMatchObject({
      person: { name: 'Henrik Ames' },
      convener: false,
      agreements: [{ id: agreement, capacities: [delegate.capacity] }],
    });
    expect((await house.nobody.post('invitations/offer', { token: tokenOf(link) })).status).toBe(410);
  });

  test('gives its seat to whoever is signed in already, in a new session', async () => {
    const convener = await house.convener();
    const agreement = await treaty(convener);
    const before = convener.cookie;
    const { link } = await invite(convener, agreement);
    await convener.post('invitations/accept', { token: tokenOf(link) });
    const { body } = await convener.get(`agreements/${agreement}`);
    expect(body.viewer.capacities).toHaveLength(2);
    expect(convener.cookie).not.toBe(before);
    const old = house.nobody;
    old.cookie = before;
    expect((await old.get('me')).body.person).toBeNull();
  });

  test('is void after seven days, when withdrawn, and when its inviter may no longer invite', async () => {
    const convener = await house.convener();
    const agreement = await treaty(convener);
    const expired = await invite(convener, agreement);
    later(7 * day + 1);
    const withdrawn = await invite(convener, agreement);
    const path = `agreements/${agreement}/invitations/${withdrawn.invitation.id}`;
    expect((await convener.delete(path)).status).toBe(204);
    expect((await convener.delete(path)).status).toBe(404);

    const other = await house.accept(
      (await invite(convener, agreement, { name: 'Ada', capacity: { role: 'secretariat' } })).link,
    );
    const orphaned = await invite(other, agreement);
    const ada = (await other.get('me')).body.person;
    const { version } = (await convener.get(`agreements/${agreement}`)).body;
    const ended = await convener.command(agreement, version, {
      type: 'end-accreditation',
      accreditation: { person: ada.id, name: ada.name, capacity: { role: 'secretariat' } },
    });
    expect(ended.status).toBe(200);

    for (const { link } of [expired, withdrawn, orphaned]) {
      const token = tokenOf(link);
      expect((await house.nobody.post('invitations/offer', { token })).status).toBe(410);
      expect((await house.nobody.post('invitations/accept', { token })).status).toBe(410);
    }
  });

  test('to a seat that does not exist is refused when it is made', async () => {
    const convener = await house.convener();
    const agreement = await treaty(convener);
    const answer = await convener.post(`agreements/${agreement}/invitations`, {
      name: 'X',
      capacity: { role: 'delegate', party: 'XXX' },
    });
    expect([answer.status, answer.body.code]).toEqual([422, 'unknown-participant']);
  });

  test('is in the list of those who manage people, without its token', async () => {
    const convener = await house.convener();
    const agreement = await treaty(convener);
    const { link, invitation } = await invite(convener, agreement);
    const { body } = await convener.get(`agreements/${agreement}/people`);
    expect(body.invitations).toEqual([invitation]);
    expect(JSON.stringify(body)).not.toContain(tokenOf(link));
  });

  test.each(['', 'x', 'x'.repeat(43), 'x'.repeat(300)])('no token is guessed: %j', async (token) => {
    expect([400, 410]).toContain((await house.nobody.post('invitations/accept', { token })).status);
  });
});

describe('a session', () => {
  test('ends at sign-out: its cookie is dead and its socket closed', async () => {
    const convener = await house.convener();
    const { cookie } = convener;
    const ended = closeCodeOf(await convener.socket());
    const out = await convener.delete('session');
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^travaux=; Path=\/; Expires=Thu, 01 Jan 1970/);
    expect(await ended).toBe(4401);
    convener.cookie = cookie;
    expect((await convener.get('me')).body.person).toBeNull();
    expect(await closeCodeOf(await convener.socket())).toBe(4401);
  });

  test('ends by time', async () => {
    const convener = await house.convener();
    later(14 * day + 1);
    expect((await convener.get('me')).body.person).toBeNull();
  });

  test('is in a cookie that scripts cannot read and other sites do not send', async () => {
    const link = (await house.travaux.setupLink(house.origin))!;
    const answer = await house.nobody.post('invitations/accept', { token: tokenOf(link) });
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^travaux=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/),
    ]);
  });

  test.each([
    ['at the root of an https host', 'https://orren.example', /^__Host-travaux=[\w-]{43}; Path=\/; .*Secure/],
    ['under a prefix', 'https://orren.example/lake', /^__Secure-travaux=[\w-]{43}; Path=\/lake; .*Secure/],
  ])('%s has the strictest name', async (_where, url, cookie) => {
    const other = await Installation.start({ env: { TRAVAUX_PUBLIC_URL: url } });
    try {
      const token = tokenOf((await other.travaux.setupLink(url))!);
      const answer = await other.nobody.post(
        'invitations/accept',
        { token },
        { Origin: 'https://orren.example' },
      );
      expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(cookie)]);
      const foreign = await other.nobody.post('invitations/offer', { token }, { Origin: other.origin });
      expect(foreign.body.code).toBe('foreign-origin');
    } finally {
      await other.close();
    }
  });
});

describe("a host's launch", () => {
  let serial = 0;
  const seconds = () => Math.floor(clock.getTime() / 1000);
  const token = (claims: Record<string, unknown> = {}, key = secret, alg = 'HS256') => {
    const all = {
      sub: 'u1',
      name: 'Noor Vance',
      aud: 'travaux',
      iat: seconds(),
      exp: seconds() + 60,
      jti: `jti-000${(serial += 1)}`,
      ...claims,
    };
    const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    return new SignJWT(given).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key));
  };
  const launch = (by: Person, signed: string) =>
    by.ask('POST', 'launch', {
      body: `token=${encodeURIComponent(signed)}`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'https://platform.example' },
    });

  test('signs the person in, the same person each time', async () => {
    const first = house.nobody;
    const answer = await launch(first, await token());
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    const { person } = (await first.get('me')).body;
    expect(person.name).toBe('Noor Vance');
    const second = house.nobody;
    await launch(second, await token({ name: 'Noor Vance-Hale' }));
    expect((await second.get('me')).body.person).toEqual({ id: person.id, name: 'Noor Vance-Hale' });
  });

  test('accredits where the token says so, and leads there', async () => {
    const agreement = await treaty(await house.convener());
    const noor = house.nobody;
    const claims = { agreement, capacity: { role: 'delegate', party: 'TOR' } };
    expect((await launch(noor, await token(claims))).headers.get('location')).toBe(`/i/${agreement}`);
    await launch(noor, await token(claims));
    expect((await noor.get(`agreements/${agreement}`)).body.viewer.capacities).toEqual([claims.capacity]);
  });

  test('works once', async () => {
    const signed = await token();
    expect((await launch(house.nobody, signed)).status).toBe(303);
    const again = await launch(house.nobody, signed);
    expect([again.status, again.body.code]).toEqual([401, 'launch-refused']);
    expect(again.headers.getSetCookie()).toEqual([]);
  });

  test.each([
    ['for another audience', { aud: 'other' }],
    ['without an audience', { aud: undefined }],
    ['that has expired', { iat: -1, exp: 0 }],
    ['that lives too long', { exp: 4_000_000_000 }],
    ['without an end', { exp: undefined }],
    ['without an id', { jti: undefined }],
    ['without a subject', { sub: undefined }],
    ['without a name', { name: undefined }],
    ['with a name that is none', { name: 7 }],
    ['with a capacity that is none', { capacity: { role: 'king' } }],
  ])('a token %s is refused', async (_what, claims) => {
    expect((await launch(house.nobody, await token(claims))).status).toBe(401);
  });

  test('a token signed with another key, or not at all, is refused', async () => {
    expect(
      (await launch(house.nobody, await token({}, 'another secret, also long enough to sign'))).status,
    ).toBe(401);
    const none = `${btoa('{"alg":"none"}')}.${btoa('{"sub":"u1"}')}.`.replace(/=/g, '');
    expect((await launch(house.nobody, none)).status).toBe(401);
    expect((await launch(house.nobody, 'nonsense')).status).toBe(401);
  });

  test('a token from before the start is refused, because it may have been used', async () => {
    expect(
      (await launch(house.nobody, await token({ iat: seconds() - 10, exp: seconds() + 40 }))).status,
    ).toBe(401);
  });

  test('without a token it is refused; without a key there is no such address', async () => {
    expect((await house.nobody.ask('POST', 'launch', { json: {} })).status).toBe(400);
    const other = await Installation.start();
    expect((await other.nobody.ask('POST', 'launch', { json: {} })).status).toBe(404);
    await other.close();
  });

  test('is checked against a published key set', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
    const platform = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));
    await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
    const other = await Installation.start({
      env: {
        TRAVAUX_HOST_TOKEN_JWKS: `http://127.0.0.1:${(platform.address() as AddressInfo).port}/jwks.json`,
        TRAVAUX_HOST_TOKEN_AUDIENCE: 'travaux',
      },
    });
    try {
      const now = Math.floor(Date.now() / 1000) + 1;
      const signed = await new SignJWT({
        sub: 'u',
        name: 'N',
        aud: 'travaux',
        iat: now,
        exp: now + 30,
        jti: 'jti-es256',
      })
        .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
        .sign(privateKey);
      expect((await launch(other.nobody, signed)).status).toBe(303);
      // The public key as if it were a shared secret.
      const forged = await token({ iat: now, exp: now + 30 }, JSON.stringify(jwk));
      expect((await launch(other.nobody, forged)).status).toBe(401);
    } finally {
      await other.close();
      platform.close();
      platform.closeAllConnections();
    }
  });
});

test("a host's own sign-in is used where there is no session of ours", async () => {
  const other = await Installation.start({
    identity: (request) =>
      request.headers['x-host-user'] === 'ada' ? { subject: 'ada', name: 'Ada Brook', convener: true } : null,
  });
  try {
    const ada = (await other.nobody.get('me', { 'X-Host-User': 'ada' })).body;
    expect(ada).toMatchObject({ person: { name: 'Ada Brook' }, convener: true });
    expect((await other.nobody.get('me', { 'X-Host-User': 'ada' })).body.person.id).toBe(ada.person.id);
    expect((await other.nobody.get('me')).body.person).toBeNull();
  } finally {
    await other.close();
  }
});
