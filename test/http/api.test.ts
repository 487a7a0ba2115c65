/** The API by role: what each may read and do, versions, origins, imports, hostile input. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Installation, type Answer, type Person } from './installation.ts';

let house: Installation;
let agreement: string;
const seats: Record<string, Person> = {};
const names = ['kestrelia', 'committee', 'civil-forum', 'verifier', 'chair', 'secretariat'] as const;

beforeAll(async () => {
  house = await Installation.start({ env: { TRAVAUX_DEMO: '1', TRAVAUX_IMPORT_MAX_BYTES: '20000' } });
  agreement = (await house.sample()).id;
  for (const name of names) seats[name] = await house.as(name);
  seats['public'] = house.nobody;
});
afterAll(() => house.close());

const seat = (name: string) => seats[name]!;
const view = async (who = 'secretariat') => (await seat(who).get(`agreements/${agreement}`)).body;
const version = async () => (await view()).version;
const clauses = async () => (await view()).elements.filter(({ kind }) => kind === 'clause');
const retitle = (shortTitle: string) => ({ type: 'retitle-agreement', title: 'A title', shortTitle });
const codes = (answer: Answer) => [answer.status, answer.body.code];
const paris = '# Treaty of the Lake\n\n1. The Parties shall meet.\n';

describe('who may do what', () => {
  const everybody = [...names, 'public'];
  type Case = [
    what: string,
    allowed: readonly string[],
    ask: (who: Person) => Promise<Answer>,
    denied: number[],
  ];
  const readers = names;
  const cases: Case[] = [
    ['read the agreement', readers, (who) => who.get(`agreements/${agreement}`), [404]],
    ['read the text', readers, (who) => who.get(`agreements/${agreement}/text`), [404]],
    [
      'read one clause',
      readers,
      async (who) => who.get(`agreements/${agreement}/clauses/${(await clauses())[0]!.id}/text`),
      [404],
    ],
    [
      'read who wrote one clause',
      readers,
      async (who) => who.get(`agreements/${agreement}/clauses/${(await clauses())[0]!.id}/authorship`),
      [404],
    ],
    ['search', readers, (who) => who.get(`agreements/${agreement}/search?q=party`), [404]],
    ['see who takes part', readers, (who) => who.get(`agreements/${agreement}/people`), [404]],
    [
      'change the title',
      ['chair', 'secretariat'],
      async (who) => who.command(agreement, await version(), retitle(`Title ${Math.random()}`)),
      [403, 404],
    ],
    [
      'invite',
      ['secretariat'],
      (who) => who.post(`agreements/${agreement}/invitations`, { name: 'X', capacity: { role: 'chair' } }),
      [403, 404],
    ],
    [
      'add a party',
      ['secretariat'],
      async (who) =>
        who.command(agreement, await version(), {
          type: 'add-party',
          party: { id: `P${Math.floor(Math.random() * 1e9)}`, name: `Party ${Math.random()}`, group: null },
        }),
      [403, 404],
    ],
    [
      'withdraw an invitation',
      [],
      (who) => who.delete(`agreements/${agreement}/invitations/none`),
      [403, 404],
    ],
    [
      'open an agreement',
      ['secretariat'],
      (who) =>
        who.post('agreements', {
          title: 'A',
          shortTitle: 'A',
          language: 'en',
          direction: 'ltr',
          clauseNumbering: 'plain',
        }),
      [401, 403],
    ],
    ['import', ['secretariat'], (who) => who.importFile('a.md', paris), [401, 403]],
    ['ask who they are', everybody, (who) => who.get('me'), []],
  ];
  test.each(cases)('%s', async (_what, allowed, ask, denied) => {
    for (const who of everybody) {
      const { status, body } = await ask(seat(who));
      if (allowed.includes(who)) expect([who, status]).toEqual([who, expect.any(Number)]);
      expect([who, status < 300]).toEqual([who, allowed.includes(who)]);
      if (!allowed.includes(who)) {
        expect(denied).toContain(status);
        expect(body).toMatchObject({ status, code: expect.any(String), detail: expect.any(String) });
      }
    }
  });

  test('what one may not know of is answered as what does not exist', async () => {
    const hidden = await seat('public').get(`agreements/${agreement}`);
    const missing = await seat('public').get('agreements/no-such-agreement');
    expect(hidden.body).toEqual(missing.body);
    expect(hidden.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  test('persons outside the own delegation have no names, ids or times', async () => {
    const { body } = await seat('kestrelia').get(`agreements/${agreement}/people`);
    const people = body.accreditations;
    const own = people.filter(({ capacity }) => capacity.party === 'KES');
    expect(own.map(({ name }) => name).sort()).toEqual(['Amira Voss', 'Ilyas Verhoeven', 'Jonas Petrel']);
    for (const other of people.filter(({ capacity }) => capacity.party !== 'KES')) {
      expect(other.name).not.toMatch(/Okoro|Marand|Solberg|Ferrand|Adeyemi|Nakamura|Mbeki|Winterhalter/);
      expect(other.person).not.toMatch(/demo/);
      expect(other.lastSeenAt).toBeNull();
    }
    expect(body.invitations).toEqual([]);
    const all = (await seat('secretariat').get(`agreements/${agreement}/people`)).body.accreditations;
    expect(JSON.stringify(all)).toMatch(/Okoro/);
  });
});

describe('versions', () => {
  test('a reader who has the version gets 304', async () => {
    for (const path of [`agreements/${agreement}`, `agreements/${agreement}/text`]) {
      const first = await seat('chair').get(path);
      const tag = first.headers.get('etag')!;
      expect((await seat('chair').get(path, { 'If-None-Match': tag })).status).toBe(304);
      expect((await seat('chair').get(path, { 'If-None-Match': '"other"' })).status).toBe(200);
    }
    expect((await seat('chair').get(`agreements/${agreement}`)).headers.get('etag')).toBe(
      `"${await version()}"`,
    );
  });

  test('a command needs the version, and the current one', async () => {
    const now = await version();
    const command = retitle('Versioned');
    const path = `agreements/${agreement}/commands`;
    expect(codes(await seat('chair').post(path, command))).toEqual([428, 'version-required']);
    for (const wrong of [`"${now - 1}"`, `"${now + 1}"`, '*', 'W/"1"', 'nonsense']) {
      const answer = await seat('chair').post(path, command, { 'If-Match': wrong });
      expect(codes(answer)).toEqual([412, 'version-conflict']);
    }
    const done = await seat('chair').command(agreement, now, command);
    expect([done.status, done.body]).toEqual([200, { version: now + 1 }]);
    expect(done.headers.get('etag')).toBe(`"${now + 1}"`);
  });

  test('of two commands on one version, one goes through', async () => {
    const now = await version();
    const both = await Promise.all(
      ['One', 'Two'].map((title) => seat('chair').command(agreement, now, retitle(title))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('a repeated request under the same key answers as the first did, and does nothing', async () => {
    const now = await version();
    const key = { 'Idempotency-Key': `key-${now}` };
    const ask = (title: string) => seat('chair').command(agreement, now, retitle(title), key);
    const [first, second] = await Promise.all([ask('Once'), ask('Once')]);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    expect(await version()).toBe(now + 1);
    expect(codes(await ask('Twice'))).toEqual([422, 'key-used-differently']);
    expect((await seat('secretariat').command(agreement, now, retitle('Once'), key)).status).toBe(412);
  });

  test('a refused request does not use its key up', async () => {
    const key = { 'Idempotency-Key': 'refused-first' };
    const now = await version();
    expect((await seat('chair').command(agreement, now - 1, retitle('Later'), key)).status).toBe(412);
    expect((await seat('chair').command(agreement, now, retitle('Later'), key)).status).toBe(200);
  });
});

describe('input', () => {
  const at = () => `agreements/${agreement}/commands`;
  test.each([
    ['an unknown command', { type: 'abolish' }, ''],
    ['an unknown field', { ...retitle('X'), hidden: 1 }, 'hidden'],
    [
      'a field inside a field',
      { type: 'add-party', party: { id: 'A', name: 'A', group: null, x: 1 } },
      'party.x',
    ],
    ['an id with a slash', { type: 'delete-element', id: '../x' }, 'id'],
    [
      'a prototype',
      JSON.parse('{"type":"retitle-agreement","title":"T","shortTitle":"S","__proto__":{"a":1}}'),
      '__proto__',
    ],
    ['a list', [retitle('X')], ''],
    ['null for text', { ...retitle('X'), title: null }, 'title'],
    ['a title too long', { ...retitle('X'), title: 'x'.repeat(1001) }, 'title'],
    ['nothing of it', {}, ''],
  ])('%s is refused with its path', async (_what, json, path) => {
    const before = await version();
    const body =
      _what === 'a prototype'
        ? '{"type":"retitle-agreement","title":"T","shortTitle":"S","__proto__":{"a":1}}'
        : JSON.stringify(json);
    const answer = await seat('secretariat').ask('POST', `api/v1/${at()}`, {
      body,
      headers: { 'Content-Type': 'application/json', 'If-Match': `"${before}"` },
    });
    expect(codes(answer)).toEqual([400, 'invalid-request']);
    const paths = (answer.body.errors ?? []).map((error) => error.path);
    if (path) expect(paths).toContain(path);
    expect(await version()).toBe(before);
  });

  test.each([
    ['broken JSON', '{"type":', 'application/json', 400],
    ['no body', '', 'application/json', 400],
    ['a form', 'type=retitle-agreement', 'application/x-www-form-urlencoded', 415],
    ['text', 'hello', 'text/plain', 415],
    ['a body too long', JSON.stringify({ type: 'x'.repeat(70_000) }), 'application/json', 413],
    ['very deep JSON', '['.repeat(30_000) + ']'.repeat(30_000), 'application/json', 400],
  ])('%s is refused', async (_what, body, type, status) => {
    const answer = await seat('secretariat').ask('POST', `api/v1/${at()}`, {
      body,
      headers: { 'Content-Type': type, 'If-Match': '"1"' },
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  test('a method that an address does not know is told which it knows', async () => {
    const answer = await seat('chair').ask('PUT', `api/v1/agreements/${agreement}`);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  test.each([
    'api/v1/unknown',
    'api/v1/agreements/%00',
    'api/v2/me',
    'api',
    'api/v1/agreements/a%2Fb',
    'sync/x',
  ])('there is nothing at %s', async (path) => {
    expect([400, 404]).toContain((await seat('secretariat').ask('GET', path)).status);
  });

  test('a broken address is refused, not a fault', async () => {
    expect((await seat('secretariat').ask('GET', 'api/v1/agreements/%E0%A4%A')).status).toBe(400);
  });

  test.each([
    '../../package.json',
    'assets/../../package.json',
    '..%2f..%2fpackage.json',
    '.env',
    'assets/%2e%2e/index.html',
  ])('the files of the app cannot be left by %s', async (path) => {
    const answer = await house.nobody.ask('GET', path);
    expect(answer.text).not.toContain('"dependencies"');
  });
});

describe('origin', () => {
  const from = (headers: Readonly<Record<string, string>>) =>
    seat('chair').post('invitations/offer', { token: 'x' }, headers);
  test.each([
    ['the own page', () => ({ Origin: house.origin }), true],
    ['the own page, as fetch metadata', () => ({ 'Sec-Fetch-Site': 'same-origin' }), true],
    ['a program', () => ({}), true],
    ['another site', () => ({ Origin: 'https://evil.example' }), false],
    ['another port', () => ({ Origin: 'http://127.0.0.1:1' }), false],
    ['another scheme', () => ({ Origin: house.origin.replace('http', 'https') }), false],
    ['a name that begins like ours', () => ({ Origin: `${house.origin}.evil.example` }), false],
    ['a sandboxed frame', () => ({ Origin: 'null' }), false],
    ['another site, as fetch metadata', () => ({ 'Sec-Fetch-Site': 'cross-site' }), false],
    ['a sibling site', () => ({ 'Sec-Fetch-Site': 'same-site' }), false],
  ])('a change from %s', async (_who, headers, allowed) => {
    const answer = await from(headers());
    expect(answer.body.code === 'foreign-origin').toBe(!allowed);
    const socket = await seat('chair').socket('sync', headers());
    expect(socket.kind).toBe(allowed ? 'open' : 'refused');
    if (socket.kind === 'open') socket.socket.terminate();
    if (socket.kind === 'refused') expect(socket.status).toBe(403);
  });
});

describe('text and search', () => {
  test('the text lists every clause in reading order', async () => {
    const { body } = await seat('civil-forum').get(`agreements/${agreement}/text`);
    expect(body.clauses.map(({ id }) => id)).toEqual((await clauses()).map(({ id }) => id));
    expect(body.clauses[0]).toMatchObject({ seq: 1, text: { type: 'doc' } });
  });

  test('a hit shows its words, whatever the case', async () => {
    const { body } = await seat('civil-forum').get(
      `agreements/${agreement}/search?q=${encodeURIComponent('PARTIES SHALL')}`,
    );
    expect(body.total).toBeGreaterThan(0);
    for (const hit of body.hits) {
      expect(hit.excerpt.slice(hit.from, hit.to).toLowerCase()).toBe('parties shall');
    }
  });

  test.each(['', '   ', 'zzzzzz'])('%j is nowhere', async (query) => {
    const { body } = await seat('chair').get(`agreements/${agreement}/search?q=${encodeURIComponent(query)}`);
    expect(body).toEqual({ query, total: 0, hits: [] });
  });

  test('a query must be there, and short', async () => {
    expect((await seat('chair').get(`agreements/${agreement}/search`)).status).toBe(400);
    expect((await seat('chair').get(`agreements/${agreement}/search?q=${'x'.repeat(201)}`)).status).toBe(400);
  });
});

describe('imports', () => {
  let secretariat: Person;
  beforeEach(() => {
    secretariat = seat('secretariat');
  });

  test('a file becomes an agreement of its importer', async () => {
    const done = await secretariat.importFile('Treaty – draft.md', paris);
    expect(done.body).toMatchObject({ state: 'done', clauses: 1 });
    const opened = (await secretariat.get(`agreements/${done.body.agreement}`)).body;
    expect(opened.source.fileName).toBe('Treaty – draft.md');
    expect(opened.viewer.capacities).toContainEqual({ role: 'secretariat' });
  });

  test('somebody else cannot follow it', async () => {
    const done = await secretariat.importFile('a.md', paris);
    expect((await seat('chair').get(`imports/${done.body.id}`)).status).toBe(404);
  });

  test.each([
    ['an empty file', '', 'empty-file'],
    ['a file too long', 'x'.repeat(20_001), 'too-large'],
    ['bytes that are no text', Buffer.from([0, 1, 2, 3, 255, 254, 0, 0, 0, 7]), null],
    ['broken XML', '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act>', null],
    ['an agreement with errors', '{"schema":"sanctions-relief-agreement/0.1"}', null],
  ])('%s is refused and leaves nothing behind', async (_what, bytes, code) => {
    const before = (await secretariat.get('me')).body.agreements.length;
    const answer = await secretariat.importFile('file.bin', bytes);
    const problem = answer.status < 300 ? answer.body.problem : answer.body;
    expect(problem.detail).toEqual(expect.any(String));
    if (code) expect(problem.code).toBe(code);
    expect(problem.code).not.toBe('internal-error');
    expect((await secretariat.get('me')).body.agreements).toHaveLength(before);
  });

  test('a file that is too long is cut off while it is received', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 10_000;
        controller.enqueue(new Uint8Array(10_000).fill(120));
      },
    });
    const outcome = await fetch(secretariat.url('api/v1/imports'), {
      method: 'POST',
      body: endless,
      duplex: 'half',
      headers: {
        Cookie: secretariat.cookie!,
        'Content-Type': 'application/octet-stream',
        'X-File-Name': 'a.md',
      },
    } as RequestInit).then(
      (response) => response.status,
      () => 'cut off',
    );
    expect([413, 'cut off']).toContain(outcome);
    expect(sent).toBeLessThan(20_000_000);
    // The next one is not held up by it.
    expect((await secretariat.importFile('a.md', paris)).body.state).toBe('done');
  });

  test.each([
    ['no name', { 'Content-Type': 'application/octet-stream' }, 400],
    [
      'a name of control characters',
      { 'Content-Type': 'application/octet-stream', 'X-File-Name': '%00' },
      400,
    ],
    ['another media type', { 'Content-Type': 'application/json', 'X-File-Name': 'a.json' }, 415],
    [
      'compressed',
      { 'Content-Type': 'application/octet-stream', 'X-File-Name': 'a', 'Content-Encoding': 'gzip' },
      415,
    ],
  ])('a file with %s is refused', async (_what, headers, status) => {
    const answer = await secretariat.ask('POST', 'api/v1/imports', {
      body: paris,
      headers: headers,
    });
    expect(answer.status).toBe(status);
  });
});

test('the description names every address that answers', async () => {
  const { body } = await house.nobody.ask('GET', 'openapi.json');
  expect(body.openapi).toBe('3.1.0');
  for (const [path, methods] of Object.entries(body.paths)) {
    for (const method of Object.keys(methods)) {
      const filled = path.replace(/\{\w+\}/g, 'x');
      const answer = await house.nobody.ask(method.toUpperCase(), `api/v1${filled}`, {
        ...(method === 'post' ? { json: { nothing: true } } : {}),
      });
      expect([path, method, answer.status]).not.toEqual([path, method, 405]);
      expect(answer.status).toBeLessThan(500);
    }
  }
  expect(JSON.stringify(body)).not.toContain('$schema');
});
