/**
 * What is confidential stays so on every way out. Distinct markers are planted in confidential clauses: in headings,
 * text, topics, reasons, names, comments and private proposals, and in submissions under a pseudonym that were hidden. Then everybody who may not see them asks for everything that there is, and
 * no answer, page, frame, log line, metric or error has a marker in it, nor the id of a clause that they may not know.
 *
 * The list of what there is to ask for is the router's own: a new route fails here until it is asked for.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clauseHash } from '@travaux/editor/document';
import {
  decodeServerFrame,
  encodeClientFrame,
  type AgreementTextView,
  type AgreementView,
} from '@travaux/editor/frames';
import type { Circle } from '@travaux/workflow/agreement';
import type { WebSocket } from 'ws';
import { until } from '../harness/until.ts';
import type { Answer, Ask, Person } from './installation.ts';
import { read, Table } from './negotiation.ts';
import { draw, newSecret, Pseudonym } from './pseudonym.ts';

/** Words that are nowhere else. `SECRET…` is known to the parties named; `CLOSED…` may be known of, not read. */
const marker = (what: string) => `SECRET${what}QX`;
const closed = (what: string) => `CLOSED${what}QX`;
const anyMarker = /(SECRET|CLOSED)[A-Za-z]+QX/i;

let table: Table;
let outline: AgreementView['elements'];
/** An article whose existence is confidential, its clauses, and a clause whose words alone are. */
let article: string;
let inside: string[];
let veiled: string;
let open: string;
let routes: readonly string[];
const watched: { readonly who: string; readonly bytes: Buffer[] }[] = [];

const lesser = ['albarra', 'committee-albarra', 'verifier', 'civil-forum', 'public'] as const;
const seat = (who: string): Promise<Person> =>
  who === 'public' ? Promise.resolve(table.house.nobody) : table.seat(who);
const byHeading = (heading: string) => outline.find((element) => element.heading === heading)!.id;
const does = async (slug: string, command: object) => {
  const answer = await table.asks(slug, command);
  if (answer.status !== 200) throw new Error(`${JSON.stringify(command)}: ${answer.text}`);
};
const keep = (element: string, knownTo: Circle, readBy: Circle) =>
  does('secretariat', { type: 'set-confidentiality', element, knownTo, readBy });
const kestrelia: Circle = { kind: 'named', parties: ['KES'], bodies: [], organisations: [], verifiers: [] };

beforeAll(async () => {
  table = await Table.laid();
  ({ elements: outline } = read<AgreementView>(
    await (await table.seat('secretariat')).get(table.path('').slice(0, -1)),
  ));
  article = byHeading('Financial transparency');
  inside = outline.filter(({ parent }) => parent === article).map(({ id }) => id);
  veiled = byHeading('Monitoring protocol');
  open = byHeading('Ceiling');
  const [sent, parked, withdrawn] = inside as [string, string, string];

  // Somebody who has it open, and will lose it.
  await listen('albarra', [sent, veiled]);
  await does('secretariat', { type: 'rename-element', id: article, heading: marker('Article') });
  await does('secretariat', { type: 'rename-element', id: sent, heading: marker('Heading') });
  await does('secretariat', { type: 'rename-element', id: veiled, heading: closed('Heading') });
  await does('secretariat', { type: 'set-topics', element: sent, topics: [marker('Topic')] });
  await does('secretariat', { type: 'park-clause', clause: parked, reason: marker('Parked') });
  await does('secretariat', { type: 'withdraw-clause', clause: withdrawn, reason: marker('Withdrawn') });
  await does('secretariat', {
    ...{ type: 'form-package', package: 'p-secret', name: marker('Package') },
    clauses: [parked, open],
  });
  await submissions(sent);
  await keep(article, kestrelia, kestrelia);
  await keep(veiled, { kind: 'public' }, kestrelia);
  await does('secretariat', { type: 'rename-element', id: withdrawn, heading: marker('Later') });
  await table.writes('kestrelia', sent, ` ${marker('Text')}`);
  await table.writes('kestrelia', veiled, ` ${closed('Text')}`);
  await table.does('secretariat', sent, 'send-clause', { procedure: 'secret-procedure', route: null });
  await does('secretariat', { type: 'recall-clause', clause: sent, reason: marker('Recalled') });
  for (const clause of [sent, veiled]) await comment('kestrelia', clause, marker('Comment'));
  await proposal('kestrelia', open, marker('Proposal'));
  await proposal('kestrelia', sent, marker('Apart'));
  for (const who of lesser) await listen(who, [sent, veiled]);
  // While they listen, those who may are at work in it.
  await table.writes('kestrelia', sent, ` ${marker('Live')}`);
  await does('secretariat', { type: 'rename-element', id: article, heading: marker('Renamed') });
  const { body } = await table.house.nobody.ask('GET', 'openapi.json');
  routes = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
}, 60_000);
afterAll(() => table.close());

async function comment(slug: string, clause: string, words: string): Promise<void> {
  const answer = await (
    await table.seat(slug)
  ).post(table.path('comments'), {
    ...{ type: 'open-thread', thread: `t-${clause}`, comment: `c-${clause}`, clause, anchor: null },
    ...{ channel: { kind: 'delegation', party: 'KES' }, body: words, mentions: [], submission: null },
  });
  if (answer.status >= 300) throw new Error(answer.text);
}

/** What a party keeps to itself, on a text that everybody reads and on one that is hidden from others. */
async function proposal(slug: string, clause: string, words: string): Promise<void> {
  const person = await table.seat(slug);
  const { clauses } = read<AgreementTextView>(await person.get(table.path('text')));
  const base = clauses.find(({ id }) => id === clause)!.text;
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text: words }] };
  const answer = await person.post(table.path('proposals'), {
    ...{ type: 'keep-proposal', proposal: `p-${clause}`, party: 'KES', clause, base: clauseHash(base) },
    ...{ text: { ...base, content: [...(base.content ?? []), paragraph] }, reason: words },
    origin: { kind: 'set-aside', at: '2026-11-26T10:12:00.000Z', reason: words },
  });
  if (answer.status !== 200) throw new Error(answer.text);
}

/** Two under a pseudonym: one on a clause that is about to be closed, one that is hidden for its form. */
async function submissions(confidential: string): Promise<void> {
  const [first = '', second = ''] = await draw(table, 'civil-forum', 'OBS-CIV', 2);
  await draw(table, 'humanitarian', 'OBS-HUM', 1);
  const says = (pseudonym: Pseudonym, credential: string, thread: string, clause: string, body: string) =>
    pseudonym.sends(credential, {
      ...{ type: 'open-thread', thread, comment: `c-${thread}`, clause, anchor: null, body, mentions: [] },
      ...{ channel: { kind: 'observers' }, submission: { kind: 'rights', milestone: null } },
    });
  const heron = new Pseudonym(table, 'Heron');
  const on = { thread: 't-hidden', comment: 'c-t-hidden' };
  const answers = [
    await says(new Pseudonym(table, marker('Name')), first, 't-sealed', confidential, marker('Submission')),
    await says(heron, second, 't-hidden', open, marker('Before')),
    await heron.sends(null, { type: 'edit-comment', ...on, body: marker('Moderated') }, 1),
    await (
      await table.seat('secretariat')
    ).post(
      table.path('comments'),
      { type: 'hide-comment', ...on, ground: 'personal-data', note: marker('Ground') },
      { 'If-Match': '"2"' },
    ),
    await heron.sends(null, { type: 'appeal-hiding', ...on, statement: marker('Appeal') }),
  ];
  for (const answer of answers) if (answer.status !== 200) throw new Error(answer.text);
}

/** Keeps every frame that somebody is sent who watches the agreement and tries to open these clauses. */
async function listen(who: string, clauses: readonly string[]): Promise<void> {
  const outcome = await (await seat(who)).socket();
  if (outcome.kind !== 'open') throw new Error(`${who}: ${JSON.stringify(outcome)}`);
  const bytes: Buffer[] = [];
  watched.push({ who, bytes });
  const socket: WebSocket = outcome.socket;
  socket.on('message', (message: Buffer) => bytes.push(message));
  socket.send(encodeClientFrame({ kind: 'watch', agreement: table.agreement }));
  for (const [channel, room] of [...clauses, 'no-such-clause'].entries()) {
    socket.send(encodeClientFrame({ kind: 'open', channel, room }));
  }
  await until(`${who} has an answer`, () => Promise.resolve(bytes.length > clauses.length));
}

const ends = (bytes: readonly Buffer[], channel: number) =>
  bytes.flatMap((message) => {
    const frame = decodeServerFrame(new Uint8Array(message));
    return frame?.kind === 'closed' && frame.channel === channel ? [`${frame.code} ${frame.reason}`] : [];
  });

/** Bodies for what is posted: each names what is hidden, where it names anything. */
const bodies: Readonly<Record<string, (clause: string) => readonly Ask[]>> = {
  'POST /agreements': () => [{ json: {} }],
  'POST /agreements/{agreement}/commands': (clause) => commandsOn(clause),
  'POST /agreements/{agreement}/commands/preview': (clause) => commandsOn(clause),
  'POST /agreements/{agreement}/visits': () => [{ json: { version: 1 } }],
  'POST /agreements/{agreement}/comments': (clause) => [
    {
      json: {
        ...{ type: 'open-thread', thread: 'probe', comment: 'probe', clause, anchor: null },
        ...{ channel: { kind: 'parties' }, body: 'A probe.', mentions: [], submission: null },
      },
    },
    { json: { type: 'reply', thread: `t-${clause}`, comment: 'probe', body: 'A probe.', mentions: [] } },
  ],
  'POST /agreements/{agreement}/proposals': (clause) => [
    { json: { type: 'withdraw-proposal', proposal: `p-${clause}` } },
    {
      json: {
        ...{ type: 'keep-proposal', proposal: 'probe', party: 'ALB', clause, base: '0'.repeat(64) },
        ...{ text: { type: 'doc' }, reason: 'A probe.' },
        origin: { kind: 'set-aside', at: '2026-11-26T10:12:00.000Z', reason: 'A probe.' },
      },
    },
  ],
  'POST /agreements/{agreement}/credentials': () => [{ json: {} }],
  'POST /agreements/{agreement}/submissions': (clause) => [{ json: { clause } }],
  'POST /agreements/{agreement}/submissions/own': () => [{ json: { secret: newSecret() } }],
  'POST /agreements/{agreement}/publication/preview': () => [{ json: { policy: null } }],
  'POST /agreements/{agreement}/invitations': () => [
    { json: { name: 'Probe', capacity: { role: 'chair' } } },
  ],
  'DELETE /agreements/{agreement}/invitations/{invitation}': () => [{}],
  'POST /agreements/{agreement}/passkeys/question': () => [{ json: { party: 'ALB' } }],
  'POST /agreements/{agreement}/passkeys': () => [
    {
      json: {
        party: 'ALB',
        answer: {
          ...{ id: 'probe', rawId: 'probe', type: 'public-key' },
          response: { clientDataJSON: '', attestationObject: '' },
        },
      },
    },
  ],
  'POST /invitations/offer': () => [{ json: { token: 'probe' } }],
  'POST /invitations/accept': () => [{ json: { token: 'probe' } }],
  'POST /imports': (clause) => [
    {
      body: JSON.stringify({ clause }),
      headers: { 'Content-Type': 'application/octet-stream', 'X-File-Name': 'probe.json' },
    },
  ],
  'POST /demo/enter': () => [{ json: { slug: 'public' } }],
};
/** Asked once, at the end: they take the seat, or the table, away. */
const last = new Set(['DELETE /session', 'POST /demo/reset']);

function commandsOn(clause: string): readonly Ask[] {
  const seen = { stage: 'legal-review', packet: 1, hash: '0'.repeat(64) };
  return [
    { type: 'raise-edit-class', clause, packet: 1, to: 'substantive', reason: 'A probe.' },
    { type: 'sign-off', clause, seen, party: 'ALB', act: { kind: 'agree' } },
    {
      type: 'give-opinion',
      clause,
      seen,
      of: { kind: 'party', party: 'ALB' },
      opinion: { kind: 'positive' },
    },
    { type: 'reopen-clause', clause, hash: seen.hash, reason: 'A probe.' },
    { type: 'rename-element', id: clause, heading: 'A probe' },
    { type: 'set-confidentiality', element: clause, knownTo: { kind: 'public' }, readBy: { kind: 'public' } },
  ].map((json) => ({ json, headers: { 'If-Match': '"1"' } }));
}

/** Every address that a route stands for, about this clause. */
function addresses(path: string, clause: string): readonly string[] {
  const values: Readonly<Record<string, readonly string[]>> = {
    agreement: [table.agreement],
    clause: [clause],
    thread: [`t-${clause}`, 't-sealed', 't-hidden'],
    proposal: [`p-${clause}`],
    level: ['0', 'entries'],
    tile: ['000', '000.p/10'],
    index: ['0', '40', '1000000'],
    import: ['no-such-import'],
    invitation: ['no-such-invitation'],
  };
  const filled = [...path.matchAll(/\{(\w+)\}/g)].reduce<readonly string[]>(
    (all, [hole, name]) =>
      all.flatMap((one) => {
        const each = values[name!];
        if (!each) throw new Error(`${path}: what stands for ${name}? Add it to this test.`);
        return each.map((value) => one.replace(hole, value));
      }),
    [path],
  );
  const queries: Readonly<Record<string, readonly string[]>> = {
    search: ['?q=QX'],
    log: ['?limit=1000', `?clause=${clause}`],
    comments: ['', `?clause=${clause}`],
    proposals: ['', `?clause=${clause}`],
  };
  const own = queries[path.split('/').at(-1) ?? ''];
  if (own) return filled.flatMap((one) => own.map((query) => one + query));
  return filled;
}

const asTable: readonly Ask[] = [{}, { headers: { Accept: 'text/csv' } }];
/** What is asked about the agreement as a whole tells nothing more when it is asked again about another clause. */
const isOnClause = (route: string) =>
  /\{clause\}|\{thread\}|\{proposal\}|\/(log|comments|proposals|commands|preview|submissions)$/.test(route);

async function crawl(
  who: string,
  clause: string,
  asked: (route: string) => boolean,
): Promise<Map<string, Answer[]>> {
  const person = await seat(who);
  const answers = new Map<string, Answer[]>();
  for (const route of routes.filter((one) => !last.has(one) && asked(one))) {
    const [method = '', path = ''] = route.split(' ');
    const asks = method === 'GET' ? (path.endsWith('/log') ? asTable : [{}]) : bodies[route]?.(clause);
    if (!asks) throw new Error(`${route} is not asked for: say in this test what is sent to it`);
    const got: Answer[] = [];
    for (const address of addresses(path, clause)) {
      for (const ask of asks) got.push(await person.ask(method, `api/v1${address}`, ask));
    }
    answers.set(route, got);
  }
  return answers;
}

const textOf = (answer: Answer) => `${[...answer.headers].join('\n')}\n${answer.text}`;
const leaksIn = (text: string) => [
  ...(anyMarker.exec(text) ?? []).slice(0, 1),
  ...[article, ...inside].filter((id) => text.includes(id)),
];

describe.each(lesser)('%s', (who) => {
  test('finds nothing of it, whatever is asked for', async () => {
    const found: string[] = [];
    let served = 0;
    for (const [clause, asked] of [
      [open, () => true],
      [veiled, isOnClause],
    ] as const) {
      for (const [route, answers] of await crawl(who, clause, asked)) {
        for (const answer of answers) {
          if (answer.status === 200) served += 1;
          found.push(...leaksIn(textOf(answer)).map((leak) => `${route}: ${leak}`));
          // Nothing falls over: an error of ours would be a way to ask, too.
          if (answer.status >= 500) found.push(`${route}: ${answer.status}`);
        }
      }
    }
    expect(found).toEqual([]);
    // It did ask: somebody who takes part is answered by most of the routes.
    expect(served).toBeGreaterThan(who === 'public' ? 3 : 20);
  });

  test('is told of a hidden clause what is told of one that never was', async () => {
    const hidden = await crawl(who, inside[0]!, isOnClause);
    const absent = await crawl(who, 'no-such-clause', isOnClause);
    const told = (answers: readonly Answer[] | undefined, clause: string) =>
      answers?.map(({ status, text, headers }) => [
        status,
        text.replaceAll(clause, 'ID'),
        headers.get('content-type'),
        headers.has('etag'),
      ]);
    expect(hidden.size).toBeGreaterThan(6);
    for (const route of hidden.keys()) {
      expect([route, told(hidden.get(route), inside[0]!)]).toEqual([
        route,
        told(absent.get(route), 'no-such-clause'),
      ]);
    }
  });

  test('is sent nothing of it while others are at work in it', () => {
    const [first, ...more] = watched.filter((one) => one.who === who).reverse();
    expect(more.length).toBe(who === 'albarra' ? 1 : 0);
    const frames = Buffer.concat(first!.bytes).toString('latin1');
    expect(leaksIn(frames)).toEqual([]);
    expect(ends(first!.bytes, 0)).toEqual(ends(first!.bytes, 2));
    expect(ends(first!.bytes, 0)).toEqual([expect.stringMatching(/^4404 /)]);
    if (who !== 'public') expect(ends(first!.bytes, 1)).toEqual([expect.stringMatching(/^4403 /)]);
  });
});

test('a view that is open closes at once when the right is lost, before anything is written', () => {
  const before = watched[0]!;
  expect(ends(before.bytes, 0)).toEqual([expect.stringMatching(/^4403 /)]);
  expect(ends(before.bytes, 1)).toEqual([expect.stringMatching(/^4403 /)]);
  // The headings were known to them once; what was written since is not.
  expect(Buffer.concat(before.bytes).toString('latin1')).not.toMatch(/(Text|Live|Comment|Renamed)QX/);
});

test('the record opens to each what they may see, and counts the rest', async () => {
  const opened = async (who: string) => {
    const { entries } = JSON.parse((await (await seat(who)).get(table.path('record'))).text) as {
      entries: readonly { readonly leaf: string | null }[];
    };
    return { all: entries.length, closed: entries.filter(({ leaf }) => leaf === null).length };
  };
  const [observer, party] = [await opened('civil-forum'), await opened('kestrelia')];
  expect(observer.all).toBe(party.all);
  expect(observer.closed).toBeGreaterThan(party.closed + 10);
});

test('those who may read it find all of it', async () => {
  const person = await table.seat('kestrelia');
  const text = async (path: string) => (await person.get(path)).text;
  const course = await text(table.path(`clauses/${inside[0]!}/course`));
  for (const what of ['Heading', 'Text', 'Live']) expect(course).toContain(marker(what));
  const log = await text(table.path('log?limit=1000'));
  for (const what of ['Recalled', 'Parked', 'Withdrawn']) expect(log).toContain(marker(what));
  expect(await text(table.path('search?q=QX'))).toContain(marker('Text'));
  expect(await text(table.path('courses'))).toContain(marker('Topic'));
  expect(await text(table.path(`comments/t-${inside[0]!}`))).toContain(marker('Comment'));
  expect(await text(table.path(`proposals/p-${inside[0]!}`))).toContain(marker('Apart'));
  expect(await text(table.path('proposals'))).toContain(marker('Proposal'));
});

test('what was hidden for its form is shown to those who moderate and rule, and to no party', async () => {
  const all = async (who: string) =>
    (
      await Promise.all(
        ['comments', 'comments/t-hidden', 'comments/moderation'].map((at) => table.get(who, at)),
      )
    )
      .map(({ text }) => text)
      .join('\n');
  const words = ['Before', 'Moderated', 'Ground', 'Appeal'];
  for (const who of ['secretariat', 'chair']) {
    const seen = await all(who);
    for (const what of words) expect([who, seen]).toEqual([who, expect.stringContaining(marker(what))]);
  }
  for (const who of ['kestrelia', 'humanitarian', 'civil-forum']) {
    const seen = await all(who);
    for (const what of words) expect(seen).not.toContain(marker(what));
  }
});

test.each(['secretariat', 'chair', 'torvald'])(
  '%s finds nothing of what a party keeps to itself',
  async (who) => {
    const answers = await crawl(who, open, (route) => route.startsWith('GET '));
    expect([...answers.values()].flat().filter(({ text }) => /(Proposal|Apart)QX/i.test(text))).toEqual([]);
  },
);

test('no page, metric or line of the log tells of it', async () => {
  const nobody = table.house.nobody;
  const pages = await Promise.all(
    [
      '',
      'metrics',
      'openapi.json',
      'livez',
      'readyz',
      'verify',
      `i/${table.agreement}`,
      `i/${table.agreement}/${inside[0]!}`,
    ].map(async (path) => textOf(await nobody.ask('GET', path))),
  );
  const said = [...pages, ...table.house.lines].join('\n');
  expect(anyMarker.exec(said)).toBeNull();
  expect(said).toContain('travaux_http_request_duration_seconds');
});

test('every route of the router was asked for', async () => {
  for (const route of last) {
    const [method = '', path = ''] = route.split(' ');
    const answer = await (await seat('civil-forum')).ask(method, `api/v1${path}`);
    expect(leaksIn(textOf(answer))).toEqual([]);
  }
  const posted = [...Object.keys(bodies), ...last];
  // Nothing here is about a route that is no more.
  expect(posted.filter((route) => !routes.includes(route))).toEqual([]);
  expect(routes.filter((route) => !route.startsWith('GET ') && !posted.includes(route))).toEqual([]);
});
