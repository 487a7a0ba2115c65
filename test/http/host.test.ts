/** Travaux inside somebody else’s application: under a prefix, beside other sockets. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import express from 'express';
import { WebSocketServer, WebSocket } from 'ws';
import { Installation, tokenOf } from './installation.ts';

describe("under /treaty in somebody else's Express app, which has sockets of its own", () => {
  let house: Installation;
  const hosts = new WebSocketServer({ noServer: true });
  beforeAll(async () => {
    hosts.on('connection', (socket) => socket.send('host'));
    house = await Installation.start({
      mount: '/treaty',
      env: { TRAVAUX_DEMO: '1' },
      host(app) {
        app.set('query parser', 'extended');
        app.use(express.json());
        app.get('/', (_request, response) => response.send('the host'));
        app.get('/api/v1/me', (_request, response) => response.send('the API of the host'));
        app.get('/treaty-other', (_request, response) => response.send('another page of the host'));
      },
      upgrade(server, travaux) {
        server.on('upgrade', (request, socket, head) => {
          if (travaux.handleUpgrade(request, socket, head)) return;
          if (request.url === '/host-ws') {
            hosts.handleUpgrade(request, socket, head, (opened) => hosts.emit('connection', opened, request));
          } else {
            socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
          }
        });
      },
    });
  });
  afterAll(() => house.close());

  const text = async (path: string) => (await fetch(`${house.origin}${path}`)).text();
  const socket = (path: string) => new WebSocket(`${house.origin.replace('http', 'ws')}${path}`);

  test('the host keeps its own pages, API and sockets', async () => {
    expect(await text('/')).toBe('the host');
    expect(await text('/api/v1/me')).toBe('the API of the host');
    expect(await text('/treaty-other')).toBe('another page of the host');
    const own = socket('/host-ws');
    const [message] = (await once(own, 'message')) as [Buffer];
    expect(message.toString()).toBe('host');
    own.terminate();
  });

  test.each(['/sync', '/treatysync', '/treaty-other/sync', '/unknown', '/treaty/syncs', '/treaty/sync/a/b'])(
    'the socket %s is not ours',
    async (path) => {
      const [, response] = (await once(socket(path), 'unexpected-response')) as [
        unknown,
        { statusCode: number },
      ];
      expect(response.statusCode).toBe(404);
    },
  );

  test.each(['/treaty/sync', '/treaty/demo/chair/sync', '/treaty/sync/some-room?x=1'])(
    'the socket %s is ours',
    async (path) => {
      const opened = socket(path);
      await once(opened, 'open');
      opened.terminate();
    },
  );

  test('a person works under the prefix, in a window of their own', async () => {
    const chair = await house.as('chair');
    expect(chair.cookie).not.toBeNull();
    const entered = await house.nobody.post('demo/enter', { slug: 'chair' });
    expect(entered.body.address).toBe('/treaty/demo/chair/');
    expect(entered.headers.getSetCookie()[0]).toContain('Path=/treaty/demo/chair/');
    const { agreements } = (await chair.get('me')).body;
    expect(agreements).toHaveLength(1);
    const opened = await chair.socket();
    expect(opened.kind).toBe('open');
    if (opened.kind === 'open') opened.socket.terminate();
  });

  test('links and descriptions carry the prefix', async () => {
    const secretariat = await house.as('secretariat');
    const { id } = (await secretariat.get('me')).body.agreements[0]!;
    const { link } = (
      await secretariat.post(`agreements/${id}/invitations`, { name: 'A', capacity: { role: 'chair' } })
    ).body;
    expect(link).toBe(`${house.origin}/treaty/invitation#${tokenOf(link)}`);
    expect((await house.nobody.ask('GET', 'openapi.json')).body.servers[0]?.url).toBe('/treaty/api/v1');
    expect((await house.nobody.ask('GET', 'readyz')).text).toBe('ok\n');
  });

  test("a query of the host's own parser cannot smuggle objects in", async () => {
    const chair = await house.as('chair');
    const { id } = (await chair.get('me')).body.agreements[0]!;
    expect((await chair.get(`agreements/${id}/search?q[a]=b`)).status).toBe(400);
  });
});

describe('the machinery', () => {
  test('is alive and ready; not ready while it drains', async () => {
    const house = await Installation.start();
    const { nobody } = house;
    expect((await nobody.ask('GET', 'livez')).status).toBe(200);
    for (const path of ['readyz', 'healthz']) expect((await nobody.ask('GET', path)).status).toBe(200);
    await house.travaux.close();
    expect((await nobody.ask('GET', 'livez')).status).toBe(200);
    for (const path of ['readyz', 'healthz']) expect((await nobody.ask('GET', path)).status).toBe(503);
    const answer = await nobody.get('me');
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([
      503,
      'shutting-down',
      '2',
    ]);
    expect(await nobody.socket()).toEqual({ kind: 'refused', status: 503 });
    await house.close();
  });

  test('is not ready when the store is away', async () => {
    const house = await Installation.start();
    await house.store.close();
    expect((await house.nobody.ask('GET', 'readyz')).status).toBe(503);
    expect((await house.nobody.ask('GET', 'livez')).status).toBe(200);
    await house.close();
  });

  test('tells its metrics to this machine, or to whoever has the token', async () => {
    const open = await Installation.start();
    await open.nobody.get('me');
    const metrics = (await open.nobody.ask('GET', 'metrics')).text;
    expect(metrics).toContain(
      'travaux_http_request_duration_seconds_count{route="/api/v1/me",method="GET",status="200"} 1',
    );
    const behind = await open.nobody.ask('GET', 'metrics', { headers: { 'X-Forwarded-For': '10.0.0.1' } });
    expect(behind.text).not.toContain('travaux_http');
    await open.close();

    const token = 'a token for the metrics';
    const closed = await Installation.start({ env: { TRAVAUX_METRICS_TOKEN: token } });
    expect((await closed.nobody.ask('GET', 'metrics')).text).not.toContain('travaux_http');
    // A space cannot be in a bearer token: such a token never matches.
    await closed.close();

    const bearer = 'metrics-token-0123456789';
    const guarded = await Installation.start({ env: { TRAVAUX_METRICS_TOKEN: bearer } });
    const ask = (value: string) =>
      guarded.nobody.ask('GET', 'metrics', { headers: { Authorization: `Bearer ${value}` } });
    expect((await ask(bearer)).text).toContain('travaux_http');
    expect((await ask(`${bearer}x`)).text).not.toContain('travaux_http');
    await guarded.close();
  });

  test('sends the headers that keep foreign code out', async () => {
    const house = await Installation.start();
    const { headers } = await house.nobody.get('me');
    const policy = headers.get('content-security-policy')!;
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "object-src 'none'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    await house.close();
    const framed = await Installation.start({ env: { TRAVAUX_FRAME_ANCESTORS: 'https://platform.example' } });
    const answer = await framed.nobody.get('me');
    expect(answer.headers.get('content-security-policy')).toContain(
      'frame-ancestors https://platform.example',
    );
    expect(answer.headers.get('x-frame-options')).toBeNull();
    await framed.close();
  });

  test('slows down whoever tries tokens', async () => {
    const house = await Installation.start({ rateScale: 0.05 });
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) {
      const answer = await house.nobody.post('invitations/offer', { token: 'x' });
      statuses.push(answer.status);
      if (answer.status === 429) {
        expect(answer.body.code).toBe('too-many-requests');
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      }
    }
    expect(statuses).toEqual([410, 410, 410, 429, 429]);
    await house.close();
  });

  test('an unexpected fault tells an id and nothing else', async () => {
    const house = await Installation.start();
    const convener = await house.convener();
    const { people } = house.store;
    people.session = () => Promise.reject(new Error('secret detail of the disk'));
    const answer = await convener.get('me');
    expect([answer.status, answer.body.code]).toEqual([500, 'internal-error']);
    expect(JSON.stringify(answer.body)).not.toContain('secret detail');
    const id = answer.headers.get('x-request-id')!;
    expect(answer.body.detail).toContain(id);
    const line = house.lines.find((each) => each.includes(id) && each.includes('unexpectedly'))!;
    expect(line).toContain('at ');
    expect(line).not.toContain('secret detail');
    await house.close();
  });

  test('nothing that a person says, reads, carries or searches for is in the log', async () => {
    const house = await Installation.start({ env: { TRAVAUX_DEMO: '1' } });
    const secretariat = await house.as('secretariat');
    const { id } = (await secretariat.get('me')).body.agreements[0]!;
    const { version } = (await secretariat.get(`agreements/${id}`)).body;
    const { link } = (
      await secretariat.post(`agreements/${id}/invitations`, {
        name: 'Quintessa Rowe',
        capacity: { role: 'chair' },
      })
    ).body;
    const guest = await house.accept(link);
    await guest.get(`agreements/${id}/search?q=xylophone`);
    await guest.get(`agreements/${id}/text`);
    await secretariat.command(id, version, {
      type: 'retitle-agreement',
      title: 'Umbrella Title',
      shortTitle: 'U',
    });
    await secretariat.importFile('Marzipan.md', '# Rhubarb\n\n1. Rhubarb shall be eaten.\n');
    await secretariat.post('invitations/accept', { token: 'tokenlike-secret' });
    await house.nobody.ask('GET', 'invitation/tokenlike-secret?x=tokenlike-secret');
    const opened = await guest.socket('sync?token=tokenlike-secret');
    if (opened.kind === 'open') opened.socket.terminate();
    await house.close();
    const log = house.lines.join('');
    expect(house.lines.length).toBeGreaterThan(8);
    for (const said of [
      tokenOf(link),
      secretariat.cookie!.split('=')[1]!,
      guest.cookie!.split('=')[1]!,
      'Quintessa',
      'xylophone',
      'Umbrella',
      'Marzipan',
      'Rhubarb',
      'tokenlike-secret',
      'Winterhalter',
      'Lake Orren',
    ]) {
      expect(log).not.toContain(said);
    }
    for (const line of house.lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  test('a socket that breaks off in the middle of its upgrade ends nothing', async () => {
    const house = await Installation.start({ env: { TRAVAUX_DEMO: '1' } });
    const raw = connect(house.port, '127.0.0.1');
    await once(raw, 'connect');
    raw.write(
      'GET /sync HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    raw.resetAndDestroy();
    await once(raw, 'close');
    expect((await house.nobody.ask('GET', 'readyz')).status).toBe(200);
    await house.close();
  });
});
