/**
 * The app on agreements of 10 to 2,000 clauses: time to import, to the first readable text in a fresh browser,
 * from a keystroke in one browser to the page of the other, and the memory of server and page. The last column
 * of latency is its ratio to the smallest agreement of the same run: it should not grow with the clauses.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Account } from '../harness/account.ts';
import { openBrowser } from '../harness/browser.ts';
import { Person } from '../harness/person.ts';
import { TestServer } from '../harness/server.ts';
import { texts, textsArePresent } from '../harness/texts.ts';
import { until } from '../harness/until.ts';
import { machine, median, megabytes, ms, percentile, ratio, residentMemory, table } from './report.ts';
import { syntheticAgreement } from './synthetic.ts';

const keystrokes = 60;
/** In no name of a delegation, so that cursors do not count. */
const letter = 'q';

interface Case {
  readonly name: string;
  readonly file: string;
  readonly bytes: Uint8Array | string;
}

const cases: Case[] = [10, 100, 600, 2000].map((clauses) => ({
  name: `${clauses} clauses`,
  file: `synthetic-${clauses}.xml`,
  bytes: syntheticAgreement(clauses),
}));
if (textsArePresent) {
  cases.push({ name: 'S/RES/2231', file: basename(texts.res2231), bytes: readFileSync(texts.res2231) });
} else {
  console.log('S/RES/2231 is left out: ../shared/texts is not beside the repository.');
}

/** Notes, on the page's own clock, when the first clause has words on the screen: after the frame that shows them. */
function noteFirstWords(): void {
  const page = globalThis as unknown as { firstWords?: number };
  const look = () => {
    const clause = document.querySelector('[data-element] .clause-body');
    if (clause?.textContent) {
      requestAnimationFrame(() => setTimeout(() => (page.firstWords = performance.now())));
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function firstReadable(person: Person, agreement: string): Promise<number> {
  await person.page.addInitScript(noteFirstWords);
  await person.openText(agreement);
  return until('the first words are on the screen', () =>
    person.page.evaluate(() => (globalThis as unknown as { firstWords?: number }).firstWords ?? 0),
  );
}

/** Bytes of the page's JavaScript heap after a collection. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

interface Clocked {
  /** When the last key went down in the writer's page. */
  pressed: number;
  /** When each further letter was on the reader's page. */
  arrivals: number[];
}

/** Milliseconds from each key's event in one browser to the frame in which the other shows it. */
async function typingLatency(writer: Person, reader: Person, clause: string): Promise<number[]> {
  await writer.caretIn(clause);
  await (
    await reader.see(clause)
  ).evaluate((node, letter) => {
    const page = globalThis as unknown as Clocked;
    const count = () => node.textContent.split(letter).length;
    let shown = count();
    page.arrivals = [];
    new MutationObserver(() => {
      if (count() <= shown) return;
      shown = count();
      requestAnimationFrame(() => page.arrivals.push(performance.timeOrigin + performance.now()));
    }).observe(node, { subtree: true, childList: true, characterData: true });
  }, letter);
  await writer.page.evaluate(() => {
    const page = globalThis as unknown as Clocked;
    addEventListener('keydown', (event) => (page.pressed = performance.timeOrigin + event.timeStamp), true);
  });
  const latencies: number[] = [];
  for (let i = 0; i < keystrokes; i++) {
    await writer.page.keyboard.press(letter);
    const arrived = await until('the letter has arrived', () =>
      reader.page.evaluate((i) => (globalThis as unknown as Clocked).arrivals[i], i),
    );
    const pressed = await writer.page.evaluate(() => (globalThis as unknown as Clocked).pressed);
    latencies.push(arrived - pressed);
  }
  return latencies;
}

async function measure(browser: Browser, one: Case): Promise<Record<string, number>> {
  const server = await TestServer.start();
  try {
    const secretariat = await Account.of(server, 'secretariat');
    const idle = residentMemory(server.pid);
    const began = performance.now();
    const agreement = await secretariat.importBytes(one.file, one.bytes);
    const imported = performance.now() - began;
    const { elements } = await secretariat.agreement(agreement);
    const clauses = elements.filter(({ kind }) => kind === 'clause');

    const writer = await Person.sit(browser, server, 'albarra');
    const reader = await Person.sit(browser, server, 'torvald');
    // The runner of the benchmarks names functions by a helper that pages do not have.
    for (const { page } of [writer, reader]) await page.addInitScript('globalThis.__name = (f) => f');
    const readable = await firstReadable(writer, agreement);
    await reader.openText(agreement);
    const clause = clauses[Math.floor(clauses.length / 2)]!.id;
    const latencies = await typingLatency(writer, reader, clause);
    const result = {
      clauses: clauses.length,
      imported,
      readable,
      median: median(latencies),
      p95: percentile(latencies, 95),
      idle,
      server: residentMemory(server.pid),
      page: await heapOf(writer.page),
    };
    await Promise.all([writer.leave(), reader.leave()]);
    return result;
  } finally {
    await server.dispose();
  }
}

machine();
const browser = await openBrowser();
try {
  const measured: [Case, Record<string, number>][] = [];
  for (const one of cases) measured.push([one, await measure(browser, one)]);
  const base = measured[0]![1]['median']!;
  table(
    measured.map(([{ name }, m]) => ({
      agreement: name,
      clauses: m['clauses']!,
      import: ms(m['imported']!),
      'first readable': ms(m['readable']!),
      'keystroke median': ms(m['median']!),
      p95: ms(m['p95']!),
      'to smallest': ratio(m['median']!, base),
      'server RSS': megabytes(m['server']!),
      'page heap': megabytes(m['page']!),
    })),
  );
} finally {
  await browser.close();
}
