/** Private proposals over HTTP: kept by a delegate, seen by the own delegation at once, by nobody else in any way. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clauseHash, type ClauseJson } from '@travaux/editor/document';
import type {
  AgreementTextView,
  CommentAccepted,
  KeepProposal,
  ProposalsView,
  ProposalTextView,
  ProposalView,
  ThreadView,
} from '@travaux/editor/frames';
import { randomUUID } from 'node:crypto';
import { until } from '../harness/until.ts';
import type { Answer } from './installation.ts';
import { read, Table } from './negotiation.ts';

let table: Table;
let clause: string;
beforeAll(async () => {
  table = await Table.laid();
  clause = await table.clause('9.1');
});
afterAll(() => table.close());

const present = async (): Promise<ClauseJson> => {
  const { clauses } = read<AgreementTextView>(await table.get('secretariat', 'text'));
  return clauses.find(({ id }) => id === clause)!.text;
};
const paragraph = (words: string) => ({ type: 'paragraph', content: [{ type: 'text', text: words }] });
const saying = (text: ClauseJson, words: string): ClauseJson => ({
  type: 'doc',
  content: [...(text.content ?? []), paragraph(words)],
});
const keeping = async (words: string, more: Partial<KeepProposal> = {}): Promise<KeepProposal> => {
  const base = await present();
  return {
    ...{ type: 'keep-proposal', proposal: randomUUID(), party: 'KES', clause, reason: '' },
    ...{ base: clauseHash(base), text: saying(base, words) },
    origin: { kind: 'set-aside', at: '2026-11-26T10:12:00.000Z', reason: 'The clause is frozen.' },
    ...more,
  };
};
const post = async (slug: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  (await table.seat(slug)).post(table.path('proposals'), body, headers);
const told = ({ status, body }: Answer) => (status === 200 ? '200' : `${status} ${body.code}`);
const kept = async (words: string) => read<ProposalView>(await post('kestrelia', await keeping(words)));
const listed = async (slug: string) => read<ProposalsView>(await table.get(slug, 'proposals')).proposals;

const others = ['torvald', 'secretariat', 'chair', 'committee', 'civil-forum', 'verifier', 'public'];

describe('a proposal', () => {
  test('is seen by the colleague at once, whole, and by nobody else', async () => {
    const [colleague, ...strangers] = await Promise.all(
      ['kestrelia-legal', 'torvald', 'secretariat'].map((slug) => table.watches(slug)),
    );
    const { id, reference } = await kept('Within sixty days.');
    expect(reference).toBe('KES/9.1/1');
    await until('the colleague hears of it', () =>
      Promise.resolve(colleague!.some((one) => one.type === 'proposals-changed')),
    );
    expect(colleague!.filter((one) => one.type === 'proposals-changed')).toMatchObject([{ proposals: [id] }]);
    expect(strangers.flat().filter((one) => one.type === 'proposals-changed')).toEqual([]);

    const seen = read<ProposalTextView>(await table.get('kestrelia-legal', `proposals/${id}`));
    expect(seen).toMatchObject({
      keptBy: 'Amira Voss',
      party: { id: 'KES' },
      clause: { clause, number: '9.1' },
      origin: { kind: 'set-aside', reason: 'The clause is frozen.' },
      status: { kind: 'private' },
    });
    expect([clauseHash(seen.base), JSON.stringify(seen.text)]).toEqual([
      clauseHash(await present()),
      expect.stringContaining('Within sixty days.'),
    ]);
    for (const slug of others) {
      const person = slug === 'public' ? table.house.nobody : await table.seat(slug);
      const answers = await Promise.all([
        person.get(table.path('proposals')),
        person.get(table.path(`proposals/${id}`)),
        person.post(table.path('proposals'), { type: 'withdraw-proposal', proposal: id }),
      ]);
      // Of another party there is an empty list; who keeps none is told so; the public is told of no agreement.
      const expected = { torvald: ['200', '404', '404'], public: ['404', '404', '404'] };
      expect([slug, ...answers.map(({ status }) => String(status))]).toEqual([
        slug,
        ...(expected[slug as 'torvald'] ?? ['403', '403', '403']),
      ]);
      expect(answers.map(({ text }) => text).join()).not.toMatch(/sixty days|KES\/9/);
    }
    expect(await listed('torvald')).toEqual([]);
  });

  test('is kept once for one key, and once for one id', async () => {
    const body = await keeping('Once.');
    const before = (await listed('kestrelia')).length;
    const key = { 'Idempotency-Key': randomUUID() };
    const answers = [await post('kestrelia', body, key), await post('kestrelia', body, key)];
    answers.push(await post('kestrelia-legal', body));
    expect(answers.map((answer) => read<ProposalView>(answer).id)).toEqual(
      [1, 2, 3].map(() => body.proposal),
    );
    expect((await listed('kestrelia')).length).toBe(before + 1);
  });

  test('is explained, and closed once, by any of the delegation', async () => {
    const { id } = await kept('For a while.');
    expect(told(await post('kestrelia-legal', { type: 'give-reason', proposal: id, reason: 'Ours.' }))).toBe(
      '200',
    );
    expect(told(await post('kestrelia-legal', { type: 'incorporate-proposal', proposal: id }))).toBe('200');
    expect((await listed('kestrelia')).at(-1)).toMatchObject({
      reason: 'Ours.',
      status: { kind: 'incorporated', by: 'Jonas Petrel' },
      may: [],
    });
    expect(told(await post('kestrelia', { type: 'withdraw-proposal', proposal: id }))).toBe(
      '409 closed-proposal',
    );
  });

  test.each<[string, (body: KeepProposal) => object, string]>([
    ['for another party', (body) => ({ ...body, party: 'TOR' }), '403 not-yours'],
    ['on a clause that is not there', (body) => ({ ...body, clause: 'none' }), '422 unknown-clause'],
    ['made from another text', (body) => ({ ...body, base: '0'.repeat(64) }), '409 text-changed'],
    [
      'with an origin that only the server knows of',
      (body) => ({ ...body, origin: { kind: 'taken-up', thread: 't', number: 1, source: 'Forum' } }),
      '400 invalid-request',
    ],
    [
      'of an unknown node',
      (body) => ({ ...body, text: { type: 'doc', content: [{ type: 'script' }] } }),
      '400 invalid-request',
    ],
    [
      'of nothing but a null',
      (body) => ({ ...body, text: { type: 'doc', content: [null] } }),
      '400 invalid-request',
    ],
    [
      'with a link that is none',
      (body) => ({
        ...body,
        text: {
          type: 'doc',
          content: [
            {
              type: 'paragraph',
              content: [
                { type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: 'javascript:1' } }] },
              ],
            },
          ],
        },
      }),
      '400 invalid-request',
    ],
    [
      'nested without end',
      (body) => ({
        ...body,
        text: {
          type: 'doc',
          content: [JSON.parse(`${'{"type":"list","content":['.repeat(900)}${']}'.repeat(900)}`)],
        },
      }),
      '400 invalid-request',
    ],
    [
      'too long',
      (body) => ({ ...body, text: saying(body.text, 'x'.repeat(300_000)) }),
      '400 invalid-request',
    ],
    [
      'far too long',
      (body) => ({ ...body, text: saying(body.text, 'x'.repeat(800_000)) }),
      '413 body-too-large',
    ],
    [
      'with half of a character',
      (body) => ({ ...body, text: saying(body.text, '\ud800') }),
      '400 invalid-request',
    ],
  ])('is refused %s', async (_what, spoil, answer) => {
    expect(told(await post('kestrelia', spoil(await keeping('Something.'))))).toBe(answer);
  });

  test('says something else than the clause', async () => {
    const text = await present();
    expect(told(await post('kestrelia', await keeping('', { text })))).toBe('409 nothing-changed');
  });
});

test('a wording that a party takes up becomes its private proposal, and others see what they saw before', async () => {
  const thread = randomUUID();
  const opened = await (
    await table.seat('civil-forum')
  ).post(table.path('comments'), {
    ...{ type: 'open-thread', thread, comment: randomUUID(), clause, anchor: null, mentions: [] },
    ...{ channel: { kind: 'observers' }, body: 'Say: including hospitals.' },
    submission: { kind: 'rights', milestone: null },
  });
  const { receipt } = read<CommentAccepted>(opened);
  const act = {
    type: 'take-up-wording',
    thread,
    party: 'TOR',
    where: clause,
    words: 'Including hospitals.\nAnd schools.',
  };
  expect(told(await (await table.seat('torvald')).post(table.path('comments'), act))).toBe('200');
  const [proposal] = await listed('torvald');
  expect(proposal).toMatchObject({
    reference: 'TOR/9.1/1',
    origin: { kind: 'taken-up', thread, number: receipt!.number, source: expect.stringContaining('Forum') },
  });
  const { base, text } = read<ProposalTextView>(await table.get('torvald', `proposals/${proposal!.id}`));
  expect(text.content).toEqual([
    ...base.content!,
    paragraph('Including hospitals.'),
    paragraph('And schools.'),
  ]);
  for (const slug of ['kestrelia', 'secretariat', 'civil-forum']) {
    const view = read<ThreadView>(await table.get(slug, `comments/${thread}`));
    expect(view.takenUp).toMatchObject([{ party: { id: 'TOR' }, words: act.words }]);
    expect(JSON.stringify(view)).not.toMatch(/TOR\/9|proposal/);
  }
  expect((await listed('kestrelia')).filter(({ origin }) => origin.kind === 'taken-up')).toEqual([]);
});
