/** Comments over HTTP: who sees what, from an observer's words to the answer, under a pseudonym, and hostile input. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type {
  CommentAccepted,
  CommentsView,
  ModerationView,
  Notice,
  ThreadView,
  WorkView,
} from '@travaux/editor/frames';
import { decodeServerFrame, encodeClientFrame } from '@travaux/editor/frames';
import type { Channel, CommentCommand } from '@travaux/workflow/comments';
import { randomUUID } from 'node:crypto';
import { until } from '../harness/until.ts';
import type { Answer } from './installation.ts';
import { Table } from './negotiation.ts';
import { draw, newSecret, Pseudonym } from './pseudonym.ts';

let table: Table;
let clause: string;
beforeAll(async () => {
  table = await Table.laid();
  clause = await table.clause('9.1');
});
afterAll(() => table.close());

const parties: Channel = { kind: 'parties' };
const observers: Channel = { kind: 'observers' };
const internal: Channel = { kind: 'delegation', party: 'TOR' };
const committee: Channel = { kind: 'committee', body: 'JEC' };

const post = async (slug: string, command: CommentCommand, revision?: number): Promise<Answer> =>
  (await table.seat(slug)).post(
    table.path('comments'),
    command,
    revision === undefined ? {} : { 'If-Match': `"${revision}"` },
  );

async function accepted(slug: string, command: CommentCommand, revision?: number): Promise<CommentAccepted> {
  const answer = await post(slug, command, revision);
  if (answer.status !== 200) throw new Error(`${slug}: ${answer.text}`);
  return answer.body as unknown as CommentAccepted;
}

const opening = (channel: Channel, body: string, more: object = {}) =>
  ({
    type: 'open-thread',
    thread: randomUUID(),
    comment: randomUUID(),
    clause,
    anchor: null,
    channel,
    body,
    mentions: [],
    submission: null,
    ...more,
  }) as Extract<CommentCommand, { type: 'open-thread' }>;
const submission = (body: string, more: object = {}) =>
  opening(observers, body, { submission: { kind: 'rights', milestone: null }, ...more });

async function open(slug: string, channel: Channel, body: string, more: object = {}): Promise<string> {
  const { thread } = await accepted(slug, opening(channel, body, more));
  return thread!;
}

const list = async (slug: string): Promise<CommentsView> =>
  (await table.get(slug, 'comments')).body as unknown as CommentsView;
const thread = async (slug: string, id: string): Promise<ThreadView> =>
  (await table.get(slug, `comments/${id}`)).body as unknown as ThreadView;
const told = (answer: Answer) => `${answer.status} ${answer.body.code}`;

const seats = [
  'torvald',
  'sarrane',
  'kestrelia',
  'committee',
  'civil-forum',
  'verifier',
  'chair',
  'secretariat',
];

const waiting = async (slug: string) =>
  ((await (await table.seat(slug)).get('work')).body as unknown as WorkView).waiting;

describe('a thread', () => {
  test.each([
    ['internal to a delegation', 'torvald', internal, ['torvald']],
    ['of the parties', 'sarrane', parties, ['torvald', 'sarrane', 'kestrelia', 'chair', 'secretariat']],
    ['of the committee', 'committee', committee, ['committee', 'secretariat']],
    ['open to observers', 'chair', observers, seats],
  ] as const)('%s is there for those, and for nobody else in any answer', async (name, by, channel, who) => {
    const marker = `marker ${name} ${randomUUID()}`;
    const id = await open(by, channel, marker);
    for (const slug of seats) {
      const seen = who.includes(slug as never);
      const all = await table.get(slug, 'comments');
      const one = await table.get(slug, `comments/${id}`);
      expect([slug, all.text.includes(marker), all.text.includes(id)]).toEqual([slug, seen, seen]);
      expect([slug, one.status, one.text.includes(marker)]).toEqual([slug, seen ? 200 : 404, seen]);
      const work = await (await table.seat(slug)).get('work');
      if (!seen) expect(work.text).not.toContain(id);
      if (seen) continue;
      const reply = { type: 'reply', thread: id, comment: randomUUID(), body: 'Hm.', mentions: [] } as const;
      expect(told(await post(slug, reply))).toBe('404 not-found');
      expect(told(await post(slug, { type: 'resolve-thread', thread: id }, 1))).toBe('404 not-found');
    }
    expect((await table.house.nobody.get(table.path('comments'))).status).toBe(404);
    // Nothing that was said is in the log of the server, or in its figures.
    expect(table.house.lines.join('\n')).not.toContain(marker);
  });

  test('moves no tag of those who may not know of it', async () => {
    const tag = async (slug: string) => (await table.get(slug, 'comments')).headers.get('etag');
    const before = [await tag('sarrane'), await tag('torvald')];
    await open('torvald', internal, 'Between us.');
    expect(await tag('sarrane')).toBe(before[0]);
    expect(await tag('torvald')).not.toBe(before[1]);
    const unchanged = await table.get('sarrane', 'comments', { 'If-None-Match': before[0]! });
    expect(unchanged.status).toBe(304);
  });

  test('is told of at once to those who see it, and to nobody else', async () => {
    const watch = async (slug: string) => {
      const outcome = await (await table.seat(slug)).socket();
      if (outcome.kind !== 'open') throw new Error('no socket');
      const notices: Notice[] = [];
      outcome.socket.on('message', (data: Buffer) => {
        const frame = decodeServerFrame(new Uint8Array(data));
        if (frame?.kind === 'notice') notices.push(frame.notice);
      });
      outcome.socket.send(encodeClientFrame({ kind: 'watch', agreement: table.agreement }));
      await until('the watch', () => notices.some(({ type }) => type === 'agreement-changed'));
      return { notices, socket: outcome.socket };
    };
    const [torvald, sarrane] = [await watch('torvald'), await watch('sarrane')];
    const id = await open('torvald', internal, 'Between us.');
    const other = await open('torvald', parties, 'To all.');
    const threads = ({ notices }: typeof torvald) =>
      notices.flatMap((notice) => (notice.type === 'comments-changed' ? notice.threads : []));
    await until('the notices', () => threads(sarrane).includes(other) && threads(torvald).includes(other));
    expect(threads(torvald)).toEqual([id, other]);
    expect(threads(sarrane)).toEqual([other]);
    torvald.socket.terminate();
    sarrane.socket.terminate();
  });

  test('wants the revision that one saw, before what was said is acted on', async () => {
    const id = await open('torvald', parties, 'Which measures?');
    const resolve: CommentCommand = { type: 'resolve-thread', thread: id };
    expect(told(await post('sarrane', resolve))).toBe('428 version-required');
    expect(told(await post('sarrane', resolve, 7))).toBe('412 version-conflict');
    expect((await accepted('sarrane', resolve, 1)).revision).toBe(2);
    expect((await thread('torvald', id)).resolved?.by).toBe('Delegation of Republic of Sarrane');
  });

  test('repeated with the same key is one thread', async () => {
    const command = opening(parties, 'Once.');
    const seat = await table.seat('torvald');
    const key = { 'Idempotency-Key': randomUUID() };
    const [first, again] = [
      await seat.post(table.path('comments'), command, key),
      await seat.post(table.path('comments'), command, key),
    ];
    expect([first.status, again.status]).toEqual([200, 200]);
    expect((await list('torvald')).threads.filter(({ id }) => id === command.thread)).toHaveLength(1);
  });

  test('says who wrote it as the viewer may know them', async () => {
    const id = await open('torvald', parties, 'Who is this?');
    expect((await thread('torvald', id)).author).toMatchObject({ name: 'Henrik Solberg-Ames', own: true });
    const { author } = await thread('sarrane', id);
    expect([author.name, author.own]).toEqual(['Delegation of Kingdom of Torvald', false]);
    expect((await table.get('sarrane', `comments/${id}`)).text).not.toContain('Solberg');
  });

  test('calls those who are mentioned, in My work, until they answer', async () => {
    const voice = { kind: 'voice', voice: { kind: 'party', party: 'SAR' } };
    const id = await open('torvald', parties, 'Sarrane, please look.', { mentions: [voice] });
    const mentions = async () =>
      (await waiting('sarrane')).filter(({ kind, key }) => kind === 'mention' && key.includes(id));
    expect(await mentions()).toHaveLength(1);
    await accepted('sarrane', {
      type: 'reply',
      thread: id,
      comment: randomUUID(),
      body: 'Yes.',
      mentions: [],
    });
    expect(await mentions()).toHaveLength(0);
  });
});

test('on a clause that becomes confidential, a thread is nowhere for those outside the circle', async () => {
  const secret = await table.clause('9.4');
  const marker = `marker ${randomUUID()}`;
  const id = await open('chair', observers, marker, { clause: secret });
  const seen = async (slug: string) => (await table.get(slug, 'comments')).text.includes(id);
  expect(await seen('civil-forum')).toBe(true);
  const circle = { kind: 'parties' } as const;
  const { version } = (await table.get('secretariat', 'courses')).body;
  const set = { type: 'set-confidentiality', element: secret, knownTo: circle, readBy: circle };
  const answer = await (await table.seat('secretariat')).command(table.agreement, version, set);
  expect(answer.status).toBe(200);
  expect([await seen('civil-forum'), await seen('verifier'), await seen('torvald')]).toEqual([
    false,
    false,
    true,
  ]);
  for (const slug of ['civil-forum', 'verifier']) {
    expect((await table.get(slug, 'comments')).text).not.toMatch(new RegExp(`${marker}|${secret}`));
    expect((await table.get(slug, `comments/${id}`)).status).toBe(404);
    expect(told(await post(slug, submission('Is it there?', { clause: secret })))).toMatch(
      /^(422 unknown-clause|403 not-in-channel)$/,
    );
  }
});

describe('an observer', () => {
  test('from the window to the receipt, the answer, and the taking up', async () => {
    expect(told(await post('civil-forum', opening(observers, 'What am I?')))).toBe('422 kind-missing');
    const sent = await accepted('civil-forum', submission('Name the hospitals.'));
    expect(sent.receipt).toMatchObject({
      number: expect.any(Number),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const id = sent.thread!;
    expect((await waiting('secretariat')).map(({ kind }) => kind)).toContain('answer-comment');
    const answer: CommentCommand = {
      type: 'answer-submission',
      thread: id,
      disposition: { kind: 'out-of-scope', reason: 'Hospitals are in Annex II.' },
    };
    expect(told(await post('torvald', answer, 1))).toBe('403 not-allowed');
    await accepted('secretariat', answer, 1);
    const seen = await thread('civil-forum', id);
    expect(seen.submission).toMatchObject({
      awaitsAnswer: false,
      disposition: { by: 'Secretariat', disposition: { kind: 'out-of-scope' } },
    });
    expect(seen.may).not.toContain('answer-submission');
    await accepted('torvald', {
      type: 'take-up-wording',
      thread: id,
      party: 'TOR',
      where: clause,
      words: 'including hospitals',
    });
    expect(await thread('committee', id)).toMatchObject({
      submission: {
        disposition: { disposition: { kind: 'taken-up' }, by: 'Delegation of Kingdom of Torvald' },
      },
      earlierDispositions: [{ disposition: { kind: 'out-of-scope' } }],
      takenUp: [{ party: { name: 'Kingdom of Torvald' }, words: 'including hospitals' }],
    });
  });

  test('is moderated for the form, told why, and heard', async () => {
    const { thread: id } = await accepted('civil-forum', submission('Ask Jane Doe, +44 7700.'));
    const { said } = await thread('civil-forum', id!);
    const on = { thread: id!, comment: said[0]!.id };
    await accepted(
      'secretariat',
      { type: 'hide-comment', ...on, ground: 'personal-data', note: 'A private number.' },
      1,
    );
    expect((await table.get('kestrelia', `comments/${id}`)).text).not.toMatch(/Jane|private number/);
    expect((await table.get('kestrelia', 'comments')).text).not.toMatch(/Jane|private number/);
    const own = await thread('civil-forum', id!);
    expect(own.said[0]).toMatchObject({
      body: 'Ask Jane Doe, +44 7700.',
      hidden: { ground: 'personal-data', note: 'A private number.' },
      may: ['withdraw-comment', 'appeal-hiding'],
    });
    await accepted('civil-forum', { type: 'appeal-hiding', ...on, statement: 'It is her office.' });
    await accepted('chair', { type: 'rule-on-appeal', ...on, restored: true, reason: 'It is.' }, 3);
    expect((await thread('kestrelia', id!)).said[0]?.body).toContain('Jane Doe');
    const log = (await table.get('kestrelia', 'comments/moderation')).body as unknown as ModerationView;
    expect(log.entries.map(({ act, ground, words }) => [act, ground, words])).toEqual([
      ['hidden', 'personal-data', null],
      ['appealed', null, null],
      ['restored', null, null],
    ]);
  });
});

describe('under a pseudonym', () => {
  const send = (...sent: Parameters<Pseudonym['sends']>) =>
    new Pseudonym(table, 'Heron', secret).sends(...sent);
  const secret = newSecret();

  test('is taken with a credential, once, and linked to nobody anywhere', async () => {
    const [one = '', two = ''] = await draw(table, 'civil-forum', 'OBS-CIV', 2);
    expect(told(await send(one, submission('Too few.')))).toBe('409 too-few-organisations');
    await draw(table, 'humanitarian', 'OBS-HUM', 1);
    const lines = table.house.lines.length;
    const marker = `pseudonymous ${randomUUID()}`;
    const sent = await send(one, submission(marker));
    expect(sent.status).toBe(200);
    const { thread: id, receipt } = sent.body as unknown as CommentAccepted;
    expect(receipt?.at).toMatch(/T\d\d:00:00\.000Z$/);
    expect(told(await send(one, submission('Again.')))).toBe('403 credential-void');
    expect(told(await send('made-up', submission('Again.')))).toBe('403 credential-void');
    expect(told(await send(null, submission('Again.')))).toBe('403 credential-void');
    // Whoever reads everything that is stored, shown or logged finds no organisation, person or minute beside it.
    const events = await table.house.store.comments.events(table.agreement);
    const own = events.filter(({ event }) => JSON.stringify(event).includes(id!));
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ by: null, at: receipt?.at });
    expect(JSON.stringify(own)).not.toMatch(/OBS-|demo-|civil|humanitarian/);
    expect(table.house.lines.slice(lines).join('\n')).not.toMatch(/submissions/);
    expect((await table.house.nobody.ask('GET', 'metrics')).text).not.toMatch(/submissions/);
    const seen = await thread('secretariat', id!);
    expect(seen.author).toEqual({ name: 'Heron', capacity: '', own: false, pseudonym: true });
    expect(seen.submission?.organisation).toBeNull();
    expect((await send(two, submission('Another.'))).status).toBe(200);
  });

  test('is changed by whoever shows the secret, and by nobody else', async () => {
    const [credential = ''] = await draw(table, 'civil-forum', 'OBS-CIV', 1);
    const command = submission('First words.');
    await send(credential, command);
    const edit = { type: 'edit-comment', thread: command.thread, comment: command.comment } as const;
    expect((await send(null, { ...edit, body: 'Better words.' }, 1)).status).toBe(200);
    expect((await thread('torvald', command.thread)).said[0]?.body).toBe('Better words.');
    const stranger = new Pseudonym(table, 'Heron');
    expect(told(await stranger.sends(null, { ...edit, body: 'Mine.' }, 2))).toBe('404 not-found');
    expect(await stranger.looks()).toEqual([]);
    expect(told(await post('civil-forum', { ...edit, body: 'Mine.' }, 2))).toBe('403 not-yours');
  });

  test('sees what became of it, is told why it was hidden, appeals and withdraws, by the secret alone', async () => {
    const [credential = ''] = await draw(table, 'civil-forum', 'OBS-CIV', 1);
    const heron = new Pseudonym(table, 'Heron');
    const command = submission('Ask Jane Doe, +44 7700.');
    await heron.sends(credential, command);
    const on = { thread: command.thread, comment: command.comment };
    expect((await heron.looks())[0]).toMatchObject({
      clause: { number: '9.1' },
      receipt: { number: expect.any(Number) },
      awaitsAnswer: true,
      said: [{ body: 'Ask Jane Doe, +44 7700.', author: { name: 'Heron', own: true } }],
    });
    expect((await heron.looks())[0]?.said[0]?.may).toEqual(['edit-comment', 'withdraw-comment']);
    const hide = { type: 'hide-comment', ...on, ground: 'personal-data', note: 'A number.' } as const;
    await accepted('secretariat', hide, 1);
    // Others of the same organisation see no more of it than anybody: nothing says that it is theirs.
    expect((await thread('civil-forum', command.thread)).said[0]).toMatchObject({
      body: null,
      hidden: { ground: 'personal-data', note: null },
      may: [],
    });
    expect((await heron.looks())[0]?.said[0]).toMatchObject({
      body: 'Ask Jane Doe, +44 7700.',
      hidden: { note: 'A number.' },
      may: ['withdraw-comment', 'appeal-hiding'],
    });
    expect((await heron.sends(null, { type: 'appeal-hiding', ...on, statement: 'Hers.' })).status).toBe(200);
    await accepted('chair', { type: 'rule-on-appeal', ...on, restored: true, reason: 'It is.' }, 3);
    const noted = { kind: 'noted', note: 'Thank you.' } as const;
    await accepted(
      'secretariat',
      { type: 'answer-submission', thread: command.thread, disposition: noted },
      4,
    );
    expect((await heron.looks())[0]).toMatchObject({
      awaitsAnswer: false,
      disposition: { disposition: noted, by: 'Secretariat' },
      said: [{ hidden: null, may: ['withdraw-comment'] }],
    });
    expect((await heron.sends(null, { type: 'withdraw-comment', ...on })).status).toBe(200);
    expect((await heron.looks())[0]?.said[0]?.withdrawn).toMatch(/:00:00\.000Z$/);
  });

  test('is told no more than all who could be its author may know', async () => {
    const secret = await table.clause('9.2');
    const [credential = ''] = await draw(table, 'civil-forum', 'OBS-CIV', 1);
    const heron = new Pseudonym(table, 'Heron');
    const command = submission('Before it was closed.', { clause: secret });
    expect((await heron.sends(credential, command)).status).toBe(200);
    const reply = { type: 'reply', thread: command.thread, comment: randomUUID(), mentions: [] } as const;
    await accepted('torvald', { ...reply, body: 'Between us, now.' });
    expect((await heron.looks())[0]?.said).toHaveLength(2);
    const among = (organisations: readonly string[]) => ({
      kind: 'named' as const,
      ...{ parties: ['TOR'], bodies: [], organisations, verifiers: [] },
    });
    const circle = among(['OBS-CIV']);
    const set = { type: 'set-confidentiality', element: secret, knownTo: circle, readBy: circle };
    expect((await table.asks('secretariat', set)).status).toBe(200);
    const [own] = await heron.looks();
    expect(own).toMatchObject({ closed: true, clause: { number: '', heading: '' }, disposition: null });
    expect(own?.said.map(({ body }) => body)).toEqual(['Before it was closed.']);
  });

  test('says the same of an agreement that there is not as of a credential that is none', async () => {
    const body = {
      name: 'Heron',
      secret,
      credential: 'made-up',
      command: submission('Is it there?'),
      seen: null,
    };
    const answers = await Promise.all(
      [table.agreement, 'no-such-agreement'].map((id) =>
        table.house.nobody.post(`agreements/${id}/submissions`, body),
      ),
    );
    expect(answers[0]!.text).toBe(answers[1]!.text);
    expect(answers[0]!.status).toBe(answers[1]!.status);
  });
});

describe('bad input', () => {
  test.each([
    ['too long', { body: 'x'.repeat(5001) }, '400 invalid-request'],
    ['empty', { body: '   ' }, '400 invalid-request'],
    ['with control characters', { body: 'a\u0000b' }, '400 invalid-request'],
    ['with half of a surrogate pair', { body: '\ud800' }, '400 invalid-request'],
    ['with a position that is not base64', { anchor: { from: '<script>' } }, '400 invalid-request'],
    ['in a channel that there is not', { channel: { kind: 'all' } }, '400 invalid-request'],
    ['on a clause that there is not', { clause: 'elsewhere' }, '422 unknown-clause'],
    ['with a field of its own', { by: 'somebody' }, '400 invalid-request'],
  ])('%s is refused', async (_name, more, how) => {
    expect(told(await post('torvald', { ...opening(parties, 'Words.'), ...more } as CommentCommand))).toBe(
      how,
    );
  });

  test('what is strange but text is kept as it was written', async () => {
    const body = 'pay\u202Elac \u200B<script>alert(1)</script> [x](javascript:alert(1)) 🏴‍☠️';
    const id = await open('torvald', parties, body);
    expect((await thread('sarrane', id)).said[0]?.body).toBe(body);
  });

  test('a flood is stopped, of one person and of one organisation together', async () => {
    const slow = await Table.laid({ rateScale: 1 });
    try {
      const on = await slow.clause('9.1');
      const say = async () =>
        (await slow.seat('torvald')).post(slow.path('comments'), {
          ...opening(parties, 'Again and again.'),
          clause: on,
        });
      const answers = [];
      for (let n = 0; n < 32; n += 1) answers.push(await say());
      const last = answers.at(-1)!;
      expect(told(last)).toBe('429 too-many-requests');
      expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
    } finally {
      await slow.close();
    }
  });
});
