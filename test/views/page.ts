/**
 * A page in a real browser with the stage in it: bundled once per test file, served with the content policy
 * of the product on a port of the system's choice.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { openBrowser, openWindow } from '../harness/browser.ts';
import type { Stage } from './stage.ts';

declare global {
  interface Window {
    readonly stage: Stage;
  }
}

const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Stage</title>
<link rel="stylesheet" href="stage.css"></head><body><main>
<h1>Stage</h1><h2>Part</h2><h3>Article 4</h3><div id="a"></div><button id="between" type="button">Between</button><div id="b"></div><div id="static"></div>
</main><script type="module" src="stage.js"></script></body></html>`;

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'";

interface Served {
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** Vite runs in a process of its own: its native parts do not accept values of jest's realm. */
async function bundle(): Promise<ReadonlyMap<string, Served>> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const directory = await mkdtemp(join(tmpdir(), 'travaux-stage-'));
  try {
    const config = join(import.meta.dirname, 'stage.config.mjs');
    await promisify(execFile)(
      process.execPath,
      [vite, 'build', '--config', config, '--outDir', directory, '--logLevel', 'error'],
      { cwd: import.meta.dirname, env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' } },
    );
    const files = new Map<string, Served>([['/', { type: 'text/html', body: html }]]);
    for (const name of await readdir(directory))
      files.set(`/${name}`, {
        type: name.endsWith('.css') ? 'text/css' : 'text/javascript',
        body: await readFile(join(directory, name)),
      });
    return files;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

export interface OpenPage {
  readonly page: Page;
  /** What went wrong in the page: uncaught errors and console errors. */
  readonly errors: string[];
  close(): Promise<void>;
}

export async function openPage(): Promise<OpenPage> {
  const files = await bundle();
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': `${file.type}; charset=utf-8`,
      'content-security-policy': policy,
    });
    response.end(file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await openBrowser();
  const { page, faults } = await openWindow(browser, { viewport: { width: 900, height: 900 } });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction(() => 'stage' in window);
  return {
    page,
    errors: faults,
    async close() {
      await browser.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
