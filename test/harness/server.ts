/**
 * The server as an operator runs it: the built command `travaux` in a process of its own, on a free port and a
 * data directory of its own. It can be killed without warning and started again on the same port and data.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

export const repository = join(dirname(fileURLToPath(import.meta.url)), '../..');

export interface ServerOptions {
  readonly command?: 'demo' | 'serve';
  /** Environment beside the port and the data directory. */
  readonly env?: Readonly<Record<string, string>>;
}

const running = new Set<ChildProcess>();
// A test run that is cut off leaves no server behind.
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export class TestServer {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'travaux-'));
  /** Everything that the server printed, over all of its lives. */
  output = '';
  readonly #options: ServerOptions;
  #child: ChildProcess | null = null;
  #port = 0;

  private constructor(options: ServerOptions) {
    this.#options = options;
  }

  static async start(options: ServerOptions = {}): Promise<TestServer> {
    const server = new TestServer(options);
    await server.start();
    return server;
  }

  /** Without a slash at the end. */
  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  get pid(): number {
    if (this.#child?.pid === undefined) throw new Error('the server is not running');
    return this.#child.pid;
  }

  /** Starts it (again), and resolves when it is ready to serve. */
  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      [join(repository, 'packages/server/bin/travaux.js'), this.#options.command ?? 'demo'],
      {
        cwd: this.dataDir,
        env: {
          PATH: process.env.PATH,
          NODE_ENV: 'test',
          PORT: String(this.#port),
          TRAVAUX_DATA_DIR: this.dataDir,
          ...this.#options.env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#child = child;
    running.add(child);
    let printed = '';
    const take = (chunk: Buffer) => {
      printed += chunk.toString();
      this.output += chunk.toString();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('exit', () => running.delete(child));
    await until('the server prints its address', () => {
      if (child.exitCode !== null) throw new Error(`the server ended (${child.exitCode}):\n${printed}`);
      const port = /https?:\/\/[^\s/"]+:(\d+)/.exec(printed)?.[1];
      if (port) this.#port = Number(port);
      return port !== undefined;
    });
    await until('the server is ready', async () => {
      if (child.exitCode !== null) throw new Error(`the server ended (${child.exitCode}):\n${printed}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => null);
      return answer?.ok === true;
    });
  }

  /** Ends it at once, as loss of power would end it. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it as an operator does. @returns its exit code */
  async stop(): Promise<number | null> {
    return await this.#end('SIGTERM');
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  /** @throws Error with all that it printed, when it has ended without being told to */
  isAlive(): void {
    const child = this.#child;
    if (child && (child.exitCode !== null || child.signalCode !== null)) {
      throw new Error(`the server ended by itself (${child.exitCode ?? child.signalCode}):\n${this.output}`);
    }
  }

  /** Kills it and removes its data. */
  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  }
}
