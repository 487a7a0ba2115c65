/**
 * The public page under load, beside a static file server that sends the same bytes, in the same process and the same
 * run: how many requests a second each answers, whole and as 304. The readers are in a process of their own, over
 * connections that stay open.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { fork } from 'node:child_process';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { Installation } from '../http/installation.ts';
import { machine, median, ms, percentile, ratio, table } from './report.ts';

const readers = 32;
const roundMs = 3_000;
const rounds = 3;

interface Round {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}
interface Figures {
  readonly rate: number;
  readonly p99: number;
  readonly statuses: readonly number[];
}

/** Reads one address over and over, each reader one request at a time. */
async function read({ url, headers }: Round): Promise<Figures> {
  const agent = new Agent({ keepAlive: true, maxSockets: readers });
  const times: number[] = [];
  const statuses = new Set<number>();
  const until = performance.now() + roundMs;
  const once = () =>
    new Promise<void>((resolve, reject) => {
      const began = performance.now();
      get(url, { agent, headers }, (response) => {
        statuses.add(response.statusCode ?? 0);
        response.resume();
        response.once('end', () => {
          times.push(performance.now() - began);
          resolve();
        });
      }).once('error', reject);
    });
  await Promise.all(
    Array.from({ length: readers }, async () => {
      while (performance.now() < until) await once();
    }),
  );
  agent.destroy();
  return { rate: (times.length / roundMs) * 1000, p99: percentile(times, 99), statuses: [...statuses] };
}

const asked = process.argv[2]?.startsWith('{') ? (JSON.parse(process.argv[2]) as Round) : null;
if (asked) {
  process.send!(await read(asked));
} else {
  machine();
  const folder = mkdtempSync(join(tmpdir(), 'travaux-public-'));
  const house = await Installation.start({
    env: { TRAVAUX_DEMO: '1', TRAVAUX_LOG_LEVEL: 'silent' },
    host: (app) => app.use('/static', express.static(folder)),
  });
  try {
    const page = await house.nobody.ask('GET', 'p/orren');
    writeFileSync(join(folder, 'page.html'), page.text);
    const addresses = { 'static file server': 'static/page.html', 'public page': 'p/orren' };
    const rows: Record<string, string | number>[] = [];
    for (const kind of ['whole', '304'] as const) {
      const figures = new Map<string, Figures[]>();
      for (let count = 0; count < rounds; count += 1) {
        for (const [name, path] of Object.entries(addresses)) {
          const first = await house.nobody.ask('GET', path, { headers: { 'Accept-Encoding': 'identity' } });
          const tag = first.headers.get('etag') ?? '';
          const headers = {
            'Accept-Encoding': 'identity',
            ...(kind === '304' ? { 'If-None-Match': tag } : {}),
          };
          const round: Round = { url: house.nobody.url(path), headers };
          const found = await new Promise<Figures>((resolve, reject) => {
            const reader = fork(fileURLToPath(import.meta.url), [JSON.stringify(round)]);
            reader.once('message', (figures) => resolve(figures as Figures));
            reader.once('error', reject);
          });
          figures.set(name, [...(figures.get(name) ?? []), found]);
        }
      }
      const rateOf = (name: string) => median(figures.get(name)!.map(({ rate }) => rate));
      for (const [name, all] of figures) {
        rows.push({
          answer: kind === 'whole' ? `${name}, ${Math.round(page.text.length / 1000)} kB` : `${name}, 304`,
          statuses: [...new Set(all.flatMap(({ statuses }) => statuses))].join(' '),
          'a second': Math.round(rateOf(name)),
          p99: ms(median(all.map(({ p99 }) => p99))),
          'to the static': ratio(rateOf(name), rateOf('static file server')),
        });
      }
    }
    table(rows);
  } finally {
    await house.close();
    rmSync(folder, { recursive: true });
  }
}
