/**
 * 5,000 threads of comments on an agreement of 100 clauses: how long their words take to be found in the clauses that
 * are before the eyes, at first and after a hundred edits by others; what the list costs to read; and in a browser,
 * how long it takes until the marks are there, and whether the list of all threads scrolls without a pause.
 */
import {
  anchorFinder,
  anchorOf,
  clauseSchema,
  jsonOfDoc,
  nodeOfJson,
  textOf,
} from '@travaux/editor/document';
import type { CommentsView } from '@travaux/editor/frames';
import { sha256Hex, type Anchor, type RecordedComment } from '@travaux/workflow/comments';
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { openBrowser } from '../harness/browser.ts';
import { Person } from '../harness/person.ts';
import type { TestServer } from '../harness/server.ts';
import { until } from '../harness/until.ts';
import { Installation } from '../http/installation.ts';
import { kilobytes, machine, median, ms, table } from './report.ts';
import { syntheticAgreement } from './synthetic.ts';

const threads = 5_000;
const clauseCount = 100;
/** Clauses that fit on a tall screen, with what is mounted around them. */
const visible = 12;
const runs = 9;

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

// Finding words

const sentences = Array.from(
  { length: 12 },
  (_, n) => `Sentence ${n} of this clause says what the Parties shall do within ${n * 7} days, and how.`,
);

function clauseOf(clientID: number): Y.Doc {
  const ydoc = new Y.Doc({ gc: true });
  ydoc.clientID = clientID;
  const paragraphs = sentences.map((text) => clauseSchema.node('paragraph', null, [clauseSchema.text(text)]));
  prosemirrorToYXmlFragment(clauseSchema.node('doc', null, paragraphs), textOf(ydoc));
  return ydoc;
}

const docOf = (ydoc: Y.Doc) => nodeOfJson(jsonOfDoc(ydoc));
const hash = sha256Hex('');
const perClause = threads / clauseCount;
const shown = Array.from({ length: visible }, (_, n) => {
  const ydoc = clauseOf(n + 1);
  const doc = docOf(ydoc);
  const anchors = Array.from({ length: perClause }, (_one, k): Anchor => {
    const from = 1 + ((k * 37) % (doc.content.size - 40));
    return anchorOf(ydoc, doc, { from, to: from + 20 }, hash)!;
  });
  return { ydoc, anchors };
});
const resolveAll = () => {
  let orphans = 0;
  for (const { ydoc, anchors } of shown) {
    const finder = anchorFinder(ydoc, docOf(ydoc));
    for (const anchor of anchors) if (finder.find(anchor).kind === 'orphan') orphans += 1;
  }
  return orphans;
};
const atFirst = median(Array.from({ length: runs }, () => timed(resolveAll)));
for (const { ydoc } of shown) {
  for (let edit = 0; edit < 100; edit += 1) {
    const block = textOf(ydoc).get(edit % sentences.length) as Y.XmlElement;
    const text = block.get(0) as Y.XmlText;
    if (edit % 3 === 2) text.delete((edit * 13) % Math.max(1, text.length - 10), Math.min(10, text.length));
    else text.insert((edit * 29) % (text.length + 1), ' with more words ');
  }
}
const afterEdits = median(Array.from({ length: runs }, () => timed(resolveAll)));
const orphans = resolveAll();

// The list, over HTTP

const house = await Installation.start({ env: { TRAVAUX_DEMO: '1' } });
const secretariat = await house.as('secretariat');
const imported = await secretariat.importFile('comments.xml', syntheticAgreement(clauseCount));
const { agreement } = imported.body;
const text = (await secretariat.get(`agreements/${agreement}/text`)).body as unknown as {
  readonly clauses: readonly { readonly id: string; readonly text: unknown }[];
};
const { ydoc } = shown[0]!;
const said = (n: number): RecordedComment => ({
  version: n + 1,
  at: new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString(),
  by: 'demo-torvald',
  event: {
    type: 'thread-opened',
    thread: `thread-${n}`,
    comment: `comment-${n}`,
    clause: text.clauses[n % text.clauses.length]!.id,
    anchor: { ...anchorOf(ydoc, docOf(ydoc), { from: 1, to: 12 }, hash)!, quote: wordsIn(n) },
    channel: { kind: 'parties' },
    author: { kind: 'person', person: 'demo-torvald', as: { role: 'delegate', party: 'TOR' } },
    body: `Comment ${n}: what does this mean for those who have to carry it out, and by when?`,
    mentions: [],
    submission: null,
    credential: null,
  },
});
function wordsIn(n: number): string {
  const words = JSON.stringify(text.clauses[n % text.clauses.length]!.text).match(
    /"text":"([^"]{20,})"/,
  )?.[1];
  return (words ?? 'no such words').slice(0, 40);
}
const version = (await house.store.comments.events(agreement)).length;
await house.store.comments.append(
  agreement,
  version,
  Array.from({ length: threads }, (_, n) => ({ ...said(n), version: version + n + 1 })),
);
const reads: number[] = [];
let bytes = 0;
for (let run = 0; run < runs; run += 1) {
  const began = performance.now();
  const answer = await secretariat.get(`agreements/${agreement}/comments`);
  reads.push(performance.now() - began);
  bytes = answer.text.length;
  const { threads: found } = answer.body as unknown as CommentsView;
  if (found.length !== threads) throw new Error(`${found.length} threads came instead of ${threads}`);
}

// In a browser

const browser = await openBrowser();
const server = { url: house.origin } as unknown as TestServer;
const person = await Person.sit(browser, server, 'torvald');
await person.openText(agreement);
const begun = performance.now();
await until('there are marks in the text', () =>
  person.page.evaluate(() => document.querySelector('mark[data-thread]') !== null),
);
const firstMarks = performance.now() - begun;
await person.goTo(`i/${agreement}/comments`);
await person.page.locator('.thread-list li').first().waitFor();
const scrolled = await person.page.evaluate(async () => {
  const list = document.querySelector('.thread-scroller')!;
  const frames: number[] = [];
  let rows = 0;
  let last = performance.now();
  for (let step = 0; step < 120; step += 1) {
    list.scrollTop = (step / 119) * (list.scrollHeight - list.clientHeight);
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames.push(now - last);
    last = now;
    rows = Math.max(rows, list.querySelectorAll('li').length);
  }
  return { longest: Math.max(...frames), rows, all: list.querySelector('li')!.getAttribute('aria-setsize') };
});
await browser.close();
await house.close();

machine();
const row = (what: string, figure: number, aim = '') => ({ what, figure: ms(figure), aim });
table([
  row(`words of ${visible * perClause} threads in ${visible} clauses found`, atFirst, '50 ms'),
  row(`the same after 100 edits in each (${orphans} orphans)`, afterEdits, '50 ms'),
  row(`list of ${threads} threads over HTTP (${kilobytes(bytes)})`, median(reads)),
  row('from the text on the screen to its first marks', firstMarks),
  row(
    `longest frame while ${scrolled.all} threads scroll by (${scrolled.rows} rows drawn)`,
    scrolled.longest,
    '100 ms',
  ),
]);
