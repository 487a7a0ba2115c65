/** The demo: seats, windows with sessions of their own, the reset, and where it refuses to be. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openSqliteStore } from '@travaux/server/store';
import { closeCodeOf, Installation } from './installation.ts';

let house: Installation;
beforeAll(async () => {
  house = await Installation.start({ env: { TRAVAUX_DEMO: '1' } });
});
afterAll(() => house.close());

const slugsOf = async () => (await house.nobody.get('demo')).body.identities.map(({ slug }) => slug);

describe('the lobby', () => {
  test('offers every kind of seat, each under its own address', async () => {
    const { body } = await house.nobody.get('demo');
    const roles = body.identities.map(({ role }) => role);
    const count = (role: string) => roles.filter((each) => each === role).length;
    expect(new Set(roles)).toEqual(
      new Set(['delegate', 'committee-member', 'observer', 'verifier', 'chair', 'secretariat', 'public']),
    );
    expect(count('delegate')).toBe(7);
    expect(count('observer')).toBe(2);
    expect(new Set(await slugsOf()).size).toBe(roles.length);
  });

  test('every seat that is not the public sees the sample in its own capacity', async () => {
    const agreement = await house.sample();
    for (const slug of await slugsOf()) {
      const person = await house.as(slug);
      const me = (await person.get('me')).body;
      if (slug === 'public') {
        expect(me.person).toBeNull();
        expect((await person.get(`agreements/${agreement.id}`)).status).toBe(404);
      } else {
        expect(me.agreements).toEqual([expect.objectContaining({ id: agreement.id })]);
        const view = (await person.get(`agreements/${agreement.id}`)).body;
        expect(view.viewer.capacities).toHaveLength(1);
        expect(view.viewer.rights).toContain('read-text');
      }
    }
  });

  test('a window is one identity: its cookie is good for its own path only', async () => {
    const answer = await house.nobody.post('demo/enter', { slug: 'torvald' });
    expect(answer.body.address).toBe('/demo/torvald/');
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^travaux-demo=[\w-]{43}; Path=\/demo\/torvald\/; .*HttpOnly; SameSite=Lax$/),
    ]);
    const albarra = await house.as('albarra');
    const torvald = await house.as('torvald');
    expect((await albarra.get('me')).body.person.name).not.toBe((await torvald.get('me')).body.person.name);
  });

  test.each(['nobody-of-that-name', '../secretariat', 'Secretariat', ''])(
    'there is no seat %j',
    async (slug) => {
      expect((await house.nobody.post('demo/enter', { slug })).status).toBeGreaterThanOrEqual(400);
    },
  );

  test('a window answers as a whole installation: page, API, description and socket', async () => {
    const kestrelia = await house.as('kestrelia');
    const page = await kestrelia.ask('GET', 'i/x/text', { headers: { Accept: 'text/html' } });
    if (page.status === 200) expect(page.text).toContain('<base href="/demo/kestrelia/" />');
    else expect(page.text).toContain('not built');
    expect((await kestrelia.ask('GET', 'openapi.json')).body.servers[0]?.url).toBe('/demo/kestrelia/api/v1');
    const opened = await kestrelia.socket();
    expect(opened.kind).toBe('open');
    if (opened.kind === 'open') opened.socket.terminate();
  });

  test('there is no window of nobody', async () => {
    expect((await house.nobody.ask('GET', 'demo/unknown/api/v1/me')).status).toBe(404);
  });
});

describe('the reset', () => {
  test('puts the sample back, under new ids, and keeps windows signed in', async () => {
    const chair = await house.as('chair');
    const before = (await house.sample()).id;
    const view = (await chair.get(`agreements/${before}`)).body;
    const changed = { type: 'retitle-agreement', title: 'Another title', shortTitle: 'Another' };
    expect((await chair.command(before, view.version, changed)).status).toBe(200);

    expect((await house.nobody.post('demo/reset', {})).status).toBe(204);

    const after = await house.sample();
    expect(after.id).not.toBe(before);
    expect(after.title).toBe(view.facts.title);
    expect((await chair.get(`agreements/${before}`)).status).toBe(404);
    const fresh = (await chair.get(`agreements/${after.id}`)).body;
    expect(fresh.elements).toHaveLength(view.elements.length);
    const ids = new Set(view.elements.map(({ id }) => id));
    expect(fresh.elements.filter(({ id }) => ids.has(id))).toEqual([]);
    expect((await chair.get('me')).body.person).not.toBeNull();
  });

  test('closes every socket', async () => {
    const outcome = await (await house.as('sarrane')).socket();
    const code = closeCodeOf(outcome);
    await house.nobody.post('demo/reset', {});
    expect(await code).toBeGreaterThanOrEqual(1000);
  });

  test('two resets at once leave one sample', async () => {
    await Promise.all([house.nobody.post('demo/reset', {}), house.nobody.post('demo/reset', {})]);
    expect((await (await house.as('secretariat')).get('me')).body.agreements).toHaveLength(1);
  });
});

test('a file without parties is opened to every seat', async () => {
  const secretariat = await house.as('secretariat');
  const done = await secretariat.importFile(
    'lake.md',
    '# Treaty of the Lake\n\n1. The Parties shall meet.\n',
  );
  expect(done.body.state).toBe('done');
  const view = (await (await house.as('albarra')).get(`agreements/${done.body.agreement}`)).body;
  expect(view.viewer.rights).toContain('edit-text');
  expect(view.parties).toHaveLength(6);
});

test('a demo of another version says how to begin anew, and does so when told', async () => {
  const store = await openSqliteStore({ file: ':memory:' });
  const facts = { title: 'Old', shortTitle: 'Old', language: 'en', direction: 'ltr' } as const;
  const event = {
    type: 'agreement-opened',
    facts: { ...facts, clauseNumbering: 'plain' },
    source: null,
  } as const;
  const events = [{ version: 1, at: '2026-01-01T00:00:00.000Z', by: null, event }];
  await store.agreements.commit({ agreement: 'old', expectedVersion: 0, events });
  const kept = {
    env: { TRAVAUX_DEMO: '1' },
    store: { ...store, close: async () => {} },
    ledgerDirectory: null,
  };
  // No record of what was signed, as before there was a ledger.
  await expect(Installation.start(kept)).rejects.toThrow(/what was signed/);
  const anew = await Installation.start({ ...kept, resetDemo: true });
  try {
    expect((await anew.sample()).id).not.toBe('old');
    expect((await (await anew.as('torvald')).get('agreements/old')).status).toBe(404);
  } finally {
    await anew.close();
    await store.close();
  }
});

describe('outside demo mode', () => {
  test('nothing of it is there', async () => {
    const other = await Installation.start();
    try {
      expect((await other.nobody.get('demo')).status).toBe(404);
      expect((await other.nobody.post('demo/enter', { slug: 'secretariat' })).status).toBe(404);
      expect((await other.nobody.post('demo/reset', {})).status).toBe(404);
      expect((await other.nobody.ask('GET', 'demo/secretariat/api/v1/me')).status).toBe(404);
      expect(await other.nobody.socket('demo/secretariat/sync')).not.toMatchObject({ kind: 'open' });
    } finally {
      await other.close();
    }
  });

  test('a store is a demo or an installation, never both', async () => {
    const other = await Installation.start();
    await other.convener();
    await expect(Installation.start({ env: { TRAVAUX_DEMO: '1' }, store: other.store })).rejects.toThrow(
      /needs a directory of its own/,
    );
    other.server.close();
  });
});
