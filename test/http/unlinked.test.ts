/**
 * Nothing links what was said under a pseudonym to whoever could have said it. Two organisations draw credentials,
 * one of them writes; then every seat asks for everything, and whatever tells of the submission (an object of an
 * answer, a line, a frame, an item of the public page, a row of the database) tells of neither organisation nor
 * anybody in it. The submission changes nothing in the database but the stream of comments, and in it only its hour.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { encodeClientFrame, type CommentsView, type ThreadView } from '@travaux/editor/frames';
import { sha256Hex } from '@travaux/workflow/comments';
import { openSqliteStore } from '@travaux/server/store';
import Libsql from 'libsql';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../harness/until.ts';
import { read, Table } from './negotiation.ts';
import { draw, Pseudonym } from './pseudonym.ts';

const folder = mkdtempSync(join(tmpdir(), 'travaux-unlinked-'));
const observers = [
  ['civil-forum', 'OBS-CIV'],
  ['humanitarian', 'OBS-HUM'],
] as const;
const others = ['secretariat', 'chair', 'torvald', 'committee', 'verifier'] as const;
const thread = 'thread-under-a-pseudonym';

let table: Table;
let heron: Pseudonym;
/** What tells of the submission. */
let submission: readonly string[];
/** What tells of those who could have made it. */
let traces: readonly string[];
/** What only the author has. */
let kept: readonly string[];
let before: Rows;
let after: Rows;
let hour: string;
const frames: string[] = [];

beforeAll(async () => {
  table = await Table.laid({
    env: { TRAVAUX_DEMO: '1', TRAVAUX_DATA_DIR: folder },
    store: await openSqliteStore({ file: join(folder, 'travaux.sqlite') }),
  });
  const clause = await table.clause('9.1');
  const credentials = [];
  for (const [slug, organisation] of observers) {
    credentials.push(...(await draw(table, slug, organisation, 1)));
  }
  const { windows } = read<CommentsView>(await table.get('secretariat', 'comments'));
  const people = await Promise.all(observers.map(async ([slug]) => (await table.house.as(slug)).get('me')));
  traces = [
    ...people.flatMap(({ body }) => [body.person.id, body.person.name]),
    ...windows.flatMap(({ organisation }) => [organisation.id, organisation.name]),
  ];
  for (const slug of [...others, 'civil-forum']) await listens(slug);
  before = rows();
  hour = `${table.clock.now().toISOString().slice(0, 13)}:00:00.000Z`;
  heron = new Pseudonym(table, 'Heron of the marsh');
  const sent = await heron.sends(credentials[0]!, {
    ...{ type: 'open-thread', thread, comment: `${thread}.1`, clause, anchor: null, mentions: [] },
    ...{ channel: { kind: 'observers' }, body: 'Under whose law are the goods held?' },
    submission: { kind: 'legal', milestone: null },
  });
  if (sent.status !== 200) throw new Error(sent.text);
  after = rows();
  const serial = Buffer.from(credentials[0]!, 'base64url').subarray(0, 32);
  kept = [heron.secret, credentials[0]!, serial.toString('base64url'), serial.toString('hex')];
  submission = [thread, heron.name, 'Under whose law', sha256Hex(heron.secret)];
  await heron.looks();
  await until('everybody is told', () =>
    Promise.resolve(frames.filter((frame) => frame.includes(thread)).length > others.length),
  );
  const noted = { kind: 'noted', note: 'It will be said.' };
  const seat = await table.seat('secretariat');
  await seat.post(
    table.path('comments'),
    { type: 'answer-submission', thread, disposition: noted },
    { 'If-Match': '"1"' },
  );
  await until('it is on the public page', async () =>
    (await table.house.nobody.ask('GET', 'p/orren')).text.includes('Under whose law'),
  );
}, 60_000);
afterAll(async () => {
  await table.close();
  rmSync(folder, { recursive: true });
});

async function listens(slug: string): Promise<void> {
  const outcome = await (await table.seat(slug)).socket();
  if (outcome.kind !== 'open') throw new Error(slug);
  let told = 0;
  outcome.socket.on('message', (bytes: Buffer) => {
    told += 1;
    frames.push(bytes.toString('utf8'));
  });
  outcome.socket.send(encodeClientFrame({ kind: 'watch', agreement: table.agreement }));
  await until('the watch is set', () => Promise.resolve(told > 0));
}

type Rows = ReadonlyMap<string, readonly string[]>;

/** Every row of the database as text, by its table: of a copy, because the server has it for itself. */
function rows(): Rows {
  const copy = mkdtempSync(join(folder, 'copy-'));
  for (const end of ['', '-wal']) {
    cpSync(join(folder, `travaux.sqlite${end}`), join(copy, `travaux.sqlite${end}`));
  }
  const database = new Libsql(join(copy, 'travaux.sqlite'));
  const named = database.prepare("select name from sqlite_master where type = 'table'").all() as {
    readonly name: string;
  }[];
  const found = named.map(({ name }) => {
    const all = database.prepare(`select * from "${name}"`).all() as object[];
    return [name, all.map(asText)] as const;
  });
  database.close();
  return new Map(found);
}

function asText(row: object): string {
  return JSON.stringify(row, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
}

const tellsOf = (text: string, what: readonly string[]) => what.filter((one) => text.includes(one));
const linked = (text: string) => (tellsOf(text, submission).length > 0 ? tellsOf(text, traces) : []);

/** The innermost objects that themselves hold something of the submission, each with all that is in it. */
function objectsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value);
  const own = inner.some((one) => typeof one === 'string' && tellsOf(one, submission).length > 0);
  return own ? [JSON.stringify(value)] : inner.flatMap(objectsOf);
}

const isJson = (text: string) => text.startsWith('{') || text.startsWith('[');
const partsOf = (text: string) => (isJson(text) ? objectsOf(JSON.parse(text)) : text.split(/\n|<\/li>/));

test.each([...others, 'civil-forum', 'humanitarian', 'public'])(
  '%s finds no link, whatever is asked for',
  async (slug) => {
    const person = slug === 'public' ? table.house.nobody : await table.seat(slug);
    const { body } = await person.ask('GET', 'openapi.json');
    const clause = await table.clause('9.1');
    const filled: Readonly<Record<string, string>> = { agreement: table.agreement, clause, thread };
    const paths = Object.entries(body.paths).flatMap(([path, methods]) => ('get' in methods ? [path] : []));
    const asked = [
      ...paths.map(
        (path) => `api/v1${path.replaceAll(/\{(\w+)\*?\}/g, (_hole, name: string) => filled[name] ?? '0')}`,
      ),
      ...['p/orren', 'p/orren/data.json', 'p/orren/record.json', 'metrics'],
    ];
    const found: string[] = [];
    let told = 0;
    for (const path of asked) {
      const { text } = await person.ask('GET', path);
      for (const part of partsOf(text)) {
        if (tellsOf(part, submission).length > 0) told += 1;
        found.push(...linked(part).map((trace) => `${path}: ${trace}`));
      }
      found.push(...tellsOf(text, kept).map(() => `${path}: what only the author has`));
    }
    expect(found).toEqual([]);
    expect(told).toBeGreaterThan(0);
  },
);

test('its author alone is told that it is theirs', async () => {
  const own = async (slug: string) =>
    read<ThreadView>(await table.get(slug, `comments/${thread}`)).said.some(({ author }) => author.own);
  for (const slug of [...others, 'civil-forum', 'humanitarian'])
    expect([slug, await own(slug)]).toEqual([slug, false]);
  expect((await heron.looks())[0]?.said[0]?.author.own).toBe(true);
});

test('no frame, line of the log or figure tells of it beside them', async () => {
  expect(frames.some((frame) => frame.includes(thread))).toBe(true);
  expect(frames.flatMap(linked)).toEqual([]);
  const lines = [...table.house.lines, (await table.house.nobody.ask('GET', 'metrics')).text].join('\n');
  expect(tellsOf(lines, [...submission, ...kept, '/submissions'])).toEqual([]);
});

test('it changes nothing in the database but the stream of comments, and of that the hour alone', () => {
  const changed = [...after].filter(([name, all]) => {
    const known = new Set(before.get(name));
    return all.some((row) => !known.has(row));
  });
  expect(changed.map(([name]) => name).sort()).toEqual(['comment_events', 'comment_streams']);
  const known = new Set(before.get('comment_events'));
  const added = (after.get('comment_events') ?? []).filter((row) => !known.has(row));
  expect(added).toHaveLength(1);
  const instants = added[0]!.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g);
  expect(new Set(instants)).toEqual(new Set([hour]));
});

test('no row of the database tells of it beside them, nor of what only its author has', () => {
  const all = [...rows().values()].flat();
  expect(all.filter((row) => tellsOf(row, submission).length > 0).length).toBeGreaterThan(0);
  expect(all.filter((row) => row.includes('OBS-CIV')).length).toBeGreaterThan(0);
  expect(all.filter((row) => linked(row).length > 0)).toEqual([]);
  expect(all.filter((row) => tellsOf(row, kept).length > 0)).toEqual([]);
});
