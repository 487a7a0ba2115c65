/** The command line: help, exit codes, import into a running server. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = join(dirname(fileURLToPath(import.meta.url)), '../..');
const travaux = join(repository, 'packages/server/bin/travaux.js');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The built command line, in a process and a directory of its own. */
class Operator {
  readonly dir = mkdtempSync(join(tmpdir(), 'travaux-cli-'));
  readonly #children: ChildProcess[] = [];
  output = '';

  spawn(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
    const child = spawn(process.execPath, [travaux, ...args], {
      cwd: this.dir,
      env: { PATH: process.env['PATH'], PORT: '0', TRAVAUX_DATA_DIR: join(this.dir, 'data'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.push(child);
    return child;
  }

  async run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const child = this.spawn(args, env);
    let out = '';
    let err = '';
    child.stdout!.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr!.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, out, err };
  }

  /** A running server, once it printed its address. */
  async serve(command: 'serve' | 'demo', env: Readonly<Record<string, string>> = {}) {
    const child = this.spawn([command], env);
    let out = '';
    const url = await new Promise<string>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        out += chunk.toString();
        const found = /ready at (http:\/\/\S+)\/\n/.exec(out)?.[1];
        if (found) resolve(found);
      };
      child.stdout!.on('data', read);
      child.stderr!.on('data', read);
      child.once('close', (code) => reject(new Error(`ended with ${code}: ${out}`)));
    });
    return {
      url,
      port: new URL(url).port,
      output: () => out,
      async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
        const closed = once(child, 'close') as Promise<[number | null]>;
        child.kill(signal);
        return (await closed)[0];
      },
    };
  }

  file(name: string, text: string): string {
    writeFileSync(join(this.dir, name), text);
    return name;
  }

  dispose(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    rmSync(this.dir, { recursive: true, force: true });
  }
}

let operator: Operator;
const start = () => (operator = new Operator());
afterEach(() => operator.dispose());

const treaty = '# Treaty of the Lake\n\n1. The Parties shall meet.\n\n2. The Parties shall part.\n';

describe('travaux', () => {
  test('names its commands, their help, its version', async () => {
    start();
    const { version } = JSON.parse(
      readFileSync(join(repository, 'packages/server/package.json'), 'utf8'),
    ) as { version: string };
    expect(await operator.run(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
    const help = await operator.run(['--help']);
    expect(help.code).toBe(0);
    const commands = [...help.out.matchAll(/^ {2}(serve|demo|import|export|lint|verify|migrate)\b/gm)].map(
      ([, name]) => name!,
    );
    expect(commands).toEqual(['serve', 'demo', 'import', 'export', 'lint', 'verify', 'migrate']);
    for (const command of commands) {
      const own = await operator.run([command, '--help']);
      expect([own.code, own.out]).toEqual([0, expect.stringContaining(`travaux ${command}`)]);
    }
    expect((await operator.run(['serve', '--help'])).out).toContain('TRAVAUX_DATA_DIR');
  });

  test.each([
    [['dance']],
    [['import']],
    [['export']],
    [['export', 'x', '--format', 'docx']],
    [['serve', 'extra']],
    [['import', 'a.md', '--unknown']],
    [['import', 'missing.md']],
  ])('%j is a wrong command', async (args) => {
    start();
    const ended = await operator.run(args);
    expect([ended.code, ended.out]).toEqual([2, '']);
    expect(ended.err).not.toBe('');
  });

  test('tells everything that is wrong with the settings', async () => {
    start();
    const ended = await operator.run(['serve'], { PORT: 'x', TRAVAUX_SESSION_DAYS: '0' });
    expect(ended.code).toBe(2);
    expect(ended.err).toMatch(/PORT is "x".*\n.*TRAVAUX_SESSION_DAYS is "0"/);
  });

  test('refuses the demo in production', async () => {
    start();
    const ended = await operator.run(['demo'], { NODE_ENV: 'production' });
    expect([ended.code, ended.err]).toEqual([2, expect.stringContaining('TRAVAUX_DEMO')]);
    expect((await operator.run(['serve'], { NODE_ENV: 'production', TRAVAUX_DEMO: '1' })).code).toBe(2);
  });
});

describe('travaux serve', () => {
  test('prints a setup link once, ends in order, and starts again on what it kept', async () => {
    start();
    const first = await operator.serve('serve');
    const link = /(http:\/\/\S+\/invitation#\S+)/.exec(first.output())?.[1];
    expect(link).toBeDefined();
    const accepted = await fetch(`${first.url}/api/v1/invitations/accept`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token: new URL(link!).hash.slice(1) }),
    });
    const cookie = accepted.headers.getSetCookie()[0]!.split(';')[0]!;
    expect(await first.stop()).toBe(0);
    for (const line of first
      .output()
      .split('\n')
      .filter((each) => each.startsWith('{'))) {
      expect(line).not.toContain(new URL(link!).hash.slice(1));
    }

    const second = await operator.serve('serve');
    expect(second.output()).not.toContain('invitation#');
    const me = (await (await fetch(`${second.url}/api/v1/me`, { headers: { Cookie: cookie } })).json()) as {
      convener: boolean;
    };
    expect(me.convener).toBe(true);
    expect(await second.stop('SIGINT')).toBe(0);
  });

  test('a second server on the same data ends with a sentence, and leaves the first its token', async () => {
    start();
    const first = await operator.serve('serve');
    const token = readFileSync(join(operator.dir, 'data/operator-token'), 'utf8');
    const second = await operator.run(['serve']);
    expect(second.code).toBe(3);
    expect(second.err).not.toContain('    at ');
    expect(readFileSync(join(operator.dir, 'data/operator-token'), 'utf8')).toBe(token);
    const elsewhere = await operator.run(['serve'], { PORT: first.port, TRAVAUX_DATA_DIR: 'other' });
    expect([elsewhere.code, elsewhere.err]).toEqual([
      3,
      expect.stringContaining(`Port ${first.port} is in use`),
    ]);
    await first.stop();
  });
});

const idIn = ({ out }: Ended) => /imported as agreement ([\w-]+)/.exec(out)![1]!;

describe('travaux import and export', () => {
  test('ask the running server', async () => {
    start();
    const server = await operator.serve('serve');
    expect(statSync(join(operator.dir, 'data/operator-token')).mode & 0o777).toBe(0o600);
    const good = operator.file('good.md', treaty);
    const bad = operator.file(
      'bad.xml',
      '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">\n<act>\n</wrong>',
    );
    const ended = await operator.run(['import', '--server', server.url, good]);
    expect([ended.code, ended.err]).toEqual([0, '']);
    expect(ended.out).toMatch(/^good\.md: imported as agreement [\w-]+\n {2}2 clauses, 0 remarks\n/);
    const link = /(http:\/\/\S+\/invitation#\S+)/.exec(ended.out)![1]!;
    const accepted = await fetch(`${server.url}/api/v1/invitations/accept`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token: new URL(link).hash.slice(1) }),
    });
    expect(accepted.status).toBe(200);

    const exported = await operator.run(['export', idIn(ended), '--server', server.url]);
    expect([exported.code, exported.err]).toEqual([0, '']);
    expect(JSON.parse(exported.out)).toMatchObject({
      agreement: { title: 'Treaty of the Lake' },
      clauses: [{ text: 'The Parties shall meet.' }, { text: 'The Parties shall part.' }],
    });
    const none = await operator.run(['export', 'nowhere', '--server', server.url]);
    expect([none.code, none.out, none.err]).toEqual([1, '', expect.stringContaining('no agreement nowhere')]);
    const nowhere = ['export', idIn(ended), '--server', server.url, '--out', 'no/such/folder.json'];
    expect((await operator.run(nowhere)).code).toBe(2);

    const refused = await operator.run(['import', '--server', server.url, bad, good]);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/^bad\.xml: not imported\. .*[Ll]ine 3/);
    expect(refused.out).toContain('good.md: imported');

    const wrongToken = await operator.run(['import', '--server', server.url, good], {
      TRAVAUX_DATA_DIR: 'other',
    });
    expect(wrongToken.code).toBe(3);
    await server.stop();
    expect((await operator.run(['import', '--server', server.url, good])).code).toBe(3);
  });

  test('open the store themselves when no server runs', async () => {
    start();
    const good = operator.file('good.md', treaty);
    // A port that nobody listens on: that of a server that has just ended.
    const gone = await operator.serve('serve');
    await gone.stop();
    const ended = await operator.run(['import', '--json', good], { PORT: gone.port });
    expect([ended.code, ended.err]).toEqual([0, '']);
    const imported = JSON.parse(ended.out) as { readonly agreement: string };
    expect(imported).toMatchObject({ file: 'good.md', state: 'done', clauses: 2 });
    const exported = await operator.run(['export', imported.agreement, '--out', 'copy.json'], {
      PORT: gone.port,
    });
    expect(exported).toEqual({ code: 0, out: '', err: '' });
    expect(statSync(join(operator.dir, 'copy.json')).mode & 0o777).toBe(0o600);
    const again = await operator.run(['import', 'copy.json'], { PORT: gone.port });
    expect(again.out).toContain('imported as agreement');
    expect((await operator.run(['migrate'])).out).toContain('up to date');
  });
});

test('travaux demo seeds the sample, and its data is no installation', async () => {
  start();
  const demo = await operator.serve('demo');
  const lobby = (await (await fetch(`${demo.url}/api/v1/demo`)).json()) as { identities: unknown[] };
  expect(lobby.identities.length).toBeGreaterThan(10);
  expect(await demo.stop()).toBe(0);
  const again = await operator.serve('demo');
  expect(((await (await fetch(`${again.url}/api/v1/demo`)).json()) as typeof lobby).identities).toEqual(
    lobby.identities,
  );
  await again.stop();
  const mixed = await operator.run(['serve']);
  expect([mixed.code, mixed.err]).toEqual([2, expect.stringContaining('holds the demo')]);
});
