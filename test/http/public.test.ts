/**
 * The public page: what is on it and when, its validators, and that nothing unpublished can be told from it.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { verifyRecord } from '@travaux/workflow/ledger';
import type { AgreementView } from '@travaux/editor/frames';
import type { PublicationPolicy } from '@travaux/workflow/agreement';
import { until } from '../harness/until.ts';
import { Installation, type Answer } from './installation.ts';
import { read, Table } from './negotiation.ts';

interface Page {
  readonly outline: readonly {
    readonly anchor: string;
    readonly number: string;
    readonly heading: string;
    readonly confidential: boolean;
    readonly standing: string | null;
    readonly text: { readonly html: string } | null;
  }[];
  readonly decisions: readonly { readonly sentence: string; readonly reasons: string }[];
  readonly milestones: readonly { readonly id: string; readonly when: string }[];
  readonly comments: readonly { readonly by: string; readonly body: string; readonly quote: string }[];
  readonly progress: readonly { readonly standing: string; readonly clauses: number }[];
}

let table: Table;
let outline: AgreementView['elements'];
let wording = 0;

const policy: PublicationPolicy = {
  slug: 'lake-orren',
  summary: 'In short.',
  participation: '',
  rules: (['progress', 'texts', 'decisions', 'milestones', 'comments'] as const).map((kind) => ({
    kind,
    delayHours: kind === 'decisions' ? 2 : kind === 'progress' ? 1 : 0,
    within: [],
  })),
};

const nobody = () => table.house.nobody;
const seen = (path = 'p/lake-orren', headers = {}): Promise<Answer> => nobody().ask('GET', path, { headers });
const data = async (): Promise<Page> => (await seen('p/lake-orren/data.json')).body as unknown as Page;
const byHeading = (heading: string) => outline.find((element) => element.heading === heading)!.id;

async function does(command: object): Promise<void> {
  const answer = await table.asks('secretariat', command);
  if (answer.status !== 200) throw new Error(`${JSON.stringify(command)}: ${answer.text}`);
}

/** The page once it is made of everything that happened before: two policies go by, and the second is the first. */
async function settled(of: PublicationPolicy = policy): Promise<Answer> {
  const passing = `A passing summary, ${(wording += 1)}.`;
  for (const summary of [passing, of.summary]) {
    await does({ type: 'set-publication', policy: { ...of, summary } });
    table.clock.pass(0.01);
    await until('the page is made', async () => (await seen()).text.includes(summary.slice(0, 40)));
  }
  return seen();
}

beforeAll(async () => {
  table = await Table.laid();
  const secretariat = await table.seat('secretariat');
  ({ elements: outline } = read<AgreementView>(await secretariat.get(`agreements/${table.agreement}`)));
  table.clock.pass(120);
  await settled();
}, 30_000);
afterAll(() => table.close());

describe('what is on it', () => {
  test('what is published, readable without scripts and signed in by nobody', async () => {
    const { status, text, headers } = await seen();
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.getSetCookie()).toEqual([]);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).not.toMatch(/<script|<style|style=|\son\w+=/i);
    for (const words of [
      'In short.',
      'Article 7 Disarmament',
      'What is agreed and what is open',
      'Baseline',
    ]) {
      expect(text).toContain(words);
    }
    const { milestones, comments, progress, decisions } = await data();
    expect(milestones.find(({ id }) => id === 'M1')?.when).toBe('by 31 July 2026, not before 1 May 2026');
    expect(comments.map(({ by }) => by)).toContain('Kestrelian Civil Forum');
    expect(progress).toEqual([{ standing: 'open', clauses: expect.any(Number) }]);
    expect(decisions).toEqual([]);
  });

  test('a decision, and how far a clause is agreed, each after its delay', async () => {
    const clause = byHeading('Journalists');
    const before = await settled();
    await does({ type: 'withdraw-clause', clause, reason: 'Another instrument says it.' });
    const after = await settled();
    expect(after.text).toBe(before.text);
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
    table.clock.pass(61);
    await until('the standing is told', async () =>
      (await data()).outline.some(({ standing }) => standing === 'withdrawn'),
    );
    expect((await data()).decisions).toEqual([]);
    table.clock.pass(61);
    await until('the decision is told', async () => (await data()).decisions.length > 0);
    expect((await data()).decisions[0]).toMatchObject({
      sentence: 'Withdrawn.',
      reasons: 'Another instrument says it.',
    });
  });

  test('the words that were published, not those that were written since', async () => {
    const clause = byHeading('Ceiling');
    const before = await settled();
    await table.writes('kestrelia', clause, ' An unpublished afterthought.');
    expect((await settled()).text).toBe(before.text);
    await does({ type: 'publish-texts', clauses: [clause] });
    expect((await settled()).text).toContain('An unpublished afterthought.');
  });

  test('a comment without the words of a draft that is not published', async () => {
    const { comments } = await data();
    const html = (await data()).outline.map(({ text }) => text?.html ?? '').join();
    for (const { quote } of comments) expect(quote === '' || html.includes(quote)).toBe(true);
  });
});

describe('what is not on it cannot be told from it', () => {
  test('work in confidential clauses leaves it as it is, byte by byte', async () => {
    const secret = byHeading('Payment channel');
    await does({
      type: 'set-confidentiality',
      element: secret,
      knownTo: { kind: 'parties' },
      readBy: { kind: 'parties' },
    });
    const before = await settled();
    expect(before.text).not.toContain('Payment channel');
    await does({ type: 'rename-element', id: secret, heading: 'A channel nobody knows' });
    await table.writes('kestrelia', secret, ' In silence.');
    await does({ type: 'park-clause', clause: secret, reason: 'Silently' });
    const after = await settled();
    expect(after.text).toBe(before.text);
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
    expect(after.headers.get('last-modified')).toBeNull();
  });

  test('no gap is left in the numbers, and no id that counts', async () => {
    const article = byHeading('Relief');
    const numbers = async () =>
      (await data()).outline.map(({ number }) => number).filter((one) => /^Article/.test(one));
    const before = await numbers();
    await does({
      type: 'set-confidentiality',
      element: article,
      knownTo: { kind: 'secretariat' },
      readBy: { kind: 'secretariat' },
    });
    await settled();
    expect(await numbers()).toEqual(before.slice(0, -1));
    const { outline: shown } = await data();
    expect(new Set(shown.map(({ anchor }) => anchor)).size).toBe(shown.length);
    for (const { anchor } of shown) expect(anchor).toMatch(/^c-[0-9a-f]{12}$/);
    const { text } = await seen('p/lake-orren/data.json');
    for (const { id } of outline) expect(text).not.toContain(`"${id}"`);
  });

  test('what may be known of but not read is a number and the word', async () => {
    const veiled = byHeading('Beneficial ownership');
    await does({
      type: 'set-confidentiality',
      element: veiled,
      knownTo: { kind: 'public' },
      readBy: { kind: 'parties' },
    });
    const { text } = await settled();
    expect(text).not.toContain('Beneficial ownership');
    expect(text).toContain('8.1 Confidential');
    const answer = await table.asks('secretariat', { type: 'publish-texts', clauses: [veiled] });
    expect(`${answer.status} ${answer.body.code}`).toBe('409 not-public');
  });

  test('an address that nobody has and one that was taken down are answered alike', async () => {
    const [unknown, taken] = [await seen('p/no-such-page'), await seen('p/orren')];
    expect([unknown.status, taken.status]).toEqual([404, 404]);
    expect(taken.text).toBe(unknown.text);
    const stable = ({ headers }: Answer) => [...headers].filter(([name]) => name !== 'date');
    expect(stable(taken)).toEqual(stable(unknown));
    for (const path of ['p/orren/data.json', 'p/orren/record.json', 'p/lake-orren/', 'p/../p/%2e']) {
      expect((await seen(path)).status).toBe(404);
    }
  });
});

describe('how it is sent', () => {
  test('its tag is good for 304, also behind a proxy that compresses', async () => {
    const encodings = await Promise.all(
      ['identity', 'gzip', 'br', 'br;q=0, gzip;q=0.5'].map(async (encoding) => {
        const answer = await seen('p/lake-orren', { 'Accept-Encoding': encoding });
        const tag = answer.headers.get('etag')!;
        const again = await seen('p/lake-orren', { 'If-None-Match': tag, 'Accept-Encoding': encoding });
        expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', tag]);
        return [answer.headers.get('content-encoding'), answer.text] as const;
      }),
    );
    expect(encodings.map(([encoding]) => encoding)).toEqual([null, 'gzip', 'br', 'gzip']);
    expect(new Set(encodings.map(([, text]) => text)).size).toBe(1);
    const weak = (await seen()).headers.get('etag')!;
    expect((await seen('p/lake-orren', { 'If-None-Match': `"other", W/${weak}` })).status).toBe(304);
    expect((await seen('p/lake-orren', { 'If-None-Match': '"other"' })).status).toBe(200);
    const head = await nobody().ask('HEAD', 'p/lake-orren');
    expect([head.status, head.text]).toEqual([200, '']);
    expect((await nobody().ask('POST', 'p/lake-orren', { json: {} })).status).toBe(404);
  });

  test('news as a feed: what is due and nothing else, with tags of its own, ids that never change', async () => {
    await settled();
    const feed = await seen('p/lake-orren/feed.xml');
    expect(feed.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const read = new SaxesParser({ xmlns: true });
    const titles: string[] = [];
    const ids: string[] = [];
    let words = '';
    read.on('opentag', () => (words = ''));
    read.on('text', (text) => (words += text));
    read.on(
      'closetag',
      ({ name }) => void ({ title: titles, id: ids } as Record<string, string[]>)[name]?.push(words),
    );
    read.write(feed.text).close();
    for (const title of [
      /: Withdrawn\.$/,
      /^Words published: /,
      /^Answer to Lakeland /,
      /^Lakeland .*, on /,
    ]) {
      expect(titles).toContainEqual(expect.stringMatching(title));
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(feed.text).not.toContain('unpublished afterthought.</p>');
    for (const id of ids) expect(id).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    const tag = feed.headers.get('etag')!;
    expect((await seen('p/lake-orren/feed.xml', { 'If-None-Match': tag })).status).toBe(304);
    await does({
      type: 'withdraw-clause',
      clause: byHeading('Judicial appointments'),
      reason: 'Not due yet.',
    });
    await settled();
    expect((await seen('p/lake-orren/feed.xml')).headers.get('etag')).toBe(tag);
    expect((await seen('p/no-such-page/feed.xml')).text).toBe((await seen('p/no-such-page')).text);
  });

  test('the public record has the fingerprint of each event, and can be checked', async () => {
    const { text, headers } = await seen('p/lake-orren/record.json');
    expect(verifyRecord(Buffer.from(text)).verified).toBe(true);
    const { entries, texts } = JSON.parse(text) as { entries: { leaf: string | null }[]; texts: unknown[] };
    expect(entries.length).toBeGreaterThan(100);
    expect(entries.every(({ leaf }) => leaf === null)).toBe(true);
    expect(texts).toEqual([]);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    // A new one is made once a day, so that its growth tells of nothing.
    await does({ type: 'retitle-agreement', title: 'Another title', shortTitle: 'Other' });
    expect((await seen('p/lake-orren/record.json')).text).toBe(text);
  });

  test('no words on it are more than words', async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
    const clause = byHeading('Ceiling');
    const article = byHeading('Disarmament');
    await does({ type: 'retitle-agreement', title: `T ${evil}`, shortTitle: 'T' });
    await does({ type: 'rename-element', id: article, heading: `H ${evil}` });
    await does({
      type: 'renumber-element',
      id: byHeading('Human rights'),
      number: { kind: 'literal', label: '"><b>9' },
    });
    await does({ type: 'add-party', party: { id: 'EVIL', name: `P ${evil}`, group: null } });
    await does({ type: 'withdraw-clause', clause: byHeading('Effectiveness'), reason: `R ${evil}` });
    await table.writes('kestrelia', clause, ` W ${evil} \u202Egnorw\u202C`);
    await does({ type: 'publish-texts', clauses: [clause] });
    const evilPolicy = {
      ...policy,
      summary: `S ${evil}`,
      participation: `Q ${evil}`,
      rules: policy.rules.map((rule) => ({ ...rule, delayHours: 0 })),
    };
    await does({ type: 'set-publication', policy: evilPolicy });
    table.clock.pass(0.01);
    const { text } = await until('the page is made', async () => {
      const answer = await seen();
      return answer.text.includes('R &#34;') && answer;
    });
    for (const field of ['T', 'H', 'P', 'R', 'W', 'S', 'Q'])
      expect(text).toContain(`${field} &#34;&#62;&#60;script`);
    expect(text).not.toMatch(/<script|<img|\u202E/);
    expect(text).toContain('&#34;&#62;&#60;b&#62;9');
  });

  test('those who publish see the page before it is one; others do not', async () => {
    const path = `agreements/${table.agreement}/publication/preview`;
    const [shown, refused] = await Promise.all(
      ['secretariat', 'kestrelia'].map(async (slug) =>
        (await table.seat(slug)).post(path, {
          policy: { ...policy, slug: 'elsewhere', summary: 'Not yet.' },
        }),
      ),
    );
    const { html, effects } = shown!.body as unknown as { html: string; effects: string[] };
    expect(html).toContain('Not yet.');
    expect(effects.join(' ')).toContain('The public sees the outline');
    expect(refused!.status).toBe(403);
    expect((await seen('p/elsewhere')).status).toBe(404);
  });
});

test('what another process commits is on it a moment after somebody asks', async () => {
  await settled();
  const { agreements } = table.house.store;
  const at = table.clock.now().toISOString();
  const version = (await table.version()) + 1;
  const event = {
    type: 'publication-set',
    policy: { ...policy, summary: 'By another process.' },
    at,
  } as const;
  await agreements.commit({
    agreement: table.agreement,
    expectedVersion: version - 1,
    events: [{ version, at, by: null, event }],
  });
  // This one is told of nothing, and no time passes for it: only that somebody asks has it look.
  await until('it is on the page', async () => (await seen()).text.includes('By another process.'));
});

test('under the prefix of a host, and with nothing published', async () => {
  const house = await Installation.start({ mount: '/treaty', env: { TRAVAUX_DEMO: '1' } });
  const { status, text } = await house.nobody.ask('GET', 'p/orren');
  expect(status).toBe(200);
  expect(text).not.toMatch(/(href|src)="\//);
  const window = await fetch(`${house.origin}/treaty/demo/public/p/orren`);
  expect(await window.text()).toBe(text);
  expect((await fetch(`${house.origin}/treaty/p/page.css`)).headers.get('content-type')).toContain(
    'text/css',
  );
  expect((await fetch(`${house.origin}/p/orren`)).status).toBe(404);
  await house.close();
});
