/**
 * `pnpm bench rooms`: the same scenarios for this server, Hocuspocus, @y/websocket-server and a bare relay, in
 * one run of about a quarter of an hour; `--short` is a rough one of a few minutes, and `--fanout`, `--busy`,
 * `--many`, `--cold` or `--storm` run one scenario. Only ratios within a run mean anything: absolute figures move
 * with whatever else the machine does.
 *
 * Ours validates each edit and has it on disk before anybody sees it; the others do neither.
 */
import { busy, coldOpening, fanout, manyRooms, reconnectStorm, type Fanout } from './rooms/scenarios.ts';
import { installPeers, pinLoadGenerator, type ServerName } from './rooms/measured-server.ts';
import { machine, table } from './report.ts';

type Row = Record<string, string>;

const short = process.argv.includes('--short');
const servers: readonly ServerName[] = ['travaux', 'hocuspocus', 'y-websocket', 'relay'];
/** The relay keeps no text, so there is nothing to open. */
const withText = servers.filter((name) => name !== 'relay');
const ms = (value: number) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
const mb = (value: number) => `${value.toFixed(0)} MB`;
const us = (value: number) => `${value.toFixed(1)} µs`;

const scenarios: Readonly<Record<string, () => Promise<void>>> = {
  async fanout() {
    const readers = [10, 50, 200];
    const runs = new Map<ServerName, readonly Fanout[]>();
    for (const name of servers) runs.set(name, await fanout(name, readers, short ? 4 : 10));
    for (const [i, count] of readers.entries()) {
      const ours = runs.get('travaux')![i]!;
      show(
        `Fan-out: one writer, 20 edits a second, ${count} readers`,
        servers.map((server) => {
          const run = runs.get(server)![i]!;
          return {
            server,
            p50: ms(run.latency.p50),
            p99: ms(run.latency.p99),
            'p50 at 5/s': ms(run.typing.p50),
            'p99 at 5/s': ms(run.typing.p99),
            'CPU per delivered edit': us(run.cpuPerDelivery),
            'ours / this': ratio(ours.cpuPerDelivery, run.cpuPerDelivery),
            resident: mb(run.resident),
            delivered: run.complete ? 'all' : 'NOT ALL',
          };
        }),
      );
    }
  },

  async busy() {
    const runs = new Map<ServerName, Awaited<ReturnType<typeof busy>>>();
    for (const name of servers) runs.set(name, await busy(name, 30, short ? 2 : 4));
    const ours = runs.get('travaux')!;
    show(
      'A busy clause: 30 writers, everybody receives everything, ramped until p99 > 250 ms',
      servers.map((server) => {
        const { calm, rate, end } = runs.get(server)!;
        return {
          server,
          'at 10/s: p50': ms(calm.latency.p50),
          p99: ms(calm.latency.p99),
          'CPU per delivered edit': us(calm.cpuPerDelivery),
          'ours / this (CPU)': ratio(ours.calm.cpuPerDelivery, calm.cpuPerDelivery),
          'highest rate of each': `${rate}/s`,
          'ours / this (rate)': ratio(ours.rate, rate),
          'next step failed': end,
        };
      }),
    );
  },

  async many() {
    const count = short ? 200 : 1000;
    const runs = new Map<ServerName, Awaited<ReturnType<typeof manyRooms>>>();
    for (const name of withText) runs.set(name, await manyRooms(name, count));
    const ours = runs.get('travaux')!;
    show(
      `${count} open clauses of 5 kB with two people each`,
      withText.map((server) => {
        const { idle, open } = runs.get(server)!;
        return {
          server,
          'resident before': mb(idle),
          'with all open': mb(open),
          'ours / this': ratio(ours.open, open),
        };
      }),
    );
  },

  async cold() {
    const count = short ? 50 : 500;
    const runs = new Map<ServerName, Awaited<ReturnType<typeof coldOpening>>>();
    for (const name of withText) runs.set(name, await coldOpening(name, count, 2000));
    const ours = runs.get('travaux')!;
    show(
      `Cold opening of ${count} clauses with 2,000 edits of history each`,
      withText.map((server) => {
        const { milliseconds, cpu, complete } = runs.get(server)!;
        return {
          server,
          'all open after': ms(milliseconds),
          'server CPU': ms(cpu),
          'ours / this (CPU)': ratio(ours.cpu, cpu),
          text: complete ? 'complete' : 'INCOMPLETE',
        };
      }),
    );
  },

  async storm() {
    const runs = new Map<ServerName, Awaited<ReturnType<typeof reconnectStorm>>>();
    for (const name of withText) runs.set(name, await reconnectStorm(name, 300));
    const ours = runs.get('travaux')!;
    show(
      '300 clients of one clause reconnecting at once',
      withText.map((server) => {
        const { milliseconds, cpu } = runs.get(server)!;
        return {
          server,
          'all back after': ms(milliseconds),
          'server CPU': ms(cpu),
          'ours / this (CPU)': ratio(ours.cpu, cpu),
        };
      }),
    );
  },
};

function ratio(value: number, base: number): string {
  return (value / base).toFixed(2);
}

function show(title: string, rows: readonly Row[]): void {
  console.log(`\n${title}`);
  table(rows);
}

installPeers();
pinLoadGenerator();
machine();
const asked = Object.keys(scenarios).filter((name) => process.argv.includes(`--${name}`));
for (const name of asked.length > 0 ? asked : Object.keys(scenarios)) await scenarios[name]!();
