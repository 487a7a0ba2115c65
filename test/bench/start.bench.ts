/**
 * How long `npm start` takes when everything is installed and built: from the command to the first answer.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../harness/server.ts';
import { until } from '../harness/until.ts';
import { machine, median, seconds, table } from './report.ts';

const runs = 5;

async function startOnce(dataDir: string): Promise<number> {
  const began = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: repository,
    env: { ...process.env, NODE_ENV: '', PORT: '0', TRAVAUX_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const address = await until('the address is printed', () => /https?:\/\/[^\s/"]+:\d+/.exec(printed)?.[0]);
  await until('it answers', async () => (await fetch(`${address}/readyz`).catch(() => null))?.ok === true);
  const took = performance.now() - began;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid!, 'SIGTERM');
  await ended;
  return took;
}

machine();
const dataDir = mkdtempSync(join(tmpdir(), 'travaux-start-'));
try {
  const first = await startOnce(dataDir);
  const later: number[] = [];
  for (let i = 0; i < runs; i++) later.push(await startOnce(dataDir));
  table([
    { start: 'empty data directory (seeds the sample)', time: seconds(first) },
    { start: `again, median of ${runs}`, time: seconds(median(later)) },
    { start: 'again, slowest', time: seconds(Math.max(...later)) },
  ]);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
