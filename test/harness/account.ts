/**
 * A person at the HTTP interface, without a browser: for what a test needs to be so before the browser opens, and
 * for what the server says in the end.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type {
  AgreementTextView,
  AgreementView,
  CommandAccepted,
  DemoView,
  ImportView,
  Problem,
} from '@travaux/editor/frames';
import { nodeOfJson, plainText } from '@travaux/editor/document';
import type { Command } from '@travaux/workflow/agreement';
import type { TestServer } from './server.ts';
import { until } from './until.ts';

export class Account {
  readonly #server: TestServer;
  readonly slug: string;
  #cookie = '';

  private constructor(server: TestServer, slug: string) {
    this.#server = server;
    this.slug = slug;
  }

  /** Takes a seat of the demo. */
  static async of(server: TestServer, slug: string): Promise<Account> {
    const account = new Account(server, slug);
    const answer = await fetch(`${server.url}/api/v1/demo/enter`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: server.url },
      body: JSON.stringify({ slug }),
    });
    if (!answer.ok) throw new Error(`no seat for ${slug}: ${answer.status} ${await answer.text()}`);
    account.#cookie = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    return account;
  }

  async request(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.#server.url}/demo/${this.slug}/api/v1/${path}`, {
      ...init,
      method,
      headers: { Cookie: this.#cookie, Origin: this.#server.url, ...init.headers },
    });
  }

  async get<T>(path: string): Promise<T> {
    const answer = await this.request('GET', path);
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  demo = () => this.get<DemoView>('demo');
  agreement = (id: string) => this.get<AgreementView>(`agreements/${id}`);

  /** Every clause that this person may read, as plain text, by clause. */
  async texts(agreement: string): Promise<Map<string, string>> {
    const view = await this.get<AgreementTextView>(`agreements/${agreement}/text`);
    return new Map(view.clauses.map(({ id, text }) => [id, plainText(nodeOfJson(text))]));
  }

  async textOf(agreement: string, clause: string): Promise<string> {
    const text = (await this.texts(agreement)).get(clause);
    if (text === undefined)
      throw new Error(`${agreement} has no clause ${clause} that ${this.slug} may read`);
    return text;
  }

  async command(agreement: string, command: Command): Promise<CommandAccepted | Problem> {
    const { version } = await this.agreement(agreement);
    const answer = await this.request('POST', `agreements/${agreement}/commands`, {
      headers: { 'Content-Type': 'application/json', 'If-Match': `"${version}"` },
      body: JSON.stringify(command),
    });
    return (await answer.json()) as CommandAccepted | Problem;
  }

  /** Imports a file and waits until it is an agreement. @returns its id */
  async importFile(path: string): Promise<string> {
    return this.importBytes(basename(path), readFileSync(path));
  }

  async importBytes(name: string, bytes: Uint8Array | string): Promise<string> {
    const answer = await this.request('POST', 'imports', {
      headers: { 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(name) },
      body: bytes as BodyInit,
    });
    if (answer.status !== 202) throw new Error(`import of ${name}: ${answer.status} ${await answer.text()}`);
    const { id } = (await answer.json()) as ImportView;
    const done = await until(`${name} is imported`, async () => {
      const view = await this.get<ImportView>(`imports/${id}`);
      if (view.state === 'failed') throw new Error(`import of ${name}: ${view.problem.detail}`);
      return view.state === 'done' ? view : null;
    });
    return done.agreement;
  }
}
