/**
 * An installation under test: a real server on a free port with a store in memory, and people at its interface.
 * A test says in one line who asks for what: `await house.as('secretariat').get('me')`.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTravaux, readSettings, type Travaux, type TravauxOptions } from '@travaux/server';
import { openSqliteStore, type Store } from '@travaux/server/store';
import express, { type Express } from 'express';
import { pino } from 'pino';
import { WebSocket } from 'ws';

/** The fields that tests read, of whatever the answer is; one that it does not have is undefined. */
export interface Body {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly convener: boolean;
  readonly person: { readonly id: string; readonly name: string };
  readonly agreements: readonly { readonly id: string }[];
  readonly facts: { readonly title: string };
  readonly source: { readonly fileName: string };
  readonly parties: readonly { readonly id: string }[];
  readonly elements: readonly { readonly id: string; readonly kind: string }[];
  readonly viewer: { readonly capacities: readonly unknown[]; readonly rights: readonly string[] };
  readonly clauses: readonly { readonly id: string }[];
  readonly total: number;
  readonly hits: readonly { readonly excerpt: string; readonly from: number; readonly to: number }[];
  readonly accreditations: readonly {
    readonly person: string;
    readonly name: string;
    readonly capacity: { readonly role: string; readonly party?: string };
    readonly lastSeenAt: string | null;
  }[];
  readonly invitations: readonly unknown[];
  readonly invitation: { readonly id: string };
  readonly link: string;
  readonly state: string;
  readonly problem: { readonly code: string; readonly detail: string };
  /** Id of what an import opened. */
  readonly agreement: string;
  readonly identities: readonly { readonly slug: string; readonly role: string }[];
  readonly address: string;
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON of the answer; empty when it has none. */
  readonly body: Body;
}

export interface Ask {
  readonly json?: unknown;
  readonly body?: Uint8Array | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface InstallationOptions extends Partial<TravauxOptions> {
  readonly env?: Readonly<Record<string, string>>;
  /** Where the router is mounted in the host's app. */
  readonly mount?: string;
  /** The host's own routes, before and after ours. */
  readonly host?: (app: Express) => void;
  readonly upgrade?: (server: Server, travaux: Travaux) => void;
}

export class Installation {
  readonly lines: string[] = [];
  readonly travaux: Travaux;
  readonly store: Store;
  readonly server: Server;
  readonly mount: string;

  private constructor(travaux: Travaux, store: Store, server: Server, mount: string, lines: string[]) {
    this.travaux = travaux;
    this.store = store;
    this.server = server;
    this.mount = mount;
    this.lines = lines;
  }

  static async start(options: InstallationOptions = {}): Promise<Installation> {
    const { env, mount = '', host, upgrade, ...rest } = options;
    const lines: string[] = [];
    const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const settings = readSettings({ TRAVAUX_BASE_PATH: mount || '/', ...env });
    const store = options.store ?? (await openSqliteStore({ file: ':memory:' }));
    const ledgerDirectory = options.store ? settings.dataDir : null;
    const travaux = await createTravaux({
      settings,
      logger,
      rateScale: 1000,
      ledgerDirectory,
      ...rest,
      store,
    });
    const app = express();
    host?.(app);
    app.use(mount || '/', travaux.router);
    const server = createServer(app);
    if (upgrade) upgrade(server, travaux);
    else {
      server.on('upgrade', (request, socket, head) => {
        if (!travaux.handleUpgrade(request, socket, head)) socket.destroy();
      });
    }
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await travaux.ready();
    return new Installation(travaux, store, server, mount, lines);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Somebody who is not signed in. */
  get nobody(): Person {
    return new Person(this, this.mount);
  }

  /** The sample of the demo. */
  async sample(): Promise<{ readonly id: string; readonly title: string }> {
    const { body } = await this.nobody.get('demo');
    return body.agreement as unknown as { readonly id: string; readonly title: string };
  }

  /** A window of the demo, signed in. */
  async as(slug: string): Promise<Person> {
    const person = new Person(this, `${this.mount}/demo/${slug}`);
    person.keep(await this.nobody.post('demo/enter', { slug }));
    return person;
  }

  /** The first convener of an installation that is no demo. */
  async convener(): Promise<Person> {
    const link = await this.travaux.setupLink(`${this.origin}${this.mount}`);
    if (link === null) throw new Error('there are people already');
    return this.accept(link);
  }

  /** A new person who opens the link of an invitation. */
  async accept(link: string): Promise<Person> {
    const person = this.nobody;
    const answer = await person.post('invitations/accept', { token: tokenOf(link) });
    if (answer.status !== 200) throw new Error(`not accepted: ${JSON.stringify(answer.body)}`);
    return person;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    await this.travaux.close();
    this.server.closeAllConnections();
    await closed;
  }
}

export function tokenOf(link: string): string {
  return new URL(link).hash.slice(1);
}

/** Somebody with a browser: keeps the cookie of their own address. */
export class Person {
  readonly #house: Installation;
  readonly base: string;
  cookie: string | null = null;

  constructor(house: Installation, base: string) {
    this.#house = house;
    this.base = base;
  }

  keep(answer: Answer): void {
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      this.cookie = pair.endsWith('=') ? null : pair;
    }
  }

  url(path: string): string {
    return `${this.#house.origin}${this.base}/${path}`;
  }

  async ask(method: string, path: string, ask: Ask = {}): Promise<Answer> {
    const response = await fetch(this.url(path), {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookie === null ? {} : { Cookie: this.cookie }),
        ...(ask.json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...ask.headers,
      },
      ...(ask.json !== undefined
        ? { body: JSON.stringify(ask.json) }
        : ask.body !== undefined
          ? { body: ask.body as string }
          : {}),
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const answer: Answer = {
      status: response.status,
      headers: response.headers,
      text,
      body: (/json/.test(type) && text !== '' ? JSON.parse(text) : {}) as Body,
    };
    this.keep(answer);
    return answer;
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.ask('GET', `api/v1/${path}`, { headers });
  }

  post(path: string, json: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.ask('POST', `api/v1/${path}`, { json, headers });
  }

  delete(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.ask('DELETE', `api/v1/${path}`, { headers });
  }

  command(
    agreement: string,
    version: number,
    command: unknown,
    headers: Readonly<Record<string, string>> = {},
  ) {
    return this.post(`agreements/${agreement}/commands`, command, { 'If-Match': `"${version}"`, ...headers });
  }

  async importFile(name: string, bytes: Uint8Array | string): Promise<Answer> {
    let answer = await this.ask('POST', 'api/v1/imports', {
      body: bytes,
      headers: { 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(name) },
    });
    while (answer.status < 300 && answer.body.state === 'working') {
      answer = await this.get(`imports/${answer.body.id}`);
    }
    return answer;
  }

  /** Opens a socket; resolves with its first event: open, the status that refused it, or the code that closed it. */
  async socket(path = 'sync', headers: Readonly<Record<string, string>> = {}): Promise<SocketOutcome> {
    const socket = new WebSocket(this.url(path).replace(/^http/, 'ws'), {
      headers: { ...(this.cookie === null ? {} : { Cookie: this.cookie }), ...headers },
    });
    socket.on('error', () => undefined);
    const outcome = await new Promise<SocketOutcome>((resolve) => {
      socket.once('open', () => resolve({ kind: 'open', socket }));
      socket.once('unexpected-response', (_request, response) => {
        response.resume();
        resolve({ kind: 'refused', status: response.statusCode ?? 0 });
      });
      socket.once('close', (code) => resolve({ kind: 'closed', code }));
    });
    return outcome;
  }
}

export type SocketOutcome =
  | { readonly kind: 'open'; readonly socket: WebSocket }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'closed'; readonly code: number };

export async function closeCodeOf(outcome: SocketOutcome): Promise<number> {
  if (outcome.kind !== 'open') throw new Error(`the socket did not open: ${JSON.stringify(outcome)}`);
  const [code] = (await once(outcome.socket, 'close')) as [number];
  return code;
}
