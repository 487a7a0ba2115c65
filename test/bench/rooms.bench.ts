/**
 * `pnpm bench rooms`: the same scenarios for this server, Hocuspocus, @y/websocket-server and a bare relay, in
 * one run. Only ratios within a run mean anything: absolute figures move with whatever else the machine does.
 *
 * Ours validates each edit and has it on disk before anybody sees it; the others do neither.
 */
import { busy, coldOpening, fanout, manyRooms, reconnectStorm } from './rooms/scenarios.ts';
import { installPeers, pinLoadGenerator, type ServerName } from './rooms/measured-server.ts';

const short = process.argv.includes('--short');
const servers: readonly ServerName[] = ['travaux', 'hocuspocus', 'y-websocket', 'relay'];
const withText = servers.filter((name) => name !== 'relay');
const seconds = short ? 3 : 10;
const ms = (value: number) => `${value.toFixed(1)} ms`;
const ratio = (value: number, base: number) => (value / base).toFixed(2);

installPeers();
pinLoadGenerator();

for (const readers of [10, 50, 200]) {
  const rows: Record<string, Record<string, string>> = {};
  const cpu = new Map<ServerName, number>();
  for (const name of servers) {
    const run = await fanout(name, readers, seconds);
    cpu.set(name, run.cpuPerDelivery);
    rows[name] = {
      p50: ms(run.latency.p50),
      p99: ms(run.latency.p99),
      'server CPU per delivered edit': `${run.cpuPerDelivery.toFixed(1)} µs`,
      delivered: run.complete ? 'all' : 'NOT ALL',
    };
  }
  for (const name of servers) {
    rows[name]!['ours / this'] = ratio(cpu.get('travaux')!, cpu.get(name)!);
  }
  console.log(`\nFan-out: one writer, 20 edits a second, ${readers} readers`);
  console.table(rows);
}

{
  const rows: Record<string, Record<string, string>> = {};
  const rate = new Map<ServerName, number>();
  for (const name of servers) {
    const run = await busy(name, 30, short ? 2 : 5);
    rate.set(name, run.rate);
    rows[name] = {
      'at 10/s: p50': ms(run.calm.latency.p50),
      'at 10/s: p99': ms(run.calm.latency.p99),
      'at 10/s: CPU per delivered edit': `${run.calm.cpuPerDelivery.toFixed(1)} µs`,
      'highest rate of each': `${run.rate}/s`,
      'the ramp ended because': run.end,
    };
  }
  for (const name of servers)
    rows[name]!['ours / this (rate)'] = ratio(rate.get('travaux')!, rate.get(name)!);
  console.log('\nA busy clause: 30 writers, everybody receives everything, ramped until p99 > 250 ms');
  console.table(rows);
}

{
  const rows: Record<string, Record<string, string>> = {};
  for (const name of withText) {
    const run = await manyRooms(name, short ? 200 : 1000);
    rows[name] = {
      'resident before': `${run.idle.toFixed(0)} MB`,
      'with all open': `${run.open.toFixed(0)} MB`,
    };
  }
  console.log(`\n${short ? 200 : 1000} clauses of 5 kB with two people each`);
  console.table(rows);
}

{
  const rows: Record<string, Record<string, string>> = {};
  for (const name of withText) {
    const run = await coldOpening(name, short ? 50 : 500, 2000);
    rows[name] = {
      'all open after': ms(run.milliseconds),
      'server CPU': ms(run.cpu),
      text: run.complete ? 'complete' : 'INCOMPLETE',
    };
  }
  console.log(`\nCold opening of ${short ? 50 : 500} clauses with 2,000 edits of history each`);
  console.table(rows);
}

{
  const rows: Record<string, Record<string, string>> = {};
  for (const name of withText) {
    const run = await reconnectStorm(name, 300);
    rows[name] = { 'all back after': ms(run.milliseconds), 'server CPU': ms(run.cpu) };
  }
  console.log('\n300 clients of one clause reconnecting at once');
  console.table(rows);
}
