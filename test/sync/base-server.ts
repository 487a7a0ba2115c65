/**
 * A web server that serves one built page under several bases, and an API of a few words, as the product does;
 * it goes away and comes back at the same address.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';

/** Vite runs in a process of its own: its native parts do not accept values of jest's realm. */
export async function buildPage(): Promise<string> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const folder = await mkdtemp(join(tmpdir(), 'travaux-page-'));
  const config = join(import.meta.dirname, 'page/vite.config.ts');
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--config', config, '--outDir', folder, '--logLevel', 'error'],
    { cwd: import.meta.dirname, env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' } },
  );
  return folder;
}

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };

export interface BaseServer {
  readonly origin: string;
  /** Answers of the API by path below `api/v1/`; whatever else is asked for there is a 404. */
  readonly answers: Map<string, { status: number; body: string }>;
  /** Serves this build from now on. */
  serve(folder: string, change?: (name: string, text: string) => string): void;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

/** @param bases paths with a slash at both ends */
export async function baseServer(folder: string, bases: readonly string[]): Promise<BaseServer> {
  let build = folder;
  let changed = (_name: string, text: string) => text;
  const answers = new Map<string, { status: number; body: string }>();
  const longestFirst = [...bases].sort((a, b) => b.length - a.length);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const base = longestFirst.find((one) => pathname.startsWith(one));
    if (base === undefined) return void response.writeHead(404).end();
    const path = pathname.slice(base.length);
    if (path.startsWith('api/')) {
      const known = answers.get(path.slice('api/v1/'.length));
      response.writeHead(known?.status ?? 404, { 'Content-Type': 'application/json' });
      return void response.end(known?.body ?? '{}');
    }
    const file = extname(path) === '' ? 'index.html' : path;
    const text = await readFile(join(build, file), 'utf8').catch(() => null);
    if (text === null) return void response.writeHead(404).end();
    response.writeHead(200, {
      'Content-Type': types[extname(file)] ?? 'text/plain',
      'Cache-Control': 'no-cache',
    });
    const page = file === 'index.html' ? text.replace('<head>', `<head><base href="${base}">`) : text;
    response.end(changed(file, page));
  }

  const start = async (port: number) => {
    const server = createServer((request, response) => void answer(request, response));
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  let server = await start(0);
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    answers,
    serve(next, change = (_name, text) => text) {
      build = next;
      changed = change;
    },
    async goAway() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    async comeBack() {
      server = await start(port);
    },
  };
}
